"""Records of a programme as a file, for committees and partners."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gyoryu.base.sheets import put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
Rows = Sequence[Sequence[str]]


def as_csv(heads: Sequence[str], rows: Rows) -> bytes:
    """In UTF-8 with the mark by which Excel knows it. What would begin a formula begins with an apostrophe."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(heads)
    writer.writerows([f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def as_workbook(title: str, heads: Sequence[str], rows: Rows) -> bytes:
    """A sheet that can be filtered and printed across the page; every cell is text."""
    from openpyxl import Workbook  # slow, and most requests for records are for text

    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = title, "Gyoryu"
    sheet = workbook.worksheets[0]
    sheet.title = "".join(character for character in title if character not in "[]:*?/\\")[:31] or "Gyoryu"
    for row_number, row in enumerate([heads, *rows], start=1):
        for column, cell in enumerate(row, start=1):
            put(sheet.cell(row_number, column), cell)
    _set(sheet, heads, rows)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def _set(sheet: Worksheet, heads: Sequence[str], rows: Rows) -> None:
    # Slow, see above.
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(heads, start=1):
        longest = max([len(head), *(len(row[column - 1]) for row in rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, longest * 1.6 + 3)
        sheet.cell(1, column).font = Font(b=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
