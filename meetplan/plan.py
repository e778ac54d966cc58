"""What a planner answers: who meets when, at which table, with whose help, and how good that is proved to be.

The JSON form is the published format `meetplan-plan/1`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from meetplan.problem import BadProblem, Fault

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
    """A pair that does not meet, and why. `instead_of` (`with` in JSON) names the placed pairs in whose place it
    would fit."""

    pair: str
    reason: str
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The objective, most important first: more `must`, fewer `below_min`, more `weight`, less `spread_excess`, fewer
    `breaks`, smaller `most_breaks`, fewer `table_changes`.

    `spread_excess`: by how much the largest and the smallest break count of two participants differ beyond
    `break_spread`; 0 where the problem sets none."""

    must: int = 0
    below_min: int = 0
    weight: float = 0.0
    spread_excess: int = 0
    breaks: int = 0
    most_breaks: int = 0
    table_changes: int = 0

    def key(self) -> tuple[float, ...]:
        """Sorts better scores first. Weights are compared to a millionth, so that the order of a sum does not
        decide."""
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
    """What no plan can beat, level by level: at most `must`, at least `below_min`, at most `weight`, at least
    `spread_excess` and `breaks`. Each is proved for plans that reach the reported score on the levels above it; None
    where nothing is known."""

    must: int | None = None
    below_min: int | None = None
    weight: float | None = None
    spread_excess: int | None = None
    breaks: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    score: Score
    bounds: Bounds
    status: Status = "feasible"
    seconds: float = 0.0
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
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
        """Read `meetplan-plan/1`. Raises `BadProblem` with every fault of form; `check` judges the content."""
        if isinstance(data, str | bytes):
            try:
                data = json.loads(data)
            except (ValueError, RecursionError) as error:
                raise BadProblem([Fault("$", "not_json", str(error))]) from None
        from meetplan.reading import read_plan

        return read_plan(data)
