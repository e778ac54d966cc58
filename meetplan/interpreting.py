"""Assignment of interpreters to meetings.

The search only counts interpreters: by Hall's condition, the meetings of a slot can all be served if no set of language
needs has more meetings than interpreters who serve any of the needs. That is exact within a slot. An interpreter's
`max` couples the slots, so before the search each interpreter with a `max` is put on duty in at most that many slots
(`assign_duty_slots`), which are drawn again between rounds."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from ortools.graph.python import min_cost_flow

from meetplan.model import NO_LIMIT, Arrays, Bools, Ints, Model


def assign_interpreters(model: Model, slots: Ints, before: dict[int, int] | None = None) -> dict[int, int]:
    """Assign interpreters to as many meetings as possible.

    A minimum-cost maximum flow from the needs of each slot through the interpreters who are present to their `max`;
    a meeting that changes its interpreter costs 1.

    Parameters
    ----------
    slots : array of int, shape (M,)
        Slot of each meeting, -1 unplaced.
    before : dict, optional
        Interpreter (by number) of each meeting in an earlier plan.

    Returns
    -------
    dict
        Interpreter (by number) of each meeting that is served.
    """
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)  # by slot and language need
    for meeting in np.flatnonzero((model.arrays.need >= 0) & (slots >= 0)).tolist():
        groups[int(slots[meeting]), int(model.arrays.need[meeting])].append(meeting)
    if not groups:
        return {}
    assignment: dict[int, int] = {}
    for group, interpreters in _solve_flow(model, groups, before or {}).items():
        assignment.update(_distribute(groups[group], interpreters, before or {}))
    if before is None:
        _reduce_interpreter_changes(model, slots, assignment)
    return assignment


def _solve_flow(
    model: Model, groups: dict[tuple[int, int], list[int]], before: dict[int, int]
) -> dict[tuple[int, int], list[int]]:
    """Return the interpreters who serve each group of meetings (slot, need)."""
    flow = min_cost_flow.SimpleMinCostFlow()
    away = [{model.slot_index[s] for s in interpreter.away} for interpreter in model.problem.interpreters]
    node = len(away)  # nodes: interpreters, source and sink, then groups and presences
    source, sink, node = node, node + 1, node + 2
    for i, interpreter in enumerate(model.problem.interpreters):
        limit = model.slots if interpreter.max is None else interpreter.max
        flow.add_arc_with_capacity_and_unit_cost(i, sink, limit, 0)
    presences: dict[tuple[int, int], int] = {}
    arcs: list[tuple[int, tuple[int, int], int]] = []
    for (slot, need), meetings in sorted(groups.items()):
        group_node, node = node, node + 1
        flow.add_arc_with_capacity_and_unit_cost(source, group_node, len(meetings), 0)
        previous = {before[m] for m in meetings if m in before}
        for i in sorted(model.needs[need]):
            if slot in away[i]:
                continue
            if (slot, i) not in presences:
                presences[slot, i], node = node, node + 1
                flow.add_arc_with_capacity_and_unit_cost(presences[slot, i], i, 1, 0)
            cost = 0 if i in previous else 1
            arc = flow.add_arc_with_capacity_and_unit_cost(group_node, presences[slot, i], 1, cost)
            arcs.append((arc, (slot, need), i))
    total = sum(len(meetings) for meetings in groups.values())
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    flow.solve_max_flow_with_min_cost()
    serving: dict[tuple[int, int], list[int]] = defaultdict(list)
    for arc, group, i in arcs:
        if flow.flow(arc):
            serving[group].append(i)
    return serving


def _distribute(meetings: list[int], interpreters: list[int], before: dict[int, int]) -> dict[int, int]:
    """Assign interpreters who can serve any of the meetings: as before where possible, then in order."""
    assignment = {m: before[m] for m in meetings if before.get(m) in interpreters}
    others = [i for i in interpreters if i not in assignment.values()]
    return assignment | dict(zip([m for m in meetings if m not in assignment], others, strict=False))


def _reduce_interpreter_changes(model: Model, slots: Ints, assignment: dict[int, int]) -> None:
    """Exchange interpreters within a slot, in place, so that people keep theirs from meeting to meeting."""
    by_slot: dict[int, list[int]] = defaultdict(list)
    for meeting in assignment:
        by_slot[int(slots[meeting])].append(meeting)
    last: dict[int, int] = {}  # person -> interpreter of the previous meeting
    for slot in sorted(by_slot):
        meetings = sorted(by_slot[slot])
        _exchange_interpreters(model, meetings, assignment, last)
        for meeting in meetings:
            for person in model.arrays.ends[meeting, :2].tolist():
                last[person] = assignment[meeting]


def _exchange_interpreters(model: Model, meetings: list[int], assignment: dict[int, int], last: dict[int, int]) -> None:
    """Exchange, in place, interpreters of the meetings of one slot. `last`: person to interpreter, in earlier slots."""
    arrays = model.arrays

    def previous(meeting: int) -> set[int | None]:
        return {last.get(int(person)) for person in arrays.ends[meeting, :2]}

    def can_serve(interpreter: int, meeting: int) -> bool:
        return interpreter in model.needs[arrays.need[meeting]]

    for meeting in meetings:
        current = assignment[meeting]
        if current in previous(meeting):
            continue
        for other in meetings:
            candidate = assignment[other]
            if candidate not in previous(meeting) or candidate in previous(other):
                continue
            if can_serve(candidate, meeting) and can_serve(current, other):
                assignment[meeting], assignment[other] = candidate, current
                break


def drop_successors(model: Model, slots: Ints) -> None:
    """Unplace, in place, meetings whose predecessors are not all held. `slots` (M): -1 unplaced."""
    arrays = model.arrays
    has_dropped = True
    while has_dropped:
        has_dropped = False
        for meeting in np.flatnonzero(slots >= 0).tolist():
            earlier = arrays.before_list[arrays.before_start[meeting] : arrays.before_start[meeting + 1]]
            if (slots[earlier] < 0).any():
                slots[meeting] = -1
                has_dropped = True


def has_interpreter_limits(model: Model) -> bool:
    """Return whether some interpreter has a `max`."""
    return bool((model.arrays.pool_total < NO_LIMIT).any())


def assign_duty_slots(model: Model, slots: Ints, seed: int) -> tuple[Ints, Arrays]:
    """Put each interpreter with a `max` on duty in at most that many slots.

    An interpreter is on duty where the timetable needs one and, up to the `max`, in other slots: first those with most
    interpreters in use.

    Returns
    -------
    slots : array of int, shape (M,)
        Without the meetings that no interpreter can serve, and their successors.
    arrays : Arrays
        With capacities of the pools that count interpreters on duty, and no totals.
    """
    assignment = assign_interpreters(model, slots, {})
    served = slots.copy()
    served[[m for m in np.flatnonzero((model.arrays.need >= 0) & (slots >= 0)).tolist() if m not in assignment]] = -1
    drop_successors(model, served)
    on_duty = _presence(model)
    used = np.zeros_like(on_duty)
    for meeting, i in assignment.items():
        used[int(slots[meeting]), i] = True
    random = np.random.default_rng(seed)
    load = used.sum(axis=1) + random.random(model.slots)
    for i, interpreter in enumerate(model.problem.interpreters):
        if interpreter.max is None:
            continue
        spare = interpreter.max - int(used[:, i].sum())
        others = [s for s in np.argsort(-load).tolist() if on_duty[s, i] and not used[s, i]]
        on_duty[:, i] = used[:, i]
        on_duty[others[:spare], i] = True
    return served, _with_presence(model, on_duty)


def _presence(model: Model) -> Bools:
    """Return whether each interpreter is present (S x I)."""
    present = np.ones((model.slots, len(model.problem.interpreters)), bool)
    for i, interpreter in enumerate(model.problem.interpreters):
        present[[model.slot_index[slot] for slot in interpreter.away], i] = False
    return present


def _with_presence(model: Model, present: Bools) -> Arrays:
    """Return the arrays with the capacities that follow from `present` (S x I)."""
    arrays = model.arrays
    pools = arrays.pool_capacity.shape[1]
    members: list[set[int]] = [set() for _ in range(pools)]
    for need, group in enumerate(model.needs):
        for pool in arrays.pool_list[arrays.pool_start[need] : arrays.pool_start[need + 1]].tolist():
            members[pool] |= group
    capacity = np.stack([present[:, sorted(group)].sum(axis=1) for group in members], axis=1).astype(np.int64)
    return arrays._replace(pool_capacity=np.ascontiguousarray(capacity), pool_total=np.full(pools, NO_LIMIT, np.int64))
