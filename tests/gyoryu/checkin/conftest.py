"""An event with two meetings, and a member of the check-in staff."""

import pytest

from gyoryu.meetings.models import Application
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_meeting


@pytest.fixture
def gate():
    return person("gate@agency.example")


@pytest.fixture
def event():
    event = consultation(sellers=2, buyers=2, slots=3, tables=3, ask=False)
    applications = {application.number: application for application in Application.objects.filter(event=event)}
    slots, tables = Slot.objects.filter(event=event), Table.objects.filter(event=event)
    for seller, buyer, slot in (("S001", "B001", 0), ("S002", "B002", 1)):
        make_meeting(applications[seller], applications[buyer], slots[slot], table=tables[slot])
    return event
