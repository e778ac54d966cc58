"""What the database refuses of logs, and which answer counts."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gyoryu.meetings.models import LogAnswer, MeetingLog
from tests.gyoryu.factories import make_log, make_meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fields", [{"amount": Decimal("-0.01")}, {"interest": 0}, {"interest": 6}])
def test_amounts_below_zero_and_interest_out_of_range_are_refused(fields):
    meeting = make_meeting()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_log(meeting, **fields)
    assert not MeetingLog.objects.exists()


@pytest.mark.parametrize("fields", [{"amount": 0}, {"interest": 1}, {"interest": 5}, {"interest": None}])
def test_the_ends_of_both_ranges_are_within(fields):
    assert make_log(make_meeting(), **fields).pk


def test_logs_are_in_order_of_writing_and_the_newest_answer_comes_first():
    meeting = make_meeting()
    first, second = make_log(meeting), make_log(meeting)
    assert list(meeting.logs.all()) == [first, second]
    for verdict in ("disputed", "confirmed"):
        LogAnswer.objects.create(log=first, application=meeting.buyer, verdict=verdict, log_version=1)
    assert [answer.verdict for answer in first.answers.all()] == ["confirmed", "disputed"]
