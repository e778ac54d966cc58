"""Assignment of tables and interpreters to the meetings of a timetable.

The search only counts interpreters and tables, by conditions that are necessary, and sufficient in all but rare cases
(interpreters with a `max` that couples the slots). Here they are assigned. A meeting for which no interpreter is left
is dropped, so that the plan is always valid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from ortools.graph.python import linear_sum_assignment

from meetplan.explaining import slots_of, unexplained
from meetplan.interpreting import assign_interpreters, drop_successors
from meetplan.model import Ints, Model
from meetplan.plan import Bounds, Meeting, Plan
from meetplan.score import score_timetable

SWEEPS = 3
MAX_EXACT = 250  # maximum of meetings in a slot for exact matching of tables


class _TableAssignment:
    """Table assignment of all meetings, improved slot by slot."""

    def __init__(self, model: Model, slots: Ints, before: dict[int, int]):
        self.model = model
        self.slots = slots
        self.table: dict[int, int] = {}  # by meeting
        self.meetings_of: list[list[int]] = [[] for _ in range(model.people)]  # on site, in order of time
        placed = np.flatnonzero((slots >= 0) & (model.arrays.on_site == 1)).tolist()
        for meeting in sorted(placed, key=lambda m: int(slots[m])):
            for person in model.arrays.ends[meeting, :2].tolist():
                self.meetings_of[person].append(meeting)
        self.unseated: list[list[int]] = [[] for _ in range(model.slots)]  # by slot
        self.free: list[list[int]] = self._seat_and_retain(placed, before)

    def _seat_and_retain(self, placed: list[int], before: dict[int, int]) -> list[list[int]]:
        """Assign fixed seats and the tables of `before`; return the free tables by slot, other participants' seats
        last."""
        tables, slots = self.model.problem.tables, self.model.problem.slots
        taken: list[set[int]] = [set() for _ in slots]
        for meeting in placed:
            if self.model.seat[meeting] >= 0:
                self.table[meeting] = self.model.seat[meeting]
                taken[int(self.slots[meeting])].add(self.table[meeting])
        is_open = [[slot.id not in table.closed for table in tables] for slot in slots]
        for meeting in placed:
            if meeting in self.table:
                continue
            slot, former = int(self.slots[meeting]), before.get(meeting, -1)
            if former >= 0 and is_open[slot][former] and former not in taken[slot]:
                self.table[meeting] = former
                taken[slot].add(former)
            else:
                self.unseated[slot].append(meeting)
        seats = {person.table for person in self.model.problem.participants if person.table is not None}
        order = sorted(range(len(tables)), key=lambda t: tables[t].id in seats)
        return [[t for t in order if is_open[s][t] and t not in taken[s]] for s in range(len(slots))]

    def _adjacent_tables(self, meeting: int) -> list[int]:
        """Return the tables at which the two people have their previous and their next meetings."""
        tables: list[int] = []
        for person in self.model.arrays.ends[meeting, :2].tolist():
            meetings = self.meetings_of[person]
            k = meetings.index(meeting)
            adjacent = [meetings[j] for j in (k - 1, k + 1) if 0 <= j < len(meetings)]
            tables.extend(self.table[other] for other in adjacent if other in self.table)
        return tables

    def improve(self, slot: int) -> None:
        """Reassign the tables of a slot, given those of the other slots."""
        meetings, free = self.unseated[slot], self.free[slot]
        wanted = [self._adjacent_tables(meeting) for meeting in meetings]
        if len(meetings) <= MAX_EXACT:
            self._match(meetings, free, wanted)
            return
        available = set(free)
        remaining = []
        for meeting, tables in zip(meetings, wanted, strict=True):
            table = next((t for t in tables if t in available), None)
            if table is None:
                remaining.append(meeting)
            else:
                self.table[meeting] = table
                available.discard(table)
        for meeting, table in zip(remaining, (t for t in free if t in available), strict=False):
            self.table[meeting] = table

    def _match(self, meetings: list[int], free: list[int], wanted: list[list[int]]) -> None:
        """Find the assignment that keeps most people at their table; prefer early tables."""
        free = free[: len(meetings) + sum(len(tables) for tables in wanted)] if len(free) > MAX_EXACT else free
        position = {table: k for k, table in enumerate(free)}
        size = len(free)
        if not meetings:
            return
        matching = linear_sum_assignment.SimpleLinearSumAssignment()
        cost = np.arange(size)[None, :] + np.zeros((size, 1), np.int64)
        cost[len(meetings) :] = 0
        for row, tables in enumerate(wanted):
            for table in tables:
                if table in position:
                    cost[row, position[table]] -= 1000 * size
        rows, columns = np.divmod(np.arange(size * size), size)
        matching.add_arcs_with_cost(rows, columns, cost.ravel())
        matching.solve()
        for row, meeting in enumerate(meetings):
            self.table[meeting] = free[matching.right_mate(row)]


def assign_tables(model: Model, slots: Ints, before: dict[int, int] | None = None) -> dict[int, int]:
    """Assign tables with few changes between consecutive meetings of a person.

    Parameters
    ----------
    slots : array of int, shape (M,)
        Slot of each meeting, -1 unplaced.
    before : dict, optional
        Table (by number) of each meeting in an earlier plan, which is retained where possible.

    Returns
    -------
    dict
        Table (by number) of each meeting on site.
    """
    assignment = _TableAssignment(model, slots, before or {})
    for _ in range(SWEEPS):
        for slot in range(model.slots):
            assignment.improve(slot)
    return assignment.table


def build_meetings(model: Model, slots: Ints, before: Plan | None = None) -> tuple[Meeting, ...]:
    """Return the meetings of a timetable with tables and interpreters, in order of time.

    Meetings without an available interpreter are dropped, with their successors. `slots` (M): -1 unplaced. Meetings in
    the same slot as in `before` retain table and interpreter where possible."""
    problem, arrays = model.problem, model.arrays
    old_interpreters, old_tables = _former_assignment(model, slots, before) if before is not None else (None, None)
    interpreters = assign_interpreters(model, slots, old_interpreters)
    slots = slots.copy()
    slots[[m for m in np.flatnonzero((arrays.need >= 0) & (slots >= 0)).tolist() if m not in interpreters]] = -1
    drop_successors(model, slots)
    tables = assign_tables(model, slots, old_tables)
    order = sorted(np.flatnonzero(slots >= 0).tolist(), key=lambda m: (slots[m], tables.get(m, -1), m))
    return tuple(
        Meeting(
            pair=model.meetings[m].id,
            slot=problem.slots[slots[m]].id,
            table=problem.tables[tables[m]].id if m in tables else None,
            interpreter=problem.interpreters[interpreters[m]].id if m in interpreters else None,
        )
        for m in order
    )


def _former_assignment(model: Model, slots: Ints, before: Plan) -> tuple[dict[int, int], dict[int, int]]:
    """Return interpreter and table of each meeting that was in the same slot before."""
    table_index = {table.id: t for t, table in enumerate(model.problem.tables)}
    interpreter_index = {interpreter.id: i for i, interpreter in enumerate(model.problem.interpreters)}
    meeting_index = {pair.id: m for m, pair in enumerate(model.meetings)}
    interpreters, tables = {}, {}
    for meeting in before.meetings:
        m = meeting_index.get(meeting.pair)
        if m is None or slots[m] != model.slot_index[meeting.slot]:
            continue
        if meeting.interpreter is not None:
            interpreters[m] = interpreter_index[meeting.interpreter]
        if meeting.table is not None:
            tables[m] = table_index[meeting.table]
    return interpreters, tables


def _count_table_changes(model: Model, meetings: tuple[Meeting, ...]) -> int:
    """Count a person's changes of table between consecutive meetings (given in order of time)."""
    ends = {pair.id: (pair.a, pair.b) for pair in model.meetings}
    last: dict[str, str] = {}
    changes = 0
    for meeting in meetings:
        if meeting.table is None:
            continue
        for person in ends[meeting.pair]:
            changes += last.get(person, meeting.table) != meeting.table
            last[person] = meeting.table
    return changes


def build_plan(model: Model, slots: Ints, before: Plan | None = None) -> Plan:
    """Return the plan of a timetable with its score, without bounds, and without reasons for unplaced pairs.

    `slots` (M): slot of each meeting, -1 unplaced. `before`: see `build_meetings`."""
    meetings = build_meetings(model, slots, before)
    held = slots_of(model, meetings)
    score = replace(score_timetable(model, held), table_changes=_count_table_changes(model, meetings))
    return Plan(meetings, unexplained(model, held), score, Bounds())
