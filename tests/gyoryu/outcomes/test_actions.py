"""Closing of figures."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, Meeting, MeetingLog, Topic
from gyoryu.outcomes.actions import close_figures, set_rate
from gyoryu.outcomes.models import Closing
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_meeting

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


@pytest.fixture
def event(db):
    """Two meetings, of one firm with two buyers."""
    event = consultation(sellers=1, buyers=2, slots=2)
    seller = Application.objects.get(event=event, number="S001")
    Topic.objects.create(application=seller, direction="offer", field="water")
    for buyer, slot in zip(
        Application.objects.filter(event=event, side="buyer"), Slot.objects.filter(event=event), strict=True
    ):
        make_meeting(seller, buyer, slot, state="held")
    return event


def log(event, which, amount, currency="USD", stage="consulted", side="seller"):
    meeting = Meeting.objects.filter(event=event).order_by("pk")[which]
    return MeetingLog.objects.create(
        meeting=meeting, author_side=side, amount=Decimal(amount), currency=currency, stage=stage
    )


@pytest.fixture
def officer(db):
    officer = person("officer@agency.example")
    set_rate("USD", date(2026, 5, 1), Decimal("1300"), "sample", officer)
    set_rate("USD", date(2026, 5, 11), Decimal("1400"), "sample", officer)
    set_rate("CNY", date(2026, 5, 11), Decimal("200"), "sample", officer)
    set_rate("USD", date(2026, 5, 13), Decimal("9999"), "too late for the day", officer)
    return officer


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
