"""Layout of our worksheets: titled, framed, frozen, filtered, ready to print; typed text never becomes a formula.

Slow to import: it loads openpyxl."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gyoryu.base.names import LANGUAGE_TAGS, Language
from gyoryu.exports.dates import day_text
from gyoryu.exports.texts import translate
from gyoryu.exports.timetable import Timetable

Cell = str | float | date | time
Look = Literal["text", "wrap", "centre", "number", "day", "clock"]

_FONT_NAMES: dict[Language, str] = {"ko": "맑은 고딕", "zh": "微软雅黑", "en": "Calibri"}
_DAY_FORMATS: dict[Language, str] = {
    "ko": '[$-412]yyyy". "m". "d".("aaa")"',
    "zh": '[$-804]yyyy"年"m"月"d"日"',
    "en": "[$-809]ddd d mmm yyyy",
}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD_ROW = 4  # title, sub-title, an empty line, then the head
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "()     ")


@dataclass(frozen=True, slots=True)
class Column:
    """`text`: key of its head; `width` in characters; `look`: how its cells are set."""

    text: str
    width: float
    look: Look = "text"


class Sheets:
    """A workbook in the making; sheets appear in the order in which they are added."""

    def __init__(self, timetable: Timetable):
        self.language = timetable.language
        self.subtitle = _subtitle(timetable)
        self.sample = translate("sample_note", self.language) if timetable.consultation.is_sample else ""
        self.book = Workbook()
        self.book.remove(self.book.active)  # type: ignore[arg-type]
        self.book.properties.title = timetable.title.in_language(self.language)
        self.book.properties.language = LANGUAGE_TAGS[self.language]
        self.book.properties.creator = "Gyoryu"
        self._define_styles()
        self._styles = self._looked_up_styles()

    def add_list(
        self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]],
        group_by: Sequence[int] = (), filters: bool = True,
    ) -> None:  # fmt: skip
        """A list under a head; a heavier line wherever a column of `group_by` changes."""
        sheet = self._new_sheet(translate(title, self.language), translate(title, self.language))
        for k, column in enumerate(columns, start=1):
            self._put(sheet, _HEAD_ROW, k, translate(column.text, self.language), "gyoryu head")
            sheet.column_dimensions[get_column_letter(k)].width = column.width
        previous_key: list[Cell] = []
        for n, row in enumerate(rows, start=_HEAD_ROW + 1):
            key = [row[g] for g in group_by]
            style_suffix = " first" if group_by and key != previous_key else ""
            previous_key = key
            for k, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
                self._put(sheet, n, k, value, f"gyoryu {column.look}{style_suffix}")
        last_cell = f"{get_column_letter(len(columns))}{_HEAD_ROW + max(1, len(rows))}"
        if filters:
            sheet.auto_filter.ref = f"A{_HEAD_ROW}:{last_cell}"
        sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
        _print_setup(sheet, paper="9", last_cell=last_cell)

    def add_grid(self, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A picture of a day: the first cell of each row names a table, the others are what happens there."""
        sheet = self._new_sheet(name, title)
        sheet.column_dimensions["A"].width = 10
        self._put(sheet, _HEAD_ROW, 1, translate("table", self.language), "gyoryu head")
        for k, head in enumerate(heads, start=2):
            self._put(sheet, _HEAD_ROW, k, head, "gyoryu head")
            sheet.column_dimensions[get_column_letter(k)].width = 19
        for n, row in enumerate(rows, start=_HEAD_ROW + 1):
            lines = 2
            for k, value in enumerate(row, start=1):
                style = "gyoryu chip" if value else "gyoryu empty"
                self._put(sheet, n, k, value, "gyoryu row name" if k == 1 else style)
                lines = max(lines, value.count("\n") + 1)
            sheet.row_dimensions[n].height = 13.0 * lines + 3
        sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
        last_cell = f"{get_column_letter(len(heads) + 1)}{_HEAD_ROW + max(1, len(rows))}"
        _print_setup(sheet, paper="8", last_cell=last_cell)
        sheet.print_title_cols = "A:A"

    def save(self, path: Path) -> None:
        self.book.save(path)

    def _new_sheet(self, name: str, title: str) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(name.translate(_FORBIDDEN_IN_SHEET_NAMES)[:31])
        sheet.sheet_view.showGridLines = False
        self._put(sheet, 1, 1, title, "gyoryu title")
        self._put(sheet, 2, 1, self.subtitle, "gyoryu subtitle")
        if self.sample:
            self._put(sheet, 3, 1, self.sample, "gyoryu sample")
        sheet.row_dimensions[1].height = 26
        head, foot = cast(Any, sheet.oddHeader), cast(Any, sheet.oddFooter)
        foot.left.text = self.subtitle.replace("&", "&&")
        foot.right.text = translate("page_of", self.language, page="&P", pages="&N")
        if self.sample:
            head.right.text = self.sample
        return sheet

    def _put(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
        cell: Any = sheet.cell(row, column)
        cell.value = None if value == "" else _NOT_IN_XML.sub("", value) if isinstance(value, str) else value
        cell._style = copy(self._styles[style])  # `cell.style = name` looks the name up for each of 70,000 cells
        if isinstance(value, str) and value:
            cell.data_type = "s"  # neither a formula nor an error value, also if it begins with = or #
            cell.quotePrefix = value.startswith(_FORMULA_STARTS)  # text when someone edits it, too

    def _define_styles(self) -> None:
        font, ink, line = _FONT_NAMES[self.language], "1E2124", Side("thin", "CDD1D5")
        heavy = Side("medium", "8A949E")
        frame = Border(left=line, right=line, top=line, bottom=line)

        def style(name: str, align: Alignment, number: str = "General", first: bool = False, **look: Any) -> None:
            border = Border(left=line, right=line, top=heavy, bottom=line) if first else look.get("border", frame)
            self.book.add_named_style(
                NamedStyle(
                    f"gyoryu {name}",
                    font=Font(font, **{"sz": 10, "color": ink, **look.get("font", {})}),
                    alignment=align,
                    border=border,
                    number_format=number,
                    fill=look.get("fill", PatternFill()),
                )
            )

        middle: dict[str, Any] = {"vertical": "center"}
        style("title", Alignment(**middle), font={"sz": 16, "b": True}, border=Border())
        style("subtitle", Alignment(**middle), font={"color": "58616A"}, border=Border())
        style("sample", Alignment(**middle), font={"color": "BD2C0F", "b": True}, border=Border())
        head = PatternFill("solid", fgColor="E7EEF7")
        centred = Alignment(horizontal="center", wrap_text=True, **middle)
        style("head", centred, fill=head, font={"b": True})
        style("row name", centred, fill=head, font={"b": True})
        style("chip", Alignment(wrap_text=True, shrink_to_fit=False, **middle), font={"sz": 9})
        style("empty", Alignment(**middle), fill=PatternFill("solid", fgColor="F7F8F9"))
        for is_first in (False, True):
            end = " first" if is_first else ""
            style("text" + end, Alignment(**middle), first=is_first)
            style("wrap" + end, Alignment(wrap_text=True, **middle), first=is_first)
            style("centre" + end, Alignment(horizontal="center", **middle), first=is_first)
            style("number" + end, Alignment(horizontal="right", **middle), "General", is_first)
            style("day" + end, Alignment(horizontal="center", **middle), _DAY_FORMATS[self.language], is_first)
            style("clock" + end, Alignment(horizontal="center", **middle), "hh:mm", is_first)

    def _looked_up_styles(self) -> dict[str, Any]:
        """Name of a style -> what a cell of that style holds."""
        sheet = self.book.create_sheet()
        cell: Any = sheet.cell(1, 1)
        styles: dict[str, Any] = {}
        for name in self.book.named_styles:
            cell.style = name
            styles[name] = copy(cell._style)
        self.book.remove(sheet)
        return styles


def _subtitle(timetable: Timetable) -> str:
    days = [day for day, _ in timetable.days]
    when = " – ".join(day_text(day, timetable.language) for day in dict.fromkeys((days[0], days[-1]))) if days else ""
    parts = (timetable.title.in_language(timetable.language), when, timetable.venue.in_language(timetable.language))
    return " · ".join(part for part in parts if part)


def _print_setup(sheet: Worksheet, paper: str, last_cell: str) -> None:
    """Landscape, one page wide, as many as needed long; `paper` as Excel numbers it: 8 is A3, 9 is A4."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(paper)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.print_area = f"A1:{last_cell}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
