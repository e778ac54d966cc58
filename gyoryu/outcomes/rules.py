"""Which logs count, and what currencies are worth: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Both sides may write of one meeting; the amounts of one of them count, of the first that has written anything.
SIDE_PRIORITY = ("seller", "staff", "interpreter", "buyer")


def counting_side(sides: Iterable[str]) -> str:
    """Return the side whose logs of a meeting count in totals."""
    present = set(sides)
    return next((side for side in SIDE_PRIORITY if side in present), "")


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of a currency in won on a day."""

    krw: Decimal
    on: date


class Rates:
    """Reference rates, looked up by currency and day: the newest that is not later than the day."""

    def __init__(self, rates: Mapping[str, Sequence[Rate]]):
        self._rates = {
            currency: sorted(currency_rates, key=lambda rate: rate.on, reverse=True)
            for currency, currency_rates in rates.items()
        }

    def rate_on(self, currency: str, day: date) -> Rate | None:
        if currency == "KRW":
            return Rate(Decimal(1), day)
        return next((rate for rate in self._rates.get(currency, ()) if rate.on <= day), None)

    def in_krw(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        rate = self.rate_on(currency, day)
        return amount * rate.krw if rate else None

    def in_usd(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """Through the won, as Korean agencies report."""
        dollar, krw = self.rate_on("USD", day), self.in_krw(amount, currency, day)
        if currency == "USD":
            return amount
        return krw / dollar.krw if dollar and krw is not None else None
