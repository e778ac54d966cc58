from datetime import timedelta

import pytest
from consultations import BEGIN
from django.db import connection
from django.utils import timezone


def pytest_collection_modifyitems(items):
    """Walks over every page as everybody that ask whether words, roles or headers are right would say the same of
    either database: those marked `any_database` are run on SQLite only. What reads or writes much is not marked."""
    if connection.vendor == "sqlite":
        return
    left_out = pytest.mark.skip(reason="the same whatever keeps the data: run on SQLite")
    for item in items:
        if item.get_closest_marker("any_database"):
            item.add_marker(left_out)


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets what the program takes for the present."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def before_the_event(clock):
    """The day before the events that `consultations` makes."""
    clock(BEGIN - timedelta(days=1))
