"""Calendar arithmetic of terms: periods of years, months and days, applied to days and to windows of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gyoryu.base.date_windows import DateWindow

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as texts state it. Years and months are counted first, days after them."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.days) < 0:
            raise ValueError("a period is not negative")

    def after(self, day: date) -> date:
        """Return the day that lies this period after `day`; the last of its month where the month is too short."""
        return _shift(day, 12 * self.years + self.months) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """Return the latest day from which this period does not reach past `day`."""
        candidate = _shift(day - timedelta(days=self.days), -12 * self.years - self.months)
        # The 28th, 29th and 30th of some months reach the same day as the 31st: the latest of them counts.
        while self.after(candidate + ONE_DAY) <= day:
            candidate += ONE_DAY
        return candidate

    def after_window(self, window: DateWindow) -> DateWindow:
        return DateWindow(self.after(window.earliest), self.after(window.latest))

    def before_window(self, window: DateWindow) -> DateWindow:
        return DateWindow(self.before(window.earliest), self.before(window.latest))


def _shift(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(window: DateWindow, days: int) -> DateWindow:
    return DateWindow(window.earliest + timedelta(days=days), window.latest + timedelta(days=days))


def latest_of(windows: list[DateWindow]) -> DateWindow:
    """Return the day on which the last of several things has happened."""
    return DateWindow(max(window.earliest for window in windows), max(window.latest for window in windows))


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """For a period from the beginning of the term."""

    period: Period


@dataclass(frozen=True, slots=True)
class UntilDay:
    """Up to and including a day that the text names."""

    day: DateWindow


@dataclass(frozen=True, slots=True)
class OpenEnded:
    """Without an end; `stated` is false where the text says nothing about a term."""

    stated: bool = True


TermLength = FixedTerm | UntilDay | OpenEnded
