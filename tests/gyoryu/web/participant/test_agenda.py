"""The agenda: on the page, in calendars and on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from gyoryu.base.names import Names
from gyoryu.meetings.models import Application, Interpreter
from gyoryu.organisations.actions import OrganisationInput, edit_organisation
from gyoryu.programmes.actions.events import EventInput, edit_event
from tests.gyoryu.consultations import person
from tests.gyoryu.web.participant.applying import DAY

pytestmark = pytest.mark.django_db


def test_the_agenda_has_the_next_meeting_first_and_marks_changes_until_they_are_seen(client, firm, meeting):
    Application.objects.filter(pk=firm.pk).update(seen=1)
    page = reverse("my-agenda", args=[firm.pk])
    text = client.get(page, headers={"accept-language": "en"}).text
    assert 'class="table-number">1<' in text
    assert "样例 B001" in text
    assert "Changed" in text
    assert "Changed" not in client.get(page, headers={"accept-language": "en"}).text


def test_calendar_and_paper_hold_ones_own_meetings(client, firm, meeting):
    feed = client.get(reverse("calendar", args=[firm.calendar]))
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.count(b"BEGIN:VEVENT") == 1
    assert client.get(reverse("my-agenda-pdf", args=[firm.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("calendar", args=["nobody"])).status_code == 404
    assert "<svg" in client.get(reverse("my-badge", args=[firm.pk])).text


def entries(client, firm, **headers):
    response = client.get(reverse("calendar", args=[firm.calendar]), headers=headers)
    events = Calendar.from_ical(response.content).walk("VEVENT") if response.content else []
    return response, [
        (str(entry["UID"]), entry["SEQUENCE"], entry.decoded("LAST-MODIFIED"), str(entry["SUMMARY"]))
        for entry in events
    ]


def test_a_calendar_that_has_not_changed_is_answered_with_nothing(client, firm, meeting):
    first, before = entries(client, firm)
    assert (first.status_code, len(before)) == (200, 1)
    second, unchanged = entries(client, firm, if_none_match=first["ETag"])
    assert (second.status_code, unchanged, second["ETag"]) == (304, [], first["ETag"])
    assert entries(client, firm, if_none_match='"another"')[0].status_code == 200
    assert "no-store" not in first["Cache-Control"]


def test_an_edit_of_the_event_or_of_the_other_one_changes_the_entry_and_not_whose_it_is(client, firm, meeting):
    officer = person("editor@agency.example", of=meeting.event.programme, kind="officer")
    first, before = entries(client, firm)
    columns = EventInput.__dataclass_fields__
    entry = {name: getattr(meeting.event, name) for name in columns} | {"name_ko": "새 이름"}
    entry |= {"starts_on": meeting.event.starts_on - 999 * DAY, "ends_on": meeting.event.ends_on + 999 * DAY}
    edit_event(meeting.event, EventInput(**entry), officer, seen_version=meeting.event.version)
    second, renamed = entries(client, firm, if_none_match=first["ETag"])
    counterpart = meeting.buyer.organisation
    edit_organisation(
        counterpart.pk,
        counterpart.version,
        OrganisationInput(Names("새 상호", "新商号", "New"), country="CN"),
        now=timezone.now(),
        by=None,
    )
    _, changed = entries(client, firm, if_none_match=second["ETag"])
    assert [row[0] for row in before] == [row[0] for row in renamed] == [row[0] for row in changed]
    assert before[0][1] < renamed[0][1] < changed[0][1]
    assert before[0][2] <= renamed[0][2] <= changed[0][2]
    assert changed[0][3] != before[0][3]


def test_the_agenda_is_printed_whatever_the_other_is_called_and_says_what_it_cannot_show(client, firm, meeting):
    paper = reverse("my-agenda-pdf", args=[firm.pk])
    organisation = meeting.buyer.organisation
    for name, shown in (("臺灣淨水股份有限公司", ""), ("บริษัท \ue123", "บริษัท □")):
        organisation.name_ko = organisation.name_zh = organisation.name_en = name
        organisation.save()
        assert client.get(paper).content.startswith(b"%PDF")
        page = client.get(reverse("my-agenda", args=[firm.pk]), headers={"accept-language": "en"}).text
        assert ("no font here has (U+E123)" in page and shown in page) == bool(shown)


def test_interpreters_see_their_own_agenda_and_no_other(client, event, meeting):
    interpreter = meeting.interpreter
    user = person("helper@sample.example", of=event.programme, kind="interpreter")
    client.force_login(user)
    page = reverse("interpreting", args=[interpreter.pk])
    assert client.get(page).status_code == 404
    Interpreter.objects.filter(pk=interpreter.pk).update(user=user)
    assert "견본 S001" in client.get(page).text
    assert client.get(reverse("interpreting-pdf", args=[interpreter.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("calendar", args=[interpreter.calendar])).content.count(b"BEGIN:VEVENT") == 1
