"""What of an application and its meetings is about somebody."""

from datetime import date

import pytest

from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import Consent, Disclosure, Invitation, LogAnswer, ProjectCard, Representative, Topic
from gyoryu.privacy.subjects import Subject
from tests.gyoryu.factories import (
    BEGIN,
    make_interpreter,
    make_log,
    make_meeting,
    make_rule,
    make_wish,
)
from tests.gyoryu.privacy.register.records import codes_about, rows_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A meeting whose seller has left something in every table."""
    meeting = make_meeting()
    seller, buyer, event = meeting.seller, meeting.buyer, meeting.event
    Representative.objects.create(application=seller, email="kim@x.example")
    Topic.objects.create(application=seller, direction="offer", text="x")
    ProjectCard.objects.create(application=seller, name="P")
    Invitation.objects.create(event=event, side="seller", email="kim@x.example", sent_at=BEGIN, application=seller)
    Consent.objects.create(
        application=seller, kind="collection", given_at=BEGIN, text_version="1", keep_until=date(2028, 5, 12)
    )
    Disclosure.objects.create(application=seller, to_country="CN")
    CheckIn.objects.create(event=event, application=seller, day=date(2026, 5, 12), at=BEGIN, method="badge")
    make_wish(seller, buyer, note="x")
    make_rule(seller, buyer, note="x")
    log = make_log(meeting, author_side="seller", note="x")
    LogAnswer.objects.create(log=log, application=seller, verdict="confirmed", log_version=1)
    return meeting


def test_all_that_an_application_left_is_known_by_its_number(meeting):
    assert codes_about(Subject(applications=frozenset({meeting.seller_id}))) == {
        "application", "representative", "topic", "project", "invitation", "consent", "disclosure", "check_in",
        "wish_note", "pair_note", "log_note", "answer_note",
    }  # fmt: skip


def test_of_the_other_side_only_what_is_about_both_is_known(meeting):
    assert codes_about(Subject(applications=frozenset({meeting.buyer_id}))) == {"application", "pair_note"}


def test_an_event_whose_time_is_over_is_known_as_a_whole_but_for_proofs(meeting):
    make_interpreter(meeting.event)
    codes = codes_about(Subject(events=frozenset({meeting.event_id})))
    assert codes >= {"application", "representative", "interpreter", "log_note", "answer_note", "invitation"}
    assert not codes & {"consent", "disclosure", "check_in"}


def test_an_interpreter_is_known_by_account_and_address(meeting):
    interpreter = make_interpreter(meeting.event, user=meeting.seller.applicant, email="I@x.example")
    account = Subject(accounts=frozenset({meeting.seller.applicant_id}))
    assert rows_about("interpreter", account) == [interpreter]
    assert rows_about("interpreter", Subject(addresses=frozenset({"i@x.example"}))) == [interpreter]
