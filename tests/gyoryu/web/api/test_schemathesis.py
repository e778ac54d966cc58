"""The API conforms to its OpenAPI description, for generated requests."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings

from gyoryu.meetings.models import Application, Meeting, PlanRun
from gyoryu.people.actions import make_token
from gyoryu.people.rules import SCOPES
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture(autouse=True)
def one_connection():
    """Requests come over WSGI, and end without closing the connection that the test has a transaction on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def everything():
    """An event with something to ask for; an officer of it, and a participant."""
    event = consultation(sellers=2, buyers=1, slots=2, interpreters=1)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    meeting = Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=Slot.objects.first())
    meeting.logs.create(author_side="seller", product="x")
    PlanRun.objects.create(event=event)
    event.timetable_versions.create(number=1, published_at=timezone.now())
    return person("officer@agency.example", event.programme, "officer"), seller.applicant


@pytest.fixture
def officer_token(db):
    return make_token(everything()[0], "test", SCOPES, timezone.now())[1]


@pytest.fixture
def participant_token(db):
    return make_token(everything()[1], "test", SCOPES, timezone.now())[1]


FEW = settings(max_examples=8, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def answers_as_described(case, token):
    """What a call changes is taken back, so that calls do not depend on one another. A request for another host is
    refused before it reaches the interface, so none is made."""
    for name in [name for name in case.headers or {} if name.lower() == "host"]:
        del case.headers[name]
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
        transaction.set_rollback(True)


@schema.parametrize()
@FEW
def test_every_call_answers_an_officer_as_described(case, officer_token):
    answers_as_described(case, officer_token)


@schema.parametrize()
@FEW
def test_every_call_answers_a_participant_as_described(case, participant_token):
    answers_as_described(case, participant_token)
