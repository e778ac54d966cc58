"""Simulated annealing over the moves, in rounds that a caller can stop between."""

from __future__ import annotations

from meetplan.model import Arrays, Floats, Ints
from meetplan.search.compiled import compiled
from meetplan.search.moves import EVEN, SAME, best_slot, try_chain, try_insert, try_open
from meetplan.search.state import (
    BREAKS,
    BROKEN,
    EXCESS,
    SQUARES,
    UNPLACED,
    VALUE,
    WAITING,
    State,
    draw,
    fits,
    put,
    spread_excess,
    take,
)

BEST_VALUE, BEST_SPREAD, BEST_DISCOMFORT, BEST_BREAKS = range(4)  # of the best: `spread_excess` is the second
ENOUGH_VALUE, ENOUGH_SPREAD, ENOUGH_BREAKS = range(3)


@compiled
def keep_if_best(arrays: Arrays, state: State, best: Ints, best_figures: Floats) -> None:
    """Copy the timetable into `best` if it is better: value, then spread, then breaks."""
    value, rest = state.totals[VALUE], state.totals[BREAKS] + EVEN * state.totals[SQUARES]
    if value < best_figures[BEST_VALUE] - SAME:
        return
    excess = spread_excess(arrays, state)
    if value <= best_figures[BEST_VALUE] + SAME and (
        excess > best_figures[BEST_SPREAD]
        or (excess == best_figures[BEST_SPREAD] and rest >= best_figures[BEST_DISCOMFORT] - SAME)
    ):
        return
    for meeting in range(len(best)):
        best[meeting] = state.slot_of[meeting]
    best_figures[BEST_VALUE] = value
    best_figures[BEST_SPREAD] = excess
    best_figures[BEST_DISCOMFORT] = rest
    best_figures[BEST_BREAKS] = state.totals[BREAKS]


@compiled
def _mend_breaks(arrays: Arrays, state: State, hot: float) -> bool:
    """Pick somebody with a break, and one of that person's meetings beside it; move it where it closes or shrinks
    one."""
    person = state.broken[draw(state.random, int(state.totals[BROKEN]))]
    slots = arrays.allowed.shape[1]
    start = draw(state.random, slots)
    picked = UNPLACED
    for k in range(slots):  # a meeting at the edge of a run
        slot = (start + k) % slots
        if state.at[person, slot] == UNPLACED:
            continue
        left = slot > 0 and arrays.day_of[slot - 1] == arrays.day_of[slot] and state.at[person, slot - 1] != UNPLACED
        right = (
            slot + 1 < slots
            and arrays.day_of[slot + 1] == arrays.day_of[slot]
            and state.at[person, slot + 1] != UNPLACED
        )
        if not (left and right):
            picked = slot
            break
    if picked == UNPLACED:
        return False
    start = draw(state.random, slots)
    for k in range(slots):  # a free slot beside one of the person's meetings
        slot = (start + k) % slots
        if slot == picked or state.at[person, slot] != UNPLACED:
            continue
        left = (
            slot > 0
            and slot - 1 != picked
            and arrays.day_of[slot - 1] == arrays.day_of[slot]
            and state.at[person, slot - 1] != UNPLACED
        )
        right = (
            slot + 1 < slots
            and slot + 1 != picked
            and arrays.day_of[slot + 1] == arrays.day_of[slot]
            and state.at[person, slot + 1] != UNPLACED
        )
        if left or right:
            return try_chain(arrays, state, state.at[person, picked], slot, hot)
    return False


@compiled
def _place_one(arrays: Arrays, state: State, hot_value: float, hot: float) -> bool:
    """Try one of the unplaced meetings."""
    meeting = state.waiting[draw(state.random, int(state.totals[WAITING]))]
    way = draw(state.random, 4)
    if way == 0:
        slot = best_slot(arrays, state, meeting, -1)
        if slot != UNPLACED:
            return try_insert(arrays, state, meeting, slot, hot_value, hot)
    if way <= 2:
        return try_open(arrays, state, meeting, hot_value, hot)
    return try_insert(arrays, state, meeting, draw(state.random, arrays.allowed.shape[1]), hot_value, hot)


@compiled
def anneal(
    arrays: Arrays,
    state: State,
    best: Ints,
    best_figures: Floats,
    steps: int,
    heat: Floats,
    enough: Floats,
) -> int:
    """Make `steps` tries while the temperature falls; the steps made.

    `heat`: temperature of value and of discomfort at the start, the same at the end, and the share of tries that go to
    unplaced meetings. `enough`: value, spread and breaks at which nothing is left to gain. `best` (M slots) and
    `best_figures` are only ever improved.
    """
    hot_value, hot = heat[0], heat[1]
    cool_value = (heat[2] / heat[0]) ** (1.0 / max(1, steps)) if heat[0] > 0 else 0.0
    cool = (heat[3] / heat[1]) ** (1.0 / max(1, steps)) if heat[1] > 0 else 0.0
    share = int(heat[4] * 1024)
    rest = max(1, len(best) // 16)  # copying the best costs M: not at every small step down
    copied = -rest
    meetings, slots = arrays.allowed.shape
    for step in range(steps):
        hot_value *= cool_value
        hot *= cool
        placed = meetings - int(state.totals[WAITING])
        lot = draw(state.random, 1024)
        if state.totals[WAITING] > 0 and (lot < share or placed == 0):
            changed = _place_one(arrays, state, hot_value, hot)
        elif placed == 0:
            return step
        elif lot % 2 == 0 and state.totals[BROKEN] > 0:
            state.steps[0] = 0
            changed = _mend_breaks(arrays, state, hot)
        else:
            state.steps[0] = 0
            meeting = draw(state.random, meetings)
            while state.slot_of[meeting] == UNPLACED:
                meeting = draw(state.random, meetings)
            changed = try_chain(arrays, state, meeting, draw(state.random, slots), hot)
        if changed and step >= copied + rest:
            was = best_figures[BEST_DISCOMFORT]
            keep_if_best(arrays, state, best, best_figures)
            if was != best_figures[BEST_DISCOMFORT]:
                copied = step
        if (
            changed
            and state.totals[BREAKS] <= enough[ENOUGH_BREAKS]
            and state.totals[VALUE] >= enough[ENOUGH_VALUE] - SAME
            and spread_excess(arrays, state) <= enough[ENOUGH_SPREAD]
        ):
            keep_if_best(arrays, state, best, best_figures)
            return step + 1
    keep_if_best(arrays, state, best, best_figures)
    return steps


@compiled
def clear(arrays: Arrays, state: State) -> None:
    """Unplace everything. `arrays` may have another `break_limit` than before."""
    for meeting in range(len(state.slot_of)):
        if state.slot_of[meeting] != UNPLACED:
            state.steps[0] = 0
            take(arrays, state, meeting)
    state.totals[EXCESS] = 0


@compiled
def restore(arrays: Arrays, state: State, slots: Ints, order: Ints) -> None:
    """Make the timetable `slots` (M, -1 unplaced), leaving out what breaks a rule. `order` (M): numbers of the
    meetings, those of earlier slots first."""
    clear(arrays, state)
    for meeting in order:
        if slots[meeting] != UNPLACED and fits(arrays, state, meeting, slots[meeting]):
            state.steps[0] = 0
            put(arrays, state, meeting, slots[meeting])
