"""What is shown before the figures of an event are closed."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from gyoryu.meetings.models import LogAnswer
from gyoryu.outcomes.models import ReferenceRate
from gyoryu.web.organiser.results.closing import closing_sheet
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_log, make_meeting

pytestmark = pytest.mark.django_db
AFTER = BEGIN + timedelta(days=1)


@pytest.fixture
def event():
    return make_event(slots=2)


@pytest.fixture
def meeting(event):
    return make_meeting(make_application(event), make_application(event, "buyer"), state="held")


def sheet_of(event, now=AFTER):
    with override("en"):
        return closing_sheet(event, now)


def lines_of(sheet):
    return {section.head: section.lines for section in sheet.sections if section.lines}


def test_before_the_event_nothing_can_be_closed(event):
    sheet = sheet_of(event, BEGIN - timedelta(days=1))
    assert sheet.refusal
    assert sheet.act == ""


def test_held_meetings_without_a_log_are_named(event, meeting):
    (line,) = lines_of(sheet_of(event))["Held, without a log"]
    assert line.startswith("S001")
    assert "B001" in line
    make_log(meeting)
    assert "Held, without a log" not in lines_of(sheet_of(event))


def test_meetings_that_nobody_noted_are_named_once_they_are_over(event, meeting):
    meeting.state = "planned"
    meeting.save()
    heading = "Over, and not noted as held or missed"
    assert heading not in lines_of(sheet_of(event, BEGIN + timedelta(minutes=10)))
    assert len(lines_of(sheet_of(event))[heading]) == 1


def test_a_log_that_the_other_side_disputes_is_named(event, meeting):
    log = make_log(meeting)
    assert "Disputed by the other side" not in lines_of(sheet_of(event))
    LogAnswer.objects.create(log=log, application=meeting.buyer, verdict="disputed", log_version=log.version)
    assert len(lines_of(sheet_of(event))["Disputed by the other side"]) == 1


def test_meetings_to_come_need_a_reason(event, meeting):
    assert sheet_of(event).question == ""
    make_meeting(buyer=meeting.buyer, slot=event.slots.last())
    sheet = sheet_of(event, BEGIN + timedelta(minutes=10))
    assert "1" in sheet.question
    assert sheet.figures[0] == ("Meetings still to come", 1)


def test_a_total_is_fixed_for_each_stage_that_has_logs(event, meeting):
    ReferenceRate.objects.create(currency="USD", on=BEGIN.date(), krw=1400, source="sample")
    make_log(meeting, stage="signed", amount=5000, currency="USD")
    (line,) = lines_of(sheet_of(event))["Totals that are fixed"]
    assert line.startswith("Signed: 1 logs, ")
    assert "7,000,000" in line
    assert "5,000" in line
