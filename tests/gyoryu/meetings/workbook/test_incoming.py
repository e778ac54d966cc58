"""Workbooks for import: any of the sheets, and what was chosen for their columns."""

import pytest

from gyoryu.base.sheets import open_sheets
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook import incoming
from gyoryu.meetings.workbook.incoming import MatchedSheet, read_incoming, sort_issues
from tests.gyoryu.meetings.workbook.workbooks import packed


@pytest.fixture(autouse=True)
def opened_here(monkeypatch):
    """Files are opened in this process; the separate one is tested with `base.sheets.isolation`."""
    monkeypatch.setattr(incoming.OPENER, "open_sheets", open_sheets)


def codes(issues):
    return [(issue.code, issue.sheet) for issue in issues]


def test_sheets_are_matched_by_name_and_header_and_the_rest_is_noted():
    sheets = {
        "행사": [["행사명", "견본 상담회"], ["테이블 수", 7]],
        "Sheet1": [["구분", "기업명", "국가"], ["참가기업", "가람", "한국"], ["바이어", "칭허", "중국"]],
        "통역": [["번호", "성명", "언어"], ["I1", "견본", "한국어, 중국어"]],
        "숙소": [["호텔", "방"], ["가온", 7]],
    }
    read = read_incoming(packed(sheets))
    assert [(sheet.name, sheet.kind) for sheet in read.sheets] == [
        ("Sheet1", "participants"), ("통역", "interpreters"), ("숙소", ""),
    ]  # fmt: skip
    assert read.sheets[1].columns == (("A", "번호", "id"), ("B", "성명", "name_ko"), ("C", "언어", "languages"))
    assert {code: len(records) for code, records in read.records.items()} == {
        "sellers": 1,
        "buyers": 1,
        "interpreters": 1,
    }
    assert (read.tables, read.language, read.is_sample, read.has_hidden) == (7, "ko", True, False)
    assert codes(read.findings.notes) == [("sheet_ignored", "숙소")]


def test_what_was_chosen_goes_before_what_is_understood():
    data = packed({"숙소": [["甲", "乙"], ["S001", "가람"]], "통역": [["번호", "성명"], ["I1", "견본"]]})
    chosen = {"숙소": {"kind": "sellers", "columns": {"A": "id", "B": "name_ko"}}, "통역": {"kind": ""}}
    read = read_incoming(data, chosen)
    assert [record.values for record in read.records["sellers"]] == [{"id": "S001", "name_ko": "가람"}]
    assert "interpreters" not in read.records
    assert (read.findings.faults, read.findings.notes) == ([], [])


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04broken", "corrupt"), (packed({"숙소": [["호텔"], ["가온"]]}), "nothing_to_import")],
)
def test_what_cannot_be_imported_is_a_fault_and_nothing_is_raised(data, code):
    read = read_incoming(data)
    assert codes(read.findings.faults) == [(code, "")]
    assert not any(read.records.values())


def test_issues_are_sorted_by_sheet_row_and_column_and_each_stands_once():
    issues = [
        ImportIssue("b", "나", 2, "A"),
        ImportIssue("a", "가", 3),
        ImportIssue("c", "가", 1, "B"),
        ImportIssue("a", "가", 3),
    ]
    order = [MatchedSheet("가", ""), MatchedSheet("나", "")]
    assert [issue.code for issue in sort_issues([*issues, ImportIssue("d")], order)] == ["d", "c", "a", "b"]
