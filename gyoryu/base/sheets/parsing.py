"""Dates and clock times in the many ways officers write them in Korean, Chinese and English."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeGuard

from gyoryu.base.text import normalize_compatibility

MINUTES_A_DAY = 24 * 60
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(32_874, 73_051)  # 1990 to 2099; other numbers are not meant as dates

_MONTHS = {
    name: k
    for k, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_WEEKDAY = (
    r"(?:\(?(?:[월화수목금토일](?:요일)?|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)\)?)"
)
_UNAMBIGUOUS_DATES = (
    re.compile(r"(?P<year>\d{4})\s*[-./년年]\s*(?P<month>\d{1,2})\s*[-./월月]\s*(?P<day>\d{1,2})\s*[.일日号]?\.?"),
    re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"'?(?P<year>2\d)\s*\.\s*(?P<month>\d{1,2})\s*\.\s*(?P<day>\d{1,2})\.?"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]{3})[a-z]*\.?,?[\s-]+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")

_MORNING = re.compile(r"오전|上午|早上|凌晨|a\.?m\.?")
_AFTERNOON = re.compile(r"오후|下午|晚上|p\.?m\.?")
_NOON = re.compile(r"正午|中午|정오")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:시点时h]\s*(?:(?P<minute>[0-5]?\d)\s*[분分]?|(?P<half>반|半)|整)?(?::00)?)"
)
_COMPACT_CLOCK = re.compile(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)")
_BARE_HOUR = re.compile(r"(?P<hour>\d{1,2})")
_BETWEEN = re.compile(r"\s*(?:[~〜∼–—−-]|至|到|부터|\bto\b)\s*")


class ParseError(ValueError):
    """A value that does not have the expected type. `code` names why, `detail` holds the value."""

    def __init__(self, code: str, detail: object = ""):
        self.code = code
        self.detail = str(detail)
        super().__init__(f"{code}: {detail}")


def parse_date(value: object) -> dt.date:
    """Return a date from a date cell, an Excel serial or text. Raises `ParseError`: not_a_date, or ambiguous_date where
    day and month could be exchanged (5/12/2026)."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if _is_serial(value):
        return _EXCEL_EPOCH + dt.timedelta(days=int(value))
    if isinstance(value, str):
        year, month, day = _date_parts(value)
        try:
            return dt.date(year, month, day)
        except ValueError:
            pass
    raise ParseError("not_a_date", value)


def _is_serial(value: object) -> TypeGuard[float]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) < 1e9 and int(value) in _SERIALS


def _date_parts(text: str) -> tuple[int, int, int]:
    normalized = re.sub(rf"^{_WEEKDAY},?\s+", "", normalize_compatibility(text).casefold())
    normalized = re.sub(rf"(?<=[\d.일日号\s]){_WEEKDAY}$", "", normalized).strip(" ,")
    normalized = re.sub(r"\s+00:00(:00)?$", "", normalized)
    for pattern in _UNAMBIGUOUS_DATES:
        if match := pattern.fullmatch(normalized):
            year = int(match["year"])
            year += 2000 if len(match["year"]) == 2 else 0
            return year, _month_number(match["month"]), int(match["day"])
    if match := _YEAR_LAST.fullmatch(normalized):
        return int(match[3]), *_month_and_day(int(match[1]), int(match[2]), text)
    raise ParseError("not_a_date", text)


def _month_number(month: str) -> int:
    """Return the number of a month in digits or letters; 0 of any other word."""
    return int(month) if month.isdecimal() else _MONTHS.get(month, 0)


def _month_and_day(first: int, second: int, text: str) -> tuple[int, int]:
    if first > 12:
        return second, first
    if second > 12 or first == second:
        return first, second
    raise ParseError("ambiguous_date", text)


def parse_time(value: object) -> int:
    """Minutes since midnight, 0 to 1440, from a time cell, an Excel fraction of a day or text. Raises `ParseError`:
    not_a_time."""
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, dt.timedelta):
        return _within_a_day(round(value.total_seconds() / 60), value)
    if isinstance(value, float) and 0 <= value < 1:
        return round(value * MINUTES_A_DAY)
    if isinstance(value, str):
        return _clock_of_text(value)
    raise ParseError("not_a_time", value)


def _within_a_day(minutes: int, value: object) -> int:
    if not 0 <= minutes <= MINUTES_A_DAY:
        raise ParseError("not_a_time", value)
    return minutes


def _clock_of_text(text: str) -> int:
    normalized = normalize_compatibility(text).casefold()
    halves = [half for half in (_MORNING, _AFTERNOON) if half.search(normalized)]
    clock = _NOON.sub("", _AFTERNOON.sub("", _MORNING.sub("", normalized))).strip()
    parts = _hour_and_minute(clock, is_half_known=bool(halves))
    if parts is None or len(halves) > 1:
        raise ParseError("not_a_time", text)
    hour, minute = parts
    if _MORNING in halves and hour > 12:
        raise ParseError("not_a_time", text)
    hour = _hour_of_day(hour, is_morning=_MORNING in halves, is_afternoon=_AFTERNOON in halves)
    return _within_a_day(hour * 60 + minute, text)


def _hour_and_minute(clock: str, *, is_half_known: bool) -> tuple[int, int] | None:
    """Read "10시 반", "10:30", "1030"; where the half of the day is known, also a bare hour, as in "9 AM"."""
    patterns = (_CLOCK, _COMPACT_CLOCK, _BARE_HOUR) if is_half_known else (_CLOCK, _COMPACT_CLOCK)
    match = next(filter(None, (pattern.fullmatch(clock) for pattern in patterns)), None)
    if match is None:
        return None
    groups = match.groupdict()
    return int(groups["hour"]), 30 if groups.get("half") else int(groups.get("minute") or 0)


def _hour_of_day(hour: int, *, is_morning: bool, is_afternoon: bool) -> int:
    if is_afternoon and hour < 12:
        return hour + 12
    return 0 if is_morning and hour == 12 else hour


def parse_time_range(text: str) -> tuple[int, int]:
    """From and to in minutes since midnight: "09:00~10:30", "오후 1시~2시 반", "上午9:00至10:30". Raises
    `ParseError`."""
    parts = _BETWEEN.split(re.sub(r"까지|为止", "", normalize_compatibility(text).casefold()).strip())
    if len(parts) != 2:
        raise ParseError("not_a_span", text)
    if _half_of_day(parts[1]) and not _half_of_day(parts[0]):  # "1:00-2:30 pm"
        begin, end = parse_time(_half_of_day(parts[1]) + parts[0]), parse_time(parts[1])
        begin = begin if begin < end else parse_time(parts[0])  # "11:00-1:00 pm"
    else:
        begin, end = parse_time(parts[0]), _clock_after(parts[0], parts[1])
    if begin >= end:
        raise ParseError("not_a_span", text)
    return begin, end


def _half_of_day(text: str) -> str:
    return "오전" if _MORNING.search(text) else "오후" if _AFTERNOON.search(text) else ""


def _clock_after(begin: str, end: str) -> int:
    """The end of "오후 1시~2시" is in the afternoon too."""
    half = _half_of_day(begin)
    if half == "오후" and not _half_of_day(end):
        try:
            return parse_time(half + end)
        except ParseError:
            return parse_time(end)
    if half and re.fullmatch(r"\d{1,2}", end):
        return parse_time(half + end)
    return parse_time(end)


def format_minutes(minutes: int) -> str:
    """HH:MM of minutes since midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
