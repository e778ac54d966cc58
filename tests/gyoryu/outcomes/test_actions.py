"""Closing of figures."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application
from gyoryu.outcomes.actions import close_figures, set_rate
from gyoryu.outcomes.models import Closing
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_meeting
from tests.gyoryu.outcomes.logs import log

pytestmark = pytest.mark.django_db


def test_figures_with_meetings_to_come_are_closed_only_with_a_reason():
    event, officer = consultation(ask=False), person("officer@agency.example")
    make_meeting(
        Application.objects.get(number="S001"),
        Application.objects.get(number="B001"),
        event.slots.last(),
        table=event.tables.first(),
    )
    with pytest.raises(Refused, match="not_over"):
        close_figures(event, officer, BEGIN - timedelta(days=1))
    for note in ("", " "):
        with pytest.raises(Refused, match="meetings_to_come") as refusal:
            close_figures(event, officer, BEGIN + timedelta(minutes=1), note=note)
        assert refusal.value.detail == {"count": 1}
    closing = close_figures(event, officer, BEGIN + timedelta(minutes=1), note="the hall had to be left")
    assert (closing.number, closing.note) == (1, "the hall had to be left")


DAY = date(2026, 5, 12)


def test_each_closing_is_kept_as_it_was(event, officer):
    log(event, 0, 1000)
    now = datetime(2026, 5, 14, tzinfo=UTC)
    close_figures(event, officer, now)
    log(event, 1, 500)
    second_closing = close_figures(event, officer, now, note="after the last logs")
    assert second_closing.number == 2
    amounts = [subtotal.figures["stages"]["consulted"]["usd"] for subtotal in Closing.objects.order_by("number")]
    assert amounts == ["1000.00", "1500.00"]
    with pytest.raises(Refused, match="not_over"):
        close_figures(event, officer, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_rate_is_of_a_foreign_currency_and_positive(officer):
    for currency, krw, code in (("KRW", 1, "bad_currency"), ("DOLLAR", 1, "bad_currency"), ("EUR", 0, "bad_rate")):
        with pytest.raises(Refused, match=code):
            set_rate(currency, DAY, Decimal(krw), "sample", officer)
