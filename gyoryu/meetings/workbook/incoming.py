"""Workbooks for import into the database: any of the sheets, with columns whose meaning may have been chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from gyoryu.base.names import Language
from gyoryu.base.sheets import RefusedFile, Sheet
from gyoryu.base.sheets.isolation import OPENER
from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook import vocabulary
from gyoryu.meetings.workbook.columns import EVENT, IMPORTED_COLUMNS, SheetKind
from gyoryu.meetings.workbook.header_detection import (
    guessed_kind,
    header_of,
    heads_of,
    kind_of_sheet,
    records_of,
    settings_of,
)
from gyoryu.meetings.workbook.hidden import select_visible
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.sides import LISTS, split_by_side

KINDS = {kind.code: kind for kind in IMPORTED_COLUMNS if kind is not EVENT}
EXPLANATIONS = vocabulary.listed("sheets", "explanations")

# By sheet: {"kind": code of KINDS or "", "columns": {letter: code or ""}}; missing keys follow the headers.
Chosen = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class MatchedSheet:
    """A sheet and the kind it was recognised as. `columns`: letter, header, code ("": not read)."""

    name: str
    kind: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Incoming:
    """Content of a workbook. `records` by the code of the kind of sheet; `tables`: number of tables, where only their
    number is stated."""

    language: Language = "ko"
    sheets: list[MatchedSheet] = field(default_factory=list)
    records: dict[str, list[Record]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    tables: int | None = None
    is_sample: bool = False
    has_hidden: bool = False


def read_incoming(
    data: bytes, chosen: Chosen | None = None, *, name: str = "", without_hidden: bool = False
) -> Incoming:
    """All that is understood of a workbook, with hidden rows, columns and sheets or without; faults are in its
    findings, nothing is raised. `name`: of the file. It is opened in a separate process."""
    incoming = Incoming()
    try:
        sheets = OPENER.open_sheets(data, name)
    except RefusedFile as refusal:
        incoming.findings.faults.append(ImportIssue(refusal.code, detail=refusal.detail))
        return incoming
    incoming.has_hidden = any(sheet.hidden() for sheet in sheets)
    _read_sheets(select_visible(sheets, incoming.findings, without_hidden=without_hidden), chosen or {}, incoming)
    if incoming.findings.languages:
        incoming.language = incoming.findings.main_language
    incoming.is_sample = vocabulary.any_in(incoming.findings.titles, vocabulary.SAMPLE)
    if not any((*incoming.records.values(), incoming.findings.faults)):
        incoming.findings.faults.append(ImportIssue("nothing_to_import"))
    return incoming


def _read_sheets(sheets: Sequence[Sheet], chosen: Chosen, incoming: Incoming) -> None:
    named_kinds = (kind_of_sheet(sheet.name, IMPORTED_COLUMNS) for sheet in sheets)
    known = {named_kind[0].code for named_kind in named_kinds if named_kind is not None}
    for sheet in sheets:
        if sheet.cells and comparison_key(sheet.name) not in EXPLANATIONS:
            _read_sheet(sheet, chosen.get(sheet.name, {}), incoming, known)


def _read_sheet(sheet: Sheet, chosen: Mapping[str, Any], incoming: Incoming, known: Set[str]) -> None:
    kind = _recognise(sheet, chosen, incoming.findings, known)
    if kind is EVENT:
        for record in settings_of(sheet, EVENT, incoming.findings):
            incoming.tables = record.values.get("tables", incoming.tables)
    elif kind is not None:
        _read_rows(sheet, kind, chosen.get("columns", {}), incoming)
    else:
        incoming.sheets.append(MatchedSheet(sheet.name, ""))
        if "kind" not in chosen:
            incoming.findings.notes.append(ImportIssue("sheet_ignored", sheet.name))


def _recognise(sheet: Sheet, chosen: Mapping[str, Any], findings: Findings, known: Set[str]) -> SheetKind | None:
    """Return the kind of a sheet: chosen, else by its name, else guessed by its header. A sheet about the event stays
    one."""
    named_kind, language = kind_of_sheet(sheet.name, IMPORTED_COLUMNS) or (None, None)
    if named_kind is EVENT:
        return EVENT
    if language is not None:
        findings.languages[language] += 1
    if "kind" in chosen:
        return KINDS.get(chosen["kind"])
    return named_kind or guessed_kind(sheet, tuple(KINDS.values()), known)


def _read_rows(sheet: Sheet, kind: SheetKind, columns: Mapping[str, str], incoming: Incoming) -> None:
    incoming.sheets.append(_matched(sheet, kind, columns))
    records = records_of(sheet, kind, incoming.findings, columns)
    records_by_kind = (
        split_by_side(records, kind.code, incoming.findings) if kind.code in LISTS else {kind.code: records}
    )
    for code, rows in records_by_kind.items():
        incoming.records.setdefault(code, []).extend(rows)


def _matched(sheet: Sheet, kind: SheetKind, chosen: Mapping[str, str]) -> MatchedSheet:
    row, columns = header_of(sheet, kind, chosen)
    if not row:  # nothing is understood of it; its first line with two cells is offered
        row = next((number for number in sheet.rows() if len(heads_of(sheet, number)) > 1), 0)
    code_by_number = {number: column.code for number, column in columns.items()}
    heads = ((letter, text, code_by_number.get(number, "")) for number, letter, text in heads_of(sheet, row))
    return MatchedSheet(sheet.name, kind.code, tuple(heads))


def sort_issues(issues: Sequence[ImportIssue], sheets: Sequence[MatchedSheet]) -> list[ImportIssue]:
    """Each once, sheet by sheet and row by row."""
    order = {sheet.name: place for place, sheet in enumerate(sheets)}
    return sorted(dict.fromkeys(issues), key=lambda issue: (order.get(issue.sheet, -1), issue.row, issue.column))
