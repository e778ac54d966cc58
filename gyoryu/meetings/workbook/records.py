"""One row of a sheet as what its cells mean."""

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
DIGITS = frozenset(("id", "identifier", "contact", "phone", "mobile"))  # columns in which a leading zero counts


@dataclass(slots=True)
class Record:
    """One row: what its cells mean by column code, where they stand, and the addresses behind them. Cells that could
    not be read are in `faulty`."""

    sheet: str
    row: int
    values: dict[str, Any]
    places: dict[str, tuple[str, str]]  # column code -> letter, header
    faulty: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)

    def get(self, code: str, default: Any = None) -> Any:
        return self.values.get(code, default)

    def issue(self, problem: str, column: str = "", detail: object = "", hint: str = "") -> ImportIssue:
        letter, header = self.places.get(column, ("", ""))
        return ImportIssue(problem, self.sheet, self.row, letter, header, str(detail)[:200], hint)


@dataclass(slots=True)
class Findings:
    """Issues and other observations collected while a workbook is read."""

    faults: list[ImportIssue] = field(default_factory=list)
    notes: list[ImportIssue] = field(default_factory=list)
    languages: Counter[Language] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)


def read_row(
    sheet: Sheet,
    row: int,
    columns: Mapping[int, Column],
    places: dict[str, tuple[str, str]],
    findings: Findings,
    above: dict[str, Place],
) -> Record | None:
    cells: dict[str, tuple[tuple[int, int], Column]] = {}
    for number, column in columns.items():
        place = (row, number)
        top = sheet.upper.get(place, place)
        if top != place and not column.carries:
            if column.is_identity:
                return None  # the second line of a record that is merged over several
            continue
        if top in sheet.cells or top in sheet.bad:
            cells[column.code] = (top, column)
    if not cells or all(place[0] != row for place, _ in cells.values()):
        return None
    if _is_remark_line(sheet, row, cells):
        return None
    return read_cells(sheet, row, cells, places, findings, above)


def _is_remark_line(sheet: Sheet, row: int, cells: Mapping[str, tuple[Place, Column]]) -> bool:
    """A sum, or "※ …" under a table: text in one cell that begins like a comment."""
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
    """`above`: by column the last cell that was no ditto mark."""
    record = Record(sheet.name, row, {}, places)
    for code, (cell_place, column) in cells.items():
        place = _referenced_place(sheet, cell_place, code, above)
        if place is None or place in sheet.bad:
            problem, detail = sheet.bad[place] if place else ("nothing_above", as_text(sheet.cells[cell_place]))
            findings.faults.append(record.issue(problem, code, detail))
            record.faulty.add(code)
            continue
        value = _displayed_value(sheet, place, code)
        if place in sheet.links:
            record.links[code] = sheet.links[place]
        if place not in sheet.literal and is_nothing(as_text(value)) and column.read not in (as_truth, as_kind):
            continue
        try:
            record.values[code] = column.read(value)
        except ParseError as error:
            issues = findings.notes if column.lenient else findings.faults
            issues.append(record.issue(error.code, code, error.detail))
            record.faulty.add(code)
        if record.values.get(code) == "":  # only characters that nobody sees
            del record.values[code]
    return record


def needs_quoting(text: str) -> bool:
    """Whether a text would be read as more than it says: as nothing, as a ditto mark, as a sum or a comment."""
    return (
        is_nothing(text) or is_ditto(text) or comparison_key(text) in SUMS or text.lstrip().startswith(COMMENT_PREFIXES)
    )


def _referenced_place(sheet: Sheet, place: Place, code: str, above: dict[str, Place]) -> Place | None:
    """The cell that a ditto mark repeats, or the cell itself; None where nothing stands above."""
    value = sheet.cells.get(place)
    if isinstance(value, str) and place not in sheet.literal and is_ditto(as_text(value)):
        return above.get(code)
    above[code] = place
    return place


def _displayed_value(sheet: Sheet, place: Place, code: str) -> Value:
    """A number under a format such as 000-0000-0000 with the zeros that are seen, where digits are what counts."""
    value, mask = sheet.cells[place], sheet.masks.get(place, "")
    if not mask or code not in DIGITS or not isinstance(value, int | float) or value != int(value) or value < 0:
        return value
    digits = str(int(value)).zfill(mask.count("0"))
    if len(digits) > mask.count("0") + mask.count("#"):
        return value
    shown: list[str] = []
    for sign in reversed(mask):
        if sign in "0#":
            if not digits:
                break
            shown.append(digits[-1])
            digits = digits[:-1]
        else:
            shown.append(sign)
    return "".join(reversed(shown)).strip()


def shown(value: Value) -> str:
    return " ".join(str(value).split())


def letter_of(column: int) -> str:
    """A, B … Z, AA …: the letter of a column, counted from 1."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
