"""The cells of a sheet of an .xlsx, read in one pass."""

from __future__ import annotations

import math
import re
from typing import cast

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601
from openpyxl.utils.escape import unescape

from gyoryu.base.sheets.grid import MAX_COLUMN, MAX_ROW, Place, RefusedFile, Sheet, Value
from gyoryu.base.sheets.parts import Attributes, Budget, Part, Relations, Shared, clean, is_true, style_number

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_DIGITS = re.compile(r"-?\d{1,15}")
_MASK = re.compile(r"[0#][0#\- ()]*0[0#\- ()]*")
_HYPERLINK = re.compile(r"\s*HYPERLINK\(\s*\"([^\"]{1,2000})\"", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:mailto:|https?://)\S+", re.IGNORECASE)


class Worksheet(Part):
    """The cells of one sheet. `relations` give the targets of its links."""

    def __init__(self, budget: Budget, name: str, shared: Shared, relations: Relations):
        super().__init__(budget)
        self.sheet = Sheet(name)
        self._shared, self._relations = shared, relations
        self._row = self._column = 0
        self._kind = self._style = self._content = ""
        self._formula: str | None = None
        self._has_value = False
        self._aloud = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "f", "t"):
            self._text = [] if not self._aloud else None
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aloud += 1
        elif name == "col":
            self._note_columns(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "hyperlink":
            self._link(attributes)

    def end(self, name: str) -> None:
        if name in ("v", "f", "t"):
            text = "".join(self._text or ())
            self._text = None
            if name == "f":
                self._formula = text
            else:
                self._content += text
                self._has_value = True
        elif name == "rPh":
            self._aloud -= 1
        elif name == "c":
            self._end_cell()
        elif name == "worksheet":
            self.sheet.hidden_rows = frozenset(self._hidden_rows)
            self.sheet.hidden_columns = frozenset(self._hidden_columns)

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        if not 1 <= self._row <= MAX_ROW:
            raise RefusedFile("corrupt", f"row {number[:20]}")
        self._column = 0
        if is_true(attributes.get("hidden")) or (attributes.get("ht") == "0" and "customHeight" in attributes):
            self._hidden_rows.add(self._row)

    def _note_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if is_true(attributes.get("hidden")) and first.isdecimal() and last.isdecimal():
            columns = range(int(first[:6]), min(int(last[:6]), MAX_COLUMN) + 1)
            self._budget.take_cells(len(columns))
            self._hidden_columns.update(columns)

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = place_of(reference)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._content, self._formula, self._has_value = "", None, False

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        content, formula = self._content, self._formula
        if self._kind == "e":
            self._budget.take_cells(1)
            self.sheet.bad[place] = ("cell_error", clean(content))
        elif content:
            self._budget.take_cells(1)
            self._keep(place, content)
        elif formula is not None and not (self._kind == "str" and self._has_value):
            self._budget.take_cells(1)
            self.sheet.bad[place] = ("formula_without_value", clean("=" + formula))
        if formula and (match := _HYPERLINK.match(formula)) and _ADDRESS.fullmatch(match[1]):
            self.sheet.links[place] = clean(match[1])

    def _keep(self, place: Place, content: str) -> None:
        try:
            value = self._value(content)
        except (ValueError, OverflowError, IndexError):
            self.sheet.bad[place] = ("cell_error", clean(content)[:100])
            return
        if isinstance(value, str) and not value.strip():
            return
        self.sheet.cells[place] = value
        if isinstance(value, int | float) and not isinstance(value, bool):
            mask = self._shared.format_of(self._style)
            if _MASK.fullmatch(mask):
                self.sheet.masks[place] = mask
        elif style_number(self._style) in self._shared.quoted:
            self.sheet.literal.add(place)

    def _value(self, content: str) -> Value:
        match self._kind:
            case "s":
                return self._shared.strings[int(content)] if content.isdecimal() else _raise(content)
            case "str" | "inlineStr":
                return clean(unescape(content))
            case "b":
                return content.strip() in ("1", "true")
            case "d":
                return cast(Value, from_ISO8601(content))  # type: ignore[no-untyped-call]
            case _:
                return self._number(content.strip())

    def _number(self, content: str) -> Value:
        number: int | float = int(content) if _DIGITS.fullmatch(content) else float(content)
        if not math.isfinite(number):
            raise ValueError(content)
        is_date, is_duration = self._shared.is_date(self._style)
        if not is_date:
            return number
        epoch = CALENDAR_MAC_1904 if self._shared.is_1904 else CALENDAR_WINDOWS_1900
        moment = from_excel(number, epoch, timedelta=is_duration)
        return moment if moment is not None else number

    def _merge(self, reference: str) -> None:
        (top, left), (bottom, right) = corners_of(reference)
        self._budget.take_cells((bottom - top + 1) * (right - left + 1))
        for row in range(top + 1, bottom + 1):
            self.sheet.upper[row, left] = (top, left)

    def _link(self, attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        try:
            (top, left), (bottom, right) = corners_of(attributes.get("ref", ""))
        except RefusedFile:
            return  # an unresolvable link is ignored
        self._budget.take_cells((bottom - top + 1) * (right - left + 1))
        target = clean(unescape(self._relations.targets.get(relation, ("", ""))[0])).strip()
        if not _ADDRESS.fullmatch(target):
            return  # within the workbook, or a local file
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.sheet.links[row, column] = target


def _raise(content: str) -> str:
    raise ValueError(content)


def place_of(reference: str) -> Place:
    """Row and column of "B3". Raises `RefusedFile`: corrupt."""
    match = _CELL.fullmatch(reference)
    if match:
        column = 0
        for character in match[1].upper():
            column = column * 26 + ord(character) - ord("A") + 1
        row = int(match[2])
        if row <= MAX_ROW and column <= MAX_COLUMN:
            return row, column
    raise RefusedFile("corrupt", reference[:40])


def corners_of(reference: str) -> tuple[Place, Place]:
    """First and last cell of "A1:C3" or "A1". Raises `RefusedFile`: corrupt."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return (min(top, bottom), min(left, right)), (max(top, bottom), max(left, right))
