"""A run of annealing only improves the best timetable, and ends at its target."""

import numpy as np
from hypothesis import given, settings

from meetplan.score import score_timetable
from meetplan.search.anneal import (
    NO_TARGET,
    WORST,
    Cooling,
    Target,
    anneal,
    clear,
    keep_best,
    move_to_best_slot,
    restore,
)
from tests.meetplan.search_probes import assert_consistent, searches, total_penalty

COOLING = Cooling(1.0, 0.1, 0.5, 0.1, 0.5)


def order_of(figures):
    return (-round(figures.value, 6), figures.spread_excess, figures.penalty)


@given(searches())
@settings(max_examples=40, deadline=None)
def test_the_best_only_improves_and_has_its_figures(search):
    model, current = search
    best = np.full(len(model.meetings), -1, np.int64)
    figures = keep_best(model.arrays, current, best, WORST)
    assert (best == current.slot_of).all()
    for _ in range(3):
        former = figures
        made, figures = anneal(model.arrays, current, best, figures, 200, COOLING, NO_TARGET)
        assert made == 200
        assert order_of(figures) <= order_of(former)
        score = score_timetable(model, best)
        assert (figures.spread_excess, figures.breaks) == (score.spread_excess, score.breaks)
        value = current.reward[best >= 0].sum() - current.shortfall_penalty * score.below_min
        assert np.isclose(figures.value, value)
        assert_consistent(model, current)


@given(searches())
@settings(max_examples=30, deadline=None)
def test_a_run_ends_at_its_target(search):
    model, current = search
    best = np.full(len(model.meetings), -1, np.int64)
    reached = Target(float("-inf"), float("inf"), float("inf"))
    made, _ = anneal(model.arrays, current, best, WORST, 500, COOLING, reached)
    if made < 500:
        assert (best == current.slot_of).all()
    made_without, _ = anneal(model.arrays, current, best, WORST, 500, COOLING, NO_TARGET)
    assert made_without == 500


@given(searches())
@settings(max_examples=40, deadline=None)
def test_restoring_gives_the_same_timetable(search):
    model, current = search
    slots = current.slot_of.copy()
    clear(model.arrays, current)
    assert (current.slot_of == -1).all()
    assert total_penalty(current) == 0
    restore(model.arrays, current, slots, np.argsort(slots, kind="stable").astype(np.int64))
    assert (current.slot_of == slots).all()
    assert_consistent(model, current)


@given(searches())
@settings(max_examples=40, deadline=None)
def test_the_best_slot_of_a_placed_meeting_is_no_worse(search):
    model, current = search
    for meeting in np.flatnonzero(current.slot_of >= 0).tolist():
        before = total_penalty(current)
        move_to_best_slot(model.arrays, current, meeting)
        assert current.slot_of[meeting] >= 0
        assert total_penalty(current) <= before + 1e-9
