"""Calendar files (RFC 5545), one per participant and interpreter, in the language of who imports it.

Written here and not by a library: three kinds of lines, folded and escaped, need no more than this page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from gyoryu.base.names import Language
from gyoryu.base.territories import country_name
from gyoryu.exports.dates import instant, parse_day
from gyoryu.exports.texts import LANG_TAGS, language_pair, translate
from gyoryu.exports.timetable import Appointment, Timetable, full_name

_OCTETS_OF_A_LINE = 75
_REFRESH = "PT1H"  # how often subscribers refresh
_ORIGIN = datetime(2020, 1, 1, tzinfo=UTC)
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]")


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Whose calendar it is."""

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


def _calendar(timetable: Timetable, language: Language, events: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gyoryu//Handouts//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}", f"X-PUBLISHED-TTL:{_REFRESH}"]
    lines.append(_text("X-WR-CALNAME", timetable.title.in_language(language)))
    for event in events:
        lines += event
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(timetable: Timetable, a: Appointment, reader: CalendarOwner, stamp: datetime) -> list[str]:
    language = reader.language
    location = translate("online_no_table", language)
    if a.table is not None:
        location = translate("at_table", language, table=timetable.table_name(a.table))
    venue = timetable.venue.in_language(language)
    tag = f";LANGUAGE={LANG_TAGS[language]}"
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(timetable, a, reader.id)}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{stamp:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{_sequence(timetable, a, stamp)}",
        *_when(timetable, a),
        _text(f"SUMMARY{tag}", _summary(a, reader)),
        _text(f"LOCATION{tag}", ", ".join(part for part in (location, "" if a.online else venue) if part)),
        _text(f"DESCRIPTION{tag}", _description(timetable, a, reader)),
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


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


def _when(timetable: Timetable, a: Appointment) -> list[str]:
    """Start and end in UTC, which every calendar understands without a table of time zones; a slot without times
    takes the whole day."""
    zone, slot = timetable.consultation.time_zone, a.slot
    start, end = instant(slot.day, slot.start, zone), instant(slot.day, slot.end, zone)
    if start is not None:
        lines = [f"DTSTART:{start:%Y%m%dT%H%M%SZ}"]
        return lines + ([f"DTEND:{end:%Y%m%dT%H%M%SZ}"] if end is not None and end > start else [])
    day = parse_day(slot.day)
    assert day is not None, "events of days that are no dates are left out"
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]


def _sequence(timetable: Timetable, a: Appointment, stamp: datetime) -> int:
    """Rises with every change of what the entry says. A workbook counts no changes: there, minutes pass between two
    plans."""
    if not timetable.consultation.key:
        return max(0, int((stamp - _ORIGIN).total_seconds() // 60))
    return timetable.consultation.revision + a.firm.revision + a.buyer.revision


def _uid(timetable: Timetable, a: Appointment, reader: str) -> str:
    """The same for the same pair of the same event, whatever the event is called and whenever the plan is made again. A
    workbook has no key: there, its first day identifies the event."""
    event = timetable.consultation.key or next((day for day, _ in timetable.days), "")
    key = "\x1f".join([event, a.firm.id, a.buyer.id, reader])
    return f"{sha256(key.encode()).hexdigest()[:32]}@gyoryu"


def _text(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return f"{name}:{escaped}"


def _folded(line: str) -> bytes:
    """The line in octets, broken after at most 75 of them and never within a character."""
    chunks, current = [], b""
    for c in line:
        octets = c.encode("utf-8")
        if len(current) + len(octets) > _OCTETS_OF_A_LINE:
            chunks.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*chunks, current]) + b"\r\n"


def _file_name(id: str, used_names: set[str]) -> str:
    """The id where it can name a file on every system; numbered where two would fall together."""
    base = _NOT_IN_FILE_NAMES.sub("_", id).strip(".")[:80] or "_"
    name, n = base, 1
    while name.casefold() in used_names:
        n += 1
        name = f"{base}-{n}"
    used_names.add(name.casefold())
    return name
