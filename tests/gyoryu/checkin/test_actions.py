"""Arrivals are recorded once a day, on days of the event."""

from datetime import timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.checkin.actions import check_in, undo_check_in
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import BEGIN

pytestmark = pytest.mark.django_db


def test_everybody_arrives_once_a_day(event, gate):
    application = Application.objects.get(event=event, number="S001")
    assert check_in(application, gate, BEGIN, "badge")[1]
    assert not check_in(application, gate, BEGIN + timedelta(hours=1), "search")[1]
    undo_check_in(CheckIn.objects.get(), gate)
    assert not CheckIn.objects.exists()


def test_only_participants_and_only_on_days_of_the_event(event, gate):
    application = Application.objects.get(event=event, number="S001")
    with pytest.raises(Refused, match="not_today"):
        check_in(application, gate, BEGIN - timedelta(days=1), "badge")
    application.state = "refused"
    with pytest.raises(Refused, match="not_accepted"):
        check_in(application, gate, BEGIN, "badge")
