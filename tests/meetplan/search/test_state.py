"""The steps of the search change the state as its slots demand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetplan.score import score_timetable
from tests.meetplan.search_probes import assert_consistent, day_figures, searches, spread_excess, unplace


@given(st.integers(0, 2**20 - 1), st.integers(0, 5))
def test_runs_and_breaks_of_a_day(day, max_run):
    runs = [len(run) for run in f"{day:b}".split("0") if run]
    expected = (len(runs), max(0, len(runs) - 1), bool(max_run) and max(runs, default=0) > max_run)
    assert day_figures(np.uint64(day), max_run) == expected


@given(searches(), st.data())
@settings(max_examples=80, deadline=None)
def test_unplacing_keeps_the_state_consistent(search, data):
    model, current = search
    placed = np.flatnonzero(current.slot_of >= 0).tolist()
    followers = {int(m) for m in placed if model.arrays.after_start[m] != model.arrays.after_start[m + 1]}
    for meeting in placed:
        if meeting not in followers and data.draw(st.booleans()):
            unplace(model.arrays, current, meeting)
            assert current.slot_of[meeting] == -1
    assert_consistent(model, current)


@given(searches())
@settings(max_examples=80, deadline=None)
def test_the_totals_are_those_of_the_score(search):
    model, current = search
    score, totals = score_timetable(model, current.slot_of), current.totals[0]
    assert (totals["breaks"], spread_excess(model.arrays, current)) == (score.breaks, score.spread_excess)
    value = current.reward[current.slot_of >= 0].sum() - current.shortfall_penalty * score.below_min
    assert np.isclose(totals["value"], value)
