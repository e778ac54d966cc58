"""Whether an unplaced meeting can be placed in a slot. Every function here is compiled."""

from __future__ import annotations

from meetplan.model import Arrays
from meetplan.search.compiled import compiled
from meetplan.search.state import UNPLACED, State, exceeds_max_run


@compiled
def keeps_order(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Return whether all predecessors are placed in earlier slots, and no successor in this or an earlier one."""
    for k in range(arrays.before_start[meeting], arrays.before_start[meeting + 1]):
        earlier = state.slot_of[arrays.before_list[k]]
        if earlier == UNPLACED or earlier >= slot:
            return False
    for k in range(arrays.after_start[meeting], arrays.after_start[meeting + 1]):
        later = state.slot_of[arrays.after_list[k]]
        if later != UNPLACED and later <= slot:
            return False
    return True


@compiled
def has_interpreter(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Return whether the pools have an interpreter for one more meeting with this language need."""
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.pool_start[need], arrays.pool_start[need + 1]):
            pool = arrays.pool_list[k]
            if state.pool_used[slot, pool] >= arrays.pool_capacity[slot, pool]:
                return False
            if state.pool_used_total[pool] >= arrays.pool_total[pool]:
                return False
    return True


@compiled
def keeps_max_run(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Return whether no run of either person exceeds the limit with this meeting."""
    if arrays.max_run == 0:
        return True
    for k in range(2):
        day = state.day_bits[arrays.ends[meeting, k], arrays.day_of[slot]]
        if exceeds_max_run(day | arrays.bit_of[slot], arrays.max_run):
            return False
    return True


@compiled
def fits(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Return whether an unplaced meeting can be placed in a slot without any other change."""
    if arrays.allowed[meeting, slot] == 0:
        return False
    for k in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, k]
        if unit >= 0 and state.meeting_at[unit, slot] != UNPLACED:
            return False
    for k in range(2):
        person = arrays.ends[meeting, k]
        if state.meeting_count[person] >= arrays.max_meetings[person]:
            return False
    if arrays.on_site[meeting] and state.tables_used[slot] >= arrays.open_tables[slot]:
        return False
    return (
        has_interpreter(arrays, state, meeting, slot)
        and keeps_order(arrays, state, meeting, slot)
        and keeps_max_run(arrays, state, meeting, slot)
    )
