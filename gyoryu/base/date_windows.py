"""Dates known less exactly than to the day: a month, a half-year, a year, or a range of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class DateWindow:
    """Date of which only the earliest and the latest possible day are known.

    Raises `ValueError` where the last day is before the first."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a window of days ends before it begins")

    @classmethod
    def on(cls, day: date) -> DateWindow:
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> DateWindow:
        return cls.of_months(year, month, 1)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> DateWindow:
        return cls.of_months(year, 3 * quarter - 2, 3)

    @classmethod
    def of_half(cls, year: int, half: int) -> DateWindow:
        return cls.of_months(year, 6 * half - 5, 6)

    @classmethod
    def of_year(cls, year: int) -> DateWindow:
        return cls.of_months(year, 1, 12)

    @classmethod
    def of_months(cls, year: int, month: int, count: int) -> DateWindow:
        last = month + count - 1
        return cls(date(year, month, 1), date(year, last, monthrange(year, last)[1]))

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest

    @property
    def precision(self) -> Precision:
        """Return how exactly the day is known, derived from the bounds of the window."""
        if self.is_exact:
            return Precision.DAY
        starts_month = self.earliest.day == 1
        ends_month = self.latest.day == monthrange(self.latest.year, self.latest.month)[1]
        if not (starts_month and ends_month and self.earliest.year == self.latest.year):
            return Precision.RANGE
        first, count = self.earliest.month, self.latest.month - self.earliest.month + 1
        lengths = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF, 12: Precision.YEAR}
        return lengths.get(count, Precision.RANGE) if (first - 1) % count == 0 else Precision.RANGE
