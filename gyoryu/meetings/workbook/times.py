"""The slots of a workbook, and the many ways in which other sheets speak of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gyoryu.base.sheets import Unreadable, clock_text, read_clock, read_date, read_span
from gyoryu.base.text import key, plain
from gyoryu.meetings.workbook import words
from gyoryu.meetings.workbook.records import Findings, Record
from meetplan.problem import SLOTS_A_DAY, Slot

NOON = 12 * 60
Origin = tuple[Record, dict[str, str]]  # the record, and the column behind each field of the JSON object


def read_slots(records: Sequence[Record], findings: Findings) -> tuple[list[Slot], list[Origin]]:
    """Slots in order of time with the record each comes from. A row with a length in minutes makes all slots between
    its start and end; any other row is one slot."""
    drafts: list[tuple[Slot, Record]] = []
    for record in records:
        bounds = _bounds(record, findings)
        if bounds is None:
            continue
        day, start, end = bounds
        spans = _cut(record, start, end, findings) if "minutes" in record.values else [(start, end)]
        made = [
            Slot(
                record.get("id", "") if len(spans) == 1 else "",
                day,
                clock_text(begin),
                clock_text(until),
                record.get("session") or ("am" if begin < NOON else "pm"),
            )
            for begin, until in spans
        ]
        drafts.extend((slot, record) for slot in made)
    drafts.sort(key=lambda draft: (draft[0].day, draft[0].start, draft[0].end))
    return _numbered(drafts)


def _bounds(record: Record, findings: Findings) -> tuple[str, int, int] | None:
    """Day, start and end of a row; None where one of them is missing, which is a fault unless it has been told."""
    day = record.get("day")
    start: int | None
    end: int | None
    try:
        if "span" in record.values and "start" not in record.values:
            start, end = read_span(record.values["span"])
        else:
            start, end = _minutes(record.get("start")), _minutes(record.get("end"))
    except Unreadable as error:
        findings.faults.append(record.remark(error.code, "span", error.detail))
        return None
    for code, value in (("day", day), ("start", start), ("end", end)):
        if value is None and code not in record.faulty and code in record.places:
            findings.faults.append(record.remark("missing", code))
    if day is None or start is None or end is None:
        return None
    if end <= start:
        findings.faults.append(record.remark("ends_before_it_starts", "end", f"{clock_text(start)}-{clock_text(end)}"))
        return None
    return day, start, end


def _minutes(clock: str | None) -> int | None:
    return None if clock is None else int(clock[:2]) * 60 + int(clock[3:])


def _cut(record: Record, start: int, end: int, findings: Findings) -> list[tuple[int, int]]:
    """The day from `start` to `end` in meetings of equal length; after lunch it begins afresh."""
    minutes, pause = record.values["minutes"], record.get("pause", 0)
    if minutes < 5 or (end - start) // minutes > SLOTS_A_DAY:
        findings.faults.append(record.remark("too_short_slots", "minutes", minutes))
        return []
    lunch = _minutes(record.get("lunch_start")), _minutes(record.get("lunch_end"))
    if "lunch" in record.values:
        try:
            lunch = read_span(record.values["lunch"])
        except Unreadable as error:
            findings.faults.append(record.remark(error.code, "lunch", error.detail))
    lunch_start, lunch_end = lunch
    halves = [(start, end)]
    if lunch_start is not None and lunch_end is not None:
        halves = [(start, min(lunch_start, end)), (max(lunch_end, start), end)]
    return [
        (begin, begin + minutes)
        for first, last in halves
        for begin in range(first, last - minutes + 1, minutes + pause)
    ]


def _numbered(drafts: Sequence[tuple[Slot, Record]]) -> tuple[list[Slot], list[Origin]]:
    """Ids for slots without one: d1s01 is the first slot of the first day."""
    days = sorted({slot.day for slot, _ in drafts})
    count: dict[str, int] = dict.fromkeys(days, 0)
    columns = {field: field for field in ("id", "day", "start", "end", "session")} | {"": "start"}
    slots, origins = [], []
    for slot, record in drafts:
        count[slot.day] += 1
        made = f"d{days.index(slot.day) + 1}s{count[slot.day]:02d}"
        slots.append(Slot(slot.id or made, slot.day, slot.start, slot.end, slot.session))
        origins.append((record, columns))
    return slots, origins


_DAY_NUMBER = re.compile(
    r"(?:(\d{1,2})\s*일\s*차|第\s*(\d{1,2})\s*[天日]|(?:day|d)\s*(\d{1,2})(?!\d*s))\s*", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:[/.월月]|-(?=\d{1,2}(?:\s|$)))\s*(\d{1,2})\s*[.일日号]?(?![\d:시点时])\s*")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[일日号](?!차)\s*")
_FULL_DATE = re.compile(
    r"(?:\d{4}\s*[-./년年]\s*\d{1,2}\s*[-./월月]\s*\d{1,2}\s*[.일日号]?(?![\d:])|\d{1,2}\s+[a-z]{3,9}\s+\d{4}|20\d{6})\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^\(?(?:[월화수목금토일](?:요일)?|周[一-龥]|星期[一-龥]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\)?(?![가-힣])[\s,]*",
    re.IGNORECASE,
)
_SLOT_RANGE = re.compile(r"\s*[~〜∼–—]\s*|\s+-\s+")


@dataclass(frozen=True, slots=True)
class _Time:
    """A slot as minutes, for comparison."""

    id: str
    day: dt.date
    start: int
    end: int
    session: str


class SpokenTimes:
    """Turns "5/12 오전", "12일 09:00~10:30", "d1s03", "第1天 下午", "전일" into the ids of slots."""

    def __init__(self, slots: Sequence[Slot], *, is_complete: bool = True):
        """`is_complete`: all slots could be read. Otherwise a time that no slot matches is no fault of its own."""
        self._is_complete = is_complete
        self._times = [
            _Time(s.id, dt.date.fromisoformat(s.day), _minutes(s.start) or 0, _minutes(s.end) or 0, key(s.session))
            for s in slots
        ]
        self._by_key = {key(slot.id): k for k, slot in enumerate(slots)}
        self._days = sorted({time.day for time in self._times})

    def touched(self, text: str) -> list[str]:
        """Ids of all slots that the times in `text` touch, in order. Times without a date follow the date before them
        in the same cell, or mean every day. Raises `Unreadable`: unknown_time."""
        return self._meant(text, whole=False)

    def within(self, text: str) -> list[str]:
        """As `touched`, but only the slots that lie within the times as a whole."""
        return self._meant(text, whole=True)

    def single(self, text: str) -> str:
        """The one slot meant. Raises `Unreadable`: unknown_time, or not_one_slot."""
        found = self.within(text)
        if len(found) > 1 or (not found and self._is_complete):
            raise Unreadable("not_one_slot", text)
        return found[0] if found else ""

    def _meant(self, text: str, *, whole: bool) -> list[str]:
        chosen: set[int] = set()
        days: list[dt.date] = self._days
        for part in filter(None, (p.strip() for p in re.split(r"[,;、，；\n]", text))):
            said, rest = self._days_said(plain(part))
            days = said or days
            found = self._slots_said(rest, days, whole=whole, day_was_said=bool(said))
            if not found and self._is_complete:
                raise Unreadable("unknown_time", part)
            chosen |= found
        if not chosen and self._is_complete:
            raise Unreadable("unknown_time", text)
        return [self._times[k].id for k in sorted(chosen)]

    def _days_said(self, part: str) -> tuple[list[dt.date], str]:
        """The days named at the beginning of `part`, and the rest of it."""
        if found := _FULL_DATE.match(part):
            day, rest = read_date(found[0].strip()), part[found.end() :]
            return self._known([day], part), _WEEKDAY.sub("", rest)
        if found := _DAY_NUMBER.match(part):
            number = int(found[1] or found[2] or found[3])
            return self._known(self._days[number - 1 : number] if number else [], part), part[found.end() :]
        if found := _MONTH_DAY.match(part):
            days = [day for day in self._days if (day.month, day.day) == (int(found[1]), int(found[2]))]
            return self._known(days, part), _WEEKDAY.sub("", part[found.end() :])
        if found := _DAY_ONLY.match(part):
            days = [day for day in self._days if day.day == int(found[1])]
            return self._known(days, part), _WEEKDAY.sub("", part[found.end() :])
        return [], part

    def _known(self, days: list[dt.date], part: str) -> list[dt.date]:
        if self._is_complete and (not days or any(day not in self._days for day in days)):
            raise Unreadable("unknown_time", part)
        return days

    def _slots_said(self, rest: str, days: Sequence[dt.date], *, whole: bool, day_was_said: bool) -> set[int]:
        bare = key(rest)
        among = [k for k, time in enumerate(self._times) if time.day in days]
        if (not bare and day_was_said) or bare in words.ALL_DAY:
            return set(among)
        if bare in words.MORNING or bare in words.AFTERNOON:
            return {k for k in among if (self._times[k].start < NOON) == (bare in words.MORNING)}
        if bare in self._by_key:
            return {self._by_key[bare]}
        if named := {k for k in among if bare and self._times[k].session == bare}:
            return named
        ends = [self._by_key.get(key(end)) for end in _SLOT_RANGE.split(rest)]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            return set(range(ends[0], ends[1] + 1))
        return self._slots_at(rest, among, whole=whole)

    def _slots_at(self, rest: str, among: Sequence[int], *, whole: bool) -> set[int]:
        """Slots at a clock time (10:30: the slot that holds it) or in a span."""
        try:
            begin, end = read_span(rest)
        except Unreadable:
            try:
                clock = read_clock(rest)
            except Unreadable:
                raise Unreadable("unknown_time", rest) from None
            return {k for k in among if self._times[k].start <= clock < self._times[k].end}
        if whole:
            return {k for k in among if begin <= self._times[k].start and self._times[k].end <= end}
        return {k for k in among if self._times[k].start < end and begin < self._times[k].end}


def spoken(record: Record, code: str, meaning: Any, findings: Findings, default: Any) -> Any:
    """What `meaning` makes of the times in a column; `default` where it is empty or, after a fault, not understood."""
    text = record.get(code)
    if not text:
        return default
    try:
        return meaning(text)
    except Unreadable as error:
        findings.faults.append(record.remark(error.code, code, error.detail))
        return default
