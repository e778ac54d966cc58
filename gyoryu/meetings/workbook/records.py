"""Parsing of a row of a sheet: the meaning of each cell, by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gyoryu.base.names import Language
from gyoryu.base.sheets import ParseError, Place, Sheet, Value
from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook.columns import Column
from gyoryu.meetings.workbook.values import as_kind, as_text, as_truth
from gyoryu.meetings.workbook.vocabulary import is_ditto, is_nothing

SUMS = frozenset(
    map(
        comparison_key,
        ("합계", "총계", "소계", "계", "合计", "总计", "小计", "total", "sum", "subtotal", "grand total"),
    )
)
COMMENT_PREFIXES = ("※", "*", "注：", "注:", "비고", "备注", "Note:")
DIGITS = frozenset(("id", "identifier", "contact", "phone", "mobile"))  # columns in which leading zeros matter


@dataclass(slots=True)
class Record:
    """Values of one row by column code, their places, and the addresses that cells link to. Cells that could not be
    parsed are in `faulty`."""

    sheet: str
    row: int
    values: dict[str, Any]
    places: dict[str, tuple[str, str]]  # column code -> letter, header
    faulty: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)

    def get(self, code: str, default: Any = None) -> Any:
        return self.values.get(code, default)

    def column_of(self, code: str, otherwise: str) -> str:
        """Return `code` if its sheet has such a column, else the column that may replace it."""
        return code if code in self.places else otherwise

    def issue(self, problem: str, column: str = "", detail: object = "", hint: str = "") -> ImportIssue:
        letter, header = self.places.get(column, ("", ""))
        return ImportIssue(problem, self.sheet, self.row, letter, header, str(detail)[:200], hint)

    def reject(self, column: str, problem: str, detail: object, issues: list[ImportIssue]) -> None:
        """Add an issue about a cell that could not be parsed."""
        issues.append(self.issue(problem, column, detail))
        self.faulty.add(column)


@dataclass(slots=True)
class Findings:
    """Issues and other observations collected while a workbook is read."""

    faults: list[ImportIssue] = field(default_factory=list)
    notes: list[ImportIssue] = field(default_factory=list)
    languages: Counter[Language] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)

    @property
    def main_language(self) -> Language:
        """The most frequent language of names and headers so far."""
        return self.languages.most_common(1)[0][0] if self.languages else "en"


def read_row(
    sheet: Sheet,
    row: int,
    columns: Mapping[int, Column],
    places: dict[str, tuple[str, str]],
    findings: Findings,
    above: dict[str, Place],
) -> Record | None:
    cells = _cells_of_row(sheet, row, columns)
    if not any(place[0] == row for place, _ in cells.values()) or _is_remark_line(sheet, row, cells):
        return None
    return read_cells(sheet, row, cells, places, findings, above)


def _cells_of_row(sheet: Sheet, row: int, columns: Mapping[int, Column]) -> dict[str, tuple[Place, Column]]:
    """Return the cells by column code, including merged cells that extend down to the row; none for the second line of
    a record that is merged over several."""
    cells: dict[str, tuple[Place, Column]] = {}
    for number, column in columns.items():
        place = (row, number)
        top = sheet.upper.get(place, place)
        if top != place and not column.carries:
            if column.is_identity:
                return {}
            continue
        if sheet.is_filled(top):
            cells[column.code] = (top, column)
    return cells


def _is_remark_line(sheet: Sheet, row: int, cells: Mapping[str, tuple[Place, Column]]) -> bool:
    """Return whether the row is a total, or a remark under the table: "※ …" in a single cell."""
    places = [place for place, _ in cells.values() if place in sheet.cells and place[0] == row]
    texts = [str(sheet.cells[place]).strip() for place in places]
    if not texts or places[0] in sheet.literal:
        return False
    is_remark = len(texts) == 1 and texts[0].startswith(COMMENT_PREFIXES)
    return is_remark or comparison_key(texts[0]) in SUMS


def read_cells(
    sheet: Sheet,
    row: int,
    cells: Mapping[str, tuple[Place, Column]],
    places: dict[str, tuple[str, str]],
    findings: Findings,
    above: dict[str, Place],
) -> Record:
    """Parse the cells of a row. `above`: by column the last cell that was not a ditto mark."""
    record = Record(sheet.name, row, {}, places)
    for code, (cell_place, column) in cells.items():
        place = _referenced_place(sheet, cell_place, code, above)
        if place is None:
            record.reject(code, "nothing_above", as_text(sheet.cells[cell_place]), findings.faults)
        elif place in sheet.bad:
            record.reject(code, *sheet.bad[place], findings.faults)
        else:
            _read_cell(sheet, place, column, record, findings)
    return record


def _read_cell(sheet: Sheet, place: Place, column: Column, record: Record, findings: Findings) -> None:
    """Add the parsed value of a cell, and the address that it links to, to the record."""
    code = column.code
    value = _displayed_value(sheet, place, code)
    if place in sheet.links:
        record.links[code] = sheet.links[place]
    if _says_nothing(sheet, place, column, value):
        return
    try:
        meaning = column.read(value)
    except ParseError as error:
        record.reject(code, error.code, error.detail, findings.notes if column.lenient else findings.faults)
        return
    if meaning != "":  # empty: only invisible characters
        record.values[code] = meaning


def _says_nothing(sheet: Sheet, place: Place, column: Column, value: Value) -> bool:
    """Return whether a cell counts as empty. A dash does, unless it is quoted or has a meaning in its column."""
    return place not in sheet.literal and column.read not in (as_truth, as_kind) and is_nothing(as_text(value))


def needs_quoting(text: str) -> bool:
    """Return whether a text would be misread without quotes: as empty, as a ditto mark, as a total or a remark."""
    return (
        is_nothing(text) or is_ditto(text) or comparison_key(text) in SUMS or text.lstrip().startswith(COMMENT_PREFIXES)
    )


def _referenced_place(sheet: Sheet, place: Place, code: str, above: dict[str, Place]) -> Place | None:
    """Return the cell that a ditto mark repeats, or the cell itself; None where there is no cell above."""
    value = sheet.cells.get(place)
    if isinstance(value, str) and place not in sheet.literal and is_ditto(as_text(value)):
        return above.get(code)
    above[code] = place
    return place


def _displayed_value(sheet: Sheet, place: Place, code: str) -> Value:
    """Return a number with the leading zeros of its format (such as 000-0000-0000), in columns in which digits
    matter."""
    value, mask = sheet.cells[place], sheet.masks.get(place, "")
    if not mask or code not in DIGITS or not isinstance(value, int | float):
        return value
    if not 0 <= value == int(value):
        return value
    digits = str(int(value)).zfill(mask.count("0"))
    return value if len(digits) > mask.count("0") + mask.count("#") else _fill_mask(mask, digits)


def _fill_mask(mask: str, digits: str) -> str:
    """Fill the digits into a number format, from the right."""
    displayed: list[str] = []
    for character in reversed(mask):
        if character not in "0#":
            displayed.append(character)
        elif digits:
            displayed.append(digits[-1])
            digits = digits[:-1]
        else:
            break
    return "".join(reversed(displayed)).strip()


def places_of(columns: Mapping[int, Column], headers: Mapping[int, str]) -> dict[str, tuple[str, str]]:
    """Return letter and header of each column, by code."""
    return {column.code: (letter_of(number), headers.get(number, "")) for number, column in columns.items()}


def shown(value: Value) -> str:
    return " ".join(str(value).split())


def letter_of(column: int) -> str:
    """Return the letter of a column, counted from 1: A, B … Z, AA …."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
