"""The annealing schedule improves its incumbent and keeps to its limits."""

import numpy as np
import pytest
from hypothesis import given, settings

from evaluation.meetplan.generate import Shape, random_event
from meetplan import Pair, Problem, Stop, check
from meetplan.annealing import AnnealingSchedule
from meetplan.finish import build_plan
from meetplan.incumbent import Incumbent
from meetplan.model import build_model
from meetplan.proving import BoundProver
from meetplan.stop import Clock
from tests.meetplan.small_problems import problems


def schedule_for(problem, work=10**6, start=None, on_chunk=lambda: None):
    clock = Clock(Stop(seconds=None, work=work))
    incumbent = Incumbent(build_model(problem))
    return AnnealingSchedule(incumbent, BoundProver(incumbent, clock), clock, 0, start, on_chunk)


def overfull(seed=0):
    """Wishes for more meetings than tables."""
    event = random_event(Shape(40, 20, 280, (8, 8), 4), seed)
    pairs = tuple(Pair(p.id, p.a, p.b, "wish", 1.0 + k % 3) for k, p in enumerate(event.pairs))
    return Problem(event.slots, event.tables[:-8], event.participants, pairs)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_every_round_leaves_a_valid_incumbent_that_is_no_worse(problem):
    schedule = schedule_for(problem)
    incumbent = schedule.incumbent
    for _ in range(3):
        figures = incumbent.figures
        schedule.run_round(300)
        schedule.restart()
        assert incumbent.figures.value >= figures.value - 1e-6
        assert check(problem, build_plan(incumbent.model, incumbent.slots)) == ()


@pytest.mark.parametrize("work", [1, 777, 30_000])
def test_a_round_ends_at_the_limit_of_work(work):
    chunks = []
    schedule = schedule_for(overfull(), work=work, on_chunk=lambda: chunks.append(schedule.clock.work))
    schedule.run_round(50_000)
    assert schedule.clock.work == work
    assert chunks[-1] == work


def test_a_long_round_uses_all_that_is_left():
    schedule = schedule_for(overfull(), work=45_000)
    value = schedule.incumbent.figures.value
    schedule.run_long_round()
    assert schedule.clock.work == 45_000
    assert schedule.incumbent.figures.value >= value


def test_adopting_keeps_what_is_possible_and_fills_the_rest():
    problem = overfull()
    schedule = schedule_for(problem)
    slots = schedule.incumbent.slots.copy()
    schedule.adopt(np.where(np.arange(len(slots)) % 2 == 0, slots, -1))
    current = schedule.state.slot_of
    assert (current[::2][slots[::2] >= 0] == slots[::2][slots[::2] >= 0]).all()
    assert (current >= 0).sum() > (slots[::2] >= 0).sum()


def test_a_schedule_can_start_from_given_slots():
    problem = overfull()
    slots = schedule_for(problem).incumbent.slots
    slots[5:] = -1
    assert (schedule_for(problem, start=slots).incumbent.slots == slots).all()


def test_replacing_the_incumbent_accepts_more_breaks_and_no_less_value():
    schedule = schedule_for(overfull())
    schedule.run_round(20_000)
    better = schedule.incumbent.slots.copy()
    fresh = schedule_for(overfull())
    fresh.replace_incumbent(better)
    assert (fresh.incumbent.slots == better).all()


def test_a_weight_that_is_never_proved_does_not_cost_the_breaks():
    """Where rounds bring no more weight and no bound says why, every other one reduces breaks alone."""
    schedule = schedule_for(overfull())
    assert not schedule.incumbent.is_complete()
    is_hot = []
    for _ in range(4):
        schedule.restart()  # the value has not grown since the last restart
        is_hot.append(schedule.value_temperatures()[0] > 0)
    assert is_hot == [True, True, False, True]
