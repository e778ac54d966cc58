"""An event that takes applications, and its officer in the browser."""

from datetime import UTC, datetime, timedelta

import pytest

from gyoryu.meetings.models import Terms
from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def event():
    event = consultation(sellers=0, buyers=0)
    now = datetime.now(UTC)
    Terms.objects.filter(event=event).update(apply_from=now - timedelta(days=1), apply_until=now + timedelta(days=9))
    return event


@pytest.fixture
def officer(event, client):
    user = person("officer@agency.example", event.programme, "officer", language="en")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user
