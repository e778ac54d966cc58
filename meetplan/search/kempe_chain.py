"""The Kempe chain move: the meetings of two slots that are connected by their people exchange slots.

A person with meetings in both slots is as busy as before, so only the ends of the chain gain or lose a break, and the
chain is evaluated before anything is changed. Every function here is compiled."""

from __future__ import annotations

import math

from meetplan.model import Arrays
from meetplan.search.compiled import compiled, inlined
from meetplan.search.penalty import accepts_penalty, penalty_change
from meetplan.search.state import UNPLACED, State, count_day_breaks, exceeds_max_run, place, unplace

MAX_CHAIN = 400  # meetings


@compiled
def _collect_chain(arrays: Arrays, state: State, meeting: int, source: int, target: int) -> int:
    """Write the meetings of the chain to `state.chain`.

    Return their number, or -1 when one of them is not allowed to move or there are too many."""
    stamp = state.visited_stamp[-1] + 1
    state.visited_stamp[-1] = stamp
    state.chain[0] = meeting
    state.visited_stamp[meeting] = stamp
    length, k = 1, 0
    while k < length:
        member = state.chain[k]
        slot = target if state.slot_of[member] == source else source
        if arrays.allowed[member, slot] == 0:
            return -1
        for e in range(arrays.ends.shape[1]):
            unit = arrays.ends[member, e]
            if unit < 0:
                continue
            occupant = state.meeting_at[unit, slot]
            if occupant != UNPLACED and state.visited_stamp[occupant] != stamp:
                if length >= MAX_CHAIN:
                    return -1
                state.visited_stamp[occupant] = stamp
                state.chain[length] = occupant
                length += 1
        k += 1
    return length


@inlined
def _has_tables(arrays: Arrays, state: State, length: int, source: int, target: int) -> bool:
    """Return whether both slots have enough tables after the exchange."""
    shift = 0  # meetings on site that move to `target`, less those that leave it
    for k in range(length):
        member = state.chain[k]
        sign = 1 if state.slot_of[member] == source else -1
        shift += sign * arrays.on_site[member]
    return (
        state.tables_used[target] + shift <= arrays.open_tables[target]
        and state.tables_used[source] - shift <= arrays.open_tables[source]
    )


@compiled
def _shift_pools(arrays: Arrays, state: State, length: int, source: int, target: int, sign: int) -> None:
    """Count the interpreters of both slots as after the exchange (`sign` 1), or as before it again (-1)."""
    for k in range(length):
        member = state.chain[k]
        need = arrays.need[member]
        if need < 0:
            continue
        new = target if state.slot_of[member] == source else source
        old = source + target - new
        for c in range(arrays.pool_start[need], arrays.pool_start[need + 1]):
            pool = arrays.pool_list[c]
            state.pool_used[new, pool] += sign
            state.pool_used[old, pool] -= sign


@compiled
def _has_interpreters(arrays: Arrays, state: State, length: int, source: int, target: int) -> bool:
    """Return whether both slots have enough interpreters after the exchange."""
    pools = state.pool_used.shape[1]
    suffices = True
    _shift_pools(arrays, state, length, source, target, 1)
    for pool in range(pools):
        if (
            state.pool_used[source, pool] > arrays.pool_capacity[source, pool]
            or state.pool_used[target, pool] > arrays.pool_capacity[target, pool]
        ):
            suffices = False
    _shift_pools(arrays, state, length, source, target, -1)
    return suffices


@compiled
def _slot_after(state: State, meeting: int, source: int, target: int) -> int:
    """Return the slot of a meeting after the exchange, -1 unplaced."""
    slot = state.slot_of[meeting]
    if slot != UNPLACED and state.visited_stamp[meeting] == state.visited_stamp[-1]:
        return source + target - slot
    return slot


@compiled
def _chain_keeps_order(arrays: Arrays, state: State, length: int, source: int, target: int) -> bool:
    for k in range(length):
        member = state.chain[k]
        slot = target if state.slot_of[member] == source else source
        for b in range(arrays.before_start[member], arrays.before_start[member + 1]):
            earlier = _slot_after(state, arrays.before_list[b], source, target)
            if earlier == UNPLACED or earlier >= slot:
                return False
        for a in range(arrays.after_start[member], arrays.after_start[member + 1]):
            later = _slot_after(state, arrays.after_list[a], source, target)
            if later != UNPLACED and later <= slot:
                return False
    return True


@compiled
def _breaks_after(arrays: Arrays, state: State, person: int, old: int, new: int) -> int:
    """Return the breaks of a person whose meeting moves from slot `old` to `new`; -1 when a run gets too long."""
    d, e = arrays.day_of[old], arrays.day_of[new]
    left = state.day_bits[person, d] ^ arrays.bit_of[old]
    if d == e:
        day = left ^ arrays.bit_of[new]
        if exceeds_max_run(day, arrays.max_run):
            return -1
        return state.breaks[person] + count_day_breaks(day) - count_day_breaks(state.day_bits[person, d])
    entered = state.day_bits[person, e] | arrays.bit_of[new]
    if exceeds_max_run(entered, arrays.max_run):
        return -1
    return (
        state.breaks[person]
        + count_day_breaks(left)
        - count_day_breaks(state.day_bits[person, d])
        + count_day_breaks(entered)
        - count_day_breaks(state.day_bits[person, e])
    )


@compiled
def _chain_penalty_change(arrays: Arrays, state: State, length: int, source: int, target: int) -> float:
    """Return the change of the penalty; infinity when a run gets too long."""
    change = 0.0
    for k in range(length):
        member = state.chain[k]
        old = state.slot_of[member]
        new = source + target - old
        for e in range(2):
            person = arrays.ends[member, e]
            if state.meeting_at[person, new] == UNPLACED:
                breaks = _breaks_after(arrays, state, person, old, new)
                if breaks < 0:
                    return math.inf
                change += penalty_change(arrays.break_limit, state.breaks[person], breaks)
    return change


@compiled
def _exchange(arrays: Arrays, state: State, length: int, source: int, target: int) -> None:
    if length == 1:
        meeting = state.chain[0]
        slot = source + target - state.slot_of[meeting]
        unplace(arrays, state, meeting)
        place(arrays, state, meeting, slot)
        return
    moved = 0  # those of `source` come first, so that no person has two meetings in a slot
    for k in range(length):
        member = state.chain[k]
        if state.slot_of[member] == source:
            state.chain[k] = state.chain[moved]
            state.chain[moved] = member
            moved += 1
    for k in range(length):
        unplace(arrays, state, state.chain[k])
    for k in range(length):
        place(arrays, state, state.chain[k], target if k < moved else source)


@compiled
def try_chain(arrays: Arrays, state: State, meeting: int, target: int, temperature: float) -> bool:
    """Move a placed meeting to another slot by its Kempe chain.

    `temperature` of the penalty; infinity accepts every feasible chain. Return whether the meeting moved."""
    source = state.slot_of[meeting]
    if source == target or arrays.allowed[meeting, target] == 0:
        return False
    length = _collect_chain(arrays, state, meeting, source, target)
    if (
        length < 0
        or not _has_tables(arrays, state, length, source, target)
        or (state.pool_used.shape[1] > 0 and not _has_interpreters(arrays, state, length, source, target))
    ):
        return False
    if len(arrays.before_list) > 0 and not _chain_keeps_order(arrays, state, length, source, target):
        return False
    change = _chain_penalty_change(arrays, state, length, source, target)
    if change == math.inf:
        return False
    if temperature < math.inf and not accepts_penalty(state.rng, change, temperature):
        return False
    _exchange(arrays, state, length, source, target)
    return True
