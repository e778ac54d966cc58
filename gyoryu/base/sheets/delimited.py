"""Reading of delimited text files: commas, semicolons or tabs, in the encodings of Korean and Chinese Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from docread.formats.limits import RefusalError
from docread.formats.plain_text import decode
from gyoryu.base.sheets.grid import MAX_COLUMN, MAX_ROW, RefusedFile, Sheet
from gyoryu.base.sheets.parts import MAX_CELLS, clean

_DELIMITERS = ("\t", ";", ",")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # by which a sheet keeps leading zeros in such a file


def read_delimited(data: bytes, name: str) -> Sheet:
    """Return the one sheet of the file. Raises `RefusedFile`: not_excel, too_large, corrupt."""
    try:
        text = decode(data)
    except RefusalError:
        raise RefusedFile("not_excel") from None
    delimiter = _delimiter_of(text)
    if not delimiter or _CONTROL.search(text):
        raise RefusedFile("not_excel")
    sheet = Sheet(name, is_delimited=True)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            _add_row(sheet, row, values)
    except csv.Error as error:
        raise RefusedFile("corrupt", error) from None
    return sheet


def _delimiter_of(text: str) -> str:
    """Return the character that separates cells in the first line; "" if there is none."""
    first_line = next(filter(str.strip, text.splitlines()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    return delimiter if delimiter in first_line else ""


def _add_row(sheet: Sheet, row: int, values: Sequence[str]) -> None:
    for column, value in enumerate(values, 1):
        if value.strip():
            sheet.cells[row, column] = clean(_unquoted(value))
    if row > MAX_ROW or len(values) > MAX_COLUMN or len(sheet.cells) > MAX_CELLS:
        raise RefusedFile("too_large", f"{MAX_CELLS} cells")


def _unquoted(value: str) -> str:
    quoted = _AS_TEXT.fullmatch(value)
    return quoted[1] if quoted else value
