"""What happened after a plan was made: who is away, what is closed, which pairs come and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from meetplan.problem import Pair, Problem, Slot
from meetplan.reading.fields import Reader, parse_json, root_object
from meetplan.reading.sections import read_pairs


@dataclass(frozen=True, slots=True)
class Away:
    """A participant or an interpreter who is not there in `slots`; empty `slots`: from `now` to the end."""

    participant: str | None
    interpreter: str | None
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Closed:
    """A table that cannot be used in `slots`; empty `slots`: from `now` to the end."""

    table: str
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """`now` is the first slot that can still be changed (None: nothing has begun)."""

    now: str | None = None
    away: tuple[Away, ...] = ()
    closed: tuple[Closed, ...] = ()
    add: tuple[Pair, ...] = ()
    drop: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, data: str | bytes | Mapping[str, Any], problem: Problem) -> Changes:
        """Read a changes object.

        Parameters
        ----------
        data : str, bytes or Mapping
            The text, or the parsed object.
        problem : Problem
            The problem that the ids refer to.

        Returns
        -------
        Changes

        Raises
        ------
        BadProblem
            With every fault.
        """
        root = root_object(parse_json(data))
        reader = Reader()
        slots = {slot.id: slot for slot in problem.slots}
        pairs = {pair.id: pair for pair in problem.pairs}
        participants = {participant.id: participant for participant in problem.participants}
        changes = cls(
            now=reader.id(root, "now", "$", slots, "unknown_slot"),
            away=_read_away(reader, root, problem, slots),
            closed=_read_closed(reader, root, problem, slots),
            add=tuple(read_pairs(reader, root, slots, participants, "add", pairs).values()),
            drop=frozenset(reader.ids(root, "drop", "$", pairs, "unknown_pair")),
        )
        reader.raise_faults()
        return changes

    def past(self, problem: Problem) -> frozenset[str]:
        """Ids of the slots before `now`."""
        if self.now is None:
            return frozenset()
        ids = [slot.id for slot in problem.slots]
        return frozenset(ids[: ids.index(self.now)])

    def applied(self, problem: Problem, held: frozenset[str] = frozenset()) -> Problem:
        """The problem as it stands from now on. Past slots keep their availability, and pairs that were `held` before
        now stay even when they are dropped: what was held stays valid."""
        open_slots = frozenset(slot.id for slot in problem.slots) - self.past(problem)
        dropped = self.drop - held
        gone: dict[tuple[str, str], frozenset[str]] = {}
        for away in self.away:
            kind, who = ("p", away.participant) if away.participant is not None else ("i", away.interpreter)
            key = (kind, who or "")
            gone[key] = gone.get(key, frozenset()) | ((away.slots & open_slots) if away.slots else open_slots)
        for closed in self.closed:
            key = ("t", closed.table)
            gone[key] = gone.get(key, frozenset()) | ((closed.slots & open_slots) if closed.slots else open_slots)
        none: frozenset[str] = frozenset()
        kept = tuple(
            replace(pair, after=tuple(before for before in pair.after if before not in dropped))
            for pair in (*problem.pairs, *self.add)
            if pair.id not in dropped
        )
        return replace(
            problem,
            participants=tuple(replace(p, away=p.away | gone.get(("p", p.id), none)) for p in problem.participants),
            interpreters=tuple(replace(i, away=i.away | gone.get(("i", i.id), none)) for i in problem.interpreters),
            tables=tuple(replace(t, closed=t.closed | gone.get(("t", t.id), none)) for t in problem.tables),
            pairs=kept,
        )


def _read_away(
    reader: Reader, root: Mapping[str, Any], problem: Problem, slots: Mapping[str, Slot]
) -> tuple[Away, ...]:
    participants = {participant.id: participant for participant in problem.participants}
    interpreters = {interpreter.id: interpreter for interpreter in problem.interpreters}
    absences = []
    for path, data in reader.objects(root, "away", "$"):
        participant = interpreter = None
        if data.get("interpreter") is not None:
            interpreter = reader.id(data, "interpreter", path, interpreters, "unknown_interpreter")
        elif data.get("participant") is None:
            reader.fault(f"{path}.participant", "missing")
        else:
            participant = reader.id(data, "participant", path, participants, "unknown_participant")
        absent = frozenset(reader.ids(data, "slots", path, slots, "unknown_slot"))
        absences.append(Away(participant, interpreter, absent))
    return tuple(absences)


def _read_closed(
    reader: Reader, root: Mapping[str, Any], problem: Problem, slots: Mapping[str, Slot]
) -> tuple[Closed, ...]:
    tables = {table.id: table for table in problem.tables}
    closures = []
    for path, data in reader.objects(root, "closed", "$"):
        if data.get("table") is None:
            reader.fault(f"{path}.table", "missing")
        table = reader.id(data, "table", path, tables, "unknown_table") or ""
        closures.append(Closed(table, frozenset(reader.ids(data, "slots", path, slots, "unknown_slot"))))
    return tuple(closures)
