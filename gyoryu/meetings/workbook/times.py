"""The slots of a workbook, and the times in other sheets that refer to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gyoryu.base.sheets import ParseError, format_minutes, parse_time_range
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.time_phrases import NOON, SpokenTimes
from meetplan.problem import SLOTS_A_DAY, Slot

__all__ = ["Origin", "SpokenTimes", "parse_time_cell", "read_slots"]

Origin = tuple[Record, dict[str, str]]  # the record, and the column behind each field of the JSON object


def read_slots(records: Sequence[Record], findings: Findings) -> tuple[list[Slot], list[Origin]]:
    """Slots in order of time with the record each comes from. A row with a length in minutes makes all slots between
    its start and end; any other row is one slot."""
    drafts: list[tuple[Slot, Record]] = []
    for record in records:
        bounds = _bounds(record, findings)
        if bounds is not None:
            drafts.extend((slot, record) for slot in _slots_of_row(record, *bounds, findings))
    drafts.sort(key=lambda draft: (draft[0].day, draft[0].start, draft[0].end))
    return _numbered(drafts)


def _slots_of_row(record: Record, day: str, start: int, end: int, findings: Findings) -> list[Slot]:
    spans = _cut(record, start, end, findings) if "minutes" in record.values else [(start, end)]
    identity = record.get("id", "") if len(spans) == 1 else ""
    session = record.get("session")
    return [
        Slot(identity, day, format_minutes(begin), format_minutes(until), session or ("am" if begin < NOON else "pm"))
        for begin, until in spans
    ]


def _bounds(record: Record, findings: Findings) -> tuple[str, int, int] | None:
    """Day, start and end of a row; None where one of them is missing, which is a fault unless it has been reported."""
    day = record.get("day")
    try:
        start, end = _start_and_end(record)
    except ParseError as error:
        findings.faults.append(record.issue(error.code, "span", error.detail))
        return None
    if day is None or start is None or end is None:
        _report_missing(record, {"day": day, "start": start, "end": end}, findings)
        return None
    if end <= start:
        span = f"{format_minutes(start)}-{format_minutes(end)}"
        findings.faults.append(record.issue("ends_before_it_starts", "end", span))
        return None
    return day, start, end


def _start_and_end(record: Record) -> tuple[int | None, int | None]:
    if "span" in record.values and "start" not in record.values:
        return parse_time_range(record.values["span"])
    return _minutes(record.get("start")), _minutes(record.get("end"))


def _report_missing(record: Record, values: Mapping[str, object], findings: Findings) -> None:
    for code, value in values.items():
        if value is None and code not in record.faulty and code in record.places:
            findings.faults.append(record.issue("missing", code))


def _minutes(clock: str | None) -> int | None:
    return None if clock is None else int(clock[:2]) * 60 + int(clock[3:])


def _cut(record: Record, start: int, end: int, findings: Findings) -> list[tuple[int, int]]:
    """Divide the day from `start` to `end` into meetings of equal length; after lunch it restarts."""
    minutes, pause = record.values["minutes"], record.get("pause", 0)
    if minutes < 5 or (end - start) // minutes > SLOTS_A_DAY:
        findings.faults.append(record.issue("too_short_slots", "minutes", minutes))
        return []
    lunch_start, lunch_end = _lunch(record, findings)
    halves = [(start, end)]
    if lunch_start is not None and lunch_end is not None:
        halves = [(start, min(lunch_start, end)), (max(lunch_end, start), end)]
    return [
        (begin, begin + minutes)
        for half_start, half_end in halves
        for begin in range(half_start, half_end - minutes + 1, minutes + pause)
    ]


def _lunch(record: Record, findings: Findings) -> tuple[int | None, int | None]:
    if "lunch" in record.values:
        try:
            return parse_time_range(record.values["lunch"])
        except ParseError as error:
            findings.faults.append(record.issue(error.code, "lunch", error.detail))
    return _minutes(record.get("lunch_start")), _minutes(record.get("lunch_end"))


def _numbered(drafts: Sequence[tuple[Slot, Record]]) -> tuple[list[Slot], list[Origin]]:
    """Return ids for slots without one: d1s01 is the first slot of the first day."""
    days = sorted({slot.day for slot, _ in drafts})
    count: dict[str, int] = dict.fromkeys(days, 0)
    columns = {field: field for field in ("id", "day", "start", "end", "session")} | {"": "start"}
    slots, origins = [], []
    for slot, record in drafts:
        count[slot.day] += 1
        generated_id = f"d{days.index(slot.day) + 1}s{count[slot.day]:02d}"
        slots.append(Slot(slot.id or generated_id, slot.day, slot.start, slot.end, slot.session))
        origins.append((record, columns))
    return slots, origins


def parse_time_cell(record: Record, code: str, parse: Any, findings: Findings, default: Any) -> Any:
    """Parse the times in a column by `meaning`; `default` where it is empty or, after a fault, not understood."""
    text = record.get(code)
    if not text:
        return default
    try:
        return parse(text)
    except ParseError as error:
        findings.faults.append(record.issue(error.code, code, error.detail))
        return default
