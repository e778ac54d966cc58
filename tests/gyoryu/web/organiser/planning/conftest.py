"""A consultation with requests, its officer in the browser, and one pair."""

import pytest

from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def event():
    return consultation(sellers=2, buyers=2, slots=4, tables=2)


@pytest.fixture
def desk(client, event):
    """The browser of an officer."""
    client.force_login(person("officer@agency.example", event.programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def pair(event):
    return tuple(Application.objects.get(event=event, number=number).pk for number in ("S001", "B001"))
