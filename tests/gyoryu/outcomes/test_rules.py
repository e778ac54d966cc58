"""Which logs count, and what currencies are worth."""

from datetime import date
from decimal import Decimal

import pytest

from gyoryu.outcomes.rules import Rate, Rates, counting_side

DAY = date(2026, 5, 12)


def test_rates_are_looked_up_by_day():
    rates = Rates({"USD": [Rate(Decimal(1), date(2026, 1, 1)), Rate(Decimal(2), date(2026, 2, 1))]})
    assert rates.rate_on("USD", date(2025, 12, 31)) is None
    assert rates.in_krw(Decimal(3), "USD", date(2026, 1, 31)) == 3
    assert rates.in_krw(Decimal(3), "KRW", DAY) == 3
    assert rates.in_usd(Decimal(3), "EUR", DAY) is None


@pytest.mark.parametrize(
    ("sides", "side"),
    [
        (["buyer", "interpreter", "staff", "seller"], "seller"),
        (["buyer", "interpreter", "staff"], "staff"),
        (["buyer", "interpreter"], "interpreter"),
        (["buyer"], "buyer"),
        ([], ""),
    ],
)
def test_of_several_who_wrote_one_side_counts(sides, side):
    assert counting_side(sides) == side


def test_dollars_go_through_the_won_and_stay_dollars():
    rates = Rates({"USD": [Rate(Decimal(1400), DAY)], "CNY": [Rate(Decimal(200), DAY)]})
    assert rates.in_usd(Decimal(7), "CNY", DAY) == 1
    assert Rates({}).in_usd(Decimal(7), "USD", DAY) == 7
    assert Rates({}).in_usd(Decimal(7), "KRW", DAY) is None
