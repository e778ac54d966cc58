"""The greedy construction: meetings by importance, in the first slot where they fit. Every search starts from it."""

from __future__ import annotations

import numpy as np

from meetplan.model import Arrays, Floats, Ints
from meetplan.search.compiled import entry_point
from meetplan.search.feasibility import fits
from meetplan.search.state import UNPLACED, State, place

WEIGHT_UNITS = 1024.0  # weights are rounded to multiples of 1 / WEIGHT_UNITS


def rewards(arrays: Arrays) -> tuple[Floats, float]:
    """Return the terms of the value that the search maximises.

    Weights are rounded, so that sums are exact and do not depend on their order.

    Returns
    -------
    reward : array of float, shape (M,)
        The weight of each meeting; one more `must` outweighs everything below it.
    shortfall_penalty : float
        Of one meeting below a person's minimum; it outweighs all wishes together.
    """
    weight = np.round(arrays.weight * WEIGHT_UNITS) / WEIGHT_UNITS
    shortfall_penalty = float(np.ceil(weight.sum())) + 1.0
    must_reward = shortfall_penalty * (float(arrays.min_meetings.sum()) + 1.0)
    return weight + arrays.must * must_reward, shortfall_penalty


@entry_point
def place_in_order(arrays: Arrays, state: State, order: Ints) -> None:
    """Place each unplaced meeting of `order` in the first slot where it fits.

    Where meetings have predecessors, repeats until no further meeting fits."""
    has_placed = True
    while has_placed:
        has_placed = False
        for meeting in order:
            if state.slot_of[meeting] != UNPLACED:
                continue
            for slot in range(arrays.allowed.shape[1]):
                if fits(arrays, state, meeting, slot):
                    state.undo_length[0] = 0
                    place(arrays, state, meeting, slot)
                    has_placed = True
                    break
        if len(arrays.before_list) == 0:
            return


def orders(arrays: Arrays, reward: Floats) -> tuple[Ints, ...]:
    """Return orders of the meetings (M) for the construction: by reward; those with a single slot first, so that no
    fixed meeting loses its place to a flexible one; by reward, and among equals the least flexible first."""
    choices = arrays.allowed.sum(axis=1, dtype=np.int64)
    return (
        np.argsort(-reward, kind="stable").astype(np.int64),
        np.lexsort((-reward, choices != 1)).astype(np.int64),
        np.lexsort((choices, -reward)).astype(np.int64),
    )
