"""The moves that place an unplaced meeting. Every function here is compiled.

*Insertion*: the meeting is placed in a slot, and the meetings in conflict with it are ejected and placed elsewhere if
possible. *Opening*: a Kempe chain frees a slot for the meeting."""

from __future__ import annotations

import math

from meetplan.model import Arrays
from meetplan.search.compiled import compiled, inlined
from meetplan.search.feasibility import fits, has_interpreter
from meetplan.search.kempe_chain import try_chain
from meetplan.search.penalty import EPSILON, accepts, best_slot, penalty
from meetplan.search.random import random_below
from meetplan.search.state import UNPLACED, State, place, undo_steps, unplace

MAX_EJECTED = 4
MAX_CANDIDATES = 12  # meetings of a slot among which the cheapest is chosen


@compiled
def _eject(arrays: Arrays, state: State, meeting: int) -> bool:
    """Unplace a meeting and its successors. False if there are too many."""
    if state.slot_of[meeting] == UNPLACED:
        return True
    k = state.undo_length[0]
    unplace(arrays, state, meeting)
    while k < state.undo_length[0]:
        ejected = state.undo_log[0, k]
        for a in range(arrays.after_start[ejected], arrays.after_start[ejected + 1]):
            successor = arrays.after_list[a]
            if state.slot_of[successor] != UNPLACED:
                unplace(arrays, state, successor)
        k += 1
    return state.undo_length[0] <= MAX_EJECTED


@compiled
def _eject_any(arrays: Arrays, state: State, meeting: int) -> bool:
    """Eject a meeting as `_eject` does; False where there is none (-1)."""
    return meeting >= 0 and _eject(arrays, state, meeting)


@compiled
def _cheapest_of_person(arrays: Arrays, state: State, person: int) -> int:
    """Return the meeting of a person with the smallest reward, -1 if none; ties at random."""
    slots = arrays.allowed.shape[1]
    start = random_below(state.rng, slots)
    cheapest = -1
    for k in range(slots):
        meeting = state.meeting_at[person, (start + k) % slots]
        if meeting >= 0 and (cheapest < 0 or state.reward[meeting] < state.reward[cheapest] - EPSILON):
            cheapest = meeting
    return cheapest


@compiled
def _uses_pool(arrays: Arrays, meeting: int, pool: int) -> bool:
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.pool_start[need], arrays.pool_start[need + 1]):
            if arrays.pool_list[k] == pool:
                return True
    return False


@compiled
def _cheapest_of_slot(arrays: Arrays, state: State, slot: int, pool: int) -> int:
    """Return a meeting of a slot with a small reward that uses a table (`pool` -1) or the pool, -1 if none."""
    size = state.slot_size[slot]
    cheapest, candidates = -1, 0
    if size == 0:
        return -1
    start = random_below(state.rng, size)
    for k in range(size):
        meeting = state.slot_meetings[slot, (start + k) % size]
        is_candidate = arrays.on_site[meeting] == 1 if pool < 0 else _uses_pool(arrays, meeting, pool)
        if is_candidate:
            if cheapest < 0 or state.reward[meeting] < state.reward[cheapest] - EPSILON:
                cheapest = meeting
            candidates += 1
            if candidates >= MAX_CANDIDATES:
                break
    return cheapest


@inlined
def _free_units(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    for e in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, e]
        if unit >= 0:
            occupant = state.meeting_at[unit, slot]
            if occupant != UNPLACED and not _eject(arrays, state, occupant):
                return False
    return True


@inlined
def _free_people(arrays: Arrays, state: State, meeting: int) -> bool:
    for e in range(2):
        person = arrays.ends[meeting, e]
        if state.meeting_count[person] >= arrays.max_meetings[person] and not _eject_any(
            arrays, state, _cheapest_of_person(arrays, state, person)
        ):
            return False
    return True


@inlined
def _free_order(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Eject successors that are not later than the slot."""
    for k in range(arrays.after_start[meeting], arrays.after_start[meeting + 1]):
        successor = arrays.after_list[k]
        later = state.slot_of[successor]
        if later != UNPLACED and later <= slot and not _eject(arrays, state, successor):
            return False
    return True


@inlined
def _free_interpreters(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    need = arrays.need[meeting]
    if need < 0 or has_interpreter(arrays, state, meeting, slot):
        return True
    for k in range(arrays.pool_start[need], arrays.pool_start[need + 1]):
        pool = arrays.pool_list[k]
        crowded_slot = slot
        if state.pool_used[slot, pool] < arrays.pool_capacity[slot, pool]:
            if state.pool_used_total[pool] < arrays.pool_total[pool]:
                continue
            crowded_slot = random_below(state.rng, arrays.allowed.shape[1])
        if not _eject_any(arrays, state, _cheapest_of_slot(arrays, state, crowded_slot, pool)):
            return False
    return True


@compiled
def _make_room(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Eject the meetings in conflict with a meeting in a slot, cheapest first. False if there are too many."""
    if not _free_units(arrays, state, meeting, slot) or not _free_people(arrays, state, meeting):
        return False
    is_full = arrays.on_site[meeting] and state.tables_used[slot] >= arrays.open_tables[slot]
    if is_full and not _eject_any(arrays, state, _cheapest_of_slot(arrays, state, slot, -1)):
        return False
    return _free_order(arrays, state, meeting, slot) and _free_interpreters(arrays, state, meeting, slot)


@compiled
def try_insert(
    arrays: Arrays, state: State, meeting: int, slot: int, value_temperature: float, penalty_temperature: float
) -> bool:
    """Place an unplaced meeting in a slot, and what it ejects elsewhere. Return whether the change was accepted."""
    if arrays.allowed[meeting, slot] == 0:
        return False
    state.undo_length[0] = 0
    value, penalty_before = state.totals[0].value, penalty(state)
    if not _make_room(arrays, state, meeting, slot) or not fits(arrays, state, meeting, slot):
        undo_steps(arrays, state)
        return False
    ejected = state.undo_length[0]
    place(arrays, state, meeting, slot)
    if ejected > MAX_EJECTED:
        undo_steps(arrays, state)
        return False
    for k in range(ejected):
        candidate = state.undo_log[0, k]
        other = best_slot(arrays, state, candidate)
        if other != UNPLACED:
            place(arrays, state, candidate, other)
    value_change, change = state.totals[0].value - value, penalty(state) - penalty_before
    if accepts(state.rng, value_change, change, value_temperature, penalty_temperature):
        return True
    undo_steps(arrays, state)
    return False


@compiled
def _random_free_slot(arrays: Arrays, state: State, meeting: int, person: int) -> int:
    """Return a slot in which the meeting is allowed and the person is free, -1 if none."""
    slots = arrays.allowed.shape[1]
    slot = random_below(state.rng, slots)
    for _ in range(slots):
        if arrays.allowed[meeting, slot] != 0 and state.meeting_at[person, slot] == UNPLACED:
            return slot
        slot = slot + 1 if slot + 1 < slots else 0
    return UNPLACED


@compiled
def try_open(arrays: Arrays, state: State, meeting: int, value_temperature: float, penalty_temperature: float) -> bool:
    """Place an unplaced meeting where one of its people is free, after a Kempe chain that frees the other there."""
    side = random_below(state.rng, 2)
    free, busy = arrays.ends[meeting, side], arrays.ends[meeting, 1 - side]
    slot = _random_free_slot(arrays, state, meeting, free)
    if slot == UNPLACED:
        return False
    state.undo_length[0] = 0
    value, penalty_before = state.totals[0].value, penalty(state)
    occupant = state.meeting_at[busy, slot]
    if occupant != UNPLACED:
        other = _random_free_slot(arrays, state, occupant, busy)
        if other == UNPLACED or not try_chain(arrays, state, occupant, other, math.inf):
            return False
    if fits(arrays, state, meeting, slot):
        place(arrays, state, meeting, slot)
        value_change, change = state.totals[0].value - value, penalty(state) - penalty_before
        if accepts(state.rng, value_change, change, value_temperature, penalty_temperature):
            return True
    undo_steps(arrays, state)
    return False
