"""Slots of a day from a few figures: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MAX_SLOTS_PER_DAY = 60


class Span(NamedTuple):
    """From and until, as moments in UTC; `session` is am before lunch and pm after it, "" where there is none."""

    starts_at: datetime
    ends_at: datetime
    session: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Clock times of the venue; `length` and `pause` in minutes. No slot touches lunch or ends after `until`."""

    first: time
    until: time
    length: int
    pause: int = 0
    lunch_from: time | None = None
    lunch_until: time | None = None

    @property
    def has_lunch(self) -> bool:
        return self.lunch_from is not None and self.lunch_until is not None and self.lunch_from < self.lunch_until


def spans(days: Sequence[date], pattern: Pattern, zone: str) -> list[Span]:
    """Return the slots of all `days`, in order. Raises `ValueError` for lengths that make no slots."""
    if pattern.length < 1 or pattern.pause < 0:
        raise ValueError("a slot lasts a minute or more")
    return [span for day in sorted(set(days)) for span in _day_spans(day, pattern, ZoneInfo(zone))]


def _day_spans(day: date, pattern: Pattern, zone: ZoneInfo) -> Iterator[Span]:
    begin, end = datetime.combine(day, pattern.first), datetime.combine(day, pattern.until)
    length, step = timedelta(minutes=pattern.length), timedelta(minutes=pattern.length + pattern.pause)
    lunch = _lunch(day, pattern)
    for _ in range(MAX_SLOTS_PER_DAY):
        if lunch and begin < lunch[1] and begin + length > lunch[0]:
            begin = lunch[1]
        if begin + length > end:
            return
        yield Span(_moment(begin, zone), _moment(begin + length, zone), _session(begin, lunch))
        begin += step


def _session(begin: datetime, lunch: tuple[datetime, datetime] | None) -> str:
    if lunch is None:
        return ""
    return "am" if begin < lunch[0] else "pm"


def _lunch(day: date, pattern: Pattern) -> tuple[datetime, datetime] | None:
    if pattern.lunch_from is None or pattern.lunch_until is None or not pattern.has_lunch:
        return None
    return datetime.combine(day, pattern.lunch_from), datetime.combine(day, pattern.lunch_until)


def _moment(clock: datetime, zone: ZoneInfo) -> datetime:
    return clock.replace(tzinfo=zone).astimezone(UTC)
