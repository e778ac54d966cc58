"""A timetable in the making, and the two moves from which all others are built: put a meeting into a slot, take it out.

A person's day is one machine word with a bit for each slot with a meeting, so runs and breaks are counted by a few
instructions. Every function here is compiled; state is changed in place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from meetplan.model import Arrays, Floats, Ints, units
from meetplan.search.compiled import compiled

UNPLACED = -1


class State(NamedTuple):
    """Where everything is. Shapes as in `Arrays`; K: the most meetings that a slot can hold."""

    slot_of: Ints  # M, -1 unplaced
    at: Ints  # U x S: meeting of a unit in a slot, -1 free
    day: npt.NDArray[np.uint64]  # P x D: bits of the slots with a meeting
    held: Ints  # P: meetings
    breaks: Ints  # P
    tables: Ints  # S: meetings on site
    crews: Ints  # S x C: meetings that need a crew
    crews_total: Ints  # C
    members: Ints  # S x K: meetings of a slot, in no order
    size: Ints  # S
    place: Ints  # M: index in its slot's members
    waiting: Ints  # M: unplaced meetings, in no order
    waits: Ints  # M: index among the waiting, -1 placed
    broken: Ints  # P: people with breaks, in no order
    breaks_at: Ints  # P: index among the broken, -1 none
    break_counts: Ints  # S + 1: how many people have so many breaks
    totals: Floats  # VALUE … EXCESS: the running sums named below
    gain: Floats  # M: what placing a meeting is worth
    min_gain: float  # what one meeting below somebody's minimum costs
    random: npt.NDArray[np.uint64]  # 1: the generator's state
    chain: Ints  # M: scratch of the chain move
    mark: Ints  # M + 1: stamp of the last chain that held a meeting; the last is the stamp itself
    journal: Ints  # 2 x J: meeting and slot before, of every step since the journal was opened
    steps: Ints  # 1: length of the journal


VALUE, WAITING, BREAKS, BROKEN, SQUARES, EXCESS = range(6)


def empty_state(arrays: Arrays, gain: Floats, min_gain: float, seed: int) -> State:
    """Nothing is placed yet. `gain` is what the search adds up, see `objective.gains`."""
    meetings, slots = arrays.allowed.shape
    people, days = len(arrays.least), int(arrays.day_of.max(initial=0)) + 1
    roomy = max(1, min(meetings, people // 2 + 1))
    state = State(
        slot_of=np.full(meetings, UNPLACED, np.int64),
        at=np.full((units(arrays), slots), UNPLACED, np.int64),
        day=np.zeros((people, days), np.uint64),
        held=np.zeros(people, np.int64),
        breaks=np.zeros(people, np.int64),
        tables=np.zeros(slots, np.int64),
        crews=np.zeros(arrays.crew_open.shape, np.int64),
        crews_total=np.zeros(len(arrays.crew_total), np.int64),
        members=np.zeros((slots, roomy), np.int64),
        size=np.zeros(slots, np.int64),
        place=np.zeros(meetings, np.int64),
        waiting=np.arange(meetings, dtype=np.int64),
        waits=np.arange(meetings, dtype=np.int64),
        broken=np.zeros(people, np.int64),
        breaks_at=np.full(people, -1, np.int64),
        break_counts=np.zeros(slots + 1, np.int64),
        totals=np.zeros(6, np.float64),
        gain=gain,
        min_gain=min_gain,
        random=np.array([np.uint64(seed) * np.uint64(2) + np.uint64(0x9E3779B97F4A7C15)], np.uint64),
        chain=np.zeros(meetings, np.int64),
        mark=np.zeros(meetings + 1, np.int64),
        journal=np.zeros((2, 4 * meetings + 64), np.int64),
        steps=np.zeros(1, np.int64),
    )
    state.break_counts[0] = people
    state.totals[VALUE] = -min_gain * float(arrays.least.sum())
    state.totals[WAITING] = meetings
    return state


@compiled
def draw(random: npt.NDArray[np.uint64], below: int) -> int:
    """A whole number in [0, below): xorshift64*."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    high = (x * np.uint64(2685821657736338717)) >> np.uint64(33)
    drawn: int = np.int64((high * np.uint64(below)) >> np.uint64(31))  # type: ignore[assignment]
    return drawn


@compiled
def chance(random: npt.NDArray[np.uint64]) -> float:
    """A number in [0, 1)."""
    return draw(random, 1 << 30) / float(1 << 30)


@compiled
def runs(day: np.uint64) -> int:
    """Maximal runs of meetings in a day."""
    starts = day & ~(day << np.uint64(1))
    found = 0
    while starts != np.uint64(0):
        starts &= starts - np.uint64(1)
        found += 1
    return found


@compiled
def day_breaks(day: np.uint64) -> int:
    return runs(day) - 1 if day != np.uint64(0) else 0


@compiled
def run_too_long(day: np.uint64, longest: int) -> bool:
    """Whether some run has more than `longest` meetings (0: no limit)."""
    if longest == 0:
        return False
    for _ in range(longest):
        day &= day >> np.uint64(1)
    return day != np.uint64(0)


@compiled
def set_breaks(arrays: Arrays, state: State, person: int, now: int) -> None:
    was = state.breaks[person]
    if was == now:
        return
    state.totals[EXCESS] += max(0, now - arrays.break_limit) - max(0, was - arrays.break_limit)
    state.breaks[person] = now
    state.break_counts[was] -= 1
    state.break_counts[now] += 1
    state.totals[BREAKS] += now - was
    state.totals[SQUARES] += now * now - was * was
    if was == 0:
        k = int(state.totals[BROKEN])
        state.broken[k] = person
        state.breaks_at[person] = k
        state.totals[BROKEN] += 1
    elif now == 0:
        k = state.breaks_at[person]
        last = state.broken[int(state.totals[BROKEN]) - 1]
        state.broken[k] = last
        state.breaks_at[last] = k
        state.breaks_at[person] = -1
        state.totals[BROKEN] -= 1


@compiled
def spread_excess(arrays: Arrays, state: State) -> int:
    """By how much the largest and the smallest break count differ beyond the wanted spread."""
    highest = len(state.break_counts) - 1
    if arrays.spread >= highest or len(state.breaks) == 0:
        return 0
    least = 0
    while state.break_counts[least] == 0:
        least += 1
    while state.break_counts[highest] == 0:
        highest -= 1
    return max(0, highest - least - arrays.spread)


@compiled
def _flip(arrays: Arrays, state: State, meeting: int, slot: int, way: int) -> None:
    """Count the meeting into (`way` 1) or out of (-1) its slot, for both people, tables and crews."""
    held = meeting if way == 1 else UNPLACED
    for k in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, k]
        if unit >= 0:
            state.at[unit, slot] = held
    d = arrays.day_of[slot]
    for k in range(2):
        person = arrays.ends[meeting, k]
        day = state.day[person, d]
        flipped = day ^ arrays.bit_of[slot]
        state.day[person, d] = flipped
        set_breaks(arrays, state, person, state.breaks[person] + day_breaks(flipped) - day_breaks(day))
        if way == 1:
            if state.held[person] < arrays.least[person]:
                state.totals[VALUE] += state.min_gain
        elif state.held[person] <= arrays.least[person]:
            state.totals[VALUE] -= state.min_gain
        state.held[person] += way
    state.tables[slot] += way * arrays.on_site[meeting]
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.crew_start[need], arrays.crew_start[need + 1]):
            state.crews[slot, arrays.crew_list[k]] += way
            state.crews_total[arrays.crew_list[k]] += way
    state.totals[VALUE] += way * state.gain[meeting]


@compiled
def _note(state: State, meeting: int, slot: int) -> None:
    k = state.steps[0]
    if k < state.journal.shape[1]:
        state.journal[0, k] = meeting
        state.journal[1, k] = slot
        state.steps[0] = k + 1


@compiled
def put(arrays: Arrays, state: State, meeting: int, slot: int) -> None:
    """Place an unplaced meeting. The caller knows that it fits."""
    _note(state, meeting, UNPLACED)
    state.slot_of[meeting] = slot
    k = state.size[slot]
    state.members[slot, k] = meeting
    state.place[meeting] = k
    state.size[slot] = k + 1
    last = state.waiting[int(state.totals[WAITING]) - 1]
    hole = state.waits[meeting]
    state.waiting[hole] = last
    state.waits[last] = hole
    state.waits[meeting] = -1
    state.totals[WAITING] -= 1
    _flip(arrays, state, meeting, slot, 1)


@compiled
def take(arrays: Arrays, state: State, meeting: int) -> None:
    """Unplace a placed meeting."""
    slot = state.slot_of[meeting]
    _note(state, meeting, slot)
    state.slot_of[meeting] = UNPLACED
    k = state.place[meeting]
    last = state.members[slot, state.size[slot] - 1]
    state.members[slot, k] = last
    state.place[last] = k
    state.size[slot] -= 1
    k = int(state.totals[WAITING])
    state.waiting[k] = meeting
    state.waits[meeting] = k
    state.totals[WAITING] += 1
    _flip(arrays, state, meeting, slot, -1)


@compiled
def in_order(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Whether everything that must come before is held before, and nothing that must come later is not later."""
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
def crews_suffice(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Whether one more meeting with this language need finds an interpreter."""
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.crew_start[need], arrays.crew_start[need + 1]):
            crew = arrays.crew_list[k]
            if state.crews[slot, crew] >= arrays.crew_open[slot, crew]:
                return False
            if state.crews_total[crew] >= arrays.crew_total[crew]:
                return False
    return True


@compiled
def runs_stand(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Whether no run of either person gets too long with this meeting added."""
    if arrays.max_run == 0:
        return True
    for k in range(2):
        day = state.day[arrays.ends[meeting, k], arrays.day_of[slot]]
        if run_too_long(day | arrays.bit_of[slot], arrays.max_run):
            return False
    return True


@compiled
def fits(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:
    """Whether an unplaced meeting can be put into a slot as things stand."""
    if arrays.allowed[meeting, slot] == 0:
        return False
    for k in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, k]
        if unit >= 0 and state.at[unit, slot] != UNPLACED:
            return False
    for k in range(2):
        person = arrays.ends[meeting, k]
        if state.held[person] >= arrays.most[person]:
            return False
    if arrays.on_site[meeting] and state.tables[slot] >= arrays.open_tables[slot]:
        return False
    return (
        crews_suffice(arrays, state, meeting, slot)
        and in_order(arrays, state, meeting, slot)
        and runs_stand(arrays, state, meeting, slot)
    )
