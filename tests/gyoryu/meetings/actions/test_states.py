"""What an application, a run and a meeting refuse in a state in which it makes no sense."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.applying import submit_application, withdraw_application
from gyoryu.meetings.actions.day import miss_meeting
from gyoryu.meetings.actions.planning import stop_plan
from gyoryu.meetings.models import Application, PlanRun
from gyoryu.meetings.queries.prefill import application_input
from tests.gyoryu.consultations import APPLY, BEGIN, consultation, person
from tests.gyoryu.factories import make_meeting

pytestmark = pytest.mark.django_db
State = Application.State


@pytest.fixture
def application():
    consultation(ask=False)
    return Application.objects.get(number="S001")


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REFUSED, State.WITHDRAWN])
def test_a_decided_application_is_not_submitted_again(application, state):
    Application.objects.filter(pk=application.pk).update(state=state)
    with pytest.raises(Refused, match="cannot_be_sent"):
        submit_application(application, application_input(application), application.applicant, APPLY[0])


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN])
def test_an_application_that_takes_no_part_is_not_withdrawn(application, state):
    Application.objects.filter(pk=application.pk).update(state=state)
    with pytest.raises(Refused, match="cannot_be_withdrawn"):
        withdraw_application(application, application.applicant, APPLY[0])


@pytest.mark.parametrize("state", [state for state in PlanRun.State.values if state not in ("waiting", "running")])
def test_a_run_that_has_ended_is_not_stopped(state):
    officer = person("officer@agency.example")
    run = PlanRun.objects.create(event=consultation(ask=False), number=1, by=officer, seconds=5, seed=1, state=state)
    with pytest.raises(Refused, match="run_is_over"):
        stop_plan(run, officer, BEGIN)
    run.refresh_from_db()
    assert run.state == state


@pytest.mark.parametrize("absent", ["", "interpreter", "Seller"])
def test_only_sides_can_be_noted_as_absent(application, absent):
    buyer = Application.objects.get(number="B001")
    event = application.event
    meeting = make_meeting(application, buyer, event.slots.first())
    with pytest.raises(Refused, match="bad_absent"):
        miss_meeting(meeting, absent, person("officer@agency.example"), version=meeting.version)
