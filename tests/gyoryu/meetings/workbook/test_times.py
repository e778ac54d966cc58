"""The slots of a workbook."""

import pytest

from gyoryu.base.sheets import ParseError
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.times import parse_time_cell, read_slots

CODES = ("id", "day", "start", "end", "span", "minutes", "pause", "lunch", "away")
PLACES = {code: (chr(65 + number), code) for number, code in enumerate(CODES)}
DAY = "2026-05-12"


def slots_of(*rows):
    findings = Findings()
    records = [Record("상담시간", row, {"day": DAY, **values}, PLACES) for row, values in enumerate(rows, 2)]
    slots, _ = read_slots(records, findings)
    return slots, [(fault.code, fault.row) for fault in findings.faults]


def clocks(*rows):
    return [(slot.start, slot.end) for slot in slots_of(*rows)[0]]


def test_slots_are_in_order_of_time_and_numbered_by_day():
    rows = [
        {"day": "2026-05-13", "start": "09:00", "end": "09:30"},
        {"start": "13:00", "end": "13:30"},
        {"start": "09:00", "end": "09:30", "id": "첫째", "session": "am"},
    ]
    slots, faults = slots_of(*rows)
    assert [(slot.id, slot.day, slot.session) for slot in slots] == [
        ("첫째", DAY, "am"), ("d1s02", DAY, "pm"), ("d2s01", "2026-05-13", "am"),
    ]  # fmt: skip
    assert faults == []


def test_a_length_cuts_the_day_and_leaves_lunch_free():
    row = {"start": "10:00", "end": "14:30", "minutes": 40, "pause": 5, "lunch": "12:00~13:00"}
    assert clocks(row) == [("10:00", "10:40"), ("10:45", "11:25"), ("13:00", "13:40"), ("13:45", "14:25")]
    bounds = {"lunch_start": "12:00", "lunch_end": "13:00"}
    assert clocks({"start": "11:00", "end": "13:30", "minutes": 30, **bounds}) == [
        ("11:00", "11:30"), ("11:30", "12:00"), ("13:00", "13:30"),
    ]  # fmt: skip


def test_one_cell_may_hold_start_and_end():
    assert clocks({"span": "09:00~09:30"}) == [("09:00", "09:30")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"start": "10:00", "end": "09:00"}, "ends_before_it_starts"),
        ({"start": "10:00"}, "missing"),
        ({"day": None, "start": "10:00", "end": "11:00"}, "missing"),
        ({"start": "09:00", "end": "18:00", "minutes": 4}, "too_short_slots"),
        ({"span": "아침"}, "not_a_span"),
    ],
)
def test_a_row_that_makes_no_slot_is_a_fault(row, code):
    slots, faults = slots_of(row)
    assert (slots, [fault for fault, _ in faults if fault == code]) == ([], [code])


def test_a_cell_of_times_is_parsed_or_a_fault():
    def parse(text):
        if text == "?":
            raise ParseError("unknown_time", text)
        return [text]

    findings = Findings()
    read = [
        parse_time_cell(Record("참가기업", 2, {"away": text}, PLACES), "away", parse, findings, "default")
        for text in ("오전", "", None, "?")
    ]
    assert read == [["오전"], "default", "default", "default"]
    assert [(fault.code, fault.column, fault.detail) for fault in findings.faults] == [("unknown_time", "I", "?")]
