from datetime import date, time

import openpyxl
import pytest

from gyoryu.exports.documents import find_obstacles
from gyoryu.exports.texts import translate
from gyoryu.exports.timetable_workbook import write_spreadsheet


@pytest.fixture
def book(timetable, tmp_path):
    write_spreadsheet(timetable, find_obstacles(timetable), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.language = timetable.language
    return book


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def test_sheets_speak_the_workbooks_language(book):
    keys = ("summary", "list", "firms", "buyers", "tables", "interpreters", "unmet")
    assert {translate(f"sheet_{key}", book.language) for key in keys} < set(book.sheetnames)
    assert len(book.sheetnames) == len(keys) + 2  # a grid for each day


def test_every_meeting_stands_in_every_view_with_real_dates(book):
    list_rows = rows(book[translate("sheet_list", book.language)])
    assert len(list_rows) == 5
    assert isinstance(list_rows[0][0], date)
    assert list_rows[0][1:3] == [time(9), time(9, 30)]
    assert "한빛환경" in list_rows[0][3]
    assert "山东绿能有限公司" in list_rows[0][5]
    assert list_rows[0][7] == "A-1"
    assert len(rows(book[translate("sheet_tables", book.language)])) == 4  # one is online
    firm_rows = rows(book[translate("sheet_firms", book.language)])
    assert len(firm_rows) == 6  # five meetings, and a line for the one without any
    assert firm_rows[-1][-1] == translate("no_meetings", book.language)
    assert len(rows(book[translate("sheet_unmet", book.language)])) == 2


def test_nothing_typed_is_a_formula_or_an_error(book):
    seen = set()
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type != "f", (sheet.title, cell.coordinate)
            assert cell.data_type != "e", (sheet.title, cell.coordinate)
            if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                assert cell.quotePrefix
                seen.add(cell.value[0])
    assert "=" in seen


def test_sheets_are_ready_to_print(book):
    for sheet in book:
        assert sheet.freeze_panes in {"A5", "B5"}
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$4:$4"
        assert translate("sample_note", book.language) in sheet["A3"].value
    assert book[translate("sheet_list", book.language)].auto_filter.ref == "A4:J9"


def test_the_grid_shows_a_meeting_at_its_table_and_slot(book):
    grid = book[book.sheetnames[1]]
    assert grid["A5"].value == "A-1"
    assert grid["B4"].value == "09:00–09:30"
    assert grid["B5"].value.split("\n")[:2] == ["한빛환경", "山东绿能有限公司"]
    assert grid["E5"].value is None
