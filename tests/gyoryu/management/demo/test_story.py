"""What happens at a consultation of the demo, by the program's own actions."""

from datetime import timedelta
from random import Random

import pytest

from gyoryu.checkin.models import CheckIn
from gyoryu.management.demo import story
from gyoryu.meetings.models import Meeting, MeetingLog, TimetableVersion
from gyoryu.outcomes.models import ReferenceRate
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


def test_it_is_planned_published_held_and_logged():
    event = consultation(sellers=3, buyers=3, slots=4, tables=3, interpreters=3)
    officer, steps = person("o@agency.example", event.programme, "officer"), []
    story.plan_and_publish(event, officer, 1, BEGIN - timedelta(days=7), steps.append)
    assert TimetableVersion.objects.get(event=event).number == 1
    assert Meeting.objects.filter(event=event).count() == 9
    assert steps
    story.set_rates(event)
    assert ReferenceRate.objects.filter(on__lte=event.starts_on, currency="USD").exists()
    story.hold(event, BEGIN + timedelta(minutes=70), Random(1))
    held = Meeting.objects.filter(event=event).exclude(state="planned")
    assert held.exists()
    assert not held.filter(slot__starts_at__gt=BEGIN + timedelta(minutes=70)).exists()
    assert MeetingLog.objects.filter(meeting__in=held).exists()
    story.arrive(event, BEGIN + timedelta(minutes=70), Random(1), officer)
    assert CheckIn.objects.filter(event=event).exists()
