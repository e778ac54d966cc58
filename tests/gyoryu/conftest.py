from datetime import timedelta

import pytest
from consultations import BEGIN
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets what the program takes for the present."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def before_the_event(clock):
    """The day before the events that `consultations` makes."""
    clock(BEGIN - timedelta(days=1))
