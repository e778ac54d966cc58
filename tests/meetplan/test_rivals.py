"""The solvers that the evaluation compares with agree with enumeration."""

import pytest
from hypothesis import assume, given, settings

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from evaluation.meetplan.rivals.cp_sat import cp_sat
from evaluation.meetplan.rivals.rc2 import rc2
from meetplan import Problem, check
from tests.meetplan.small_problems import problems_of_musts, tiny_problems


@given(problems_of_musts())
@settings(max_examples=40)
def test_rc2_agrees(problem: Problem) -> None:
    timetables = all_timetables(problem)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    outcome = rc2(problem)
    assert (outcome.plan is None) == (-best[0] < len(problem.pairs) or best[3] > 0)
    if outcome.plan is not None:
        assert check(problem, outcome.plan) == ()
        assert outcome.plan.score.breaks == best[4]


@given(tiny_problems())
@settings(max_examples=25)
@pytest.mark.parametrize("way", ["levels", "sum"])
def test_cp_sat_agrees(way: str, problem: Problem) -> None:
    timetables = all_timetables(problem, 5_000)
    assume(timetables is not None)
    best = min(sort_key(timetable.figures) for timetable in timetables or [])
    outcome = cp_sat(problem, 10.0, way)  # type: ignore[arg-type]
    assert outcome.plan is not None
    assert check(problem, outcome.plan) == ()
    score = outcome.plan.score
    assert sort_key((score.must, score.below_min, score.weight, score.spread_excess, score.breaks)) == best
    assert outcome.proved
