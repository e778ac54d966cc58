from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from gyoryu.base.names import Names
from gyoryu.exports.calendars import CalendarOwner, calendar_of, write_calendars
from gyoryu.exports.timetable import Timetable
from tests.gyoryu.exports.conftest import consultation, plan

NOW = datetime(2026, 5, 1, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def folder(korean, tmp_path):
    paths = write_calendars(korean, tmp_path / "calendars", NOW)
    assert len(paths) == 8 + 2
    return tmp_path / "calendars"


def events(folder, id):
    return Calendar.from_ical((folder / f"{id}.ics").read_bytes()).walk("VEVENT")


def test_times_are_moments_and_texts_the_readers(folder):
    buyers_event, sellers_event = events(folder, "B1")[0], events(folder, "S1")[1]
    assert buyers_event.decoded("DTSTART") == datetime(2026, 5, 12, 0, 0, tzinfo=UTC)
    assert buyers_event.decoded("DTEND") == datetime(2026, 5, 12, 0, 30, tzinfo=UTC)
    assert str(buyers_event["SUMMARY"]) == "洽谈：韩光环保"
    assert buyers_event["SUMMARY"].params["LANGUAGE"] == "zh-Hans"
    assert str(buyers_event["LOCATION"]) == "洽谈桌 A-1, 首尔展馆"
    assert sellers_event["SUMMARY"].startswith("상담: ")
    assert len(events(folder, "S4")) == 0


def test_entries_show_the_clocks_of_the_venue_whose_rules_come_with_them(consultation_in, the_plan):
    event = replace(consultation_in("en"), time_zone="America/New_York")
    calendar = Calendar.from_ical(calendar_of(Timetable(event, the_plan), CalendarOwner("S1", "en", False), NOW))
    (zone,) = calendar.walk("VTIMEZONE")
    # Both halves of the year, since some versions of Outlook understand no zone that has summer time only.
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert not calendar.get_missing_tzids()
    starts = [entry["DTSTART"] for entry in calendar.walk("VEVENT")]
    assert {start.params["TZID"] for start in starts} == {"America/New_York"}
    assert [start.dt.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(UTC) for start in starts] == [
        datetime(2026, 5, 12, 13, 0, tzinfo=UTC),
        datetime(2026, 5, 12, 14, 0, tzinfo=UTC),
    ]


def test_a_slot_without_times_takes_the_whole_day(consultation_in, the_plan):
    event = consultation_in("ko")
    slots = tuple(replace(slot, start="", end="") for slot in event.problem.slots)
    timetable = Timetable(replace(event, problem=replace(event.problem, slots=slots)), the_plan)
    entry = Calendar.from_ical(calendar_of(timetable, CalendarOwner("B1", "zh", False), NOW)).walk("VEVENT")[0]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 5, 12), date(2026, 5, 13))
    assert entry["DTSTART"].params["VALUE"] == "DATE"


def test_lines_are_folded_within_75_octets_and_never_within_a_character(folder):
    for path in folder.iterdir():
        content = path.read_bytes()
        assert content.endswith(b"END:VCALENDAR\r\n")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            line.decode("utf-8")


def test_signs_of_the_format_are_escaped(folder):
    assert b"Water\\, waste\\; and more" in (folder / "S3.ics").read_bytes().replace(b"\r\n ", b"")
    assert "Water, waste; and more" in str(events(folder, "S3")[0]["DESCRIPTION"])
    assert str(events(folder, "S1")[1]["SUMMARY"]) == "상담: #N/A"


@given(st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(' \\;,:"^'), max_size=200))
def test_any_name_of_an_event_arrives_as_it_is(name):
    event = replace(consultation("ko"), title=Names(f"[{name}]"))
    data = calendar_of(Timetable(event, plan()), CalendarOwner("S4", "ko", False), NOW)
    assert str(Calendar.from_ical(data)["X-WR-CALNAME"]) == f"[{name}]"
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_a_later_plan_replaces_the_earlier_one(korean, folder, tmp_path):
    before = {str(event["UID"]): event["SEQUENCE"] for event in events(folder, "B1")}
    later = tmp_path / "later"
    write_calendars(korean, later, NOW.replace(hour=9))
    after = {str(event["UID"]): event["SEQUENCE"] for event in events(later, "B1")}
    assert before.keys() == after.keys()
    assert all(after[uid] > before[uid] for uid in before)
    both = [str(event["UID"]) for id in ("B1", "S1") for event in events(folder, id)]
    assert len(set(both)) == len(both)


def test_entries_that_were_sent_keep_their_identity(consultation_in, the_plan, folder):
    """Another value here means that every subscriber sees each meeting twice."""
    assert str(events(folder, "B1")[0]["UID"]) == "9f43c11f5613ee922e5aa14495b10a3a@gyoryu"
    event = replace(consultation_in("ko"), key="7 2026-01-01T00:00:00+00:00")
    calendar = calendar_of(Timetable(event, the_plan), CalendarOwner("B1", "zh", False), NOW)
    assert str(Calendar.from_ical(calendar).walk("VEVENT")[0]["UID"]) == "4459851fc615a6a7388f97d556689d49@gyoryu"


@pytest.mark.parametrize("key", ["", "7 2026-01-01"])
def test_what_the_event_and_people_are_called_does_not_matter_for_identity(consultation_in, the_plan, tmp_path, key):
    def uids(consultation, name):
        write_calendars(Timetable(consultation, the_plan), tmp_path / name, NOW)
        return {id: [str(event["UID"]) for event in events(tmp_path / name, id)] for id in ("S1", "B1", "B2", "I1")}

    event = replace(consultation_in("ko"), key=key)
    before = uids(event, "before")
    titles = (Names("새 이름", "新名称", "New title"), Names("", "", ""))
    for n, title in enumerate(titles):
        people = {id: replace(attendee, names=Names("새 상호")) for id, attendee in event.attendees.items()}
        renamed = replace(event, title=title, venue=title, attendees=people)
        assert uids(renamed, f"after{n}") == before
    assert len({uid for event_uids in before.values() for uid in event_uids}) == sum(map(len, before.values()))
    assert uids(replace(event, key="8 2026-01-01"), "other") != before


def test_the_number_of_changes_is_the_sequence_where_changes_are_counted(consultation_in, the_plan, tmp_path):
    event = consultation_in("ko")
    counted = replace(
        event,
        key="7",
        revision=4,
        attendees={id: replace(attendee, revision=2) for id, attendee in event.attendees.items()},
    )
    write_calendars(Timetable(counted, the_plan), tmp_path / "c", NOW)
    assert {entry["SEQUENCE"] for entry in events(tmp_path / "c", "S1")} == {8}
    assert {entry.decoded("LAST-MODIFIED") for entry in events(tmp_path / "c", "S1")} == {NOW}


def test_subscribers_are_told_how_often_to_ask(folder):
    for path in folder.iterdir():
        calendar = Calendar.from_ical(path.read_bytes())
        assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=1)
        assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
        assert str(calendar["X-PUBLISHED-TTL"]) == "PT1H"


def test_interpreters_see_both_names(folder):
    assert str(events(folder, "I1")[0]["SUMMARY"]) == "통역: 한빛환경 – 산둥녹능"
