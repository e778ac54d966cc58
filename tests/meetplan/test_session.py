"""Whatever goes wrong beside the search, the best timetable is delivered, and what failed is logged."""

import os
import signal
import time

import pytest
from hypothesis import HealthCheck, given, settings

import meetplan.proving
import meetplan.session
import meetplan.solving
from evaluation.meetplan.generate import Shape, random_event
from meetplan import Pair, Participant, Plan, Problem, Progress, Slot, Stop, check, solve
from meetplan.bounds.ledger import LEVELS, Premise, is_beaten
from meetplan.problem import numbered_tables
from meetplan.proof.process import ProofProcess
from tests.meetplan.small_problems import crowded_problems


def overfull(sellers: int = 12, buyers: int = 6, slots: int = 6) -> Problem:
    """Everyone must meet everyone, in half the time that it takes, and some of it is fixed."""
    return Problem(
        slots=tuple(Slot(f"s{k}", "2026-05-12") for k in range(slots)),
        tables=numbered_tables(buyers),
        participants=tuple(Participant(f"P{k}") for k in range(sellers + buyers)),
        pairs=tuple(
            Pair(f"M{a}-{b}", f"P{a}", f"P{sellers + b}", "must", fixed=f"s{(a * b) % slots}" if a % 4 == 0 else None)
            for a in range(sellers)
            for b in range(buyers)
        ),
    )


@given(crowded_problems())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_report_of_progress_is_true(problem: Problem) -> None:
    """What is shown on the way passes the check as the last plan does: its score, its bounds, and a plan to keep."""
    seen = []

    def watch(progress: Progress) -> None:
        if progress.phase == "preparing":
            return
        for level in LEVELS:
            bound = getattr(progress.bounds, level)
            assert bound is None or not is_beaten(level, bound, progress.score), level
        assert progress.plan is not None
        snapshot = progress.plan()
        assert check(problem, snapshot) == ()
        assert snapshot.score.key()[:5] == progress.score.key()[:5]
        seen.append(progress.phase)

    plan = solve(problem, Stop(seconds=0.4), on_progress=watch)
    assert check(problem, plan) == ()
    assert {"placing", "finishing"} <= set(seen)


@pytest.mark.parametrize("error", [MemoryError, RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize(
    "step",
    [
        (meetplan.proving, "bound_must"),
        (meetplan.proving, "bound_must_by_slots"),
        (meetplan.proving, "bound_weight"),
        (meetplan.proving, "bound_breaks"),
        (meetplan.solving, "ProofProcess"),
        (meetplan.session, "reasons"),
    ],
    ids=lambda step: step[1],
)
def test_a_step_that_fails_costs_no_meeting(step, error, monkeypatch, logged_errors) -> None:
    def fail(*args: object, **options: object) -> None:
        raise error("on purpose")

    monkeypatch.setattr(*step, fail)
    problem = overfull()
    plan = solve(problem, Stop(seconds=0.5))
    assert check(problem, plan) == ()
    assert plan.score.must >= 20
    if logged_errors:
        assert "the best timetable until then is kept" in logged_errors[0]
    if step[1] == "reasons":
        assert {unplaced.reason for unplaced in plan.unplaced} == {"not_explained"}


@pytest.mark.parametrize("level", LEVELS)
def test_a_false_bound_is_left_out(level, monkeypatch, logged_errors) -> None:
    """A proof that is wrong on any level: the plan is delivered without that bound, and the fault is named."""
    impossible = {"must": 0, "below_min": 5, "weight": 1.0, "spread_excess": 3, "breaks": 10**6}

    def lie(model, score, seconds, ledger) -> None:
        ledger.add(level, impossible[level], Premise(), "a lie")

    monkeypatch.setattr(meetplan.proving, "bound_must", lie)
    problem = overfull()
    plan = solve(problem, Stop(seconds=0.5))
    assert check(problem, plan) == ()
    assert plan.score.must >= 20
    assert any("a lie" in line for line in logged_errors)


def test_a_proof_that_is_killed_ends_alone(monkeypatch) -> None:
    killed = []

    class Doomed(ProofProcess):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            os.kill(self.process.pid, signal.SIGKILL)
            killed.append(self.process.pid)

    monkeypatch.setattr(meetplan.solving, "ProofProcess", Doomed)
    problem = random_event(Shape(60, 30, 500, (12, 12), 4))
    plan = solve(problem, Stop(seconds=1.5))
    assert killed
    assert check(problem, plan) == ()


def test_errors_of_who_watches_are_his_own() -> None:
    class Lost(Exception):
        pass

    def watch(progress: Progress) -> None:
        raise Lost

    with pytest.raises(Lost):
        solve(overfull(), Stop(seconds=1.0), on_progress=watch)


def test_no_time_at_all_is_enough_for_a_plan() -> None:
    problem = overfull()
    plan = solve(problem, Stop(seconds=0.0))
    assert check(problem, plan) == ()
    assert plan.meetings


@pytest.mark.parametrize("seed", range(4))
def test_fairness_costs_no_meeting(seed: int) -> None:
    """With and without a wanted spread, as many meetings are placed; what exceeds it is counted."""
    event = random_event(Shape(24, 12, 60, (8,), 4), seed)
    chosen = solve(event, Stop(seconds=None, work=20_000))
    at = {meeting.pair: meeting.slot for meeting in chosen.meetings}
    fixed = {pair.id for k, pair in enumerate(event.pairs) if pair.id in at and k % 5 < 2}
    pairs = tuple(Pair(p.id, p.a, p.b, p.kind, fixed=at[p.id] if p.id in fixed else None) for p in event.pairs)
    plans = [
        solve(
            Problem(event.slots, event.tables, event.participants, pairs, (), type(event.options)(spread)),
            Stop(seconds=None, work=60_000),
        )
        for spread in (None, 2, 0)
    ]
    assert len({plan.score.must for plan in plans}) == 1
    assert plans[1].score.spread_excess <= plans[2].score.spread_excess


def test_time_over_in_the_middle_of_bounds(monkeypatch) -> None:
    """A bound that takes longer than there is time ends late, not never."""

    def slow(model, score, seconds, ledger) -> None:
        time.sleep(min(seconds, 0.3))

    monkeypatch.setattr(meetplan.proving, "bound_must", slow)
    plan: Plan = solve(overfull(), Stop(seconds=0.2))
    assert plan.seconds < 5.0
