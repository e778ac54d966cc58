"""An event with open requests, and its officer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def event():
    now = timezone.now()
    windows = {"wish_from": now - timedelta(days=1), "wish_until": now + timedelta(days=1)}
    return consultation(sellers=2, buyers=2, slots=3, ask=False, **windows)


@pytest.fixture
def officer(event):
    return person("officer@agency.example", event.programme, "officer")
