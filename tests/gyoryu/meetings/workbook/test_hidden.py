"""What a workbook does not show."""

from dataclasses import replace

import pytest

from gyoryu.meetings.workbook.hidden import hidden_issues, select_visible
from gyoryu.meetings.workbook.records import Findings
from tests.gyoryu.meetings.workbook.workbooks import grid

ROWS = [["번호", "기업명", "메모"], ["S1", "가람", "x"], ["S2", "누리", "y"]]


@pytest.fixture
def sheets():
    partly = replace(grid(ROWS, "참가기업"), hidden_rows=frozenset({3, 99}), hidden_columns=frozenset({3}))
    return [partly, replace(grid(ROWS, "바이어"), is_hidden=True), grid(ROWS, "통역")]


def test_all_is_read_with_a_note_for_each_kind_of_hiding(sheets):
    findings = Findings()
    assert select_visible(sheets, findings, without_hidden=False) == sheets
    assert [(note.code, note.sheet, note.detail) for note in findings.notes] == [
        ("hidden_rows_taken", "참가기업", "1"), ("hidden_columns_taken", "참가기업", "1"),
        ("hidden_sheet_taken", "바이어", "1"),
    ]  # fmt: skip


def test_what_is_hidden_is_left_out_on_request(sheets):
    findings = Findings()
    shown = select_visible(sheets, findings, without_hidden=True)
    assert [sheet.name for sheet in shown] == ["참가기업", "통역"]
    assert set(shown[0].cells) == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert {note.code for note in findings.notes} == {
        "hidden_rows_left_out", "hidden_columns_left_out", "hidden_sheet_left_out",
    }  # fmt: skip


def test_a_hidden_sheet_without_content_is_no_matter():
    assert hidden_issues(replace(grid([]), is_hidden=True), left_out=True) == []
