"""One row of a sheet as what its cells mean."""

import pytest

from gyoryu.meetings.workbook.columns import INCOMING
from gyoryu.meetings.workbook.records import Findings, Record, letter_of, needs_quoting, read_row
from tests.gyoryu.meetings.workbook.workbooks import grid

KIND = next(kind for kind in INCOMING if kind.code == "sellers")
CODES = ("id", "name_ko", "languages", "max", "online", "phone")
COLUMNS = {number: KIND.column(code) for number, code in enumerate(CODES, 1)}
PLACES = {code: (letter_of(number), code) for number, code in enumerate(CODES, 1)}


def read(*rows, change=None):
    """The records of rows, their faults, and by column the cells that ditto marks repeat."""
    sheet, findings, above = grid([list(row) for row in rows], "참가기업"), Findings(), {}
    if change:
        change(sheet)
    records = [read_row(sheet, row, COLUMNS, PLACES, findings, above) for row in range(1, len(rows) + 1)]
    return records, [(fault.code, f"{fault.column}{fault.row}", fault.detail) for fault in findings.faults]


def values(*rows, **options):
    return [record.values if record else None for record in read(*rows, **options)[0]]


def test_cells_mean_what_their_columns_say_and_empty_words_mean_nothing():
    row = ["S1", " 가람 ", "한국어, 영어", "3 건", "X", "없음"]
    assert values(row) == [{"id": "S1", "name_ko": "가람", "languages": ("ko", "en"), "max": 3, "online": False}]


def test_what_cannot_be_read_is_a_fault_at_its_cell_and_the_rest_is_kept():
    (record,), faults = read(["S1", "가람", "클링온어", "여럿"])
    assert faults == [("unknown_language", "C1", "클링온어"), ("not_a_whole_number", "D1", "여럿")]
    assert (record.values, record.faulty) == ({"id": "S1", "name_ko": "가람"}, {"languages", "max"})


def test_ditto_marks_repeat_the_cell_above_and_not_one_another():
    assert [row["languages"] for row in values(["S1", "가", "중국어"], ["S2", "나", "〃"], ["S3", "다", "상동"])] == [
        ("zh",)
    ] * 3
    assert read(["S1", "가", "〃"])[1] == [("nothing_above", "C1", "〃")]


@pytest.mark.parametrize("row", [["합계", None, None, 12], ["※ 확정 명단임"], [None] * 6, ["소계", "3"]])
def test_sums_comments_and_empty_rows_are_no_records(row):
    assert values(row) == [None]


def test_a_cell_that_is_marked_as_text_is_no_comment_and_no_ditto():
    def mark(sheet):
        sheet.literal |= {(1, 1), (1, 2)}

    assert values(["합계", "〃"], change=mark) == [{"id": "합계", "name_ko": "〃"}]


def test_of_a_merge_the_lower_rows_of_an_identity_are_no_records_and_other_cells_carry_down():
    def merge(sheet):
        sheet.upper |= {(2, 3): (1, 3), (3, 1): (1, 1)}

    rows = values(["S1", "가", "중국어"], ["S2", "나"], [None, "다"], change=merge)
    assert rows[1] == {"id": "S2", "name_ko": "나", "languages": ("zh",)}
    assert rows[2] is None


def test_an_error_of_the_spreadsheet_is_a_fault():
    def break_cell(sheet):
        sheet.bad[1, 4] = ("cell_error", "#REF!")

    assert read(["S1", "가"], change=break_cell)[1] == [("cell_error", "D1", "#REF!")]


def test_zeros_that_a_format_shows_are_read_where_digits_count():
    def mask(sheet):
        sheet.masks |= {(1, 1): "000", (1, 4): "000", (1, 6): "000-0000-0000"}

    (row,) = values([7, "가", None, 7, None, 1012345678], change=mask)
    assert (row["id"], row["max"], row["phone"]) == ("007", 7, "010-1234-5678")


@pytest.mark.parametrize(
    ("text", "quoted"), [("〃", True), ("합계", True), ("없음", True), ("* a", True), ("가람", False)]
)
def test_texts_that_would_be_read_as_more_are_quoted(text, quoted):
    assert needs_quoting(text) is quoted


def test_an_issue_names_its_cell():
    issue = Record("참가기업", 4, {}, PLACES).issue("missing", "max", "x" * 300, "y")
    assert (issue.code, issue.sheet, issue.row, issue.column, issue.header) == ("missing", "참가기업", 4, "D", "max")
    assert len(issue.detail) == 200
    assert [letter_of(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
