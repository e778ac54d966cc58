"""No way in which a search ends loses the plan that it had found."""

import logging
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError
from django.urls import reverse

import meetplan
from gyoryu.base import queue
from gyoryu.base.queue import Job
from gyoryu.jobs import worker
from gyoryu.meetings.actions import planning
from gyoryu.meetings.actions.planning import adopt_plan, request_plan, stop_plan
from gyoryu.meetings.models import PlanRun
from gyoryu.meetings.queries.plan_checks import broken_rules
from meetplan import Progress, Stop, solve
from meetplan.plan import Bounds
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def run(officer, monkeypatch):
    monkeypatch.setattr(planning, "SNAPSHOT_EVERY", 0.0)
    return request_plan(consultation(interpreters=2), officer, BEFORE, seconds=30)


def searching(then):
    """A solver that reports its first good plan, and then does `then` with what it would return."""

    def solver(problem, stop=None, seed=0, workers=2, on_progress=None):
        plan = solve(problem, Stop(seconds=2), workers=1)
        cancels = on_progress(Progress(1.0, "improving", plan.score, plan.bounds, lambda: plan))
        return then(plan, cancels)

    return solver


def breaking(error):
    def then(plan, cancels):
        raise error

    return then


@pytest.mark.parametrize(
    ("error", "early"),
    [(MemoryError(), "memory"), (RuntimeError("a fault"), "broken"), (DatabaseError("gone"), "broken"),
     (RecursionError(), "broken"), (OSError("a proof was killed"), "broken")],
)  # fmt: skip
def test_whatever_breaks_the_search_its_last_good_plan_is_offered(run, officer, monkeypatch, client, error, early):
    monkeypatch.setattr(meetplan, "solve", searching(breaking(error)), raising=False)
    worker.drain()
    run.refresh_from_db()
    assert (run.state, run.ended_early, run.snapshot) == ("done", early, None)
    assert Job.objects.get(pk=run.job).state == "done"
    assert adopt_plan(run, officer, BEFORE) == 6
    client.force_login(person("o@agency.example", run.event.programme, "officer"))
    for language, word in (("en", "kept"), ("ko", "보존"), ("zh-hans", "保留")):
        client.cookies["django_language"] = language
        assert word in client.get(reverse("plan-run", args=[run.event_id, run.pk])).text


def test_a_search_that_breaks_before_it_has_a_plan_is_tried_again_and_then_says_so(run, monkeypatch):
    def broken(*_, **__):
        raise MemoryError

    monkeypatch.setattr(meetplan, "solve", broken, raising=False)
    Job.objects.filter(pk=run.job).update(attempts=4)
    worker.drain()
    run.refresh_from_db()
    assert (run.state, run.failure, run.plan) == ("failed", "out_of_memory", None)


def test_a_cancelled_search_keeps_its_best(run, officer, monkeypatch):
    def solver(problem, stop=None, seed=0, workers=2, on_progress=None):
        PlanRun.objects.filter(pk=run.pk).update(state="running")
        run.refresh_from_db()
        stop_plan(run, officer, BEFORE)
        return searching(lambda plan, cancels: plan if cancels else None)(problem, on_progress=on_progress)

    monkeypatch.setattr(meetplan, "solve", solver, raising=False)
    worker.drain()
    run.refresh_from_db()
    assert (run.state, run.ended_early, len(run.plan["meetings"])) == ("done", "cancelled", 6)


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_worker_that_is_lost_for_good_leaves_its_last_plan(run, officer, monkeypatch, is_cancelled):
    class Killed(BaseException):
        """What a process cannot catch."""

    monkeypatch.setattr(meetplan, "solve", searching(breaking(Killed())), raising=False)
    with pytest.raises(Killed):
        worker.drain("lost")
    Job.objects.filter(pk=run.job).update(attempts=5, cancel_requested=is_cancelled)
    run.refresh_from_db()
    assert (run.state, run.plan) == ("running", None)
    mark_failed = partial(worker.mark_failed, code="worker_lost")
    queue.requeue_lost(queue.database_now() + queue.LOST_AFTER + timedelta(seconds=1), mark_failed)
    run.refresh_from_db()
    assert (run.state, run.ended_early) == ("done", "cancelled" if is_cancelled else "worker_lost")
    assert adopt_plan(run, officer, BEFORE) == 6


def test_a_worker_that_is_lost_without_a_plan_leaves_no_run_that_waits_for_ever(run):
    job = Job.objects.get(pk=run.job)
    PlanRun.objects.filter(pk=run.pk).update(state="running")
    worker.mark_failed(job, code="worker_lost")
    run.refresh_from_db()
    assert (run.state, run.failure) == ("failed", "worker_lost")


def test_a_report_that_cannot_be_stored_ends_no_search(run, monkeypatch):
    def busy(*_):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(queue, "report_progress", busy)
    monkeypatch.setattr(meetplan, "solve", searching(lambda plan, cancels: plan), raising=False)
    worker.drain()
    run.refresh_from_db()
    assert (run.state, run.ended_early) == ("done", "")


BEATEN = {
    "must": Bounds(must=-1, below_min=0, weight=999.0, spread_excess=0, breaks=0),
    "weight": Bounds(must=0, below_min=0, weight=1.0, spread_excess=0, breaks=0),
    "below_min": Bounds(must=0, below_min=9, weight=999.0, spread_excess=0, breaks=0),
    "spread_excess": Bounds(must=0, below_min=0, weight=999.0, spread_excess=9, breaks=0),
    "breaks": Bounds(must=0, below_min=0, weight=999.0, spread_excess=0, breaks=999),
}


@pytest.mark.parametrize("name", BEATEN)
def test_a_plan_with_a_doubtful_bound_is_stored_without_it_and_the_bound_is_named(
    run, monkeypatch, caplog, client, name
):
    from dataclasses import replace

    false = searching(lambda plan, cancels: replace(plan, bounds=BEATEN[name], status="feasible"))
    monkeypatch.setattr(meetplan, "solve", false, raising=False)
    with caplog.at_level(logging.ERROR):
        worker.drain()
    run.refresh_from_db()
    assert (run.state, run.doubtful, run.bounds[name], run.plan["bounds"][name]) == ("done", [name], None, None)
    assert len(run.plan["meetings"]) == 6
    assert "figures in doubt" in caplog.text
    client.force_login(person("o@agency.example", run.event.programme, "officer"))
    for language, word in (("en", "were left out"), ("ko", "제외"), ("zh-hans", "略去")):
        client.cookies["django_language"] = language
        assert word in client.get(reverse("plan-run", args=[run.event_id, run.pk])).text
    assert client.get(reverse("event-runs", args=[run.event_id])).status_code == 200


def test_a_plan_that_breaks_a_rule_is_never_stored(run, monkeypatch):
    from dataclasses import replace

    def doubled(plan, cancels):
        first, second, *rest = plan.meetings
        return replace(plan, meetings=(first, replace(second, slot=first.slot, table=first.table), *rest))

    monkeypatch.setattr(meetplan, "solve", searching(doubled), raising=False)
    worker.drain()
    run.refresh_from_db()
    assert (run.state, run.failure, run.plan) == ("failed", "wrong_plan", None)


def test_snapshots_of_a_real_search_keep_every_rule(run, officer):
    snapshots = []

    def look(progress):
        plan = progress.plan() if progress.plan else None
        if plan:
            snapshots.append(plan)

    problem = planning.consultation_of(run.event).problem
    solve(problem, Stop(seconds=2), workers=1, on_progress=look)
    assert snapshots
    sides = {pair.id: (pair.a, pair.b) for pair in problem.pairs}
    assert all(not broken_rules(problem, plan.meetings, sides) for plan in snapshots)
