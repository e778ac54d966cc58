"""What an agency does by hand: pairs by importance, each into the first slot where it fits. Every search starts
here."""

from __future__ import annotations

import numpy as np

from meetplan.model import Arrays, Floats, Ints
from meetplan.search.compiled import compiled
from meetplan.search.state import UNPLACED, State, fits, put

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


def orders(arrays: Arrays, gain: Floats) -> tuple[Ints, ...]:
    """Numbers of the meetings (M) in the orders that are worth a try: the important first; what has only one slot
    before everything else, so that nothing fixed is lost to what could go elsewhere; the least flexible of equals
    first."""
    choices = arrays.allowed.sum(axis=1, dtype=np.int64)
    return (
        np.argsort(-gain, kind="stable").astype(np.int64),
        np.lexsort((-gain, choices != 1)).astype(np.int64),
        np.lexsort((choices, -gain)).astype(np.int64),
    )
