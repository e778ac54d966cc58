"""An event with a public call."""

import pytest

from gyoryu.programmes.models import Event
from tests.gyoryu.consultations import consultation


@pytest.fixture
def event(client):
    client.cookies["django_language"] = "en"
    new_event = consultation()
    Event.objects.update(is_public=True, about_en="Come & see")
    return new_event
