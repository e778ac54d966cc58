"""An event with two meetings, and an officer who has entered rates."""

from datetime import date
from decimal import Decimal

import pytest

from gyoryu.meetings.models import Application, Topic
from gyoryu.outcomes.actions import set_rate
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_meeting


@pytest.fixture
def event(db):
    """Two meetings, of one firm with two buyers."""
    event = consultation(sellers=1, buyers=2, slots=2)
    seller = Application.objects.get(event=event, number="S001")
    Topic.objects.create(application=seller, direction="offer", field="water")
    for buyer, slot in zip(
        Application.objects.filter(event=event, side="buyer"), Slot.objects.filter(event=event), strict=True
    ):
        make_meeting(seller, buyer, slot, state="held")
    return event


@pytest.fixture
def officer(db):
    officer = person("officer@agency.example")
    set_rate("USD", date(2026, 5, 1), Decimal("1300"), "sample", officer)
    set_rate("USD", date(2026, 5, 11), Decimal("1400"), "sample", officer)
    set_rate("CNY", date(2026, 5, 11), Decimal("200"), "sample", officer)
    set_rate("USD", date(2026, 5, 13), Decimal("9999"), "too late for the day", officer)
    return officer
