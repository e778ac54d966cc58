"""`timetable.xlsx`: the whole timetable for officers who work in Excel, in the workbook's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gyoryu.base.names import Names
from gyoryu.base.territories import country_name
from gyoryu.exports.assessment import assessments
from gyoryu.exports.dates import clock_text, day_text, parse_clock, parse_day, short_day
from gyoryu.exports.sentences import Obstacle, pair_names, reason_heading, sentence
from gyoryu.exports.texts import language_pair, translate
from gyoryu.exports.timetable import Appointment, Timetable, full_name
from gyoryu.exports.workbook_writer import Cell, Column, Sheets
from gyoryu.meetings.consultation import Attendee
from meetplan.problem import Slot

if TYPE_CHECKING:
    pass

Row = list[Cell]


def write_spreadsheet(timetable: Timetable, obstacles: Sequence[Obstacle], path: Path) -> None:
    sheets = Sheets(timetable)
    _summary(sheets, timetable)
    for day, slots in timetable.days:
        _grid(sheets, timetable, day, slots)
    _list(sheets, timetable)
    _by_person(sheets, timetable, "sheet_firms", timetable.firms)
    _by_person(sheets, timetable, "sheet_buyers", timetable.buyers)
    _by_table(sheets, timetable)
    _by_interpreter(sheets, timetable)
    _unmet(sheets, timetable, obstacles)
    sheets.save(path)


def _when(timetable: Timetable, a: Appointment) -> Row:
    """Day, start and end as real dates and times wherever they are."""
    slot = a.slot
    return [
        parse_day(slot.day) or slot.day,
        parse_clock(slot.start) or slot.start or slot.id,
        parse_clock(slot.end) or "",
    ]


_WHEN = (Column("day", 17, "day"), Column("start", 8, "clock"), Column("end", 8, "clock"))
_FIRM = (Column("firm", 34), Column("code", 9))
_BUYER = (Column("buyer", 34), Column("code", 9))
_WHERE = (Column("table", 9, "centre"), Column("interpreter", 18), Column("note", 18))


def _attendee_cells(timetable: Timetable, attendee: Attendee) -> Row:
    return [full_name(attendee.names, attendee.language, timetable.language), attendee.id]


def _where(timetable: Timetable, a: Appointment) -> Row:
    table = translate("online", timetable.language) if a.table is None else timetable.table_name(a.table)
    return [table, _interpreter_name(timetable, a), _language_need(timetable, a)]


def _interpreter_name(timetable: Timetable, a: Appointment) -> str:
    if a.interpreter is None:
        return ""
    return full_name(a.interpreter.names, a.interpreter.language, timetable.language)


def _language_need(timetable: Timetable, a: Appointment) -> str:
    return language_pair(a.languages, timetable.language) if a.languages and a.interpreter else ""


def _list(sheets: Sheets, timetable: Timetable) -> None:
    rows = [
        [
            *_when(timetable, a),
            *_attendee_cells(timetable, a.firm),
            *_attendee_cells(timetable, a.buyer),
            *_where(timetable, a),
        ]
        for a in timetable.appointments
    ]
    sheets.add_list("sheet_list", (*_WHEN, *_FIRM, *_BUYER, *_WHERE), rows, group_by=(0, 1))


def _by_person(sheets: Sheets, timetable: Timetable, title: str, people: Iterable[Attendee]) -> None:
    own_columns, other_columns = (_FIRM, _BUYER) if title == "sheet_firms" else (_BUYER, _FIRM)
    rows: list[Row] = []
    for attendee in people:
        appointments = timetable.by_attendee[attendee.id]
        if not appointments:
            empty: Row = [""] * (len(_WHEN) + len(other_columns) + len(_WHERE) - 1)
            rows.append([*_attendee_cells(timetable, attendee), *empty, translate("no_meetings", timetable.language)])
        for a in appointments:
            they = _attendee_cells(timetable, a.other(attendee.id))
            rows.append([*_attendee_cells(timetable, attendee), *_when(timetable, a), *they, *_where(timetable, a)])
    sheets.add_list(title, (*own_columns, *_WHEN, *other_columns, *_WHERE), rows, group_by=(1,))


def _by_table(sheets: Sheets, timetable: Timetable) -> None:
    table, *other_columns = _WHERE
    rows: list[Row] = []
    for appointments in timetable.by_table.values():
        for a in appointments:
            name, *other_cells = _where(timetable, a)
            rows.append(
                [
                    name,
                    *_when(timetable, a),
                    *_attendee_cells(timetable, a.firm),
                    *_attendee_cells(timetable, a.buyer),
                    *other_cells,
                ]
            )
    sheets.add_list("sheet_tables", (table, *_WHEN, *_FIRM, *_BUYER, *other_columns), rows, group_by=(0,))


def _by_interpreter(sheets: Sheets, timetable: Timetable) -> None:
    columns = (Column("interpreter", 24), Column("code", 9), *_WHEN, *_FIRM, *_BUYER, _WHERE[0], _WHERE[2])
    rows: list[Row] = []
    for id, appointments in timetable.by_interpreter.items():
        person = timetable.interpreters[id]
        interpreter_cells: Row = [full_name(person.names, person.language, timetable.language), id]
        for a in appointments:
            table, _, languages = _where(timetable, a)
            rows.append(
                [
                    *interpreter_cells,
                    *_when(timetable, a),
                    *_attendee_cells(timetable, a.firm),
                    *_attendee_cells(timetable, a.buyer),
                    table,
                    languages,
                ]
            )
        if not appointments:
            rows.append([*interpreter_cells, *[""] * (len(columns) - 3), translate("no_meetings", timetable.language)])
    sheets.add_list("sheet_interpreters", columns, rows, group_by=(1,))


def _unmet(sheets: Sheets, timetable: Timetable, obstacles: Sequence[Obstacle]) -> None:
    language = timetable.language
    columns = (
        Column("kind", 8, "centre"), *_FIRM, *_BUYER, Column("country", 12), Column("weight", 9, "number"),
        Column("reason", 22), Column("why", 70, "wrap"), Column("would_help", 40, "wrap"),
    )  # fmt: skip
    rows: list[Row] = []
    for obstacle in obstacles:
        pair = timetable.pairs[obstacle.pair]
        firm, buyer = timetable.sides(pair)
        rows.append(
            [
                translate("kind_must" if pair.kind == "must" else "kind_wish", language),
                *_attendee_cells(timetable, firm),
                *_attendee_cells(timetable, buyer),
                country_name(buyer.country, language),
                pair.weight,
                reason_heading(obstacle.reason, language),
                sentence(timetable, obstacle, language),
                pair_names(timetable, obstacle.drop, language),
            ]
        )
    sheets.add_list("sheet_unmet", columns, rows)


def _summary(sheets: Sheets, timetable: Timetable) -> None:
    columns = (
        Column("measure", 26),
        Column("reached", 14, "number"),
        Column("limit", 14, "number"),
        Column("remark", 86, "wrap"),
    )
    language = timetable.language
    rows: list[Row] = []
    for j in assessments(timetable):
        limit: Cell = "" if j.limit is None else j.limit
        rows.append([j.name.in_language(language), j.reached, limit, j.in_words.in_language(language)])
    sheets.add_list("sheet_summary", columns, rows, filters=False)


def _grid(sheets: Sheets, timetable: Timetable, day: str, slots: Sequence[Slot]) -> None:
    """One sheet a day: tables down, slots across; below the tables as many rows as meetings are online at once."""
    language = timetable.language
    rows: list[list[str]] = []
    for id, name in timetable.table_names.items():
        rows.append([name, *(_chip(timetable, timetable.appointment_at.get((id, slot.id))) for slot in slots)])
    for number, appointments in enumerate(timetable.online_rows(slots), 1):
        name = f"{translate('online', language)} {number}"
        rows.append([name, *(_chip(timetable, appointment) for appointment in appointments)])
    sheets.add_grid(short_day(day, language), day_text(day, language), [clock_text(s) for s in slots], rows)


def _chip(timetable: Timetable, a: Appointment | None) -> str:
    """Firm, buyer, and the interpreter where there is one, each on its line and in its own script."""
    if a is None:
        return ""
    lines = [_own(a.firm.names, a.firm), _own(a.buyer.names, a.buyer)]
    if a.interpreter:
        name = a.interpreter.names.in_language(timetable.language)
        lines.append(translate("with_interpreter", timetable.language, name=name))
    return "\n".join(lines)


def _own(names: Names, attendee: Attendee) -> str:
    return names.in_language(attendee.language)
