"""Days and clocks of a workbook's slots, which come as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from gyoryu.base.formatting import format_date, format_short_date
from gyoryu.base.names import Language
from meetplan.problem import Slot


def parse_day(day: str) -> date | None:
    """Return the date of a slot's `day`; None where the workbook gave something else (it is then shown as written)."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def parse_clock(clock: str) -> time | None:
    try:
        return time.fromisoformat(clock)
    except ValueError:
        return None


def day_text(day: str, language: Language) -> str:
    d = parse_day(day)
    return format_date(d, language) if d else day


def short_day(day: str, language: Language) -> str:
    d = parse_day(day)
    return format_short_date(d, language) if d else day


def clock_text(slot: Slot) -> str:
    """`09:00–09:30`, `09:00` without an end; a slot without times is called by its id."""
    if not slot.start:
        return slot.id
    return f"{slot.start}–{slot.end}" if slot.end else slot.start


def start_text(slot: Slot) -> str:
    return slot.start or slot.id


def minutes_between(earlier_end: str, later_start: str) -> int:
    """Minutes from one clock time to another of the same day; 0 where either is unknown."""
    a, b = parse_clock(earlier_end), parse_clock(later_start)
    if a is None or b is None:
        return 0
    return (b.hour - a.hour) * 60 + b.minute - a.minute


def instant(day: str, clock: str, time_zone: str) -> datetime | None:
    """Return the moment in UTC of a clock time at the venue; None where day or clock is unknown."""
    d, t = parse_day(day), parse_clock(clock)
    if d is None or t is None:
        return None
    return datetime.combine(d, t, ZoneInfo(time_zone)).astimezone(UTC)


def utc_offset(day: str, time_zone: str) -> str:
    """`UTC+9`, `UTC-3:30`: the UTC offset of the venue on that day; "" for an unknown day."""
    d = parse_day(day)
    if d is None:
        return ""
    offset = datetime.combine(d, time(12), ZoneInfo(time_zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, minutes_left = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{minutes_left:02d}" if minutes_left else "")
