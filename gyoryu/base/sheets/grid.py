"""A worksheet as a sparse grid, and the reasons to refuse a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
Place = tuple[int, int]  # row and column, counted from 1

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


class RefusedFile(ValueError):
    """A file that is not read, and why: not_found, empty_file, too_large, old_excel, binary_excel, encrypted, html,
    not_excel, opendocument, corrupt, bomb, unsafe_xml."""

    def __init__(self, code: str, detail: object = ""):
        self.code = code
        self.detail = str(detail)
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Amount of hidden content of a sheet: rows, columns, or the whole sheet."""

    rows: int = 0
    columns: int = 0
    sheet: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns or self.sheet)


@dataclass(slots=True)
class Sheet:
    """`upper` leads from the lower cells of a vertical merge to its top; `bad` names the cells without a usable value,
    by code and what they hold: formula_without_value, cell_error. `links` are addresses behind cells (mailto:, http:,
    https:). `masks` are formats such as 000-0000-0000 by which a number is shown with zeros that it does not hold.
    `literal` are cells of text that are marked as such (with an apostrophe): they are never formulas."""

    name: str
    cells: dict[Place, Value] = field(default_factory=dict)
    upper: dict[Place, Place] = field(default_factory=dict)
    bad: dict[Place, tuple[str, str]] = field(default_factory=dict)
    links: dict[Place, str] = field(default_factory=dict)
    masks: dict[Place, str] = field(default_factory=dict)
    literal: set[Place] = field(default_factory=set)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_delimited: bool = False  # read from a file of text, which holds one sheet only
    _rows: dict[int, dict[int, Place]] | None = field(default=None, init=False, repr=False, compare=False)
    _columns: dict[int, list[tuple[int, Value]]] | None = field(default=None, init=False, repr=False, compare=False)

    def is_filled(self, place: Place) -> bool:
        """Return whether a cell has content, valid or not."""
        return place in self.cells or place in self.bad

    def rows(self) -> list[int]:
        """Return numbers of the rows that hold anything, in order."""
        return sorted({row for row, _ in (*self.cells, *self.bad)})

    def row(self, number: int) -> dict[int, Place]:
        """By column the cells of a row, and those of vertical merges that reach down to it."""
        if self._rows is None:
            self._rows = {}
            for row, column in self.cells:
                self._rows.setdefault(row, {})[column] = (row, column)
            for (row, column), top in self.upper.items():
                if top in self.cells:
                    self._rows.setdefault(row, {})[column] = top
        return self._rows.get(number, {})

    def column(self, number: int) -> list[tuple[int, Value]]:
        """Return the cells of a column with their rows, in order."""
        if self._columns is None:
            self._columns = {}
            for (row, column), value in sorted(self.cells.items(), key=lambda cell: cell[0]):
                self._columns.setdefault(column, []).append((row, value))
        return self._columns.get(number, [])

    def hidden(self) -> Hidden:
        """Count the hidden rows and columns with content."""
        if self.is_hidden:
            return Hidden(sheet=bool(self.cells))
        occupied = {*self.cells, *self.bad}
        rows = {row for row, _ in occupied} & self.hidden_rows
        return Hidden(len(rows), len({column for _, column in occupied} & self.hidden_columns))

    def without_hidden(self) -> Sheet:
        """Return the sheet without hidden content."""
        if self.is_hidden:
            return Sheet(self.name, is_hidden=True)

        def shown(place: Place) -> bool:
            return place[0] not in self.hidden_rows and place[1] not in self.hidden_columns

        return replace(
            self,
            cells={place: value for place, value in self.cells.items() if shown(place)},
            bad={place: problem for place, problem in self.bad.items() if shown(place)},
        )
