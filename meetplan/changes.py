"""Changes after a plan was made: absences, closed tables, and pairs that are added or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from meetplan.problem import Pair, Problem, Slot
from meetplan.reading.fields import Reader, parse_json, root_object
from meetplan.reading.sections import read_pairs


@dataclass(frozen=True, slots=True)
class Away:
    """A participant or an interpreter who is absent in `slots`; empty `slots`: from `now` to the end."""

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
    """Everything that has changed.

    Attributes
    ----------
    now : str or None
        Id of the first slot that can still be changed (None: the event has not begun).
    away : tuple of Away
    closed : tuple of Closed
    add : tuple of Pair
    drop : frozenset of str
        Ids of pairs that no longer want to meet.
    """

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
        """Return the ids of the slots before `now`."""
        if self.now is None:
            return frozenset()
        ids = [slot.id for slot in problem.slots]
        return frozenset(ids[: ids.index(self.now)])

    def applied(self, problem: Problem, held: frozenset[str] = frozenset()) -> Problem:
        """Return the problem after the changes.

        Past slots keep their availability, and pairs that were `held` (ids) before `now` remain even if they are
        dropped, so that a plan that was valid remains valid in the past."""
        dropped = self.drop - held
        participants, interpreters, tables = self._closures(frozenset(s.id for s in problem.slots) - self.past(problem))
        pairs = (pair for pair in (*problem.pairs, *self.add) if pair.id not in dropped)
        return replace(
            problem,
            participants=tuple(replace(p, away=p.away | participants[p.id]) for p in problem.participants),
            interpreters=tuple(replace(i, away=i.away | interpreters[i.id]) for i in problem.interpreters),
            tables=tuple(replace(t, closed=t.closed | tables[t.id]) for t in problem.tables),
            pairs=tuple(replace(p, after=tuple(pair for pair in p.after if pair not in dropped)) for p in pairs),
        )

    def _closures(self, open_slots: frozenset[str]) -> tuple[Mapping[str, frozenset[str]], ...]:
        """Return the slots in which participants, interpreters and tables (by id) become unavailable."""
        participants: dict[str, frozenset[str]] = defaultdict(frozenset)
        interpreters: dict[str, frozenset[str]] = defaultdict(frozenset)
        tables: dict[str, frozenset[str]] = defaultdict(frozenset)
        for away in self.away:
            slots = away.slots & open_slots if away.slots else open_slots
            if away.participant is not None:
                participants[away.participant] |= slots
            else:
                interpreters[away.interpreter or ""] |= slots
        for closed in self.closed:
            tables[closed.table] |= closed.slots & open_slots if closed.slots else open_slots
        return participants, interpreters, tables


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
