"""Conflicts of a meeting: every broken rule, with the participants and meetings concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from meetplan.occupancy import Occupancy
from meetplan.plan import Meeting
from meetplan.problem import Pair

ConflictCode = Literal[
    "forbidden", "fixed", "slot_not_allowed", "away", "busy", "same_person", "full", "max_run", "predecessor",
    "successor", "no_table", "own_table", "table_closed", "table_taken", "no_interpreter", "not_placed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason why a pair cannot meet in a cell.

    Attributes
    ----------
    code
        The rule that would be broken: `forbidden`, `fixed` and `slot_not_allowed` by what the pair asks, `away`,
        `busy`, `full` and `max_run` by a participant, `same_person` by who stands for it elsewhere, `predecessor` and
        `successor` by a pair that must meet earlier or later, `no_table` and `no_interpreter` where none is free,
        `own_table`, `table_closed` and `table_taken` by one table. `not_placed`: there is no meeting to move.
    participant
        Id of the one of the two that is concerned, if it is one.
    meetings
        Ids of the pairs whose meetings are in the way.
    table
        Id of the table concerned.
    """

    code: ConflictCode
    participant: str | None = None
    meetings: tuple[str, ...] = ()
    table: str | None = None


class Cell(NamedTuple):
    """A place in the grid: ids of a slot and a table, None for a meeting online."""

    slot: str
    table: str | None


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Whether a pair could meet in a slot.

    Attributes
    ----------
    slot
        Id of the slot.
    conflicts
        Every reason why not; empty where it is possible.
    tables
        Ids of the tables that are free to the pair, in the order of the problem; empty online.
    interpreter
        Id of who would interpret: whoever does so now, else the free one with the least work. None where nobody is
        needed or free.
    """

    slot: str
    conflicts: tuple[Conflict, ...]
    tables: tuple[str, ...] = ()
    interpreter: str | None = None

    @property
    def is_legal(self) -> bool:
        return not self.conflicts


class Rules:
    """The rules of a problem, asked of one pair and one place among the meetings that are held."""

    def __init__(self, occupancy: Occupancy):
        self.occupancy, self.facts = occupancy, occupancy.facts

    def conflicts_of_time(self, pair: Pair, slot: int) -> Iterator[Conflict]:
        """Everything but tables and interpreters."""
        name = self.facts.problem.slots[slot].id
        if frozenset((pair.a, pair.b)) in self.facts.forbidden:
            yield Conflict("forbidden")
        if pair.fixed is not None and name != pair.fixed:
            yield Conflict("fixed")
        if pair.slots is not None and name not in pair.slots:
            yield Conflict("slot_not_allowed")
        for participant in (pair.a, pair.b):
            yield from self._conflicts_of_participant(participant, pair, slot)
        yield from self._conflicts_of_order(pair, slot)

    def _conflicts_of_participant(self, participant: str, pair: Pair, slot: int) -> Iterator[Conflict]:
        occupancy, entity = self.occupancy, self.facts.participants[participant]
        if self.facts.problem.slots[slot].id in entity.away:
            yield Conflict("away", participant)
        other_pairs = self._others(pair.id, (participant,), slot)
        if other_pairs:
            yield Conflict("busy", participant, other_pairs)
        other_pairs = self._others(pair.id, self.facts.represented_together.get(participant, ()), slot)
        if other_pairs:
            yield Conflict("same_person", participant, other_pairs)
        is_placed = pair.id in occupancy.meetings
        if entity.max is not None and not is_placed and occupancy.count(participant) >= entity.max:
            yield Conflict("full", participant, occupancy.pairs_of(participant))
        longest = self.facts.problem.options.max_run
        if longest is not None and self._run_through(participant, pair.id, slot) > longest:
            yield Conflict("max_run", participant)

    def _others(self, pair: str, participants: Collection[str], slot: int) -> tuple[str, ...]:
        if not participants:
            return ()
        occupied = {
            other_pair
            for participant in participants
            for other_pair in self.occupancy.of_participant[participant].get(slot, ())
        }
        return tuple(sorted(occupied - {pair}))

    def _run_through(self, participant: str, pair: str, slot: int) -> int:
        """Length of the run of meetings if the participant had one more in the slot."""
        pairs_by_slot, day = self.occupancy.of_participant[participant], self.facts.day[slot]
        start = end = slot
        while start - 1 in day and pairs_by_slot.get(start - 1, [pair]) != [pair]:
            start -= 1
        while end + 1 in day and pairs_by_slot.get(end + 1, [pair]) != [pair]:
            end += 1
        return end - start + 1

    def _conflicts_of_order(self, pair: Pair, slot: int) -> Iterator[Conflict]:
        def is_wrong(other_pair: str, *, must_be_earlier: bool) -> bool:
            position = self.occupancy.position_of(other_pair)
            if position is None:
                return must_be_earlier
            return position >= slot if must_be_earlier else position <= slot

        earlier = tuple(other_pair for other_pair in pair.after if is_wrong(other_pair, must_be_earlier=True))
        if earlier:
            yield Conflict("predecessor", meetings=earlier)
        successors = self.facts.successors.get(pair.id, ())
        later = tuple(other_pair for other_pair in successors if is_wrong(other_pair, must_be_earlier=False))
        if later:
            yield Conflict("successor", meetings=later)

    def conflicts_of_table(self, pair: Pair, cell: Cell) -> Iterator[Conflict]:
        table = cell.table
        if table is None:
            if not self.facts.is_online(pair):
                yield Conflict("no_table")
            return
        for participant in (pair.a, pair.b):
            seat = self.facts.participants[participant].table
            if seat not in (None, table):
                yield Conflict("own_table", participant, table=seat)
        if cell.slot in self.facts.tables[table].closed:
            yield Conflict("table_closed", table=table)
        other_pairs = self._others_at(table, pair.id, cell.slot)
        if other_pairs:
            yield Conflict("table_taken", meetings=other_pairs, table=table)

    def _others_at(self, table: str, pair: str, slot: str) -> tuple[str, ...]:
        occupied = self.occupancy.at_table[table].get(self.facts.position[slot], ())
        return tuple(other_pair for other_pair in occupied if other_pair != pair)

    def free_tables(self, pair: Pair, slot: str) -> tuple[str, ...]:
        if self.facts.is_online(pair):
            return ()
        seats = self.facts.seats(pair)
        candidates = self.facts.tables if not seats else seats if len(seats) == 1 else ()
        return tuple(table for table in candidates if not any(self.conflicts_of_table(pair, Cell(slot, table))))

    def interpreter(self, pair: Pair, slot: str, own: Meeting | None = None) -> tuple[str | None, bool]:
        """Return the interpreter, and whether one is needed and none is free."""
        able = self.facts.able_interpreters(pair)
        if able is None:
            return None, False
        own = own or self.occupancy.meetings.get(pair.id)
        present = own.interpreter if own else None
        available = [
            name for name in self.facts.interpreters if name in able and self._is_free(name, pair, slot, present)
        ]
        available.sort(key=lambda name: (name != present, self.occupancy.work(name)))
        return (available[0], False) if available else (None, True)

    def _is_free(self, name: str, pair: Pair, slot: str, present: str | None) -> bool:
        interpreter = self.facts.interpreters[name]
        occupied = self.occupancy.of_interpreter[name].get(self.facts.position[slot], ())
        if slot in interpreter.away or any(other_pair != pair.id for other_pair in occupied):
            return False
        return name == present or interpreter.max is None or self.occupancy.work(name) < interpreter.max

    def lasting_conflicts(self, pair: Pair, slot: int) -> Iterator[Conflict]:
        """As `conflicts_of_time`, and of tables and interpreters what remains if the other meetings of the slot may
        change their tables, and all meetings their interpreters. One of the `meetings` of each conflict would have to
        go; without any, nothing helps."""
        yield from self.conflicts_of_time(pair, slot)
        yield from self._table_shortage(pair, slot)
        able = self.facts.able_interpreters(pair)
        users = None if able is None else self._interpreter_shortage(pair, able, slot)
        if users is not None:
            yield Conflict("no_interpreter", meetings=users)

    def _table_shortage(self, pair: Pair, slot: int) -> Iterator[Conflict]:
        if self.facts.is_online(pair):
            return
        seats, is_open = self.facts.seats(pair), self.facts.open_tables[slot]
        if len(seats) > 1 or not seats <= is_open:
            yield Conflict("no_table")
            return
        on_site = self.occupancy.on_site[slot]
        if not seats and len(on_site) < len(is_open):
            return
        other_pairs = tuple(other_pair for other_pair in on_site if other_pair != pair.id)
        same_seat = tuple(
            other_pair for other_pair in other_pairs if seats & self.facts.seats(self.facts.pairs[other_pair])
        )
        if same_seat:
            yield Conflict("no_table", meetings=same_seat)
        if len(other_pairs) >= len(is_open):
            yield Conflict("no_table", meetings=other_pairs)

    def _interpreter_shortage(self, pair: Pair, able: frozenset[str], slot: int) -> tuple[str, ...] | None:
        """Return the meetings of which one would have to go so that an interpreter is free; None if none has to. Looks
        for an augmenting path: an interpreter who is free, or could be if others interpreted instead."""
        reached: set[str] = set()
        visited: set[tuple[str, int]] = set()
        waiting = [(name, slot) for name in sorted(able)]
        while waiting:
            name, position = waiting.pop()
            interpreter = self.facts.interpreters[name]
            if (name, position) in visited or self.facts.problem.slots[position].id in interpreter.away:
                continue
            visited.add((name, position))
            pairs_by_slot = self.occupancy.of_interpreter[name]
            own = [m for m in pairs_by_slot.get(position, ()) if m != pair.id]
            if not own and (interpreter.max is None or self.occupancy.work(name) < interpreter.max):
                return None
            for other_pair in own or [m for meetings in pairs_by_slot.values() for m in meetings]:
                if other_pair not in reached:
                    reached.add(other_pair)
                    meeting_position = self.facts.position[self.occupancy.meetings[other_pair].slot]
                    others_able = self.facts.able_interpreters(self.facts.pairs[other_pair]) or ()
                    waiting.extend((another, meeting_position) for another in others_able)
        return tuple(sorted(reached))
