"""Sheets by their names, headers by their words."""

import pytest

from gyoryu.meetings.workbook.columns import EVENT, IMPORTED_COLUMNS, PLANNED, SHEETS
from gyoryu.meetings.workbook.header_detection import (
    guessed_kind,
    header_of,
    heads_of,
    kind_of_sheet,
    records_of,
    settings_of,
)
from gyoryu.meetings.workbook.records import Findings
from tests.gyoryu.meetings.workbook.workbooks import grid

KINDS = {kind.code: kind for kind in IMPORTED_COLUMNS}
SELLERS, BUYERS, WISHES = KINDS["sellers"], KINDS["buyers"], KINDS["wishes"]


@pytest.mark.parametrize(
    ("name", "code", "language"),
    [
        ("참가기업", "sellers", "ko"),
        ("2. 바이어 명단(확정)", "buyers", "ko"),
        ("① 상담신청 현황", "wishes", "ko"),
        ("采购商名单", "buyers", "zh"),
        ("Buyers list 2", "buyers", "en"),
        ("[최종] 참가기업 목록", "sellers", "ko"),
    ],
)
def test_a_sheet_is_known_however_its_name_is_dressed(name, code, language):
    kind, sheet_language = kind_of_sheet(name, SHEETS)
    assert (kind.code, sheet_language) == (code, language)


@pytest.mark.parametrize("name", ["Sheet1", "숙소 배정", "", "참가기업과 바이어의 만찬"])
def test_other_sheets_are_unknown(name):
    assert kind_of_sheet(name, SHEETS) is None


def columns_of(sheet, kind, chosen=None):
    row, columns = header_of(sheet, kind, chosen)
    return row, {number: column.code for number, column in columns.items()}


def test_the_header_is_the_row_with_the_most_columns_that_are_known():
    rows = [["2026 상담회 참가기업"], ["기업명", "비밀"], ["번호", "기업명", "기업명(영문)", "언어"], ["S1", "가람"]]
    assert columns_of(grid(rows), SELLERS) == (3, {1: "id", 2: "name_ko", 3: "name_en", 4: "languages"})
    assert columns_of(grid([["가", "나"], [1, 2]]), SELLERS) == (0, {})


def test_what_was_chosen_goes_before_the_header():
    sheet = grid([["번호", "기업명", "상호"], ["S1", "가람", "누리"]])
    assert columns_of(sheet, SELLERS, {"C": "name_ko", "A": ""}) == (1, {3: "name_ko"})
    unknown = grid([["제목"], ["甲", "乙"], ["S1", "가람"]])
    assert columns_of(unknown, SELLERS, {"B": "name_ko"}) == (2, {2: "name_ko"})
    assert columns_of(sheet, SELLERS, {"C": "no such column"})[1] == {1: "id", 2: "name_ko"}


def test_a_sheet_without_a_name_of_its_own_is_guessed_by_its_header():
    both = [["구분", "기업명", "국가"], ["참가기업", "가람", "한국"], ["바이어", "칭허", "중국"]]
    assert guessed_kind(grid(both), PLANNED, set()).code == "participants"
    assert guessed_kind(grid(both), PLANNED, {"participants"}) is None
    wishes = grid([["참가기업", "바이어", "순위"], ["S1", "B1", 1]])
    assert guessed_kind(wishes, PLANNED, set()) is WISHES
    assert guessed_kind(wishes, PLANNED, {"wishes"}) is None
    named = grid([["참가기업", "바이어", "순위"], ["S1", "B1", 1]], name="숙소")
    assert guessed_kind(named, PLANNED, set()) is None


def test_rows_under_the_header_are_records_with_their_places():
    findings = Findings()
    sheet = grid(
        [["견본 상담회"], ["연번", "번호", "기업명", "모르는 말"], [1, "S1", "가람", "x"], [], ["합계"]], "참가기업"
    )
    (record,) = records_of(sheet, SELLERS, findings)
    assert (record.row, record.values, record.places["name_ko"]) == (
        3,
        {"id": "S1", "name_ko": "가람"},
        ("C", "기업명"),
    )
    assert [(note.code, note.column) for note in findings.notes] == [("column_ignored", "D")]
    assert (findings.titles, findings.languages["ko"] > 0) == (["견본 상담회"], True)
    assert heads_of(sheet, 2)[1] == (2, "B", "번호")


def test_a_header_that_is_missing_or_lacks_a_column_is_one_fault():
    findings = Findings()
    assert records_of(grid([["가", "나"], [1, 2]], "상담시간"), KINDS["slots"], findings) == []
    records_of(grid([["번호", "성명"], ["I1", "견본"]], "통역"), KINDS["interpreters"], findings)
    assert [(fault.code, fault.sheet, fault.row) for fault in findings.faults] == [
        ("no_header", "상담시간", 0), ("column_missing", "통역", 1),
    ]  # fmt: skip


def test_settings_are_label_and_value_side_by_side():
    findings = Findings()
    sheet = grid([["행사명", "작은 상담회", None, "시간대", "Asia/Seoul"], ["행사명"], ["처음 듣는 말", 1]], "행사")
    values = {code: value for record in settings_of(sheet, EVENT, findings) for code, value in record.values.items()}
    assert values == {"title_ko": "작은 상담회", "time_zone": "Asia/Seoul"}
