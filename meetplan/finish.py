"""From slots to a plan: who interprets where, and who sits at which table.

The search only counts interpreters and tables, by conditions that are necessary, and sufficient in all but rare cases
(interpreters with a `max` that bind across slots). Here each is named. A meeting for which no interpreter can be
found is given up, so the plan is right in any case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import linear_sum_assignment

from meetplan.explaining import reasons, slots_of, unexplained
from meetplan.interpreting import assign_interpreters, drop_followers
from meetplan.model import Ints, Model
from meetplan.plan import Meeting, Plan
from meetplan.score import score_of_slots

if TYPE_CHECKING:
    from meetplan.incumbent import Incumbent

SWEEPS = 3
MOST_EXACT = 250  # meetings in a slot up to which tables are matched exactly


class _Tables:
    """Tables of all meetings, improved slot by slot."""

    def __init__(self, model: Model, slots: Ints, before: dict[int, int]):
        self.model = model
        self.slots = slots
        self.table: dict[int, int] = {}
        tables = model.problem.tables
        self.seats = {person.table for person in model.problem.participants if person.table is not None}
        self.by_slot: list[list[int]] = [[] for _ in range(model.slots)]
        self.free: list[list[int]] = []
        self.at_slot: list[dict[int, int]] = [{} for _ in range(model.people)]
        for meeting in np.flatnonzero((slots >= 0) & (model.arrays.on_site == 1)).tolist():
            slot = int(slots[meeting])
            for end in range(2):
                self.at_slot[model.arrays.ends[meeting, end]][slot] = meeting
            if model.seat[meeting] >= 0:
                self.table[meeting] = model.seat[meeting]
        taken: list[set[int]] = [set() for _ in range(model.slots)]
        for meeting, table in self.table.items():
            taken[int(slots[meeting])].add(table)
        is_open = [[slot.id not in table.closed for table in tables] for slot in model.problem.slots]
        for meeting, held in enumerate(slots.tolist()):
            if held < 0 or meeting in self.table or not model.arrays.on_site[meeting]:
                continue
            kept = before.get(meeting, -1)
            if kept >= 0 and is_open[held][kept] and kept not in taken[held]:
                self.table[meeting] = kept
                taken[held].add(kept)
            else:
                self.by_slot[held].append(meeting)
        for s in range(model.slots):
            open_tables = [t for t in range(len(tables)) if is_open[s][t] and t not in taken[s]]
            self.free.append(sorted(open_tables, key=lambda t: tables[t].id in self.seats))
        self.order = [sorted(held) for held in self.at_slot]

    def neighbours(self, meeting: int) -> list[int]:
        """Tables at which its two people sit just before and just after."""
        slot = int(self.slots[meeting])
        found: list[int] = []
        for end in range(2):
            person = int(self.model.arrays.ends[meeting, end])
            held, order = self.at_slot[person], self.order[person]
            k = order.index(slot)
            near = [held[order[j]] for j in (k - 1, k + 1) if 0 <= j < len(order)]
            found.extend(self.table[meeting] for meeting in near if meeting in self.table)
        return found

    def settle(self, slot: int) -> None:
        meetings, free = self.by_slot[slot], self.free[slot]
        wanted = [self.neighbours(meeting) for meeting in meetings]
        if len(meetings) <= MOST_EXACT:
            self._match(meetings, free, wanted)
            return
        left = set(free)
        homeless = []
        for meeting, tables in zip(meetings, wanted, strict=True):
            table = next((t for t in tables if t in left), None)
            if table is None:
                homeless.append(meeting)
            else:
                self.table[meeting] = table
                left.discard(table)
        for meeting, table in zip(homeless, (t for t in free if t in left), strict=False):
            self.table[meeting] = table

    def _match(self, meetings: list[int], free: list[int], wanted: list[list[int]]) -> None:
        """The assignment with most people who stay where they are; other people's seats last."""
        free = free[: len(meetings) + sum(len(tables) for tables in wanted)] if len(free) > MOST_EXACT else free
        position = {table: k for k, table in enumerate(free)}
        size = len(free)
        if not meetings:
            return
        matching = linear_sum_assignment.SimpleLinearSumAssignment()
        cost = np.arange(size)[None, :] + np.zeros((size, 1), np.int64)  # early tables first, others' seats late
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
    """Table (by number) of each meeting on site, with few changes between consecutive meetings of a person. A meeting
    named in `before` stays at its table where that is possible."""
    tables = _Tables(model, slots, before or {})
    for _ in range(SWEEPS):
        for slot in range(model.slots):
            tables.settle(slot)
    return tables.table


def meetings_of_plan(model: Model, slots: Ints, before: Plan | None = None) -> tuple[Meeting, ...]:
    """The meetings with tables and interpreters, in order of time. What no interpreter could serve is left out, and
    what relies on that with it. Meetings in the same slot as in `before` keep table and interpreter where
    possible."""
    problem, arrays = model.problem, model.arrays
    old_interpreters, old_tables = _kept(model, slots, before) if before is not None else (None, None)
    interpreters = assign_interpreters(model, slots, old_interpreters)
    slots = slots.copy()
    slots[[m for m in np.flatnonzero((arrays.need >= 0) & (slots >= 0)).tolist() if m not in interpreters]] = -1
    drop_followers(model, slots)
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


def _kept(model: Model, slots: Ints, before: Plan) -> tuple[dict[int, int], dict[int, int]]:
    """Interpreter and table that each meeting had in the same slot."""
    table = {table.id: t for t, table in enumerate(model.problem.tables)}
    interpreter = {interpreter.id: i for i, interpreter in enumerate(model.problem.interpreters)}
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    interpreters, tables = {}, {}
    for meeting in before.meetings:
        m = number.get(meeting.pair)
        if m is None or slots[m] != model.slot_index[meeting.slot]:
            continue
        if meeting.interpreter is not None:
            interpreters[m] = interpreter[meeting.interpreter]
        if meeting.table is not None:
            tables[m] = table[meeting.table]
    return interpreters, tables


def _table_changes(model: Model, meetings: tuple[Meeting, ...]) -> int:
    """Changes of table between consecutive meetings (given in order of time) of a person."""
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


def snapshot(incumbent: Incumbent, before: Plan | None = None) -> Plan:
    """The plan of the best timetable as it stands, with the bounds that are proved, without reasons."""
    model = incumbent.model
    meetings = meetings_of_plan(model, incumbent.best, before)
    slots = slots_of(model, meetings)
    score = replace(score_of_slots(model, slots), table_changes=_table_changes(model, meetings))
    return Plan(
        meetings=meetings,
        unplaced=unexplained(model, slots),
        score=score,
        bounds=incumbent.ledger.bounds_for(score),
        status="optimal" if incumbent.is_proved(score) else "feasible",
        seconds=incumbent.clock.seconds(),
        seed=incumbent.seed,
    )


def plan_of(incumbent: Incumbent, before: Plan | None = None) -> Plan:
    """The plan of the best timetable, with the bounds that are proved and a reason for each pair that does not meet."""
    plan = snapshot(incumbent, before)
    with incumbent.kept_best("a last bound"):
        incumbent.last_bounds(plan.score)
    with incumbent.kept_best("explaining"):
        plan = replace(plan, unplaced=reasons(incumbent.model.problem, plan.meetings))
    return replace(
        plan,
        bounds=incumbent.ledger.bounds_for(plan.score),
        status="optimal" if incumbent.is_proved(plan.score) else "feasible",
        seconds=incumbent.clock.seconds(),
    )
