"""Jobs about timetables."""

from datetime import timedelta

import pytest

from gyoryu.jobs import timetables
from gyoryu.meetings.actions.planning import adopt_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.actions.repairing import request_repair
from gyoryu.meetings.models import PlanRun
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.jobs.claimed import work_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def run(officer):
    return request_plan(consultation(sellers=1, buyers=1, slots=2, interpreters=1), officer, BEFORE, seconds=1)


def test_a_plan_is_made_and_a_repair_of_what_was_published(run, officer):
    timetables.plan(work_at("plan", {"run": run.pk}))
    run.refresh_from_db()
    assert (run.state, len(run.plan["meetings"])) == ("done", 1)
    adopt_plan(run, officer, BEFORE)
    publish_timetable(run.event, officer, BEFORE, base=0)
    repair = request_repair(run.event.applications.get(number="S001"), "event", officer, BEFORE)
    timetables.repair(work_at("repair", {"run": repair.pk}))
    repair.refresh_from_db()
    assert (repair.state, repair.plan["meetings"]) == ("done", [])


@pytest.mark.parametrize("handle", [timetables.plan, timetables.repair])
def test_a_run_that_was_stopped_or_removed_is_left_alone(run, handle):
    work = work_at("plan", {"run": run.pk})
    PlanRun.objects.update(state="cancelled")
    handle(work)
    run.refresh_from_db()
    assert (run.state, run.plan) == ("cancelled", None)
    PlanRun.objects.all().delete()
    handle(work)


@pytest.mark.parametrize(("state", "expected"), [("running", "failed"), ("done", "done")])
def test_a_failure_is_noted_on_a_run_that_is_under_way(run, state, expected):
    PlanRun.objects.update(state=state)
    timetables.mark_run(work_at("plan", {"run": run.pk}).job, "worker_lost")
    run.refresh_from_db()
    assert (run.state, run.failure) == (expected, "worker_lost" if expected == "failed" else "")
