"""Read the workbook of a consultation as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.sheets import RefusedFile, Sheet, open_sheets
from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import Consultation, ImportIssue
from gyoryu.meetings.workbook import vocabulary
from gyoryu.meetings.workbook.columns import EVENT, PLANNED, SHEETS, SheetKind
from gyoryu.meetings.workbook.header_detection import (
    guessed_kind,
    header_of,
    heads_of,
    kind_of_sheet,
    records_of,
    settings_of,
)
from gyoryu.meetings.workbook.hidden import select_visible
from gyoryu.meetings.workbook.people import Directory, People, read_tables
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.sides import LISTS, split_by_side
from gyoryu.meetings.workbook.time_phrases import SpokenTimes
from gyoryu.meetings.workbook.times import Origin, parse_time_cell, read_slots
from gyoryu.meetings.workbook.wishes import Wishes
from meetplan.faults import Fault
from meetplan.problem import FORMAT, BadProblem, Problem, Slot

EXPLANATIONS = vocabulary.listed("sheets", "explanations")
NEVER_EMPTY = ("sellers", "buyers", "slots")
NOT_PLANNED = frozenset(("remark",))  # for which an event has a place, and a plan has none
NOWHERE = Record("", 0, {}, {})
_PATH = re.compile(r"\$\.(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


class BadWorkbook(ValueError):
    """The workbook cannot be planned from. `faults` lists everything found, in the order of sheets and rows;
    `language` is the one in which the workbook is written."""

    def __init__(self, faults: Sequence[ImportIssue], language: Language):
        self.faults = tuple(faults)
        self.language = language
        super().__init__("; ".join(f"{f.sheet}!{f.column}{f.row}: {f.code} ({f.detail})" for f in self.faults))


def read_workbook(source: str | Path | bytes, *, without_hidden: bool = False) -> Consultation:
    """Return the consultation that an .xlsx describes, with hidden rows, columns and sheets or without; a note says
    which. Raises `BadWorkbook` with every fault at once."""
    findings = Findings()
    sheets = select_visible(_open(source), findings, without_hidden=without_hidden)
    records = _records_by_kind(sheets, findings)
    settings = _Settings(records.pop("event", []), findings)
    if isinstance(source, str | Path) and not any((settings.title.ko, settings.title.zh, settings.title.en)):
        settings.title = Names(**{settings.language: Path(source).stem})
    consultation = _assemble(records, settings, findings)
    if findings.faults or consultation is None:
        raise BadWorkbook(_in_order(findings.faults, sheets), settings.language)
    return consultation


def _open(source: str | Path | bytes) -> Sequence[Sheet]:
    try:
        sheets = open_sheets(source)
    except RefusedFile as refusal:
        raise BadWorkbook([ImportIssue(refusal.code, detail=refusal.detail)], "en") from None
    if any(sheet.is_delimited for sheet in sheets):
        raise BadWorkbook([ImportIssue("csv_is_one_sheet")], "en")
    return sheets


def _in_order(faults: Iterable[ImportIssue], sheets: Sequence[Sheet]) -> list[ImportIssue]:
    """Faults in the order of sheets and rows, each once: a value carried down by a merged cell is reported once per
    row."""
    order = {sheet.name: k for k, sheet in enumerate(sheets)}
    return sorted(
        dict.fromkeys(faults),
        key=lambda fault: (order.get(fault.sheet, -1), fault.row, len(fault.column), fault.column),
    )


def _records_by_kind(sheets: Sequence[Sheet], findings: Findings) -> dict[str, list[Record]]:
    """Return the rows of all sheets by kind. Several sheets of one kind are read as one."""
    records_by_kind: dict[str, list[Record]] = {}
    read_as: dict[str, SheetKind] = {}
    named_kinds = {sheet.name: kind_of_sheet(sheet.name, PLANNED) for sheet in sheets}
    known = {named_kind[0].code for named_kind in named_kinds.values() if named_kind is not None}
    for sheet in sheets:
        kind = _kind_to_read(sheet, named_kinds[sheet.name], known, findings)
        if kind is None:
            continue
        read_as[sheet.name] = kind
        for code, records in _read(sheet, kind, findings).items():
            records_by_kind.setdefault(code, []).extend(records)
    _report_missing_sheets(records_by_kind, findings)
    _report_empty_sheets(read_as, records_by_kind, findings)
    return records_by_kind


def _kind_to_read(
    sheet: Sheet, named_kind: tuple[SheetKind, Language] | None, known: Set[str], findings: Findings
) -> SheetKind | None:
    """Return the kind that the name of a sheet says, else the one its header suggests; None, with a note, if it is
    ignored."""
    if named_kind is not None:
        findings.languages[named_kind[1]] += 1
        return named_kind[0]
    kind = guessed_kind(sheet, PLANNED, known)
    if kind is None and sheet.cells and comparison_key(sheet.name) not in EXPLANATIONS:
        findings.notes.append(ImportIssue("sheet_ignored", sheet.name))
    return kind


def _report_missing_sheets(records_by_kind: Mapping[str, list[Record]], findings: Findings) -> None:
    for kind in SHEETS:
        if kind.required and kind.code not in records_by_kind:
            findings.faults.append(ImportIssue("sheet_missing", detail=kind.header(findings.main_language)))


def _report_empty_sheets(
    kind_by_sheet: Mapping[str, SheetKind], records_by_kind: Mapping[str, list[Record]], findings: Findings
) -> None:
    at_fault = {fault.sheet for fault in findings.faults}
    for name, kind in kind_by_sheet.items():
        if kind.code in NEVER_EMPTY and not records_by_kind[kind.code] and name not in at_fault:
            findings.faults.append(ImportIssue("sheet_empty", name))


def _read(sheet: Sheet, kind: SheetKind, findings: Findings) -> dict[str, list[Record]]:
    """Return the rows of one sheet by the code of the kind to which they belong."""
    if kind is EVENT:
        return {kind.code: settings_of(sheet, kind, findings)}
    records = records_of(sheet, kind, findings)
    header_row, columns = header_of(sheet, kind)
    for number, letter, header in heads_of(sheet, header_row):
        if number in columns and columns[number].code in NOT_PLANNED:
            findings.notes.append(ImportIssue("column_ignored", sheet.name, header_row, letter, header, header))
    return split_by_side(records, kind.code, findings) if kind.code in LISTS else {kind.code: records}


class _Settings:
    """Settings on the sheet about the event, with defaults where it has none."""

    def __init__(self, records: Iterable[Record], findings: Findings):
        self.records = record_by_code = _first_by_code(records)

        def value(code: str, otherwise: Any = None) -> Any:
            return record_by_code[code].values[code] if code in record_by_code else otherwise

        self.language: Language = value("language", findings.main_language)
        self.title = Names(*(value(f"title_{language}", "") for language in LANGUAGES))
        self.venue = Names(*(value(f"venue_{language}", "") for language in LANGUAGES))
        self.time_zone: str = value("time_zone", "")
        if not self.time_zone:
            self.time_zone = vocabulary.USUAL_TIME_ZONE[self.language]
            findings.notes.append(ImportIssue("time_zone_assumed", detail=self.time_zone))
        self.options = {"break_spread": value("break_spread"), "max_run": value("max_run")}
        self.tables: int | None = value("tables")
        self.is_sample = vocabulary.any_in(findings.titles, vocabulary.SAMPLE)


def _first_by_code(records: Iterable[Record]) -> dict[str, Record]:
    record_by_code: dict[str, Record] = {}
    for record in records:
        for code in record.values:
            record_by_code.setdefault(code, record)
    return record_by_code


def _assemble(records: Mapping[str, list[Record]], settings: _Settings, findings: Findings) -> Consultation | None:
    """Return the consultation, or None where `meetplan` finds faults; those are added to the findings with their
    cells."""
    slots, slot_origins = read_slots(records.get("slots", ()), findings)
    times = _times(slots, records.get("slots", ()), findings)
    rows, table_directory = _read_tables(records, settings, findings)
    people = People(times, table_directory, settings.language, findings)
    people.add_attendees(records.get("sellers", ()), "seller")
    people.add_attendees(records.get("buyers", ()), "buyer")
    people.add_interpreters(records.get("interpreters", ()))
    wishes = Wishes(people.directories, times, findings)
    wishes.read(records.get("wishes", ()))
    data = {
        "format": FORMAT,
        "slots": [asdict(slot) for slot in slots],
        "tables": _tables(rows, times, findings),
        "participants": people.participants,
        "interpreters": people.interpreters,
        "pairs": wishes.objects,
        "options": settings.options,
    }
    origins = {
        "slots": slot_origins,
        "tables": [(record or NOWHERE, {"id": "id"}) for _, _, record in rows],
        "participants": people.origins,
        "interpreters": people.interpreter_origins,
        "pairs": wishes.origins,
    }
    try:
        problem = Problem.from_json(data)
    except BadProblem as bad:
        findings.faults.extend(_in_cells(bad, origins, settings, empty_is_reported=not slots))
        return None
    return _consultation(problem, settings, people, rows, wishes, findings)


def _consultation(
    problem: Problem,
    settings: _Settings,
    people: People,
    tables: Sequence[tuple[str, str, Record | None]],
    wishes: Wishes,
    findings: Findings,
) -> Consultation:
    return Consultation(
        title=settings.title,
        venue=settings.venue,
        language=settings.language,
        time_zone=settings.time_zone,
        problem=problem,
        attendees=people.attendees,
        interpreters=people.interpreter_people,
        table_names={identity: name for identity, name, _ in tables},
        is_sample=settings.is_sample,
        asked_by=wishes.asked_by,
        notes=tuple(findings.notes),
    )


def _read_tables(
    records: Mapping[str, list[Record]], settings: _Settings, findings: Findings
) -> tuple[list[tuple[str, str, Record | None]], Directory]:
    """Return the tables of the sheet or of the settings; a workbook that states neither is at fault."""
    rows, directory = read_tables(records.get("tables", ()), settings.tables, findings)
    if not rows and "tables" not in records:
        findings.faults.append(ImportIssue("sheet_missing", detail=_kind("tables").header(settings.language)))
    return rows, directory


def _tables(
    rows: Sequence[tuple[str, str, Record | None]], times: SpokenTimes, findings: Findings
) -> list[dict[str, Any]]:
    return [
        {"id": identity, "closed": parse_time_cell(record, "closed", times.touched, findings, []) if record else []}
        for identity, _, record in rows
    ]


def _times(slots: Sequence[Slot], records: Sequence[Record], findings: Findings) -> SpokenTimes:
    sheets = {record.sheet for record in records}
    are_all_read = bool(slots) and not any(fault.sheet in sheets for fault in findings.faults)
    return SpokenTimes(slots, is_complete=are_all_read)


def _kind(code: str) -> SheetKind:
    return next(kind for kind in SHEETS if kind.code == code)


def _in_cells(
    bad: BadProblem, origins: Mapping[str, Sequence[Origin]], settings: _Settings, *, empty_is_reported: bool
) -> list[ImportIssue]:
    """Faults at JSON paths as faults at cells. `empty_is_reported`: that there are no slots is known already."""
    return [
        _issue_in_cell(fault, origins, settings)
        for fault in bad.faults
        if not empty_is_reported or fault.path != "$.slots"
    ]


def _issue_in_cell(fault: Fault, origins: Mapping[str, Sequence[Origin]], settings: _Settings) -> ImportIssue:
    match = _PATH.match(fault.path)
    group, number, field = match.groups(default="") if match else ("", "", "")
    if number and group in origins:
        record, columns = origins[group][int(number)]
        return record.issue(fault.code, columns.get(field, ""), fault.detail)
    if group == "options" and field in settings.records:
        return settings.records[field].issue(fault.code, field, fault.detail)
    return ImportIssue(fault.code, detail=fault.detail)
