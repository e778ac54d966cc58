"""Emails about a version: in the transaction of the publication, once for each reader."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from gyoryu.base import outbox
from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.meetings.actions.notifying import batch_of, drafts_of, notify_of_version
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.actions.publishing import apply_timetable, publish_timetable
from gyoryu.meetings.difference import PlacementCell
from gyoryu.meetings.models import Application, Interpreter, Placement
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_placement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def event():
    """Two pairs with a place in the draft, one of them with an interpreter."""
    event = consultation(sellers=2, buyers=2, slots=3, tables=2, interpreters=1)
    Interpreter.objects.update(email="i@sample.example")
    applications = {application.number: application for application in Application.objects.filter(event=event)}
    for number, interpreter in (("001", Interpreter.objects.get()), ("002", None)):
        make_placement(
            applications[f"S{number}"], applications[f"B{number}"], Slot.objects.first(), interpreter=interpreter
        )
    return event


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_a_publication_writes_to_everybody_at_once_and_can_take_it_back(event, officer):
    version = publish_timetable(event, officer, NOW, base=0)
    assert Email.objects.filter(event=event.pk, batch=batch_of(version), state="waiting").count() == 5
    assert AuditLine.objects.get(verb="publish_timetable").details["emails"] == 5
    assert outbox.waiting_batches(event.pk)[0].name == batch_of(version)
    assert outbox.withdraw_emails(event.pk, batch_of(version), by=officer.pk, now=NOW) == 5


def test_repeated_notification_of_a_version_sends_no_second_email(event, officer):
    version = publish_timetable(event, officer, NOW, base=0)
    Email.objects.filter(to__startswith="s00").delete()  # as if something had ended in the middle
    for _ in range(3):
        assert notify_of_version(version) == 5
    assert Email.objects.count() == 5


def test_unpublished_changes_notify_nobody(event, officer):
    with transaction.atomic():
        publish_timetable(event, officer, NOW, base=0)
        transaction.set_rollback(True)
    assert not Email.objects.exists()


def test_recipients_are_known_before_publishing(event, officer):
    version = publish_timetable(event, officer, NOW, base=0)
    expected = {(draft.to, draft.code) for draft in Email.objects.all()}
    version.pk = None
    assert {(draft.to, draft.code) for draft in drafts_of(version)} == expected


def test_as_many_queries_for_one_change_as_for_two(event, officer, django_assert_num_queries):
    publish_timetable(event, officer, NOW, base=0)
    last = Slot.objects.order_by("pk").last().pk
    with placing(event.pk) as row:
        pairs = Placement.objects.filter(event=event).values_list("seller_id", "buyer_id")
        version = apply_timetable(row, {pair: PlacementCell(last, None, None) for pair in pairs}, officer, NOW, "plan")
    two = version.difference
    assert len(two["moved"]) == 2
    for difference in (two, {"added": [], "dropped": [], "moved": two["moved"][:1]}):
        version.difference = difference
        with django_assert_num_queries(4):
            assert drafts_of(version)
