"""A held meeting, and the officer of its event."""

import pytest

from gyoryu.meetings.models import Application, Meeting
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def meeting():
    event = consultation(sellers=2, buyers=1, slots=1, interpreters=1)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    return Meeting.objects.create(
        event=event, seller=seller, buyer=buyer, slot=Slot.objects.get(event=event), state="held",
        table=Table.objects.filter(event=event).first(), interpreter=event.interpreters.get(),
    )  # fmt: skip


@pytest.fixture
def officer(meeting):
    return person("officer@agency.example", meeting.event.programme, "officer")
