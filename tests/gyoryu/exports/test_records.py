"""Records of a programme as files."""

import csv
import io

import pytest
from openpyxl import load_workbook

from gyoryu.exports.records import as_csv, as_workbook

HEADS = ["날짜", "内容"]
ROWS = [["2026-05-12", "=1+1"], ["", 'a "b", c\nd'], ["-", "@x"]]


def test_a_text_file_is_known_by_its_mark_and_holds_no_formula():
    data = as_csv(HEADS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [HEADS, ["2026-05-12", "'=1+1"], ["", 'a "b", c\nd'], ["'-", "'@x"]]


def test_a_workbook_holds_text_only_and_can_be_filtered():
    sheet = load_workbook(io.BytesIO(as_workbook("견본", HEADS, ROWS))).active
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert cells == [HEADS, *ROWS]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.title) == ("A2", "A1:B4", "견본")
    assert sheet.column_dimensions["A"].width == 19, "as wide as the longest of its cells"


@pytest.mark.parametrize(
    ("title", "name"), [("a/b: [c]*?\\", "ab c"), ("가" * 40, "가" * 31), ("[]", "Gyoryu"), ("", "Gyoryu")]
)
def test_a_title_that_excel_does_not_allow_is_shortened(title, name):
    workbook = load_workbook(io.BytesIO(as_workbook(title, HEADS, [])))
    assert workbook.sheetnames == [name]
    assert workbook.active.auto_filter.ref == "A1:B1"
