"""Find the sheets, the header row of each and the columns under it, and hand out rows as records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gyoryu.base.names import LANGUAGES, Language
from gyoryu.base.sheets import Sheet, Unreadable, Value
from gyoryu.base.text import key, plain
from gyoryu.meetings.consultation import Remark
from gyoryu.meetings.workbook.columns import Column, SheetKind
from gyoryu.meetings.workbook.values import as_kind, as_text, as_truth
from gyoryu.meetings.workbook.words import is_nothing

ROWS_BEFORE_A_HEADER = 30
ROW_NUMBERS = frozenset(("no", "연번", "순번", "序号", "번", "연번no"))
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)\s_-]+|\d{1,2}(?=[가-힣一-龥])|[①-⑳ⅠⅡⅢⅣⅤⅥⅦ]\.?\s*|[a-z]\)\s*)", re.IGNORECASE
)
_LIST_WORDS = re.compile(
    r"(?:명단|목록|리스트|현황|내역|정보|양식|배치표|(?<!시간)표|名单|名录|名册|一览表?|信息|明细|汇总|情况|list|sheet|data)$"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|※.*|\*+|<[^<>]*>")


@dataclass(slots=True)
class Record:
    """One row: what its cells mean by column code, and where they stand. Cells that could not be read are in
    `faulty`."""

    sheet: str
    row: int
    values: dict[str, Any]
    places: dict[str, tuple[str, str]]  # column code -> letter, header
    faulty: set[str] = field(default_factory=set)

    def get(self, code: str, default: Any = None) -> Any:
        return self.values.get(code, default)

    def remark(self, problem: str, column: str = "", detail: object = "", hint: str = "") -> Remark:
        letter, header = self.places.get(column, ("", ""))
        return Remark(problem, self.sheet, self.row, letter, header, str(detail)[:200], hint)


@dataclass(slots=True)
class Findings:
    """What the search through a workbook has brought up so far."""

    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    languages: Counter[Language] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)


def kind_of_sheet(name: str, kinds: Sequence[SheetKind]) -> tuple[SheetKind, Language] | None:
    """Which kind of sheet a name such as "2. 바이어 명단(확정)" means, and in which language."""
    full = plain(name).casefold()
    bare = _NUMBERING.sub("", _ASIDE.sub("", full)).strip()
    for candidate in (full, bare, _LIST_WORDS.sub("", bare.rstrip("0123456789 ")).strip()):
        for kind in kinds:
            for language in LANGUAGES:
                if key(candidate) in map(key, kind.names[language]):
                    return kind, language
    return None


def records_of(
    sheet: Sheet, kind: SheetKind, findings: Findings, chosen: Mapping[str, str] | None = None
) -> list[Record]:
    """The rows under the header of a table. A sheet without a header that is understood is one fault. `chosen`: what
    somebody says that columns mean, see `header_of`."""
    header_row, columns = header_of(sheet, kind, chosen)
    if header_row == 0:
        wanted = ", ".join(kind.column(group[0]).header(_language_of(sheet, findings)) for group in kind.one_of)
        findings.faults.append(Remark("no_header", sheet.name, detail=wanted))
        return []
    findings.titles.extend(str(v) for (row, _), v in sheet.cells.items() if row < header_row)
    headers = {number: _shown(value) for number, value in _cells_of_header(sheet, header_row).items()}
    for column in columns:
        findings.languages.update(_languages_of_header(columns[column], headers[column]))
    _note_unknown_columns(sheet, header_row, columns, findings)
    present = {column.code for column in columns.values()}
    places = {column.code: (_letter(number), headers[number]) for number, column in columns.items()}
    missing = [g for g in [*kind.one_of, *((c.code,) for c in kind.columns if c.required)] if not present & set(g)]
    for group in missing:
        expected = kind.column(group[0]).header(_language_of(sheet, findings))
        findings.faults.append(Remark("column_missing", sheet.name, header_row, detail=expected))
    records = (_record(sheet, row, columns, places, findings) for row in sheet.rows() if row > header_row)
    return [record for record in records if record is not None]


def settings_of(sheet: Sheet, kind: SheetKind, findings: Findings) -> list[Record]:
    """A sheet of label and value side by side, as records of one value each."""
    records = []
    for (row, column), label in sorted(sheet.cells.items()):
        found = _column_named(kind, label) if isinstance(label, str) else None
        place = (row, column + 1)
        if found is None or (place not in sheet.cells and place not in sheet.bad):
            continue
        if column > 1 and _column_named(kind, sheet.cells.get((row, column - 1), "")):
            continue  # a value that looks like a label
        findings.languages.update(_languages_of_header(found, _shown(label)))
        places = {found.code: (_letter(place[1]), _shown(label))}
        record = _read_cells(sheet, row, {found.code: (place, found)}, places, findings)
        records.append(record)
    findings.titles.extend(str(value) for value in sheet.cells.values())
    return records


def header_of(sheet: Sheet, kind: SheetKind, chosen: Mapping[str, str] | None = None) -> tuple[int, dict[int, Column]]:
    """The row of the header and its columns by number; row 0 if there is none. `chosen`: by the letter of a column the
    code of what somebody says it means, "" for nothing; it goes before what the header seems to say."""
    row, columns = _header(sheet, kind)
    if not chosen:
        return row, columns
    row = row or next((r for r in sheet.rows() if len(_cells_of_header(sheet, r)) > 1), 0)
    said = {number: chosen[_letter(number)] for number in _cells_of_header(sheet, row) if _letter(number) in chosen}
    kept = {n: column for n, column in columns.items() if n not in said and column.code not in said.values()}
    known = {column.code: column for column in kind.columns}
    return row, kept | {number: known[code] for number, code in said.items() if code in known}


def heads_of(sheet: Sheet, row: int) -> list[tuple[int, str, str]]:
    """The cells of a header as (number of the column, its letter, text)."""
    return [(number, _letter(number), _shown(value)) for number, value in _cells_of_header(sheet, row).items()]


def _header(sheet: Sheet, kind: SheetKind) -> tuple[int, dict[int, Column]]:
    """The row in which most columns are recognised, and these columns by number; row 0 if there is none."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for row in sheet.rows()[:ROWS_BEFORE_A_HEADER]:
        cells = [(number, v) for number, v in _cells_of_header(sheet, row).items() if isinstance(v, str)]
        found: dict[int, Column] = {}
        taken: set[str] = set()
        for exactly in (True, False):  # "기업명(영문)" must not be taken by "기업명"
            for number, value in cells:
                column = _column_named(kind, value, taken, exactly=exactly) if number not in found else None
                if column is not None:
                    found[number] = column
                    taken.add(column.code)
        named = {column.code for column in found.values()}
        is_header = any(named & set(group) for group in kind.one_of) and len(found) >= min(2, len(cells))
        if is_header and len(found) > len(best[1]):
            best = (row, found)
    return best


def _column_named(
    kind: SheetKind, header: Value, taken: set[str] | None = None, *, exactly: bool | None = None
) -> Column | None:
    """The column a header names: with what stands in brackets (exactly), without it, or (None) either."""
    full = plain(str(header))
    wanted = {None: (key(full), key(_ASIDE.sub("", full))), True: (key(full),), False: (key(_ASIDE.sub("", full)),)}[
        exactly
    ]
    for candidate in filter(None, wanted):
        for column in kind.columns:
            if column.code in (taken or ()):
                continue
            if column.is_named(candidate):
                return column
    return None


def _languages_of_header(column: Column, header: str) -> list[Language]:
    """Languages in which this header is a name of the column; none if it is one in several ("ID")."""
    full = key(header)
    found = [language for language in LANGUAGES if full in column.keys[language]]
    return found if len(found) == 1 else []


def _language_of(sheet: Sheet, findings: Findings) -> Language:
    return findings.languages.most_common(1)[0][0] if findings.languages else "en"


def _cells_of_header(sheet: Sheet, row: int) -> dict[int, Value]:
    """The cells of a row by column, and those of merges that reach down to it: in a header of two lines the names of
    some columns stand in the upper one."""
    places = {column: (r, column) for r, column in sheet.cells if r == row}
    places |= {column: top for (r, column), top in sheet.upper.items() if r == row and top in sheet.cells}
    return {column: sheet.cells[places[column]] for column in sorted(places)}


def _note_unknown_columns(sheet: Sheet, header_row: int, columns: dict[int, Column], findings: Findings) -> None:
    for column, value in _cells_of_header(sheet, header_row).items():
        if column not in columns and key(str(value)) not in ROW_NUMBERS:
            shown = _shown(value)
            findings.notes.append(Remark("column_ignored", sheet.name, header_row, _letter(column), shown, shown))


def _record(
    sheet: Sheet, row: int, columns: dict[int, Column], places: dict[str, tuple[str, str]], findings: Findings
) -> Record | None:
    cells: dict[str, tuple[tuple[int, int], Column]] = {}
    for number, column in columns.items():
        place = (row, number)
        above = sheet.upper.get(place, place)
        if above != place and not column.carries:
            if column.is_identity:
                return None  # the second line of a record that is merged over several
            continue
        if above in sheet.cells or above in sheet.bad:
            cells[column.code] = (above, column)
    if not cells or all(place[0] != row for place, _ in cells.values()):
        return None
    if _is_remark_line(sheet, row, cells):
        return None
    return _read_cells(sheet, row, cells, places, findings)


def _is_remark_line(sheet: Sheet, row: int, cells: dict[str, tuple[tuple[int, int], Column]]) -> bool:
    """ "※ …" under a table, or a sum: text in one cell that begins like a remark."""
    first = next((str(sheet.cells[place]) for place, _ in cells.values() if place in sheet.cells), "")
    return first.lstrip().startswith(
        ("※", "*", "注：", "注:", "비고", "备注", "Note:", "합계", "총계", "소계", "合计", "总计", "Total")
    )


def _read_cells(
    sheet: Sheet,
    row: int,
    cells: dict[str, tuple[tuple[int, int], Column]],
    places: dict[str, tuple[str, str]],
    findings: Findings,
) -> Record:
    record = Record(sheet.name, row, {}, places)
    for code, (place, column) in cells.items():
        if place in sheet.bad:
            problem, detail = sheet.bad[place]
            findings.faults.append(record.remark(problem, code, detail))
            record.faulty.add(code)
            continue
        value = sheet.cells[place]
        if is_nothing(as_text(value)) and column.read not in (as_truth, as_kind):
            continue
        try:
            record.values[code] = column.read(value)
        except Unreadable as error:
            remarks = findings.notes if column.lenient else findings.faults
            remarks.append(record.remark(error.code, code, error.detail))
            record.faulty.add(code)
    return record


def _shown(value: Value) -> str:
    return " ".join(str(value).split())


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
