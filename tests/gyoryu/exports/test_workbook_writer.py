"""How our worksheets look."""

import datetime as dt

import pytest
from openpyxl import load_workbook

from gyoryu.exports.texts import translate
from gyoryu.exports.workbook_writer import Column, Sheets

COLUMNS = [Column("code", 8), Column("firm", 20, "wrap"), Column("day", 14, "day"), Column("weight", 8, "number")]
DAY = dt.date(2026, 5, 12)


@pytest.fixture
def written(timetable, tmp_path):
    """Save a workbook that `fill` fills, and read it again."""

    def write(fill):
        sheets = Sheets(timetable)
        fill(sheets)
        sheets.save(tmp_path / "w.xlsx")
        return load_workbook(tmp_path / "w.xlsx")

    return write


def test_a_list_has_a_title_a_head_and_typed_cells(written, timetable):
    rows = [["S1", "=1+1", DAY, 2.5], ["S2", "", DAY, 3]]
    sheet = written(lambda sheets: sheets.add_list("sheet_firms", COLUMNS, rows)).active
    assert sheet.title == sheet["A1"].value == translate("sheet_firms", timetable.language)
    assert [cell.value for cell in sheet[4]] == [translate(column.text, timetable.language) for column in COLUMNS]
    assert [cell.value for cell in sheet[5]] == ["S1", "=1+1", dt.datetime(2026, 5, 12), 2.5]
    assert (sheet["B5"].data_type, sheet["B5"].quotePrefix, sheet["B6"].value) == ("s", True, None)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:D6", "$4:$4")
    assert sheet.column_dimensions["B"].width == 20
    assert sheet["A3"].value == translate("sample_note", timetable.language)


def test_a_heavier_line_begins_each_group(written):
    rows = [["S1", "a", DAY, 1], ["S1", "b", DAY, 1], ["S2", "c", DAY, 1]]
    sheet = written(lambda sheets: sheets.add_list("sheet_firms", COLUMNS, rows, group_by=[0], filters=False)).active
    assert [sheet.cell(row, 1).border.top.style for row in (5, 6, 7)] == ["medium", "thin", "medium"]
    assert sheet.auto_filter.ref is None


def test_a_grid_has_a_row_for_each_table_as_high_as_its_fullest_cell(written):
    rows = [["A-1", "S1\nB1\nI1\nx", ""], ["T02", "", ""]]
    sheet = written(lambda sheets: sheets.add_grid("d[1]/2", "5월 12일", ["09:00", "09:30"], rows)).active
    assert sheet.title == "d(1) 2"
    assert [cell.value for cell in sheet[4]][1:] == ["09:00", "09:30"]
    assert sheet.row_dimensions[5].height > sheet.row_dimensions[6].height
    assert sheet["B5"].fill.fgColor.rgb != sheet["C5"].fill.fgColor.rgb, "an empty cell is grey"
    assert (sheet.freeze_panes, sheet.page_setup.paperSize) == ("B5", 8)


def test_characters_that_xml_cannot_hold_are_dropped(written):
    rows = [["a\x00b\x1f", "\ufffe", DAY, 1]]
    sheet = written(lambda sheets: sheets.add_list("sheet_firms", COLUMNS, rows)).active
    assert (sheet["A5"].value, sheet["B5"].value) == ("ab", None)
