"""Publishing the draft, and going back to what is published."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application, Placement, TimetableVersion
from tests.gyoryu.consultations import person
from tests.gyoryu.factories import make_rule
from tests.gyoryu.web.organiser.planning.moves import put
from tests.gyoryu.web.reviewing import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


def test_publishing_from_an_old_page_is_refused(desk, event, pair):
    put(desk, event, pair, 0)
    url = reverse("timetable-publish", args=[event.pk])
    seen = {"digest": desk.get(url).context["sheet"].digest}
    assert [desk.post(url, seen).status_code for _ in range(2)] == [302, 409]
    assert TimetableVersion.objects.count() == 1


def test_an_empty_draft_is_not_published(desk, event):
    sheet = desk.get(reverse("timetable-publish", args=[event.pk])).context["sheet"]
    assert sheet.refusal
    assert sheet.act == ""


def test_what_is_open_is_named_before_publishing(desk, event, pair):
    seller, buyer = (Application.objects.get(pk=number) for number in pair)
    put(desk, event, pair, 0)
    make_rule(seller, Application.objects.get(event=event, number="B002"))
    sheet = desk.get(reverse("timetable-publish", args=[event.pk])).context["sheet"]
    lines = {section.head: section.lines for section in sheet.sections}
    (line,) = lines["Must meet and have no place"]
    assert "S001" in line
    assert "B002" in line
    assert sheet.email_count == 2
    assert {to for email in sheet.emails for to in email.to} == {seller.applicant.email, buyer.applicant.email}


def test_the_draft_is_thrown_away_once_its_changes_were_seen(desk, event, pair):
    put(desk, event, pair, 0)
    confirm(desk, reverse("timetable-publish", args=[event.pk]))
    placement = Placement.objects.get()
    put(desk, event, pair, 2, version=placement.version)
    url = reverse("timetable-reset", args=[event.pk])
    sheet = desk.get(url).context["sheet"]
    assert dict(sheet.figures)["Moved meetings"] == 1
    assert desk.post(url).status_code == 200
    confirm(desk, url)
    placement = Placement.objects.get()
    assert placement.slot == event.slots.first()


def test_only_officers_publish(client, event):
    client.force_login(person("viewer@agency.example", event.programme, "viewer"))
    for name in ("timetable-publish", "timetable-reset"):
        assert client.get(reverse(name, args=[event.pk])).status_code == 403
