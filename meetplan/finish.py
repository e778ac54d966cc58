"""From slots to a plan: who interprets where, and who sits at which table.

The search only counts interpreters and tables, by conditions that are necessary, and sufficient in all but rare cases
(interpreters with a `max` that bind across slots). Here each is named. A meeting for which no interpreter can be
found is given up, so the plan is right in any case."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
from ortools.graph.python import linear_sum_assignment, min_cost_flow

from meetplan.explaining import reasons, slots_of
from meetplan.incumbent import Incumbent
from meetplan.model import Ints, Model
from meetplan.plan import Meeting, Plan, Status
from meetplan.score import score_of_slots

SWEEPS = 3
MOST_EXACT = 250  # meetings in a slot up to which tables are matched exactly


def assign_interpreters(model: Model, slots: Ints, before: dict[int, int] | None = None) -> dict[int, int]:
    """Interpreter (by number) of each meeting that needs one, as many as can be served: a maximum flow from the needs
    of each slot over interpreters who are there to what each may do in all. Of all such, one that keeps most of
    `before`."""
    problem, arrays = model.problem, model.arrays
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for meeting in np.flatnonzero((arrays.need >= 0) & (slots >= 0)).tolist():
        groups[int(slots[meeting]), int(arrays.need[meeting])].append(meeting)
    if not groups:
        return {}
    flow = min_cost_flow.SimpleMinCostFlow()
    away = [{model.slot_index[s] for s in interpreter.away} for interpreter in problem.interpreters]
    node = len(problem.interpreters)  # nodes: interpreters first, then the two ends, then what comes up
    source, sink, node = node, node + 1, node + 2
    for i, interpreter in enumerate(problem.interpreters):
        most = model.slots if interpreter.max is None else interpreter.max
        flow.add_arc_with_capacity_and_unit_cost(i, sink, most, 0)
    seats: dict[tuple[int, int], int] = {}
    arcs: list[tuple[int, tuple[int, int], int]] = []
    for (slot, need), meetings in sorted(groups.items()):
        here, node = node, node + 1
        flow.add_arc_with_capacity_and_unit_cost(source, here, len(meetings), 0)
        kept = {before[m] for m in meetings if m in before} if before else set()
        for i in sorted(model.needs[need]):
            if slot in away[i]:
                continue
            if (slot, i) not in seats:
                seats[slot, i], node = node, node + 1
                flow.add_arc_with_capacity_and_unit_cost(seats[slot, i], i, 1, 0)
            arc = flow.add_arc_with_capacity_and_unit_cost(here, seats[slot, i], 1, 0 if i in kept else 1)
            arcs.append((arc, (slot, need), i))
    total = sum(len(meetings) for meetings in groups.values())
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    flow.solve_max_flow_with_min_cost()
    served: dict[tuple[int, int], list[int]] = defaultdict(list)
    for arc, group, i in arcs:
        if flow.flow(arc):
            served[group].append(i)
    found: dict[int, int] = {}
    for group, people in served.items():
        found.update(_share_out(groups[group], people, before or {}))
    if before is None:
        _stay_with_partner(model, slots, found)
    return found


def _share_out(meetings: list[int], interpreters: list[int], before: dict[int, int]) -> dict[int, int]:
    """Interpreters to meetings that any of them can serve: to the one each had before, then in order."""
    found = {m: before[m] for m in meetings if before.get(m) in interpreters}
    rest = [i for i in interpreters if i not in found.values()]
    return found | dict(zip([m for m in meetings if m not in found], rest, strict=False))


def _stay_with_partner(model: Model, slots: Ints, found: dict[int, int]) -> None:
    """Exchange interpreters within a slot so that one stays with a person from meeting to meeting where possible."""
    arrays = model.arrays
    by_slot: dict[int, list[int]] = defaultdict(list)
    for meeting in found:
        by_slot[int(slots[meeting])].append(meeting)
    last: dict[int, int] = {}  # person -> interpreter of the meeting before
    for slot in sorted(by_slot):
        here = sorted(by_slot[slot])
        for one in here:
            wanted = {last.get(int(arrays.ends[one, end])) for end in range(2)}
            if found[one] in wanted:
                continue
            for other in here:
                swap = found[other]
                settled = {last.get(int(arrays.ends[other, end])) for end in range(2)}
                able = swap in model.needs[arrays.need[one]] and found[one] in model.needs[arrays.need[other]]
                if swap in wanted and able and swap not in settled:
                    found[one], found[other] = swap, found[one]
                    break
        for meeting in here:
            for end in range(2):
                last[int(arrays.ends[meeting, end])] = found[meeting]


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
        found = []
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
    _drop_followers(model, slots)
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


def _drop_followers(model: Model, slots: Ints) -> None:
    arrays = model.arrays
    again = True
    while again:
        again = False
        for meeting in np.flatnonzero(slots >= 0).tolist():
            earlier = arrays.before_list[arrays.before_start[meeting] : arrays.before_start[meeting + 1]]
            if (slots[earlier] < 0).any():
                slots[meeting] = -1
                again = True


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


def plan_of(incumbent: Incumbent, before: Plan | None = None) -> Plan:
    """The plan of the best timetable, with the bounds that are proved and a reason for each pair that does not meet."""
    model = incumbent.model
    meetings = meetings_of_plan(model, incumbent.best, before)
    slots = slots_of(model, meetings)
    score = replace(score_of_slots(model, slots), table_changes=_table_changes(model, meetings))
    incumbent.bounds = incumbent.bounds_for(score)
    status: Status = "optimal" if incumbent.is_proved(score) else "feasible"
    return Plan(
        meetings=meetings,
        unplaced=reasons(model, slots),
        score=score,
        bounds=incumbent.bounds,
        status=status,
        seconds=incumbent.clock.seconds(),
        seed=incumbent.seed,
    )
