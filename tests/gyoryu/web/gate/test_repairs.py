"""Repairs for those who do not come: requested, shown, published."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gyoryu.jobs import worker
from gyoryu.meetings.models import Meeting, PlanRun, TimetableVersion
from tests.gyoryu.factories import (
    BEGIN,
    make_application,
    make_event,
    make_interpreter,
    make_meeting,
    make_terms,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(clock):
    clock(BEGIN - timedelta(minutes=10))
    event = make_event(slots=3, tables=2)
    make_terms(event)
    return event


@pytest.fixture
def meeting(event):
    return make_meeting(make_application(event), make_application(event, "buyer"), table=event.tables.first())


@pytest.fixture
def officer(client, event):
    client.force_login(make_user("", event.programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    return client


def request_repair(client, meeting, scope="event"):
    url = reverse("ask-repair", args=[meeting.event_id, meeting.buyer_id])
    answer = client.post(url, {"scope": scope})
    worker.drain()
    return answer, PlanRun.objects.filter(event=meeting.event).last()


def test_the_page_lists_the_meetings_that_are_left(officer, event, meeting):
    other = make_application(event)
    make_meeting(other, meeting.buyer, event.slots.last(), state="cancelled")
    page = officer.get(reverse("ask-repair", args=[event.pk, meeting.buyer_id]))
    assert list(page.context["left"]) == [meeting]
    assert list(page.context["missed"]) == []


def test_a_proposal_is_shown_and_published_once_seen(officer, event, meeting):
    answer, run = request_repair(officer, meeting)
    assert answer["Location"] == reverse("repair", args=[event.pk, run.pk])
    assert officer.get(reverse("repair-progress", args=[event.pk, run.pk])).json()["is_over"]
    page = officer.get(answer["Location"])
    assert page.context["counts"]["dropped"] == 1
    apply_url = reverse("repair-apply", args=[event.pk, run.pk])
    assert officer.post(apply_url, {"digest": "0" * 32}).status_code == 409
    assert Meeting.objects.get().state == "planned"
    answer = officer.post(apply_url, {"digest": page.context["sheet"].digest})
    assert answer["Location"] == reverse("event-board", args=[event.pk])
    assert Meeting.objects.get().state == "cancelled"
    assert TimetableVersion.objects.get().cause == "repair"


def test_a_proposal_that_the_timetable_has_left_behind_offers_another(officer, event, meeting):
    _, run = request_repair(officer, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(slot=event.slots.last(), version=9)
    page = officer.get(reverse("repair", args=[event.pk, run.pk]))
    assert page.context["again"] == reverse("ask-repair", args=[event.pk, meeting.buyer_id])
    assert page.context["refusal"]


def test_an_interpreter_is_replaced_by_another(officer, event, meeting):
    absent, substitute = make_interpreter(event), make_interpreter(event)
    Meeting.objects.filter(pk=meeting.pk).update(interpreter=absent)
    url = reverse("ask-repair-interpreter", args=[event.pk, absent.pk])
    assert list(officer.get(url).context["left"]) == [meeting]
    answer = officer.post(url, {"scope": "event"})
    worker.drain()
    page = officer.get(answer["Location"])
    (row,) = page.context["rows"]
    assert (row.before.interpreter, row.after.interpreter) == (absent, substitute)


def test_an_unknown_scope_requests_nothing(officer, event, meeting):
    answer, run = request_repair(officer, meeting, "for ever")
    assert (answer.status_code, run) == (200, None)


def test_repairs_are_of_officers_and_of_their_own_events(client, event, meeting):
    foreign = make_event(slots=1)
    client.force_login(make_user("", event.programme, "gate"))
    assert client.get(reverse("ask-repair", args=[event.pk, meeting.buyer_id])).status_code == 403
    client.force_login(make_user("", foreign.programme, "officer"))
    assert client.get(reverse("ask-repair", args=[event.pk, meeting.buyer_id])).status_code == 404
    assert client.get(reverse("ask-repair", args=[foreign.pk, meeting.buyer_id])).status_code == 404
