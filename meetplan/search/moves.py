"""The moves of the search. Each tries one change and keeps it or goes back.

*Chain*: the meetings of two slots that hang together through their people (a Kempe chain) change slots. Whoever meets
in both slots is as busy as before, so only the chain's ends gain or lose a break, and the chain is judged before
anything is touched. *Insert*: an unplaced meeting is put into a slot and what stands in its way is taken out and
placed elsewhere where that is possible. *Open*: a chain frees a slot for an unplaced meeting."""

from __future__ import annotations

import math

from meetplan.model import Arrays
from meetplan.search.compiled import compiled
from meetplan.search.state import (
    BREAKS,
    EXCESS,
    SQUARES,
    UNPLACED,
    VALUE,
    State,
    chance,
    crews_suffice,
    day_breaks,
    draw,
    fits,
    put,
    run_too_long,
    take,
)

SAME = 1e-7  # values closer than this are equal: sums of weights in another order
EVEN = 1e-3  # how much the square of a person's breaks counts beside the sum: few people should carry many
OVER = 30.0  # cost of a break above the limit of one person
MOST_EJECTED = 4
LONGEST_CHAIN = 400


@compiled
def discomfort(state: State) -> float:
    """What the search keeps low below the value: breaks, evenly carried, few above the limit of one person."""
    return state.totals[BREAKS] + EVEN * state.totals[SQUARES] + OVER * state.totals[EXCESS]


@compiled
def _discomfort_change(arrays: Arrays, was: int, now: int) -> float:
    over = max(0, now - arrays.break_limit) - max(0, was - arrays.break_limit)
    return (now - was) + EVEN * (now * now - was * was) + OVER * over


@compiled
def accepts(state: State, value: float, worse: float, hot_value: float, hot: float) -> bool:
    """Metropolis: a change of `value` decides; where there is none, the change of discomfort."""
    if value > SAME:
        return True
    if value < -SAME:
        return hot_value > 0 and chance(state.random) < math.exp(value / hot_value)
    return worse <= 0 or (hot > 0 and chance(state.random) < math.exp(-worse / hot))


@compiled
def _collect_chain(arrays: Arrays, state: State, meeting: int, one: int, other: int) -> int:
    """Meetings of the chain, into `state.chain`; their number, or -1 when one of them is not allowed to move."""
    stamp = state.mark[-1] + 1
    state.mark[-1] = stamp
    state.chain[0] = meeting
    state.mark[meeting] = stamp
    length, k = 1, 0
    while k < length:
        mover = state.chain[k]
        target = other if state.slot_of[mover] == one else one
        if arrays.allowed[mover, target] == 0:
            return -1
        for e in range(arrays.ends.shape[1]):
            unit = arrays.ends[mover, e]
            if unit < 0:
                continue
            held = state.at[unit, target]
            if held != UNPLACED and state.mark[held] != stamp:
                if length >= LONGEST_CHAIN:
                    return -1
                state.mark[held] = stamp
                state.chain[length] = held
                length += 1
        k += 1
    return length


@compiled
def _chain_fits_rooms(arrays: Arrays, state: State, length: int, one: int, other: int) -> bool:
    """Tables and interpreters of both slots after the exchange."""
    shift = 0  # meetings on site that come to `other`, less those that leave it
    for k in range(length):
        mover = state.chain[k]
        way = 1 if state.slot_of[mover] == one else -1
        shift += way * arrays.on_site[mover]
    if state.tables[other] + shift > arrays.open_tables[other]:
        return False
    if state.tables[one] - shift > arrays.open_tables[one]:
        return False
    if state.crews.shape[1] == 0:
        return True
    fine = True
    for way in (1, -1):  # shift the counts, look, shift them back
        for k in range(length):
            mover = state.chain[k]
            need = arrays.need[mover]
            if need < 0:
                continue
            comes = other if state.slot_of[mover] == one else one
            leaves = one + other - comes
            for c in range(arrays.crew_start[need], arrays.crew_start[need + 1]):
                crew = arrays.crew_list[c]
                state.crews[comes, crew] += way
                state.crews[leaves, crew] -= way
        if way == 1:
            for crew in range(state.crews.shape[1]):
                if (
                    state.crews[one, crew] > arrays.crew_open[one, crew]
                    or state.crews[other, crew] > arrays.crew_open[other, crew]
                ):
                    fine = False
    return fine


@compiled
def _chain_keeps_order(arrays: Arrays, state: State, length: int, one: int, other: int) -> bool:
    stamp = state.mark[-1]
    for k in range(length):
        mover = state.chain[k]
        comes = other if state.slot_of[mover] == one else one
        for b in range(arrays.before_start[mover], arrays.before_start[mover + 1]):
            earlier = arrays.before_list[b]
            slot = state.slot_of[earlier]
            if state.mark[earlier] == stamp:
                slot = one + other - slot
            if slot == UNPLACED or slot >= comes:
                return False
        for a in range(arrays.after_start[mover], arrays.after_start[mover + 1]):
            later = arrays.after_list[a]
            slot = state.slot_of[later]
            if slot != UNPLACED and state.mark[later] == stamp:
                slot = one + other - slot
            if slot != UNPLACED and slot <= comes:
                return False
    return True


@compiled
def _breaks_after(arrays: Arrays, state: State, person: int, leaves: int, comes: int) -> int:
    """Breaks of a person whose meeting goes from one slot to another; -1 when a run gets too long."""
    d, e = arrays.day_of[leaves], arrays.day_of[comes]
    day = state.day[person, d] ^ arrays.bit_of[leaves]
    if d == e:
        day ^= arrays.bit_of[comes]
        if run_too_long(day, arrays.max_run):
            return -1
        return state.breaks[person] + day_breaks(day) - day_breaks(state.day[person, d])
    there = state.day[person, e] | arrays.bit_of[comes]
    if run_too_long(there, arrays.max_run):
        return -1
    return (
        state.breaks[person]
        + day_breaks(day)
        - day_breaks(state.day[person, d])
        + day_breaks(there)
        - day_breaks(state.day[person, e])
    )


@compiled
def _judge_chain(arrays: Arrays, state: State, length: int, one: int, other: int) -> float:
    """Change of discomfort; infinity when somebody's run gets too long. Only the ends of the chain change."""
    change = 0.0
    for k in range(length):
        mover = state.chain[k]
        leaves = state.slot_of[mover]
        comes = one + other - leaves
        for e in range(2):
            person = arrays.ends[mover, e]
            if state.at[person, comes] == UNPLACED:
                now = _breaks_after(arrays, state, person, leaves, comes)
                if now < 0:
                    return math.inf
                change += _discomfort_change(arrays, state.breaks[person], now)
    return change


@compiled
def _swap_chain(arrays: Arrays, state: State, length: int, one: int, other: int) -> None:
    if length == 1:
        meeting = state.chain[0]
        slot = one + other - state.slot_of[meeting]
        take(arrays, state, meeting)
        put(arrays, state, meeting, slot)
        return
    moved = 0  # those of `one` come first in the exchange, so that no person holds two meetings in a slot
    for k in range(length):
        mover = state.chain[k]
        if state.slot_of[mover] == one:
            state.chain[k] = state.chain[moved]
            state.chain[moved] = mover
            moved += 1
    for k in range(length):
        take(arrays, state, state.chain[k])
    for k in range(length):
        put(arrays, state, state.chain[k], other if k < moved else one)


@compiled
def try_chain(arrays: Arrays, state: State, meeting: int, target: int, hot: float) -> bool:
    """Move a placed meeting to another slot with all that hangs on it. `hot` infinite: take any chain that is legal."""
    one = state.slot_of[meeting]
    if one == target or arrays.allowed[meeting, target] == 0:
        return False
    length = _collect_chain(arrays, state, meeting, one, target)
    if length < 0 or not _chain_fits_rooms(arrays, state, length, one, target):
        return False
    if len(arrays.before_list) > 0 and not _chain_keeps_order(arrays, state, length, one, target):
        return False
    change = _judge_chain(arrays, state, length, one, target)
    if change == math.inf:
        return False
    if hot < math.inf and change > 0 and not (hot > 0 and chance(state.random) < math.exp(-change / hot)):
        return False
    _swap_chain(arrays, state, length, one, target)
    return True


@compiled
def best_slot(arrays: Arrays, state: State, meeting: int, besides: int) -> int:
    """The slot where an unplaced meeting fits with least discomfort, -1 if none; ties at random. Not `besides`."""
    slots = arrays.allowed.shape[1]
    found, least = UNPLACED, math.inf
    start = draw(state.random, slots)
    for k in range(slots):
        slot = start + k
        if slot >= slots:
            slot -= slots
        if slot == besides or not fits(arrays, state, meeting, slot):
            continue
        worse = 0.0
        for e in range(2):
            person = arrays.ends[meeting, e]
            day = state.day[person, arrays.day_of[slot]]
            change = day_breaks(day | arrays.bit_of[slot]) - day_breaks(day)
            worse += _discomfort_change(arrays, state.breaks[person], state.breaks[person] + change)
        if worse < least:
            found, least = slot, worse
    return found


@compiled
def _eject(arrays: Arrays, state: State, meeting: int) -> bool:
    """Take out a meeting, and what may only be held after it. False if that would be too much."""
    if state.slot_of[meeting] == UNPLACED:
        return True
    first = state.steps[0]
    take(arrays, state, meeting)
    k = first
    while k < state.steps[0]:
        gone = state.journal[0, k]
        for a in range(arrays.after_start[gone], arrays.after_start[gone + 1]):
            follower = arrays.after_list[a]
            if state.slot_of[follower] != UNPLACED:
                take(arrays, state, follower)
        k += 1
    return state.steps[0] <= MOST_EJECTED


@compiled
def _cheapest_of_person(arrays: Arrays, state: State, person: int) -> int:
    slots = arrays.allowed.shape[1]
    start = draw(state.random, slots)
    found = -1
    for k in range(slots):
        held = state.at[person, (start + k) % slots]
        if held >= 0 and (found < 0 or state.gain[held] < state.gain[found] - SAME):
            found = held
    return found


@compiled
def _needs_crew(arrays: Arrays, meeting: int, crew: int) -> bool:
    need = arrays.need[meeting]
    if need >= 0:
        for k in range(arrays.crew_start[need], arrays.crew_start[need + 1]):
            if arrays.crew_list[k] == crew:
                return True
    return False


@compiled
def _cheapest_of_slot(arrays: Arrays, state: State, slot: int, crew: int) -> int:
    """A meeting of little gain in a slot that uses a table (`crew` -1) or an interpreter of `crew`; -1 if none."""
    size = state.size[slot]
    found, looked = -1, 0
    if size == 0:
        return -1
    start = draw(state.random, size)
    for k in range(size):
        held = state.members[slot, (start + k) % size]
        right = arrays.on_site[held] == 1 if crew < 0 else _needs_crew(arrays, held, crew)
        if right:
            if found < 0 or state.gain[held] < state.gain[found] - SAME:
                found = held
            looked += 1
            if looked >= 12:
                break
    return found


@compiled
def _make_room(arrays: Arrays, state: State, meeting: int, slot: int) -> bool:  # noqa: PLR0912
    """Take out what stands in the way of a meeting in a slot, cheapest first."""
    for e in range(arrays.ends.shape[1]):
        unit = arrays.ends[meeting, e]
        if unit >= 0:
            held = state.at[unit, slot]
            if held != UNPLACED and not _eject(arrays, state, held):
                return False
    for e in range(2):
        person = arrays.ends[meeting, e]
        if state.held[person] >= arrays.most[person]:
            held = _cheapest_of_person(arrays, state, person)
            if held < 0 or not _eject(arrays, state, held):
                return False
    if arrays.on_site[meeting] and state.tables[slot] >= arrays.open_tables[slot]:
        held = _cheapest_of_slot(arrays, state, slot, -1)
        if held < 0 or not _eject(arrays, state, held):
            return False
    for k in range(arrays.after_start[meeting], arrays.after_start[meeting + 1]):  # what would no longer come later
        later = arrays.after_list[k]
        if state.slot_of[later] != UNPLACED and state.slot_of[later] <= slot and not _eject(arrays, state, later):
            return False
    need = arrays.need[meeting]
    if need >= 0 and not crews_suffice(arrays, state, meeting, slot):
        for k in range(arrays.crew_start[need], arrays.crew_start[need + 1]):
            crew = arrays.crew_list[k]
            where = slot
            if state.crews[slot, crew] < arrays.crew_open[slot, crew]:
                if state.crews_total[crew] < arrays.crew_total[crew]:
                    continue
                where = draw(state.random, arrays.allowed.shape[1])
            held = _cheapest_of_slot(arrays, state, where, crew)
            if held < 0 or not _eject(arrays, state, held):
                return False
    return True


@compiled
def try_insert(arrays: Arrays, state: State, meeting: int, slot: int, hot_value: float, hot: float) -> bool:
    """Put an unplaced meeting into a slot, place elsewhere what had to go, and judge the whole."""
    if arrays.allowed[meeting, slot] == 0:
        return False
    state.steps[0] = 0
    value, before = state.totals[VALUE], discomfort(state)
    if not _make_room(arrays, state, meeting, slot) or not fits(arrays, state, meeting, slot):
        undo_all(arrays, state)
        return False
    ejected = state.steps[0]
    put(arrays, state, meeting, slot)
    if ejected > MOST_EJECTED:
        undo_all(arrays, state)
        return False
    for k in range(ejected):
        homeless = state.journal[0, k]
        other = best_slot(arrays, state, homeless, -1)
        if other != UNPLACED:
            put(arrays, state, homeless, other)
    if accepts(state, state.totals[VALUE] - value, discomfort(state) - before, hot_value, hot):
        return True
    undo_all(arrays, state)
    return False


@compiled
def undo_all(arrays: Arrays, state: State) -> None:
    k = state.steps[0]
    while k > 0:
        k -= 1
        meeting, slot = state.journal[0, k], state.journal[1, k]
        if slot == UNPLACED:
            take(arrays, state, meeting)
        else:
            put(arrays, state, meeting, slot)
    state.steps[0] = 0


@compiled
def try_open(arrays: Arrays, state: State, meeting: int, hot_value: float, hot: float) -> bool:
    """Place an unplaced meeting where one of its people is free, by a chain that frees the other one there."""
    slots = arrays.allowed.shape[1]
    side = draw(state.random, 2)
    free, busy = arrays.ends[meeting, side], arrays.ends[meeting, 1 - side]
    here = draw(state.random, slots)
    k = 0
    while k < slots and (arrays.allowed[meeting, here] == 0 or state.at[free, here] != UNPLACED):
        here = here + 1 if here + 1 < slots else 0
        k += 1
    if k == slots:
        return False
    state.steps[0] = 0
    value, before = state.totals[VALUE], discomfort(state)
    held = state.at[busy, here]
    if held != UNPLACED:
        there = draw(state.random, slots)
        k = 0
        while k < slots and (arrays.allowed[held, there] == 0 or state.at[busy, there] != UNPLACED):
            there = there + 1 if there + 1 < slots else 0
            k += 1
        if k == slots or not try_chain(arrays, state, held, there, math.inf):
            return False
    if fits(arrays, state, meeting, here):
        put(arrays, state, meeting, here)
        if accepts(state, state.totals[VALUE] - value, discomfort(state) - before, hot_value, hot):
            return True
    undo_all(arrays, state)
    return False
