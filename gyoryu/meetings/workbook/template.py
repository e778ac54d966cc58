"""Write an empty form with a few sample rows, from the same table by which forms are read.

Slow to import: it loads openpyxl."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gyoryu.base.names import Language
from gyoryu.base.sheets import put
from gyoryu.meetings.workbook import values
from gyoryu.meetings.workbook.columns import EVENT, SHEETS, Column, SheetKind

TEXTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("template_texts.toml").read_text(encoding="utf-8"))
HEADER_ROW = 2
ROWS_WITH_CHOICES = 2_000
_INK, _PAPER, _SAMPLE_INK = "FF1D2B3A", "FFE8EEF6", "FF6B7684"
_LARGE, _SMALL = 14, 10


def write_template(language: Language, path: str | Path, kinds: Sequence[SheetKind] = SHEETS) -> None:
    """Write the form in `language` to `path`, which comes into being whole or not at all."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = TEXTS["guide"]["name"][language]
    _write_guide(guide, language, kinds)
    for kind in kinds:
        sheet = book.create_sheet(kind.header(language))
        if kind is EVENT:
            _write_settings(sheet, kind, language)
        else:
            _write_table(sheet, kind, language)
    target = Path(path)
    descriptor, draft = tempfile.mkstemp(suffix=".xlsx", dir=target.parent)
    os.close(descriptor)
    try:
        book.save(draft)
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _shown_columns(kind: SheetKind) -> list[Column]:
    return [column for column in kind.columns if column.in_template]


def _is_required(kind: SheetKind, column: Column) -> bool:
    """Return whether a row cannot do without it. Of several names one is enough, which the note says."""
    return column.required or any(group[0] == column.code for group in kind.one_of)


def _title_of(kind: SheetKind, language: Language) -> str:
    return f"{kind.header(language)} ({TEXTS['sample'][language]})"


def _write_table(sheet: Worksheet, kind: SheetKind, language: Language) -> None:
    columns = _shown_columns(kind)
    _as_title(put(sheet.cell(1, 1), _title_of(kind, language)))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(columns))
    for number, column in enumerate(columns, 1):
        mark = " *" if _is_required(kind, column) else ""
        _as_header(put(sheet.cell(HEADER_ROW, number), column.header(language) + mark))
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        _add_advice(sheet, number, column, language)
        for offset, example in enumerate(_examples(column, language), 1):
            _put_example(sheet.cell(HEADER_ROW + offset, number), column, example)
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW].height = 30, 34
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _write_settings(sheet: Worksheet, kind: SheetKind, language: Language) -> None:
    _as_title(put(sheet.cell(1, 1), _title_of(kind, language)))
    sheet.merge_cells("A1:C1")
    for row, column in enumerate(kind.columns, HEADER_ROW):
        _as_header(put(sheet.cell(row, 1), column.header(language)))
        for example in _examples(column, language):
            _put_example(sheet.cell(row, 2), column, example)
        if column.note:
            _as_note(put(sheet.cell(row, 3), column.note[language]))
        _add_choices(sheet, f"B{row}", column, language)
    for column_letter, width in (("A", 26), ("B", 52), ("C", 60)):
        sheet.column_dimensions[column_letter].width = width
    sheet.row_dimensions[1].height = 30


def _write_guide(sheet: Worksheet, language: Language, kinds: Sequence[SheetKind]) -> None:
    guide = TEXTS["guide"]
    _as_title(put(sheet.cell(1, 1), guide["title"][language]))
    sheet.merge_cells("A1:F1")
    for row, line in enumerate(guide["lines"][language], 2):
        put(sheet.cell(row, 1), f"{row - 1}. {line}")
    top = len(guide["lines"][language]) + 3
    for number, heading in enumerate(("sheet", "column", "required", "note", "words", "example"), 1):
        _as_header(put(sheet.cell(top, number), guide[heading][language]))
    for row, cells in enumerate(_guide_rows(language, kinds), top + 1):
        for number, text in enumerate(cells, 1):
            _wrapped(put(sheet.cell(row, number), text))
    for column_letter, width in zip("ABCDEF", (18, 26, 9, 62, 34, 30), strict=True):
        sheet.column_dimensions[column_letter].width = width
    sheet.freeze_panes = f"A{top + 1}"
    sheet.row_dimensions[1].height = 30


def _guide_rows(language: Language, kinds: Sequence[SheetKind]) -> Iterator[tuple[str, str, str, str, str, str]]:
    for kind in kinds:
        for column in _shown_columns(kind):
            yield (
                kind.header(language),
                column.header(language),
                "*" if _is_required(kind, column) else "",
                column.note[language] if column.note else "",
                " | ".join(TEXTS["choices"][column.choices][language]) if column.choices else "",
                next(filter(None, _examples(column, language)), ""),
            )


def _examples(column: Column, language: Language) -> list[str]:
    return column.examples[language] if column.examples else []


def _put_example(cell: Cell | MergedCell, column: Column, example: str) -> None:
    """Dates, times and numbers as such, so that the form shows how cells are best filled."""
    if example:
        if column.read is values.as_date:
            put(cell, dt.date.fromisoformat(example)).number_format = "yyyy-mm-dd"
        elif column.read is values.as_clock:
            put(cell, dt.time.fromisoformat(example)).number_format = "hh:mm"
        elif example.isdigit():
            put(cell, int(example))
        else:
            put(cell, example)
    cell.font = Font(color=_SAMPLE_INK)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _add_advice(sheet: Worksheet, number: int, column: Column, language: Language) -> None:
    """Add input hints, which Excel shows beside the selected cell."""
    column_letter = get_column_letter(number)
    area = f"{column_letter}{HEADER_ROW + 1}:{column_letter}{HEADER_ROW + ROWS_WITH_CHOICES}"
    if column.choices:
        _add_choices(sheet, area, column, language)
    elif column.note:
        advice = DataValidation(allow_blank=True, showInputMessage=True)
        advice.promptTitle, advice.prompt = column.header(language)[:32], column.note[language][:255]
        advice.add(area)
        sheet.add_data_validation(advice)


def _add_choices(sheet: Worksheet, area: str, column: Column, language: Language) -> None:
    """A list to choose from. Other words stay allowed: there are more languages than any list has, and a list in a cell
    cannot hold choices with commas."""
    if not column.choices:
        return
    choices = [choice for choice in TEXTS["choices"][column.choices][language] if "," not in choice]
    validation = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=False
    )
    if column.note:
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = column.header(language)[:32], column.note[language][:255]
    validation.add(area)
    sheet.add_data_validation(validation)


def _as_title(cell: Cell | MergedCell) -> None:
    cell.font = Font(bold=True, size=_LARGE, color=_INK)
    cell.alignment = Alignment(vertical="center")


def _as_header(cell: Cell | MergedCell) -> None:
    cell.font = Font(bold=True, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_PAPER)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(bottom=Side("thin", color=_INK))


def _as_note(cell: Cell | MergedCell) -> None:
    cell.font = Font(size=_SMALL, color=_SAMPLE_INK)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _wrapped(cell: Cell | MergedCell) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
