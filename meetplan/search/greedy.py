"""What an agency does by hand: pairs by importance, each into the first slot where it fits. Every search starts
here."""

from __future__ import annotations

import numpy as np

from meetplan.model import Arrays, Floats, Ints
from meetplan.search.compiled import compiled
from meetplan.search.moves import SAME
from meetplan.search.state import EXCESS, UNPLACED, State, fits, put, take

FINE = 1024.0


def gains(arrays: Arrays) -> tuple[Floats, float]:
    """What the search adds up: for each meeting its weight, and so much more for a `must` that one must outweighs
    everything below it; and what one meeting below a minimum costs, which outweighs all wishes together.

    Weights are rounded to 1/1024, so that sums are exact and do not depend on their order."""
    weight = np.round(arrays.weight * FINE) / FINE
    min_gain = float(np.ceil(weight.sum())) + 1.0
    must_gain = min_gain * (float(arrays.least.sum()) + 1.0)
    return weight + arrays.must * must_gain, min_gain


@compiled
def place_in_order(arrays: Arrays, state: State, order: Ints) -> None:
    """Put each unplaced meeting of `order` into the first slot where it fits. Repeats while an order between meetings
    (this one only after that one) lets another one in."""
    placed = True
    while placed:
        placed = False
        for meeting in order:
            if state.slot_of[meeting] != UNPLACED:
                continue
            for slot in range(arrays.allowed.shape[1]):
                if fits(arrays, state, meeting, slot):
                    state.steps[0] = 0
                    put(arrays, state, meeting, slot)
                    placed = True
                    break
        if len(arrays.before_list) == 0:
            return


@compiled
def _leave(arrays: Arrays, state: State, meeting: int) -> None:
    """Take out a meeting and all that rely on it."""
    take(arrays, state, meeting)
    again = True
    while again:
        again = False
        for other in range(len(state.slot_of)):
            if state.slot_of[other] == UNPLACED:
                continue
            for k in range(arrays.before_start[other], arrays.before_start[other + 1]):
                if state.slot_of[arrays.before_list[k]] == UNPLACED:
                    take(arrays, state, other)
                    again = True
                    break


@compiled
def keep_spread(arrays: Arrays, state: State) -> None:
    """Take out meetings, cheapest first, of people with more breaks than the spread allows."""
    while state.totals[EXCESS] > 0:
        for person in range(len(arrays.least)):
            while state.breaks[person] > arrays.most_breaks:
                found = UNPLACED
                for slot in range(arrays.allowed.shape[1]):
                    held = state.at[person, slot]
                    if held != UNPLACED and (found < 0 or state.gain[held] < state.gain[found] - SAME):
                        found = held
                state.steps[0] = 0
                _leave(arrays, state, found)


def greedy(arrays: Arrays, state: State) -> None:
    """Fill an empty timetable: must before wish, heavier before lighter, earlier in the list before later."""
    order = np.argsort(-state.gain, kind="stable").astype(np.int64)
    place_in_order(arrays, state, order)
    keep_spread(arrays, state)
