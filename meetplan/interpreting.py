"""Who interprets where.

The search counts: by Hall's condition, the meetings of a slot find interpreters if no set of language needs is larger
than the interpreters who serve any of them. That is exact within a slot. An interpreter's `max` binds slots together,
so before it searches, each interpreter with a `max` is put on duty in so many slots and no more (`duty`); the duties
are drawn again between rounds."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from ortools.graph.python import min_cost_flow

from meetplan.model import NO_LIMIT, Arrays, Ints, Model


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


def drop_followers(model: Model, slots: Ints) -> None:
    """Leave out, in place, meetings that may only be held after one that is not held."""
    arrays = model.arrays
    again = True
    while again:
        again = False
        for meeting in np.flatnonzero(slots >= 0).tolist():
            earlier = arrays.before_list[arrays.before_start[meeting] : arrays.before_start[meeting + 1]]
            if (slots[earlier] < 0).any():
                slots[meeting] = -1
                again = True


def have_limits(model: Model) -> bool:
    """Whether some interpreter's `max` could bind."""
    return bool((model.arrays.crew_total < NO_LIMIT).any())


def duty(model: Model, slots: Ints, seed: int) -> tuple[Ints, Arrays]:
    """`slots` (M) without the meetings that find no interpreter, and arrays in which each interpreter with a `max` is
    on duty where those need it and, up to the `max`, in other slots: first where all who are there are taken."""
    served = assign_interpreters(model, slots, {})
    kept = slots.copy()
    kept[[m for m in np.flatnonzero((model.arrays.need >= 0) & (slots >= 0)).tolist() if m not in served]] = -1
    drop_followers(model, kept)
    works = _there(model)
    used = np.zeros_like(works)
    for meeting, i in served.items():
        used[int(slots[meeting]), i] = True
    random = np.random.default_rng(seed)
    crowded = used.sum(axis=1) + random.random(model.slots)
    for i, interpreter in enumerate(model.problem.interpreters):
        if interpreter.max is None:
            continue
        spare = interpreter.max - int(used[:, i].sum())
        others = [s for s in np.argsort(-crowded).tolist() if works[s, i] and not used[s, i]]
        works[:, i] = used[:, i]
        works[others[:spare], i] = True
    return kept, _with_duty(model, works)


def _there(model: Model) -> np.ndarray:
    """Whether each interpreter is there (S x I)."""
    there = np.ones((model.slots, len(model.problem.interpreters)), bool)
    for i, interpreter in enumerate(model.problem.interpreters):
        there[[model.slot_index[slot] for slot in interpreter.away], i] = False
    return there


def _with_duty(model: Model, works: np.ndarray) -> Arrays:
    arrays = model.arrays
    crews = arrays.crew_open.shape[1]
    members: list[set[int]] = [set() for _ in range(crews)]
    for need, group in enumerate(model.needs):
        for crew in arrays.crew_list[arrays.crew_start[need] : arrays.crew_start[need + 1]].tolist():
            members[crew] |= group
    crew_open = np.stack([works[:, sorted(group)].sum(axis=1) for group in members], axis=1).astype(np.int64)
    return arrays._replace(crew_open=np.ascontiguousarray(crew_open), crew_total=np.full(crews, NO_LIMIT, np.int64))
