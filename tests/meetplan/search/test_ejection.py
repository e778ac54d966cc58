"""Moves that place a meeting keep every rule, and are undone where they are not accepted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meetplan.search_probes import assert_consistent, searches, try_insert, try_open


def insert(model, current, meeting, number, temperature):
    return try_insert(model.arrays, current, meeting, number % model.slots, temperature, temperature)


def open_slot(model, current, meeting, number, temperature):
    return try_open(model.arrays, current, meeting, temperature, temperature)


@pytest.mark.parametrize("move", [insert, open_slot])
@given(search=searches(), number=st.integers(0, 99), temperature=st.sampled_from((0.0, 1e9)))
@settings(max_examples=80, deadline=None)
def test_a_move_keeps_the_rules_or_changes_nothing(move, search, number, temperature):
    model, current = search
    for meeting in np.flatnonzero(current.slot_of < 0).tolist():
        if current.slot_of[meeting] >= 0:  # placed by a former move
            continue
        before, value = current.slot_of.copy(), float(current.totals["value"][0])
        if move(model, current, meeting, number, temperature):
            assert current.slot_of[meeting] >= 0
            assert temperature > 0 or current.totals["value"][0] >= value - 1e-7
        else:
            assert np.isclose(current.totals["value"][0], value)
            assert ((current.slot_of >= 0) == (before >= 0)).all()
        assert_consistent(model, current)
