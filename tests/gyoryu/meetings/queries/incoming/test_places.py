"""Slots and tables of a workbook."""

import pytest

from gyoryu.meetings.queries.incoming.places import Places
from gyoryu.meetings.workbook.records import Record
from tests.gyoryu.consultations import BEGIN
from tests.gyoryu.factories import HALF_HOUR, make_event
from tests.gyoryu.meetings.workbook.workbooks import incoming_of
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
SLOTS = [["날짜", "시작", "종료"], ["2026-05-12", "09:00", "09:30"], ["2026-05-12", "23:30", "24:00"]]
TABLES = [["번호", "이름", "사용불가"], ["T1", "창가", "09:00~09:30"], ["T2", None, None]]
PLACES = {"away": ("D", "불참시간"), "table": ("E", "테이블")}


def places_of(event, *, take=True, **sheets):
    incoming = incoming_of(sheets or {"상담시간": SLOTS, "테이블": TABLES})
    return Places(event, incoming, take=take), incoming.findings


def record(**values):
    return Record("참가기업", 2, values, PLACES)


def test_those_of_the_workbook_are_taken_where_the_event_has_none():
    places, findings = places_of(make_event())
    first, last, window, second = places.items
    assert findings.faults == []
    assert (first.values["starts_at"], first.values["session"]) == (BEGIN, "am")
    assert last.values["ends_at"] - last.values["starts_at"] == HALF_HOUR  # at midnight of the next day
    assert (window.values["name"], window.values["order"], window.values["closed"]) == ("창가", 1, [first])
    assert (second.values["name"], "closed" in second.values) == ("T2", False)
    assert places_of(make_event(), take=False)[0].items == []


def test_those_of_the_event_stay_and_are_meant_by_names_and_times():
    event = make_event(slots=2, tables=2)
    places, findings = places_of(event, 상담시간=SLOTS, 테이블=[["번호", "이름"], ["가-1", "1"]])
    assert places.items == []
    first, second = event.slots.all()
    assert [item.pk for item in places.parse_slots(record(away="9:30"), "away")] == [second.pk]
    assert [item.pk for item in places.parse_slots(record(away="오전"), "away")] == [first.pk, second.pk]
    for name in ("1", "가-1"):  # the workbook has an id of its own for it
        assert places.parse_table(record(table=name)).pk == event.tables.get(name="1").pk
    assert findings.faults == []


def test_a_slot_outside_the_event_an_unknown_time_and_an_unknown_table_are_faults():
    event = make_event()
    places, findings = places_of(event, 상담시간=[SLOTS[0], ["2026-05-13", "09:00", "09:30"]], 테이블=TABLES)
    places.parse_table(record(table="T9"))
    places.parse_slots(record(away="아무 때나"), "away")
    assert [(fault.code, fault.column) for fault in findings.faults] == [
        ("slot_outside_event", "A"), ("unknown_table", "E"), ("unknown_time", "D"),
    ]  # fmt: skip


def test_where_nothing_is_known_of_slots_or_tables_cells_are_left_alone():
    places, findings = places_of(make_event(), 참가기업=[["번호", "기업명"]], take=False)
    assert places.parse_slots(record(away="09:00"), "away") is None
    assert places.parse_slots(record(), "away") is None
    assert places.parse_table(record(table="1")) is None
    assert findings.faults == []


def test_three_slots_and_tables_take_as_many_queries_as_one():
    small, large = (make_event(slots=n, tables=n) for n in (1, 3))
    assert query_count(places_of, small) == query_count(places_of, large)
