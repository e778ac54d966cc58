"""The penalty, which the search minimises below the value, and the acceptance of changes. Every function is compiled.

The penalty of a timetable is the sum of breaks, with small charges that prefer breaks to be evenly distributed and
large ones for breaks above the limit of one person.

A call passes `Arrays` and `State` array by array, so small functions take only what they read."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from meetplan.model import Arrays
from meetplan.search.compiled import compiled
from meetplan.search.feasibility import fits
from meetplan.search.random import random_below, random_unit
from meetplan.search.state import UNPLACED, State, count_day_breaks

EPSILON = 1e-7  # values closer than this are equal: sums of weights in another order
SQUARE_COST = 1e-3  # of the square of a person's breaks
EXCESS_COST = 30.0  # of a break above the limit of one person


@compiled
def penalty(state: State) -> float:
    """Return the penalty of the timetable."""
    totals = state.totals[0]
    return totals.breaks + SQUARE_COST * totals.squared_breaks + EXCESS_COST * totals.excess_breaks


@compiled
def penalty_change(break_limit: int, before: int, after: int) -> float:
    """Return the change of the penalty when the breaks of one person change."""
    excess = max(0, after - break_limit) - max(0, before - break_limit)
    return (after - before) + SQUARE_COST * (after * after - before * before) + EXCESS_COST * excess


@compiled
def accepts_penalty(rng: npt.NDArray[np.uint64], change: float, temperature: float) -> bool:
    """Metropolis criterion for a change of the penalty."""
    return change <= 0 or (temperature > 0 and random_unit(rng) < math.exp(-change / temperature))


@compiled
def accepts(
    rng: npt.NDArray[np.uint64],
    value_change: float,
    change: float,
    value_temperature: float,
    penalty_temperature: float,
) -> bool:
    """Metropolis criterion for a change of the value; where it is zero, for a `change` of the penalty."""
    if value_change > EPSILON:
        return True
    if value_change < -EPSILON:
        return value_temperature > 0 and random_unit(rng) < math.exp(value_change / value_temperature)
    return accepts_penalty(rng, change, penalty_temperature)


@compiled
def best_slot(arrays: Arrays, state: State, meeting: int) -> int:
    """Return the slot where an unplaced meeting fits with the smallest penalty, -1 if none; ties at random."""
    slots = arrays.allowed.shape[1]
    best, smallest = UNPLACED, math.inf
    start = random_below(state.rng, slots)
    for k in range(slots):
        slot = start + k
        if slot >= slots:
            slot -= slots
        if not fits(arrays, state, meeting, slot):
            continue
        change = 0.0
        for e in range(2):
            person = arrays.ends[meeting, e]
            day = state.day_bits[person, arrays.day_of[slot]]
            more = count_day_breaks(day | arrays.bit_of[slot]) - count_day_breaks(day)
            change += penalty_change(arrays.break_limit, state.breaks[person], state.breaks[person] + more)
        if change < smallest:
            best, smallest = slot, change
    return best
