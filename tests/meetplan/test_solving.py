"""Any plan that `solve` returns is right, and what it claims is true."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from small_problems import problems, tiny_problems

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from meetplan import Options, Pair, Participant, Plan, Problem, Progress, Slot, Stop, check, solve
from meetplan.problem import numbered_tables

ROOT = Path(__file__).parents[2]
BRIEF = Stop(seconds=None, work=3000)
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


def figures(plan: Plan) -> tuple[int, int, float, int]:
    return plan.score.must, plan.score.below_min, plan.score.weight, plan.score.breaks


def assert_bounds_are_true(problem: Problem, plan: Plan) -> None:
    """Compare with everything that is possible. A bound holds for the levels above as the plan reached them."""
    timetables = all_timetables(problem)
    if timetables is None:
        return
    everything = [timetable.figures for timetable in timetables]
    got, bounds = figures(plan), plan.bounds
    assert any(sort_key(one) == sort_key(got) for one in everything), "the plan is one of the right timetables"
    assert max(one[0] for one in everything) <= bounds.must
    same = [one for one in everything if one[0] == got[0]]
    assert min(one[1] for one in same) >= bounds.below_min
    same = [one for one in same if one[1] == got[1]]
    assert max(one[2] for one in same) <= bounds.weight + 1e-6
    same = [one for one in same if abs(one[2] - got[2]) < 1e-6]
    assert min(one[3] for one in same) >= bounds.breaks
    if plan.status == "optimal":
        assert sort_key(got) == min(map(sort_key, everything))


@given(problems())
@settings(max_examples=200, **QUIET)
def test_every_plan_is_right(problem: Problem) -> None:
    assert check(problem, solve(problem, BRIEF)) == ()


@given(tiny_problems())
@settings(max_examples=250, **QUIET)
def test_bounds_never_contradict_what_is_possible(problem: Problem) -> None:
    assert_bounds_are_true(problem, solve(problem, BRIEF))


@given(tiny_problems())
@settings(max_examples=40, **QUIET)
def test_proofs_beside_the_search_are_true(problem: Problem) -> None:
    plan = solve(problem, Stop(seconds=0.3))
    assert check(problem, plan) == ()
    assert_bounds_are_true(problem, plan)


@given(tiny_problems())
@settings(max_examples=100, **QUIET)
def test_the_best_of_a_tiny_problem_is_found(problem: Problem) -> None:
    timetables = all_timetables(problem)
    if timetables is None:
        return
    best = min(sort_key(timetable.figures) for timetable in timetables)
    assert sort_key(figures(solve(problem, Stop(seconds=None, work=60_000)))) == best
