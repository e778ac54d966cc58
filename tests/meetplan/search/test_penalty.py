"""The penalty, the acceptance of changes and the choice of a slot."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan.search.penalty import EXCESS_COST, SQUARE_COST
from meetplan.search.random import seed_generator
from tests.meetplan.search_probes import accepts, best_slot, fits, place, searches, total_penalty, unplace


@given(searches())
@settings(max_examples=60, deadline=None)
def test_the_penalty_follows_from_the_breaks(search):
    model, current = search
    breaks = current.breaks
    excess = np.maximum(0, breaks - model.arrays.break_limit).sum()
    expected = breaks.sum() + SQUARE_COST * (breaks**2).sum() + EXCESS_COST * excess
    assert np.isclose(total_penalty(current), expected)


@given(searches())
@settings(max_examples=60, deadline=None)
def test_no_slot_is_better_than_the_best(search):
    model, current = search
    for meeting in np.flatnonzero(current.slot_of < 0).tolist():
        possible = [slot for slot in range(model.slots) if fits(model.arrays, current, meeting, slot)]
        penalties = {}
        for slot in possible:
            place(model.arrays, current, meeting, slot)
            penalties[slot] = total_penalty(current)
            unplace(model.arrays, current, meeting)
        best = best_slot(model.arrays, current, meeting)
        assert (best >= 0) == bool(possible)
        assert best < 0 or math.isclose(penalties[best], min(penalties.values()))


@given(st.floats(-9, 9), st.floats(-9, 9), st.integers(0, 99))
def test_at_temperature_zero_only_improvements_are_accepted(value_change, change, seed):
    is_better = value_change > 1e-7 or (value_change >= -1e-7 and change <= 0)
    assert accepts(seed_generator(seed), value_change, change, 0.0, 0.0) == is_better


def test_worse_changes_are_accepted_as_often_as_metropolis_says():
    rng, tries = seed_generator(3), 4000
    for temperature in (0.5, 2.0):
        share = sum(accepts(rng, -1.0, 0.0, temperature, 1.0) for _ in range(tries)) / tries
        assert abs(share - math.exp(-1 / temperature)) < 0.04
        share = sum(accepts(rng, 0.0, 1.0, 1.0, temperature) for _ in range(tries)) / tries
        assert abs(share - math.exp(-1 / temperature)) < 0.04
