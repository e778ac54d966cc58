"""The live board: what it shows, and what check-in staff note on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Meeting
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_meeting, make_terms, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(clock):
    clock(BEGIN + timedelta(minutes=5))
    event = make_event(slots=4, tables=2)
    make_terms(event)
    return event


@pytest.fixture
def meeting(event):
    return make_meeting(make_application(event), make_application(event, "buyer"), table=event.tables.first())


@pytest.fixture
def sign_in(client, event):
    """Sign in as one with a role in the programme of the event."""

    def enter(kind):
        client.force_login(make_user("", event.programme, kind, language="en"))
        client.cookies["django_language"] = "en"
        return client

    return enter


def note(client, meeting, what):
    version = Meeting.objects.get(pk=meeting.pk).version
    return client.post(reverse("note-meeting", args=[meeting.event_id, meeting.pk]), {"what": what, "version": version})


def test_the_meeting_that_runs_now_stands_at_its_table(sign_in, meeting):
    page = sign_in("gate").get(reverse("event-board", args=[meeting.event_id]))
    (first, second) = page.context["rows"]
    assert (first.table, first.now.pk, first.next) == ("1", meeting.pk, None)
    assert (second.now, second.next) == (None, None)
    assert {person.number for person in page.context["missing"]} == {"S001", "B001"}


def test_a_meeting_is_started_held_and_set_back(sign_in, meeting):
    client = sign_in("gate")
    for what, state in (("start", "running"), ("end", "held"), ("restore", "planned")):
        assert note(client, meeting, what)["Location"] == reverse("event-board", args=[meeting.event_id])
        meeting.refresh_from_db()
        assert meeting.state == state


def test_an_absence_leads_officers_to_a_repair_and_check_in_staff_back(sign_in, meeting):
    answer = note(sign_in("officer"), meeting, "buyer")
    assert answer["Location"] == reverse("ask-repair", args=[meeting.event_id, meeting.buyer_id])
    note(sign_in("gate"), meeting, "restore")
    assert note(sign_in("gate"), meeting, "seller")["Location"] == reverse("event-board", args=[meeting.event_id])
    meeting.refresh_from_db()
    assert (meeting.state, meeting.absent) == ("missed", "seller")


def test_an_old_page_changes_nothing(sign_in, meeting):
    client = sign_in("gate")
    url = reverse("note-meeting", args=[meeting.event_id, meeting.pk])
    for version in ("", "-7", "99"):
        client.post(url, {"what": "start", "version": version})
    meeting.refresh_from_db()
    assert meeting.state == "planned"


@pytest.mark.parametrize(("kind", "read", "noted"), [("viewer", 200, 403), ("interpreter", 200, 403)])
def test_who_only_looks_notes_nothing(sign_in, meeting, kind, read, noted):
    client = sign_in(kind)
    assert client.get(reverse("event-board", args=[meeting.event_id])).status_code == read
    assert note(client, meeting, "start").status_code == noted
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_a_walk_in_needs_a_number_of_each_side_and_gets_a_free_slot(sign_in, event, meeting):
    other = make_application(event, "buyer")
    client, url = sign_in("gate"), reverse("walk-in", args=[event.pk])
    page = client.get(url, {"seller": "B001", "buyer": "S001"})
    assert list(page.context["form"].errors) == ["seller", "buyer"]
    page = client.get(url, {"seller": " s001", "buyer": "b002 "})
    legal = [choice["slot"] for choice in page.context["choices"] if choice["legal"]]
    assert meeting.slot not in legal
    answer = client.post(url, {"seller": "S001", "buyer": "B002", "slot": legal[0].pk})
    assert answer["Location"] == reverse("event-board", args=[event.pk])
    assert Meeting.objects.get(buyer=other).slot == legal[0]


def test_a_walk_in_in_a_taken_slot_is_refused(sign_in, event, meeting):
    make_application(event, "buyer")
    data = {"seller": "S001", "buyer": "B002", "slot": meeting.slot_id}
    assert sign_in("gate").post(reverse("walk-in", args=[event.pk]), data).status_code == 200
    assert Meeting.objects.count() == 1
