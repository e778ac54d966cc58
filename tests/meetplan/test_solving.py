"""Any plan that `solve` returns is right, and what it claims is true."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from evaluation.meetplan.exhaustive import all_timetables, sort_key
from evaluation.meetplan.rivals.greedy import greedy
from meetplan import Options, Pair, Participant, Plan, Problem, Progress, Slot, Stop, check, solve
from meetplan.problem import numbered_tables
from tests.meetplan.small_problems import problems, tiny_problems

ROOT = Path(__file__).parents[2]
BRIEF = Stop(seconds=None, work=3000)
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


def figures(plan: Plan) -> tuple[int, int, float, int, int]:
    score = plan.score
    return score.must, score.below_min, score.weight, score.spread_excess, score.breaks


def assert_bounds_are_true(problem: Problem, plan: Plan) -> None:
    """Compare with everything that is possible. A bound holds for the levels above as the plan reached them."""
    timetables = all_timetables(problem)
    if timetables is None:
        return
    everything = [timetable.figures for timetable in timetables]
    got, bounds = figures(plan), plan.bounds
    assert any(sort_key(row) == sort_key(got) for row in everything), "the plan is one of the right timetables"
    assert max(row[0] for row in everything) <= bounds.must
    same = [row for row in everything if row[0] == got[0]]
    assert min(row[1] for row in same) >= bounds.below_min
    same = [row for row in same if row[1] == got[1]]
    assert max(row[2] for row in same) <= bounds.weight + 1e-6
    same = [row for row in same if abs(row[2] - got[2]) < 1e-6]
    assert min(row[3] for row in same) >= bounds.spread_excess
    same = [row for row in same if row[3] == got[3]]
    assert min(row[4] for row in same) >= bounds.breaks
    if plan.status == "optimal":
        assert sort_key(got) == min(map(sort_key, everything))


@given(problems())
@settings(max_examples=120, **QUIET)
def test_every_plan_is_right(problem: Problem) -> None:
    assert check(problem, solve(problem, BRIEF)) == ()


@given(tiny_problems())
@settings(max_examples=120, **QUIET)
def test_bounds_never_contradict_what_is_possible(problem: Problem) -> None:
    assert_bounds_are_true(problem, solve(problem, BRIEF))


@given(tiny_problems())
@settings(max_examples=40, **QUIET)
def test_proofs_beside_the_search_are_true(problem: Problem) -> None:
    plan = solve(problem, Stop(seconds=0.3))
    assert check(problem, plan) == ()
    assert_bounds_are_true(problem, plan)


@given(tiny_problems())
@settings(max_examples=60, **QUIET)
def test_the_best_of_a_tiny_problem_is_found(problem: Problem) -> None:
    timetables = all_timetables(problem)
    if timetables is None:
        return
    best = min(sort_key(timetable.figures) for timetable in timetables)
    assert sort_key(figures(solve(problem, Stop(seconds=None, work=60_000)))) == best


# Limits


def crowd(people: int = 12, slots: int = 10) -> Problem:
    """Everyone of one half wishes to meet everyone of the other: more than fits."""
    half = people // 2
    return Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12" if k < slots // 2 else "2026-05-13") for k in range(slots)),
        tables=numbered_tables(half - 2),
        participants=tuple(
            Participant(f"P{k:02d}", away=frozenset({f"s{k % slots}", f"s{(3 * k + 1) % slots}"}))
            for k in range(people)
        ),
        pairs=tuple(
            Pair(f"M{a}-{b}", f"P{a:02d}", f"P{half + b:02d}", "must" if a == b else "wish", 1.0 + (a * b) % 3)
            for a in range(half)
            for b in range(half)
        ),
        options=Options(break_spread=3),
    )


def placed(plan: Plan) -> set[tuple[str, str]]:
    return {(meeting.pair, meeting.slot) for meeting in plan.meetings}


def test_the_same_seed_and_work_give_the_same_plan() -> None:
    problem, stop = crowd(), Stop(seconds=None, work=80_000)
    first, second = solve(problem, stop, seed=5), solve(problem, stop, seed=5)
    assert placed(first) == placed(second)
    assert (first.meetings, first.unplaced) == (second.meetings, second.unplaced)
    assert (first.score, first.bounds) == (second.score, second.bounds)
    assert any(placed(solve(problem, stop, seed=seed)) != placed(first) for seed in (6, 7, 8))


def test_the_same_seed_gives_the_same_plan_in_another_process() -> None:
    program = (
        "import json, sys; from meetplan import Problem, Stop, solve\n"
        "plan = solve(Problem.from_json(sys.stdin.read()), Stop(seconds=None, work=80_000), seed=5).to_json()\n"
        "del plan['seconds']; print(json.dumps(plan))"
    )
    problem = crowd()
    answer = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(problem.to_json()),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    here = solve(problem, Stop(seconds=None, work=80_000), seed=5).to_json()
    del here["seconds"]
    assert json.loads(answer.stdout) == here


def test_time_is_kept() -> None:
    plan = solve(crowd(60, 12), Stop(seconds=1.0))
    assert plan.seconds < 20.0
    assert check(crowd(60, 12), plan) == ()


def test_a_gap_is_enough() -> None:
    problem = crowd()
    plan = solve(problem, Stop(seconds=30.0, gap=0.2))
    assert plan.seconds < 20.0
    assert plan.score.weight >= 0.8 * plan.bounds.weight
    assert check(problem, plan) == ()


def test_who_watches_may_stop() -> None:
    problem = crowd(40, 12)
    reports: list[Progress] = []

    def stop_improving(progress: Progress) -> bool:
        reports.append(progress)
        return progress.phase == "improving"

    plan = solve(problem, Stop(seconds=60.0), on_progress=stop_improving)
    assert plan.seconds < 30.0
    assert check(problem, plan) == ()
    assert {"placing", "improving", "finishing"} <= {progress.phase for progress in reports}


def test_an_interrupt_keeps_the_best() -> None:
    problem = crowd(40, 12)

    def press_ctrl_c(progress: Progress) -> None:
        if progress.phase == "improving":
            raise KeyboardInterrupt

    plan = solve(problem, Stop(seconds=60.0), on_progress=press_ctrl_c)
    assert plan.meetings
    assert plan.seconds < 30.0
    assert check(problem, plan) == ()


def test_progress_only_gets_better() -> None:
    keys: list[tuple[float, ...]] = []

    def note(progress: Progress) -> None:
        keys.append(progress.score.key()[:5])

    plan = solve(crowd(40, 12), Stop(seconds=3.0), on_progress=note)
    assert len(keys) > 2
    assert keys == sorted(keys, reverse=True)
    assert plan.score.key()[:5] <= keys[-1]


@pytest.mark.parametrize("limits", [{"seconds": None}, {"seconds": -1.0}, {"gap": -0.1}, {"seconds": float("nan")}])
def test_limits_that_make_no_sense_are_refused(limits: dict[str, float | None]) -> None:
    with pytest.raises(ValueError, match=r"limit|negative"):
        Stop(**limits)  # type: ignore[arg-type]


def test_nothing_to_plan_is_a_plan() -> None:
    empty = Problem((Slot("s", "2026-05-12"),), (), (), ())
    plan = solve(empty, Stop(seconds=1.0))
    assert (plan.status, plan.meetings, check(empty, plan)) == ("optimal", (), ())


@given(problems())
@settings(max_examples=60, **QUIET)
def test_no_plan_is_worse_than_by_hand(problem: Problem) -> None:
    by_hand = greedy(problem)
    assert check(problem, by_hand) == ()
    assert solve(problem, Stop(seconds=None, work=1)).score.key()[:3] <= by_hand.score.key()[:3]


def test_break_spread_is_a_difference() -> None:
    """Everybody may have a break, if everybody has one."""
    absent = frozenset({"s1"})
    problem = Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(3)),
        tables=numbered_tables(1),
        participants=(Participant("A", away=absent), Participant("B", away=absent)),
        pairs=(Pair("M", "A", "B", "must"), Pair("N", "A", "B", "must")),
        options=Options(break_spread=0),
    )
    assert solve(problem, Stop(seconds=2.0)).score.must == 2


def test_a_must_comes_before_worthless_followers() -> None:
    """The wish that waits for two musts would keep the third one out."""
    problem = Problem(
        slots=tuple(Slot(f"s{k}", f"2026-05-1{k}") for k in range(3)),
        tables=numbered_tables(1),
        participants=(Participant("A"), Participant("B")),
        pairs=(
            Pair("M", "A", "B", "must", 0.0),
            Pair("N", "A", "B", "must", 0.0),
            Pair("O", "A", "B", "must", 0.0, fixed="s0"),
            Pair("W", "A", "B", "wish", 0.0, after=("M", "N")),
        ),
    )
    assert solve(problem, Stop(seconds=None, work=60_000)).score.must == 3
