"""Calendar files (RFC 5545), one per participant and interpreter, in the language of who imports it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration

from gyoryu.base.names import LANGUAGE_TAGS, Language
from gyoryu.base.territories import country_name
from gyoryu.exports.dates import instant, parse_day
from gyoryu.exports.texts import language_pair, translate
from gyoryu.exports.timetable import Appointment, Timetable, full_name

_REFRESH = timedelta(hours=1)  # how often subscribers refresh
_ORIGIN = datetime(2020, 1, 1, tzinfo=UTC)
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Owner of a calendar."""

    id: str
    language: Language
    interprets: bool


def write_calendars(timetable: Timetable, folder: Path, now: datetime | None = None) -> list[Path]:
    """One file per person, named after its id. `now`: when the plan is published (UTC); a later one replaces what an
    earlier one has put into a calendar."""
    folder.mkdir(exist_ok=True)
    stamp = (now or datetime.now(UTC)).astimezone(UTC)
    paths: list[Path] = []
    used_names: set[str] = set()
    people = [
        (CalendarOwner(a.id, a.language, False), timetable.by_attendee[a.id]) for a in timetable.attendees.values()
    ]
    people += [
        (CalendarOwner(i.id, i.language, True), timetable.by_interpreter[i.id]) for i in timetable.interpreters.values()
    ]
    for reader, appointments in people:
        path = folder / f"{_file_name(reader.id, used_names)}.ics"
        events = [_event(timetable, a, reader, stamp) for a in appointments if parse_day(a.slot.day)]
        path.write_bytes(_calendar(timetable, reader.language, events))
        paths.append(path)
    return paths


def calendar_of(timetable: Timetable, reader: CalendarOwner, now: datetime) -> bytes:
    """One person's calendar, as a subscribed feed. `now`: when the plan was last published."""
    appointments_by_id = timetable.by_interpreter if reader.interprets else timetable.by_attendee
    stamp = now.astimezone(UTC)
    events = [
        _event(timetable, a, reader, stamp) for a in appointments_by_id.get(reader.id, ()) if parse_day(a.slot.day)
    ]
    return _calendar(timetable, reader.language, events)


def _calendar(timetable: Timetable, language: Language, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Gyoryu//Handouts//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("REFRESH-INTERVAL", _REFRESH, {"VALUE": "DURATION"})  # `refresh_interval` leaves the type out
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    calendar.add("X-WR-CALNAME", timetable.title.in_language(language))
    days = [day for text, _ in timetable.days if (day := parse_day(text))]
    if days:
        zone = timetable.consultation.time_zone
        calendar.add_component(_time_zone(zone, min(days).year, max(days).year))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


@lru_cache(maxsize=64)
def _time_zone(zone: str, first_year: int, last_year: int) -> Timezone:
    """Return the rules of a time zone in whole years: some versions of Outlook do not understand one that has summer
    time only."""
    return Timezone.from_tzid(zone, first_date=date(first_year, 1, 1), last_date=date(last_year + 1, 1, 1))


def _event(timetable: Timetable, a: Appointment, reader: CalendarOwner, stamp: datetime) -> Event:
    language = reader.language
    location = translate("online_no_table", language)
    if a.table is not None:
        location = translate("at_table", language, table=timetable.table_name(a.table))
    venue = timetable.venue.in_language(language)
    event = Event()
    event.add("UID", _uid(timetable, a, reader.id))
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", _sequence(timetable, a, stamp))
    _add_times(event, timetable, a)
    tag = {"LANGUAGE": LANGUAGE_TAGS[language]}
    event.add("SUMMARY", _summary(a, reader), tag)
    event.add("LOCATION", ", ".join(part for part in (location, "" if a.online else venue) if part), tag)
    event.add("DESCRIPTION", _description(timetable, a, reader), tag)
    event.add("TRANSP", "OPAQUE")
    return event


def _summary(a: Appointment, reader: CalendarOwner) -> str:
    language = reader.language
    if reader.interprets:
        firm, buyer = (attendee.names.in_language(language) for attendee in (a.firm, a.buyer))
        return translate("event_interpreting", language, firm=firm, buyer=buyer)
    return translate("event_with", language, name=a.other(reader.id).names.in_language(language))


def _description(timetable: Timetable, a: Appointment, reader: CalendarOwner) -> str:
    language, interprets = reader.language, reader.interprets
    lines = [translate("sample_note", language)] if timetable.consultation.is_sample else []
    for attendee in (a.firm, a.buyer) if interprets else (a.other(reader.id),):
        name = full_name(attendee.names, attendee.language, language)
        parts = (name, country_name(attendee.country, language), attendee.field)
        lines.append(" · ".join(part for part in parts if part))
    if interprets and a.languages:
        lines.append(language_pair(a.languages, language))
    elif a.interpreter and not interprets:
        lines.append(translate("with_interpreter", language, name=a.interpreter.names.in_language(language)))
    return "\n".join(lines)


def _add_times(event: Event, timetable: Timetable, a: Appointment) -> None:
    """Start and end on the clocks of the venue; a slot without times takes the whole day."""
    zone, slot = timetable.consultation.time_zone, a.slot
    start, end = instant(slot.day, slot.start, zone), instant(slot.day, slot.end, zone)
    if start is not None:
        event.add("DTSTART", start.astimezone(ZoneInfo(zone)))
        if end is not None and end > start:
            event.add("DTEND", end.astimezone(ZoneInfo(zone)))
        return
    day = parse_day(slot.day)
    assert day is not None, "events of days that are no dates are left out"
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))


def _sequence(timetable: Timetable, a: Appointment, stamp: datetime) -> int:
    """Rises with every change of what the entry says. A workbook counts no changes: there, minutes pass between two
    plans."""
    if not timetable.consultation.key:
        return max(0, int((stamp - _ORIGIN).total_seconds() // 60))
    return timetable.consultation.revision + a.firm.revision + a.buyer.revision


def _uid(timetable: Timetable, a: Appointment, reader: str) -> str:
    """Identify the entry by the event's key, the numbers of firm and buyer, and the reader's. It stays the same when
    event, people, tables or host are renamed, and when the plan is made again. A workbook has no key: there, its first
    day identifies the event. The parts must never change: calendars would show meetings twice."""
    event = timetable.consultation.key or next((day for day, _ in timetable.days), "")
    key = "\x1f".join([event, a.firm.id, a.buyer.id, reader])
    return f"{sha256(key.encode()).hexdigest()[:32]}@gyoryu"


def _file_name(id: str, used_names: set[str]) -> str:
    """The id where it can name a file on every system; numbered where two would fall together."""
    base = _NOT_IN_FILE_NAMES.sub("_", id).strip(".")[:80] or "_"
    name, n = base, 1
    while name.casefold() in used_names:
        n += 1
        name = f"{base}-{n}"
    used_names.add(name.casefold())
    return name
