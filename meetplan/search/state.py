"""The state of the search, and the two steps from which all moves are built: place a meeting in a slot, unplace it.

A person's day is one machine word with a bit for each slot with a meeting, so that runs and breaks are counted by a few
instructions. Every function here is compiled except `empty_state`; the state is changed in place.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from meetplan.model import Arrays, Floats, Ints, count_units
from meetplan.search.compiled import compiled
from meetplan.search.random import seed_generator

UNPLACED = -1

# Running sums, one record: Numba reads and writes its fields as those of a C struct.
TOTALS = np.dtype(
    [
        ("value", np.float64),  # rewards of the placed meetings, less the penalty of people below their minimum
        ("unplaced", np.int64),  # meetings
        ("breaks", np.int64),
        ("people_with_breaks", np.int64),
        ("squared_breaks", np.int64),  # sum over people
        ("excess_breaks", np.int64),  # sum over people of breaks above the limit of one person
    ]
)


class State(NamedTuple):
    """Where every meeting is. Shapes as in `Arrays`; K: the most meetings that a slot can hold."""

    slot_of: Ints  # M, -1 unplaced
    meeting_at: Ints  # U x S, -1 free
    day_bits: npt.NDArray[np.uint64]  # P x D: bits of the slots with a meeting
    meeting_count: Ints  # P
    breaks: Ints  # P
    tables_used: Ints  # S: meetings on site
    pool_used: Ints  # S x C: meetings that need an interpreter of the pool
    pool_used_total: Ints  # C
    slot_meetings: Ints  # S x K: meetings of a slot, unordered
    slot_size: Ints  # S
    slot_position: Ints  # M: index in `slot_meetings` of its slot
    unplaced: Ints  # M: unplaced meetings, unordered
    unplaced_index: Ints  # M: index in `unplaced`, -1 placed
    people_with_breaks: Ints  # P: people, unordered
    break_index: Ints  # P: index in `people_with_breaks`, -1 none
    people_by_breaks: Ints  # S + 1: how many people have so many breaks
    totals: npt.NDArray[Any]  # 1, of TOTALS
    reward: Floats  # M: what placing a meeting is worth
    shortfall_penalty: float  # of one meeting below a person's minimum
    rng: npt.NDArray[np.uint64]  # 1: see `random`
    chain: Ints  # M: meetings of the Kempe chain under construction
    visited_stamp: Ints  # M + 1: number of the last chain that contained a meeting; the last is the current number
    undo_log: Ints  # 2 x J: meeting and former slot of every step since the log was cleared
    undo_length: Ints  # 1


def empty_state(arrays: Arrays, reward: Floats, shortfall_penalty: float, seed: int) -> State:
    """Return the state in which no meeting is placed.

    Parameters
    ----------
    reward : array of float, shape (M,)
    shortfall_penalty : float
        Of one meeting below a person's minimum, see `greedy.rewards`.
    """
    meetings, slots = arrays.allowed.shape
    people, days = len(arrays.min_meetings), int(arrays.day_of.max(initial=0)) + 1
    slot_capacity = max(1, min(meetings, people // 2 + 1))
    state = State(
        slot_of=np.full(meetings, UNPLACED, np.int64),
        meeting_at=np.full((count_units(arrays), slots), UNPLACED, np.int64),
        day_bits=np.zeros((people, days), np.uint64),
        meeting_count=np.zeros(people, np.int64),
        breaks=np.zeros(people, np.int64),
        tables_used=np.zeros(slots, np.int64),
        pool_used=np.zeros(arrays.pool_capacity.shape, np.int64),
        pool_used_total=np.zeros(len(arrays.pool_total), np.int64),
        slot_meetings=np.zeros((slots, slot_capacity), np.int64),
        slot_size=np.zeros(slots, np.int64),
        slot_position=np.zeros(meetings, np.int64),
        unplaced=np.arange(meetings, dtype=np.int64),
        unplaced_index=np.arange(meetings, dtype=np.int64),
        people_with_breaks=np.zeros(people, np.int64),
        break_index=np.full(people, -1, np.int64),
        people_by_breaks=np.zeros(slots + 1, np.int64),
        totals=np.zeros(1, TOTALS),
        reward=reward,
        shortfall_penalty=shortfall_penalty,
        rng=seed_generator(seed),
        chain=np.zeros(meetings, np.int64),
        visited_stamp=np.zeros(meetings + 1, np.int64),
        undo_log=np.zeros((2, 4 * meetings + 64), np.int64),
        undo_length=np.zeros(1, np.int64),
    )
    state.people_by_breaks[0] = people
    state.totals["value"] = -shortfall_penalty * float(arrays.min_meetings.sum())
    state.totals["unplaced"] = meetings
    return state


@compiled
def count_runs(day: np.uint64) -> int:
    """Return the number of maximal runs of meetings in a day."""
    starts = day & ~(day << np.uint64(1))
    count = 0
    while starts != np.uint64(0):
        starts &= starts - np.uint64(1)
        count += 1
    return count


@compiled
def count_day_breaks(day: np.uint64) -> int:
    """Return the number of breaks in a day."""
    return count_runs(day) - 1 if day != np.uint64(0) else 0


@compiled
def exceeds_max_run(day: np.uint64, max_run: int) -> bool:
    """Return whether some run has more than `max_run` meetings (0: no limit)."""
    if max_run == 0:
        return False
    for _ in range(max_run):
        day &= day >> np.uint64(1)
    return day != np.uint64(0)


@compiled
def _set_breaks(arrays: Arrays, state: State, person: int, after: int) -> None:
    before = state.breaks[person]
    if before == after:
        return
    totals = state.totals[0]
    totals.excess_breaks += max(0, after - arrays.break_limit) - max(0, before - arrays.break_limit)
    state.breaks[person] = after
    state.people_by_breaks[before] -= 1
    state.people_by_breaks[after] += 1
    totals.breaks += after - before
    totals.squared_breaks += after * after - before * before
    if before == 0:
        k = totals.people_with_breaks
        state.people_with_breaks[k] = person
        state.break_index[person] = k
        totals.people_with_breaks += 1
    elif after == 0:
        k = state.break_index[person]
        last = state.people_with_breaks[totals.people_with_breaks - 1]
        state.people_with_breaks[k] = last
        state.break_index[last] = k
        state.break_index[person] = -1
        totals.people_with_breaks -= 1


@compiled
def spread_excess(arrays: Arrays, state: State) -> int:
    """Return by how much the largest and the smallest break count differ beyond the wanted spread."""
    highest = len(state.people_by_breaks) - 1
    if arrays.spread >= highest or len(state.breaks) == 0:
        return 0
    lowest = 0
    while state.people_by_breaks[lowest] == 0:
        lowest += 1
    while state.people_by_breaks[highest] == 0:
        highest -= 1
    return max(0, highest - lowest - arrays.spread)


@compiled
def _update_occupancy(arrays: Arrays, state: State, meeting: int, slot: int, sign: int) -> None:
    """Add the meeting to (`sign` 1) or remove it from (-1) its slot, for units, people, tables and pools."""
    totals = state.totals[0]
    occupant = meeting if sign == 1 else UNPLACED
    for k in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, k]
        if unit >= 0:
            state.meeting_at[unit, slot] = occupant
    d = arrays.day_of[slot]
    for k in range(2):
        person = arrays.ends[meeting, k]
        before = state.day_bits[person, d]
        after = before ^ arrays.bit_of[slot]
        state.day_bits[person, d] = after
        _set_breaks(arrays, state, person, state.breaks[person] + count_day_breaks(after) - count_day_breaks(before))
        if sign == 1:
            if state.meeting_count[person] < arrays.min_meetings[person]:
                totals.value += state.shortfall_penalty
        elif state.meeting_count[person] <= arrays.min_meetings[person]:
            totals.value -= state.shortfall_penalty
        state.meeting_count[person] += sign
    state.tables_used[slot] += sign * arrays.on_site[meeting]
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.pool_start[need], arrays.pool_start[need + 1]):
            state.pool_used[slot, arrays.pool_list[k]] += sign
            state.pool_used_total[arrays.pool_list[k]] += sign
    totals.value += sign * state.reward[meeting]


@compiled
def _log_step(state: State, meeting: int, slot: int) -> None:
    k = state.undo_length[0]
    if k < state.undo_log.shape[1]:
        state.undo_log[0, k] = meeting
        state.undo_log[1, k] = slot
        state.undo_length[0] = k + 1


@compiled
def place(arrays: Arrays, state: State, meeting: int, slot: int) -> None:
    """Place an unplaced meeting in a slot where it `fits`."""
    _log_step(state, meeting, UNPLACED)
    state.slot_of[meeting] = slot
    k = state.slot_size[slot]
    state.slot_meetings[slot, k] = meeting
    state.slot_position[meeting] = k
    state.slot_size[slot] = k + 1
    totals = state.totals[0]
    last = state.unplaced[totals.unplaced - 1]
    k = state.unplaced_index[meeting]
    state.unplaced[k] = last
    state.unplaced_index[last] = k
    state.unplaced_index[meeting] = -1
    totals.unplaced -= 1
    _update_occupancy(arrays, state, meeting, slot, 1)


@compiled
def unplace(arrays: Arrays, state: State, meeting: int) -> None:
    """Unplace a placed meeting."""
    slot = state.slot_of[meeting]
    _log_step(state, meeting, slot)
    state.slot_of[meeting] = UNPLACED
    k = state.slot_position[meeting]
    last = state.slot_meetings[slot, state.slot_size[slot] - 1]
    state.slot_meetings[slot, k] = last
    state.slot_position[last] = k
    state.slot_size[slot] -= 1
    totals = state.totals[0]
    k = totals.unplaced
    state.unplaced[k] = meeting
    state.unplaced_index[meeting] = k
    totals.unplaced += 1
    _update_occupancy(arrays, state, meeting, slot, -1)


@compiled
def undo_steps(arrays: Arrays, state: State) -> None:
    """Undo every step in the log, and clear it."""
    k = state.undo_length[0]
    while k > 0:
        k -= 1
        meeting, slot = state.undo_log[0, k], state.undo_log[1, k]
        if slot == UNPLACED:
            unplace(arrays, state, meeting)
        else:
            place(arrays, state, meeting, slot)
    state.undo_length[0] = 0
