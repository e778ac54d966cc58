"""The plan: who meets when, at which table and with which interpreter, its score and the proved bounds.

The JSON form is the published format `meetplan-plan/1`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from meetplan.reading.fields import Reader, parse_json, root_object

FORMAT = "meetplan-plan/1"

Status = Literal["optimal", "feasible"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pair that meets. `table` is None only for a meeting with someone online."""

    pair: str
    slot: str
    table: str | None = None
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A pair that does not meet.

    Attributes
    ----------
    reason : str
        Code of the reason.
    instead_of : tuple of str
        Ids of placed pairs whose removal would make room for this one; `with` in JSON.
    """

    pair: str
    reason: str
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of the objective, most important first.

    Attributes
    ----------
    must : int
        Placed pairs of kind `must`; larger is better.
    below_min : int
        Meetings that participants lack to their `min`, in all.
    weight : float
        Sum of the weights of the placed pairs; larger is better.
    spread_excess : int
        By how much the largest and the smallest break count of two participants differ beyond `break_spread`; 0 where
        the problem sets none.
    breaks : int
        Gaps between two meetings of a participant on one day, in all.
    most_breaks : int
        Largest number of breaks of a participant.
    table_changes : int
        Changes of table between consecutive meetings of a participant, in all.
    """

    must: int = 0
    below_min: int = 0
    weight: float = 0.0
    spread_excess: int = 0
    breaks: int = 0
    most_breaks: int = 0
    table_changes: int = 0

    def key(self) -> tuple[float, ...]:
        """Return a key that sorts better scores first.

        Weights are rounded to a millionth, so that the order of a sum does not matter."""
        return (
            -self.must,
            self.below_min,
            -round(self.weight, 6),
            self.spread_excess,
            self.breaks,
            self.most_breaks,
            self.table_changes,
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits that no plan can beat: upper bounds of `must` and `weight`, lower bounds of the other levels.

    Each is proved for plans that reach the reported score on the levels above it; None where no bound is known."""

    must: int | None = None
    below_min: int | None = None
    weight: float | None = None
    spread_excess: int | None = None
    breaks: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable with its score and proved bounds.

    Attributes
    ----------
    meetings : tuple of Meeting
        In order of time.
    unplaced : tuple of Unplaced
        Every other pair of the problem.
    status : {"optimal", "feasible"}
        "optimal": the score reaches every bound.
    seconds : float
        Time that the solver took.
    seed : int
        Seed of the solver.
    """

    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    score: Score
    bounds: Bounds
    status: Status = "feasible"
    seconds: float = 0.0
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the `meetplan-plan/1` object, ready for `json.dumps`."""
        s, b = self.score, self.bounds
        return {
            "format": FORMAT,
            "status": self.status,
            "meetings": [
                {"pair": m.pair, "slot": m.slot, "table": m.table, "interpreter": m.interpreter} for m in self.meetings
            ],
            "unplaced": [{"pair": u.pair, "reason": u.reason, "with": list(u.instead_of)} for u in self.unplaced],
            "score": {
                "must": s.must,
                "below_min": s.below_min,
                "weight": s.weight,
                "spread_excess": s.spread_excess,
                "breaks": s.breaks,
                "most_breaks": s.most_breaks,
                "table_changes": s.table_changes,
            },
            "bounds": {
                "must": b.must,
                "below_min": b.below_min,
                "weight": b.weight,
                "spread_excess": b.spread_excess,
                "breaks": b.breaks,
            },
            "seconds": round(self.seconds, 3),
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, data: str | bytes | Mapping[str, Any]) -> Plan:
        """Read `meetplan-plan/1`; `check` judges the content.

        Parameters
        ----------
        data : str, bytes or Mapping
            The text, or the parsed object.

        Returns
        -------
        Plan

        Raises
        ------
        BadProblem
            With every fault of form.
        """
        root = root_object(parse_json(data), FORMAT)
        reader = Reader()
        meetings = tuple(
            Meeting(
                pair=reader.text(item, "pair", path, required=True),
                slot=reader.text(item, "slot", path, required=True),
                table=reader.optional_text(item, "table", path),
                interpreter=reader.optional_text(item, "interpreter", path),
            )
            for path, item in reader.objects(root, "meetings", "$")
        )
        unplaced = tuple(
            Unplaced(
                pair=reader.text(item, "pair", path, required=True),
                reason=reader.text(item, "reason", path),
                instead_of=reader.texts(item, "with", path),
            )
            for path, item in reader.objects(root, "unplaced", "$")
        )
        score = _read_score(reader, reader.section(root, "score", "$"))
        bounds = _read_bounds(reader, reader.section(root, "bounds", "$"))
        status = root.get("status", "feasible")
        if status not in ("optimal", "feasible"):
            reader.fault("$.status", "unknown_status", status)
        seconds = reader.number(root, "seconds", "$", 0.0)
        seed = reader.whole(root, "seed", "$") or 0
        reader.raise_faults()
        return cls(meetings, unplaced, score, bounds, status, seconds, seed)


def _read_score(reader: Reader, data: Mapping[str, Any]) -> Score:
    whole = {
        key: reader.whole(data, key, "$.score") or 0
        for key in ("must", "below_min", "spread_excess", "breaks", "most_breaks", "table_changes")
    }
    return Score(weight=reader.number(data, "weight", "$.score", 0.0), **whole)


def _read_bounds(reader: Reader, data: Mapping[str, Any]) -> Bounds:
    """Return the bounds; one that is absent or null is unknown."""
    return Bounds(
        must=reader.whole(data, "must", "$.bounds"),
        below_min=reader.whole(data, "below_min", "$.bounds"),
        weight=None if data.get("weight") is None else reader.number(data, "weight", "$.bounds", 0.0),
        spread_excess=reader.whole(data, "spread_excess", "$.bounds"),
        breaks=reader.whole(data, "breaks", "$.bounds"),
    )
