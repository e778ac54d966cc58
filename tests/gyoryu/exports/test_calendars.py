from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from gyoryu.base.names import Names
from gyoryu.exports.calendars import write_calendars
from gyoryu.exports.timetable import Timetable

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


def test_a_later_plan_replaces_the_earlier_one(korean, folder, tmp_path):
    before = {str(event["UID"]): event["SEQUENCE"] for event in events(folder, "B1")}
    later = tmp_path / "later"
    write_calendars(korean, later, NOW.replace(hour=9))
    after = {str(event["UID"]): event["SEQUENCE"] for event in events(later, "B1")}
    assert before.keys() == after.keys()
    assert all(after[uid] > before[uid] for uid in before)
    both = [str(event["UID"]) for id in ("B1", "S1") for event in events(folder, id)]
    assert len(set(both)) == len(both)


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
