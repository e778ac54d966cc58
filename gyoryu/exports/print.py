"""Printed documents: booklets, table signs and the wall timetable, set by typst with our own fonts.

Typed text is passed to typst as JSON and set as strings; it cannot become markup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.territories import country_name
from gyoryu.exports.dates import clock_text, day_text, minutes_between, utc_offset
from gyoryu.exports.texts import language_pair, translate
from gyoryu.exports.timetable import Appointment, Gap, Timetable
from gyoryu.exports.typesetting import typeset
from gyoryu.meetings.consultation import Attendee, InterpreterPerson
from meetplan.problem import Slot

Run = tuple[str, Language]  # a text and the language that it is in
Data = dict[str, Any]

_ROWS_OF_A_ROOMY_PAGE = 14
_WALL_MILLIMETRES = 387  # across all slots of a day
_WALL_POINTS = (7.0, 12.0)  # smallest and largest type; the fewer slots, the larger
_MILLIMETRES_OF_A_COLUMN = 0.21  # at one point of type; a Chinese or Korean character takes two columns


def write_booklets_of_attendees(timetable: Timetable, people: Sequence[Attendee], title: str, path: Path) -> None:
    """One page per firm or buyer in its language (a second one where the day is too full). `title`: key of the text."""
    _print(timetable, "booklets.typ", title, {"people": [_attendee_page(timetable, a) for a in people]}, path)


def write_booklets_of_interpreters(timetable: Timetable, path: Path) -> None:
    people = [_interpreter_page(timetable, i) for i in timetable.interpreters.values()]
    _print(timetable, "booklets.typ", "booklets_interpreters", {"people": people}, path)


def write_table_signs(timetable: Timetable, path: Path) -> None:
    """One page per table: its name to be read from afar, and who meets there."""
    language = timetable.language
    tables = [
        {
            "name": (name, language),
            "shrink": _shrink(name),
            "days": [_sign_day(timetable, id, day) for day, _ in timetable.days],
        }
        for id, name in timetable.table_names.items()
    ]
    data = {
        "tables": tables,
        "table": [(translate("table", code), code) for code in LANGUAGES],
        "heads": [
            (translate("time", language), language),
            (f"{translate('firm', language)} · {translate('buyer', language)}", language),
        ],
    }
    _print(timetable, "signs.typ", "table_signs", data, path)


def write_wall_timetable(timetable: Timetable, path: Path) -> None:
    """A3 sheets for the wall: tables down, slots across, a new sheet for each day."""
    slots_per_day = max((len(slots) for _, slots in timetable.days), default=1)
    min_points, max_points = _WALL_POINTS
    size = max(min_points, min(max_points, 98 / slots_per_day))
    width = max(8, int(_WALL_MILLIMETRES / slots_per_day / (_MILLIMETRES_OF_A_COLUMN * size)))
    days = [_wall_day(timetable, day, slots, width) for day, slots in timetable.days]
    corner = (translate("table", timetable.language), timetable.language)
    _print(timetable, "wall.typ", "wall_timetable", {"days": days, "corner": corner, "size": size}, path)


def _print(timetable: Timetable, template: str, title: str, data: Data, path: Path) -> None:
    language = timetable.language
    event = timetable.title.in_language(language)
    heading = translate(title, language)
    frame = {
        "lang": language,
        "title": (f"{heading} – {event}" if event else heading, language),
        "event": (" · ".join(part for part in (event, timetable.venue.in_language(language)) if part), language),
        "sample": [(translate("sample", code), code) for code in LANGUAGES]
        if timetable.consultation.is_sample
        else None,
    }
    typeset(template, frame | data, path)


def _both(names: Names, own_language: Language, reader: Language) -> tuple[Run, Run | None]:
    """Return a name in its owner's script and, where there is another, in the reader's."""
    own_name, reader_name = names.both(own_language, reader)
    return (own_name, _script(names, own_language)), ((reader_name, _script(names, reader)) if reader_name else None)


def _script(names: Names, preferred: Language) -> Language:
    """Return the language in which `Names.in_language(wanted)` answers."""
    text = names.in_language(preferred)
    return next(code for code in (preferred, "en", "ko", "zh") if getattr(names, code) == text)


def _page(timetable: Timetable, language: Language, appointments: Sequence[Appointment], days: list[Data]) -> Data:
    """The common parts of every booklet page."""
    offset = utc_offset(timetable.days[0][0], timetable.consultation.time_zone) if timetable.days else ""
    note = translate("clock_note", language, offset=offset) if offset else translate("clock_note_bare", language)
    count = (
        translate("count_meetings", language, n=len(appointments))
        if appointments
        else translate("no_meetings", language)
    )
    venue = timetable.venue.in_language(language)
    rows = sum(len(day["rows"]) for day in days)
    return {
        "lang": language,
        "event": (timetable.title.in_language(language), _script(timetable.title, language)),
        "venue": (" · ".join(part for part in (venue, count) if part), language),
        "note": (note, language),
        "days": days if appointments else [],
        "dense": rows > _ROWS_OF_A_ROOMY_PAGE,
    }


def _attendee_page(timetable: Timetable, attendee: Attendee) -> Data:
    language, appointments = attendee.language, timetable.by_attendee[attendee.id]
    other_side = "buyer" if attendee.side == "seller" else "firm"
    days = [_day(timetable, appointments, day, language, attendee.id) for day, _ in timetable.days]
    about = " · ".join(part for part in (attendee.id, attendee.field, country_name(attendee.country, language)) if part)
    return _page(timetable, language, appointments, days) | {
        "what": (translate("my_schedule", language), language),
        "name": _both(attendee.names, language, timetable.language),
        "about": (about, language),
        "foot": (f"{attendee.id} · {attendee.names.in_language(language)}", language),
        "heads": [(translate(key, language), language) for key in ("time", other_side, "table")],
    }


def _interpreter_page(timetable: Timetable, person: InterpreterPerson) -> Data:
    language, appointments = person.language, timetable.by_interpreter[person.id]
    days = [_day(timetable, appointments, day, language, None) for day, _ in timetable.days]
    return _page(timetable, language, appointments, days) | {
        "what": (translate("my_interpreting", language), language),
        "name": _both(person.names, language, timetable.language),
        "about": (person.id, language),
        "foot": (f"{person.id} · {person.names.in_language(language)}", language),
        "heads": [
            (translate("time", language), language),
            (f"{translate('firm', language)} · {translate('buyer', language)}", language),
            (translate("table", language), language),
        ],
    }


def _day(
    timetable: Timetable, appointments: Sequence[Appointment], day: str, language: Language, reader: str | None
) -> Data:
    """One day of one person; `reader` is the id of the attendee who reads, None for an interpreter."""
    rows = [
        _gap(row, language) if isinstance(row, Gap) else _meeting(timetable, row, language, reader)
        for row in timetable.day_of(appointments, day)
    ]
    none = (translate("no_meetings_that_day", language), language)
    return {"day": (day_text(day, language), language), "rows": rows, "none": none}


def _gap(gap: Gap, language: Language) -> Data:
    start, end = gap.slots[0].start, gap.slots[-1].end
    minutes = minutes_between(start, end)
    text = (
        translate("gap", language, start=start, end=end, minutes=minutes)
        if minutes > 0
        else translate("gap_bare", language)
    )
    return {"kind": "gap", "gap": (text, language)}


def _meeting(timetable: Timetable, a: Appointment, language: Language, reader: str | None) -> Data:
    attendees = [a.firm, a.buyer] if reader is None else [a.other(reader)]
    detail = "" if reader is None else _about_the_other(attendees[0], language)
    return {
        "kind": "meeting",
        "time": (clock_text(a.slot), language),
        "who": [_both(attendee.names, attendee.language, language) for attendee in attendees],
        "detail": (detail, language) if detail else None,
        "helper": None if reader is None and not a.languages else _helper(a, language, reader),
        "table": None if a.table is None else (timetable.table_name(a.table), language),
        "shrink": 1.0 if a.table is None else _shrink(timetable.table_name(a.table)),
        "online": (translate("online", language), language),
    }


def _about_the_other(other: Attendee, language: Language) -> str:
    return " · ".join(part for part in (country_name(other.country, language), other.field) if part)


def _helper(a: Appointment, language: Language, reader: str | None) -> Run | None:
    """Return the interpreter, for the two who meet; the languages, for the interpreter."""
    if a.interpreter is None:
        return None
    if reader is None:
        return (language_pair(a.languages, language), language) if a.languages else None
    name = a.interpreter.names.in_language(language)
    return translate("with_interpreter", language, name=name), language


def _sign_day(timetable: Timetable, table: str, day: str) -> Data:
    language = timetable.language
    rows = [
        {
            "time": (clock_text(a.slot), language),
            "who": [
                _both(a.firm.names, a.firm.language, a.buyer.language),
                _both(a.buyer.names, a.buyer.language, a.firm.language),
            ],
        }
        for a in timetable.by_table.get(table, [])
        if a.slot.day == day
    ]
    return {
        "day": (day_text(day, language), language),
        "rows": rows,
        "none": (translate("no_meetings_that_day", language), language),
    }


def _wall_day(timetable: Timetable, day: str, slots: Sequence[Slot], width: int) -> Data:
    """`width`: of a slot, in columns of type."""
    language = timetable.language
    rows = [
        {
            "name": (name, language),
            "shrink": _shrink(name),
            "cells": [_chip(timetable, timetable.appointment_at.get((id, slot.id)), width) for slot in slots],
        }
        for id, name in timetable.table_names.items()
    ]
    for appointments in timetable.online_rows(slots):
        cells = [_chip(timetable, appointment, width) for appointment in appointments]
        rows.append({"name": (translate("online", language), language), "shrink": 0.7, "cells": cells})
    return {
        "day": (day_text(day, language), language),
        "slots": [(clock_text(s), language) for s in slots],
        "rows": rows,
    }


def _chip(timetable: Timetable, a: Appointment | None, width: int) -> Data | None:
    if a is None:
        return None

    def own(attendee: Attendee) -> Run:
        return shorten(attendee.names.in_language(attendee.language), width), _script(attendee.names, attendee.language)

    helper = a.interpreter and a.interpreter.names.in_language(timetable.language)
    return {
        "firm": own(a.firm),
        "buyer": own(a.buyer),
        "helper": (shorten(helper, width), timetable.language) if helper else None,
    }


def _shrink(name: str) -> float:
    """Return the scale at which a table's name fits into the width of five narrow characters."""
    return min(1.0, 5 / max(1, _columns(name)))


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, width: int) -> str:
    """Truncate to `width` columns with an ellipsis; wide characters count two."""
    if _columns(text) <= width:
        return text
    shortened = text
    while shortened and _columns(shortened) > width - 1:
        shortened = shortened[:-1]
    return shortened.rstrip() + "…"
