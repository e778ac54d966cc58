from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, Meeting, MeetingLog, Topic
from gyoryu.outcomes.actions import close_figures, set_rate
from gyoryu.outcomes.models import Closing
from gyoryu.outcomes.queries import figures_of, meetings_by_field
from gyoryu.outcomes.rules import Rate, Rates, counting_side
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person

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
        Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, state="held")
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


def test_stages_are_never_added_up(event, officer):
    log(event, 0, 1000, stage="consulted")
    log(event, 0, 300, stage="pursuing")
    log(event, 1, 50, stage="signed")
    stages = figures_of(event).stages
    assert {name: subtotal.usd for name, subtotal in stages.items()} == {
        "consulted": 1000,
        "pursuing": 300,
        "signed": 50,
    }


def test_amounts_are_converted_at_the_last_rate_before_the_meeting(event, officer):
    log(event, 0, 1000, "CNY")
    log(event, 1, 10, "USD")
    subtotal = figures_of(event).stages["consulted"]
    assert subtotal.krw == 1000 * 200 + 10 * 1400
    assert subtotal.usd == Decimal(1000 * 200) / 1400 + 10
    assert figures_of(event).rated_on == {"CNY": date(2026, 5, 11), "USD": date(2026, 5, 11)}
    assert figures_of(event).fields == {"water": {"consulted": Decimal(214_000)}}


def test_amounts_without_a_rate_are_listed_and_left_out(event, officer):
    log(event, 0, 7, "VND")
    subtotal = figures_of(event).stages["consulted"]
    assert (subtotal.krw, dict(subtotal.unrated), dict(subtotal.by_currency)) == (0, {"VND": 7}, {"VND": 7})


def test_where_both_sides_have_logged_one_counts(event, officer):
    log(event, 0, 1000, side="seller")
    log(event, 0, 900, side="buyer")
    log(event, 1, 70, side="buyer")
    figures = figures_of(event)
    assert (figures.stages["consulted"].usd, figures.logged) == (1070, 2)
    assert counting_side(["buyer", "interpreter"]) == "interpreter"
    assert counting_side([]) == ""


def test_logs_of_meetings_that_did_not_take_place_do_not_count(event, officer):
    log(event, 0, 1000)
    Meeting.objects.update(state="missed")
    assert figures_of(event).stages["consulted"].logs == 0
    assert meetings_by_field(event) == {"water": {"missed": 2}}


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


def test_rates_are_looked_up_by_day():
    rates = Rates({"USD": [Rate(Decimal(1), date(2026, 1, 1)), Rate(Decimal(2), date(2026, 2, 1))]})
    assert rates.rate_on("USD", date(2025, 12, 31)) is None
    assert rates.in_krw(Decimal(3), "USD", date(2026, 1, 31)) == 3
    assert rates.in_krw(Decimal(3), "KRW", DAY) == 3
    assert rates.in_usd(Decimal(3), "EUR", DAY) is None


def test_figures_take_a_fixed_number_of_queries(event, officer, django_assert_num_queries):
    log(event, 0, 1)
    with django_assert_num_queries(6):
        figures_of(event)
    log(event, 0, 1)
    log(event, 1, 1)
    with django_assert_num_queries(6):
        figures_of(event)
