"""A timetable that people change by hand: where a pair could meet, what blocks a cell, what a move costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from meetplan.checking import score_of
from meetplan.conflicts import Cell, Conflict, Feasibility, Rules
from meetplan.occupancy import Facts, Occupancy
from meetplan.plan import Meeting, Score
from meetplan.problem import Pair, Problem


class ConflictError(ValueError):
    """A change would make the timetable wrong. `conflicts` lists every reason by pair."""

    def __init__(self, conflicts: dict[str, tuple[Conflict, ...]]):
        self.conflicts = conflicts
        reasons = (
            f"{pair}: {conflict.code}" for pair, pair_conflicts in conflicts.items() for conflict in pair_conflicts
        )
        super().__init__(", ".join(reasons))


class Placing(NamedTuple):
    """Where a pair is to meet: in `cell`, or, with None, nowhere."""

    pair: str
    cell: Cell | None


class Timetable:
    """The meetings of a plan, as they can be changed one by one.

    A timetable is immutable: every change gives a new one. Tables and interpreters of other meetings stay as they are.
    A change is judged by what it does: a participant, or an interpreter, with more meetings than its maximum does not
    stand in the way of a meeting that it has already.

    Parameters
    ----------
    problem
        What is planned.
    meetings
        The meetings as they are, at most one of each pair. They may break rules.

    Raises
    ------
    KeyError
        For an id that the problem does not have.

    Examples
    --------
    >>> timetable = Timetable(problem, plan.meetings)
    >>> cost, cell = min((cost.key(), cell) for cell, cost in timetable.options("M1").items())
    >>> better = timetable.move("M1", *cell)
    """

    def __init__(self, problem: Problem, meetings: Iterable[Meeting] = ()):
        self._start(Facts(problem), meetings)

    def _start(self, facts: Facts, meetings: Iterable[Meeting]) -> None:
        self._facts = facts
        self._occupancy = Occupancy(facts, meetings)
        self._rules = Rules(self._occupancy)
        self._break_counts: Counter[int] | None = None

    @property
    def problem(self) -> Problem:
        return self._facts.problem

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings in order of time, within a slot by the id of the pair."""
        position = self._facts.position
        return tuple(sorted(self._occupancy.meetings.values(), key=lambda m: (position[m.slot], m.pair)))

    def meeting_of(self, pair: str) -> Meeting | None:
        """Return the meeting of a pair, None where it does not meet."""
        return self._occupancy.meetings.get(pair)

    def score(self) -> Score:
        """Count the score of the meetings from the definitions."""
        return score_of(self.problem, self.meetings)

    def with_pairs(self, pairs: Iterable[Pair]) -> Timetable:
        """Return the timetable for a problem with these pairs besides; those whose id is known are left out."""
        missing = tuple(pair for pair in pairs if pair.id not in self._facts.pairs)
        if not missing:
            return self
        return Timetable(
            replace(self.problem, pairs=(*self.problem.pairs, *missing)), self._occupancy.meetings.values()
        )

    # Feasibility

    def feasibility(self, pair: str, slot: str) -> Feasibility:
        """Judge whether a pair could meet in a slot, at any table, instead of where it meets now.

        Raises
        ------
        KeyError
            For an unknown pair or slot.
        """
        conflicts = [*self._rules.conflicts_of_time(self._facts.pairs[pair], self._facts.position[slot])]
        tables = self._rules.free_tables(self._facts.pairs[pair], slot)
        if not tables and not self._facts.is_online(self._facts.pairs[pair]):
            conflicts.append(Conflict("no_table"))
        interpreter, is_missing = self._rules.interpreter(self._facts.pairs[pair], slot)
        if is_missing:
            conflicts.append(Conflict("no_interpreter"))
        return Feasibility(slot, tuple(conflicts), tables, interpreter)

    def conflicts(self, pair: str, cell: Cell) -> tuple[Conflict, ...]:
        """List every reason why a pair cannot meet in a cell, instead of where it meets now; empty where it can."""
        at_table = tuple(self._rules.conflicts_of_table(self._facts.pairs[pair], cell))
        in_slot = self.feasibility(pair, cell.slot).conflicts
        # A single table is more specific than no free table.
        return (*(conflict for conflict in in_slot if not at_table or conflict.code != "no_table"), *at_table)

    def legal_cells(self, pair: str) -> tuple[Cell, ...]:
        """List the cells in which a pair could meet, instead of where it meets now, in order of time.

        Where one of the two is online there is one cell for each slot, without a table.
        """
        return tuple(
            Cell(slot.slot, table)
            for slot in (self.feasibility(pair, slot.id) for slot in self.problem.slots)
            if slot.is_legal
            for table in slot.tables or (None,)
        )

    def options(self, pair: str) -> dict[Cell, Score]:
        """Return the legal cells of a pair, each with the cost of meeting there (see `cost`)."""
        costs: dict[str, Score] = {}
        options: dict[Cell, Score] = {}
        for cell in self.legal_cells(pair):
            if cell.slot not in costs:
                costs[cell.slot] = self._cost_of_slot(self._facts.pairs[pair], cell.slot)
            table_changes = self._change_of_tables(self._facts.pairs[pair], cell)
            options[cell] = replace(costs[cell.slot], table_changes=table_changes)
        return options

    def cost(self, pair: str, cell: Cell | None) -> Score:
        """Count what it would change if a pair met in a cell instead of where it meets now, legal or not.

        Changes of table are counted for cells in which neither of the two meets somebody else.

        Parameters
        ----------
        pair
            Id of the pair; it may not meet yet.
        cell
            Where it would meet; None: nowhere.

        Returns
        -------
        Score
            The score after the change minus the score now, level by level.
        """
        change = self._cost_of_slot(self._facts.pairs[pair], cell and cell.slot)
        return replace(change, table_changes=self._change_of_tables(self._facts.pairs[pair], cell))

    def blockers(self, pair: str, slot: str) -> tuple[Conflict, ...]:
        """List the conflicts in a slot that remain even if other meetings could change tables and interpreters.

        Of the `meetings` of each conflict one would have to be given up; where it names none, nothing helps."""
        return tuple(self._rules.lasting_conflicts(self._facts.pairs[pair], self._facts.position[slot]))

    # Changes

    def apply(self, *placings: Placing) -> Timetable:
        """Return the timetable after several changes at once; all of them are made, or none.

        Each meeting keeps its interpreter where that is possible.

        Raises
        ------
        ConflictError
            Where a rule would be broken, with every reason by pair.
        KeyError
            For an unknown pair, slot or table.
        """
        cells = dict(placings)
        after = Timetable.__new__(Timetable)
        after._start(self._facts, (m for m in self._occupancy.meetings.values() if m.pair not in cells))
        for pair, cell in cells.items():
            if cell is not None:
                own = self._occupancy.meetings.get(pair)
                interpreter, _ = after._rules.interpreter(self._facts.pairs[pair], cell.slot, own)
                after._occupancy.put(Meeting(pair, cell.slot, cell.table, interpreter))
        reasons_by_pair = {pair: after._conflicts_after(self, pair, cell) for pair, cell in cells.items()}
        conflicts = {pair: reasons for pair, reasons in reasons_by_pair.items() if reasons}
        if conflicts:
            raise ConflictError(conflicts)
        return after

    def add(self, pair: str, slot: str, table: str | None = None) -> Timetable:
        """Return the timetable with a meeting of a pair in a slot, at `table` (None: the first that is free).

        Raises
        ------
        ConflictError
            Where a rule would be broken.
        KeyError
            For an unknown pair, slot or table.
        """
        if table is None:
            table = self.usual_table(pair, slot)
        return self.apply(Placing(pair, Cell(slot, table)))

    def usual_table(self, pair: str, slot: str) -> str | None:
        """Return the table a pair takes in a slot: its own where that is free, else the first; None: there is none."""
        tables, own = self._rules.free_tables(self._facts.pairs[pair], slot), self.meeting_of(pair)
        return own.table if own is not None and own.table in tables else next(iter(tables), None)

    def move(self, pair: str, slot: str, table: str | None = None) -> Timetable:
        """Return the timetable with the meeting of a pair in another slot or at another table, as `add` does.

        Raises
        ------
        ConflictError
            Where a rule would be broken; `not_placed` where the pair does not meet.
        """
        self._require(pair)
        return self.add(pair, slot, table)

    def remove(self, pair: str) -> Timetable:
        """Return the timetable without the meeting of a pair.

        Raises
        ------
        ConflictError
            `successor` where meetings may only be held after it; `not_placed` where the pair does not meet.
        """
        self._require(pair)
        return self.apply(Placing(pair, None))

    def swap(self, pair: str, other_pair: str) -> Timetable:
        """Return the timetable in which the meetings of two pairs have changed cells.

        Raises
        ------
        ConflictError
            Where a rule would be broken; `not_placed` where one of them does not meet.
        """
        own_meeting, other_meeting = self._require(pair), self._require(other_pair)
        return self.apply(
            Placing(pair, Cell(other_meeting.slot, other_meeting.table)),
            Placing(other_pair, Cell(own_meeting.slot, own_meeting.table)),
        )

    def _require(self, pair: str) -> Meeting:
        meeting = self._occupancy.meetings.get(pair)
        if meeting is None:
            raise ConflictError({pair: (Conflict("not_placed"),)})
        return meeting

    @contextmanager
    def without(self, pairs: Iterable[str]) -> Iterator[None]:
        """Leave the meetings of some pairs out for the time of the block."""
        removed = [self._occupancy.take(pair) for pair in pairs]
        self._break_counts = None
        try:
            yield
        finally:
            for meeting in removed:
                self._occupancy.put(meeting)
            self._break_counts = None

    def _conflicts_after(self, before: Timetable, pair: str, cell: Cell | None) -> tuple[Conflict, ...]:
        """Return the conflicts of one pair's place in this timetable, which was made from `before`."""
        if cell is None:
            later = tuple(m for m in self._facts.successors.get(pair, ()) if m in self._occupancy.meetings)
            return (Conflict("successor", meetings=later),) if later else ()
        reasons = [*self.conflicts(pair, cell)]
        ends = (self._facts.pairs[pair].a, self._facts.pairs[pair].b)
        full = {
            participant
            for participant in ends
            if self._is_above(participant) and not before._had_as_many(self, participant)
        }
        reasons.extend(
            Conflict("full", participant, self._occupancy.pairs_of(participant))
            for participant in ends
            if participant in full
        )
        return tuple(reasons)

    def _is_above(self, participant: str) -> bool:
        most = self._facts.participants[participant].max
        return most is not None and self._occupancy.count(participant) > most

    def _had_as_many(self, after: Timetable, participant: str) -> bool:
        return self._occupancy.count(participant) >= after._occupancy.count(participant)

    # Costs

    def _cost_of_slot(self, pair: Pair, slot: str | None) -> Score:
        """Return the change of every level but the tables; `slot` None: the pair does not meet."""
        occupancy, facts = self._occupancy, self._facts
        present = occupancy.position_of(pair.id)
        after = None if slot is None else facts.position[slot]
        added = (after is not None) - (present is not None)
        if self._break_counts is None:
            self._break_counts = occupancy.break_counts()
        counts = self._break_counts.copy()
        below_min = breaks = 0
        for participant in (pair.a, pair.b):
            slots = occupancy.of_participant[participant]
            count, least = occupancy.count(participant), facts.participants[participant].min
            below_min += max(0, least - count - added) - max(0, least - count)
            remaining = {k for k, pairs in slots.items() if pairs != [pair.id]}
            was, will_be = facts.breaks(slots), facts.breaks(remaining if after is None else remaining | {after})
            counts[was] -= 1
            counts[will_be] += 1
            breaks += will_be - was
        worst = _spread(self._break_counts)
        worst_after = _spread(counts)
        spread_limit = self.problem.options.break_spread
        return Score(
            must=added * (pair.kind == "must"),
            below_min=below_min,
            weight=added * pair.weight,
            spread_excess=0
            if spread_limit is None
            else max(0, worst_after[1] - spread_limit) - max(0, worst[1] - spread_limit),
            breaks=breaks,
            most_breaks=worst_after[0] - worst[0],
        )

    def _change_of_tables(self, pair: Pair, cell: Cell | None) -> int:
        """By how many the changes of table of the two would change."""
        own, change = self._occupancy.meetings.get(pair.id), 0
        for participant in (pair.a, pair.b):
            seated = self._occupancy.table_sequence(participant, without=pair.id)
            for sign, place in ((1, cell), (-1, own)):
                if place is not None and place.table is not None:
                    change += sign * _changes_around(seated, self._facts.position[place.slot], place.table)
        return change


def _spread(counts: Counter[int]) -> tuple[int, int]:
    """Return the largest break count of a participant, and its difference from the smallest."""
    present = [breaks for breaks, participants in counts.items() if participants]
    return (max(present), max(present) - min(present)) if present else (0, 0)


def _changes_around(seated: list[tuple[int, str]], slot: int, table: str) -> int:
    """Return how many more changes of table there are if one sits at `table` in a slot between `others` (in order of
    time)."""
    before = next((seat for k, seat in reversed(seated) if k < slot), None)
    after = next((seat for k, seat in seated if k > slot), None)
    detour = (before not in (None, table)) + (after not in (None, table))
    return detour - (before is not None and after is not None and before != after)
