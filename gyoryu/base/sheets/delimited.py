"""A sheet that was saved as text: commas, semicolons or tabs, in the encodings of Korean and Chinese Excel."""

from __future__ import annotations

import csv
import io
import re

from docread.formats.limits import RefusalError
from docread.formats.plain_text import decode
from gyoryu.base.sheets.grid import MAX_COLUMN, MAX_ROW, RefusedFile, Sheet
from gyoryu.base.sheets.parts import MAX_CELLS, clean

_DELIMITERS = ("\t", ";", ",")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # by which a sheet keeps leading zeros in such a file


def read_delimited(data: bytes, name: str) -> Sheet:
    """The one sheet of the file. Raises `RefusedFile`: not_excel, too_large, corrupt."""
    try:
        text = decode(data)
    except RefusalError:
        raise RefusedFile("not_excel") from None
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    if delimiter not in first_line or _CONTROL.search(text):
        raise RefusedFile("not_excel")
    sheet = Sheet(name, is_delimited=True)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            for column, value in enumerate(values, 1):
                if value.strip():
                    quoted = _AS_TEXT.fullmatch(value)
                    sheet.cells[row, column] = clean(quoted[1] if quoted else value)
            if row > MAX_ROW or len(values) > MAX_COLUMN or len(sheet.cells) > MAX_CELLS:
                raise RefusedFile("too_large", f"{MAX_CELLS} cells")
    except csv.Error as error:
        raise RefusedFile("corrupt", error) from None
    return sheet
