"""Closing of figures."""

from datetime import timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, Meeting
from gyoryu.outcomes.actions import close_figures
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = pytest.mark.django_db


def test_figures_with_meetings_to_come_are_closed_only_with_a_reason():
    event, officer = consultation(ask=False), person("officer@agency.example")
    Meeting.objects.create(
        event=event, slot=event.slots.last(), table=event.tables.first(),
        seller=Application.objects.get(number="S001"), buyer=Application.objects.get(number="B001"),
    )  # fmt: skip
    with pytest.raises(Refused, match="not_over"):
        close_figures(event, officer, BEGIN - timedelta(days=1))
    for note in ("", " "):
        with pytest.raises(Refused, match="meetings_to_come") as refusal:
            close_figures(event, officer, BEGIN + timedelta(minutes=1), note=note)
        assert refusal.value.detail == {"count": 1}
    closing = close_figures(event, officer, BEGIN + timedelta(minutes=1), note="the hall had to be left")
    assert (closing.number, closing.note) == (1, "the hall had to be left")
