"""Kempe chains keep every rule, and change the penalty as they were judged."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meetplan.search_probes import assert_consistent, searches, total_penalty, try_chain


@given(searches(), st.integers(0, 999))
@settings(max_examples=100, deadline=None)
def test_every_chain_keeps_the_rules_and_the_meetings(search, number):
    model, current = search
    placed = np.flatnonzero(current.slot_of >= 0).tolist()
    if not placed:
        return
    meeting, target = placed[number % len(placed)], number % model.slots
    before = current.slot_of.copy()
    moved = try_chain(model.arrays, current, meeting, target, math.inf)
    assert (current.slot_of[meeting] == target) if moved else (current.slot_of == before).all()
    assert ((current.slot_of >= 0) == (before >= 0)).all()
    changed = current.slot_of != before
    assert set(current.slot_of[changed].tolist()) <= {int(before[meeting]), target}
    assert_consistent(model, current)


@given(searches(), st.integers(0, 999))
@settings(max_examples=100, deadline=None)
def test_at_temperature_zero_no_chain_makes_the_penalty_worse(search, number):
    model, current = search
    for meeting in np.flatnonzero(current.slot_of >= 0).tolist():
        before = total_penalty(current)
        try_chain(model.arrays, current, meeting, (number + meeting) % model.slots, 0.0)
        assert total_penalty(current) <= before + 1e-9
