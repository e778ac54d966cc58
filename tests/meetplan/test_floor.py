"""What the planner reached once and may not lose: generous limits, so that a slow machine does not fail."""

import json
import time
from pathlib import Path

import pytest

from evaluation.meetplan.consultations import event_of_300, example, incidents
from evaluation.meetplan.generate import LARGE, SMALL, bench_like, planted
from evaluation.meetplan.run import BEST_BREAKS, bench_problems
from meetplan import Stop, check, replan, solve

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench" / "b2b"
FLOOR = json.loads((ROOT / "evaluation" / "meetplan" / "floor.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", BEST_BREAKS)
def test_published_instances_reach_their_proved_best(name):
    path = BENCH / f"{name}.original.json"
    if not path.exists():
        pytest.skip(f"the published instances are not here: {path.name}")
    problem = bench_problems(BENCH)[name]
    plan = solve(problem, Stop(seconds=FLOOR["b2b"]["seconds"]))
    assert check(problem, plan) == ()
    assert (plan.status, plan.score.breaks, len(plan.unplaced)) == ("optimal", BEST_BREAKS[name], 0)


@pytest.mark.parametrize("seed", FLOOR["own"]["seeds"])
@pytest.mark.parametrize("make", [bench_like, lambda seed: planted(SMALL, seed)], ids=["random", "planted"])
def test_small_events_are_proved(make, seed):
    problem = make(seed)
    plan = solve(problem, Stop(seconds=FLOOR["own"]["seconds"]))
    assert check(problem, plan) == ()
    assert (plan.status, len(plan.unplaced)) == ("optimal", 0)


def test_the_example_comes_close_to_its_bound():
    problem = example()
    plan = solve(problem, Stop(seconds=FLOOR["example"]["seconds"]))
    assert check(problem, plan) == ()
    assert plan.score.must == plan.bounds.must
    assert plan.score.weight >= (1 - FLOOR["example"]["weight_gap"]) * plan.bounds.weight


def test_a_large_event_is_placed_whole():
    floor = FLOOR["planted"]
    shape = next(shape for shape in LARGE if shape.name == floor["event"])
    problem = planted(shape)
    plan = solve(problem, Stop(seconds=floor["seconds"]))
    assert check(problem, plan) == ()
    assert len(plan.unplaced) <= floor["unplaced"]
    assert plan.score.breaks <= floor["breaks"]


def test_a_missing_buyer_is_repaired_with_fewest_moves():
    problem = event_of_300()
    plan = solve(problem, Stop(seconds=5.0))
    for name, changes in incidents(problem).items():
        started = time.perf_counter()
        repair = replan(problem, plan, changes)
        assert time.perf_counter() - started < FLOOR["replan"]["seconds"], name
        assert check(repair.problem, repair.plan) == (), name
        assert len(repair.moved) - repair.fewest_moves <= FLOOR["replan"]["moves_above_proved"], name
