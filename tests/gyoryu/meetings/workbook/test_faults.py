"""A bad workbook is answered with all of its faults, each at its cell, and with nothing else."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gyoryu.meetings.workbook import BadWorkbook, read_workbook
from tests.gyoryu.meetings.workbook.workbooks import DAY, packed, plain_sheets


def faults_of(sheets, **changed):
    with pytest.raises(BadWorkbook) as bad:
        read_workbook(sheets if isinstance(sheets, bytes) else packed({**sheets, **changed}))
    return [(f.code, f.sheet, f"{f.column}{f.row}", f.detail) for f in bad.value.faults]


def test_a_broken_workbook_lists_exactly_its_faults():
    sheets = plain_sheets()
    sheets["행사"] += [["연속 상담 한도", "여럿"]]
    sheets["참가기업"] = [
        ["번호", "기업명", "언어", "불참시간", "최소", "최대"],
        ["S1", "가람", "한국어", "아무 때나", 4, 3],
        ["S1", "누리", "클링온어", None, "두 건", None],
        ["S3", None, "한국어", None, None, None],
    ]
    sheets["바이어"] = [
        ["번호", "기업명", "테이블", "온라인"],
        ["B1", "칭허", "T9", "글쎄"],
        ["B2", "란하이", None, None],
    ]
    sheets["상담신청"] = [
        ["참가기업", "바이어", "구분", "순위", "먼저 할 상담", "확정 시간"],
        ["가랑물산업", "칭허", None, None, None, None],
        ["가람", "칭하이", None, None, None, None],
        ["가람", None, None, None, None, None],
        ["가람", "칭허", "아마도", "영순위", None, None],
        ["누리", "칭허", "필수", None, "란하이", None],
        ["누리", "란하이", None, None, "칭허", "5/12 오후"],
        ["누리", "란하이", "불가", None, None, None],
        ["누리", "칭허", "불가", None, None, None],
    ]
    sheets["통역"] = [["번호", "성명", "언어"], ["I1", "견본통역", "한국어"]]
    sheets["상담시간"] = [
        ["날짜", "시작", "종료"],
        ["5/12/2026", "11:00", "11:30"],
        [DAY, "13:00", "12:00"],
        [DAY, "13:00", "13:30"],
        [DAY, "13:15", "13:45"],
        [DAY, "아침", "14:00"],
    ]
    assert faults_of(sheets) == [
        ("not_a_whole_number", "행사", "B3", "여럿"),
        ("unknown_time", "참가기업", "D2", "아무 때나"),
        ("min_above_max", "참가기업", "E2", "4 > 3"),
        ("duplicate_id", "참가기업", "A3", "S1"),
        ("unknown_language", "참가기업", "C3", "클링온어"),
        ("not_a_whole_number", "참가기업", "E3", "두 건"),
        ("missing", "참가기업", "B4", ""),
        ("unknown_table", "바이어", "C2", "T9"),
        ("not_yes_or_no", "바이어", "D2", "글쎄"),
        ("unknown_seller", "상담신청", "A2", "가랑물산업"),
        ("unknown_buyer", "상담신청", "B3", "칭하이"),
        ("missing", "상담신청", "B4", ""),
        ("unknown_kind", "상담신청", "C5", "아마도"),
        ("not_a_rank", "상담신청", "D5", "영순위"),
        ("must_and_forbidden", "상담신청", "C6", "S1, B1"),
        ("order_is_a_circle", "상담신청", "E6", "P0006"),
        ("order_is_a_circle", "상담신청", "E7", "P0004"),
        ("not_one_slot", "상담신청", "F7", "5/12 오후"),
        ("too_few_languages", "통역", "C2", "ko"),
        ("ambiguous_date", "상담시간", "A2", "5/12/2026"),
        ("ends_before_it_starts", "상담시간", "C3", "13:00-12:00"),
        ("slots_out_of_order", "상담시간", "B5", "13:15 < 13:30"),
        ("not_a_time", "상담시간", "B6", "아침"),
    ]


def test_times_without_a_slot_are_faults_unless_slots_themselves_could_not_be_read():
    sheets = plain_sheets()
    sheets["참가기업"][1][3] = "5/19 오전"
    assert faults_of(sheets) == [("unknown_time", "참가기업", "D2", "5/19 오전")]
    sheets["상담시간"][1][0] = "5/12/2026"
    assert faults_of(sheets) == [("ambiguous_date", "상담시간", "A2", "5/12/2026")]


def test_a_near_name_is_suggested():
    with pytest.raises(BadWorkbook) as bad:
        read_workbook(packed(plain_sheets() | {"상담신청": [["참가기업", "바이어"], ["㈜가람", "란하이이"]]}))
    assert bad.value.faults[0].hint == "란하이"


def test_two_firms_of_one_name_must_be_distinguished():
    firms = [["번호", "기업명"], ["S1", "가람"], ["S2", "㈜ 가람"]]
    wishes = [["참가기업", "바이어"], ["가람", "칭허"], ["S2", "칭허"]]
    assert faults_of(plain_sheets(), 참가기업=firms, 상담신청=wishes) == [("ambiguous_name", "상담신청", "A2", "가람")]


@pytest.mark.parametrize("name", ["참가기업", "바이어", "상담신청", "상담시간", "테이블"])
def test_a_missing_sheet_is_one_fault_in_the_language_of_the_workbook(name):
    sheets = plain_sheets()
    del sheets[name]
    with pytest.raises(BadWorkbook) as bad:
        read_workbook(packed(sheets))
    assert ("sheet_missing", name) in [(f.code, f.detail) for f in bad.value.faults]
    assert [f for f in bad.value.faults if f.code.startswith("unknown_") and f.code != "unknown_table"] == []
    assert bad.value.language == "ko"


def test_sheets_without_header_columns_or_rows():
    assert ("no_header", "상담시간", "0", "시작, 종료") in faults_of(plain_sheets(), 상담시간=[["가", "나"], [1, 2]])
    assert ("column_missing", "통역", "1", "언어") in faults_of(plain_sheets(), 통역=[["번호", "성명"], ["I1", "견본"]])
    assert ("sheet_empty", "바이어", "0", "") in faults_of(plain_sheets(), 바이어=[["번호", "기업명"]])


def test_formulas_without_value_and_error_cells():
    book = load_workbook(io.BytesIO(packed(plain_sheets())))
    book["참가기업"]["E2"], book["참가기업"]["F2"] = "=1+1", "#N/A"
    file = io.BytesIO()
    book.save(file)
    assert faults_of(file.getvalue()) == [
        ("formula_without_value", "참가기업", "E2", "=1+1"),
        ("cell_error", "참가기업", "F2", "#N/A"),
    ]


def test_a_cell_that_begins_like_a_formula_is_a_name():
    book = load_workbook(io.BytesIO(packed(plain_sheets())))
    cell = book["참가기업"]["B2"]
    cell.value, cell.data_type = "=1+1 가람", "s"
    book["상담신청"]["A2"].value = "S1"
    file = io.BytesIO()
    book.save(file)
    assert read_workbook(file.getvalue()).attendees["S1"].names.ko == "=1+1 가람"


def test_refused_files_are_one_fault_without_a_place():
    assert faults_of(b"not a table") == [("not_excel", "", "0", "")]
    assert faults_of(b"a,b\n1,2\n") == [("csv_is_one_sheet", "", "0", "")]


ANYTHING = st.one_of(
    st.sampled_from(
        ["", "=1", "-", "O", "없음", "12일", "5/12", "d1s01", "1순위", "S1", "㈜", "한·", "a–b", "99999999999999999999"]
    ),
    st.sampled_from(
        ["9시~", "제1", "No.", "第三", "('", "{x}", "2일차 오전", "24:00", "5/12 24:00", "0:00~24:00", "Ａ１"]
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda time: time.replace(microsecond=0)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
    st.none(),
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_read_or_told(data):
    """Cells anywhere, headers too, hold anything: never another exception, and every fault names its code."""
    sheets = plain_sheets()
    for _ in range(data.draw(st.integers(1, 8))):
        rows = sheets[data.draw(st.sampled_from(sorted(sheets)))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(ANYTHING)
    try:
        consultation = read_workbook(packed(sheets))
    except BadWorkbook as bad:
        assert bad.faults  # noqa: PT017
        assert all(fault.code for fault in bad.faults)  # noqa: PT017
    else:
        assert consultation.problem.slots
