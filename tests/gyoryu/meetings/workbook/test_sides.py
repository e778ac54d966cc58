"""The list that agencies have: both sides in one sheet, with persons and addresses; ditto marks; hidden rows."""

import io

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gyoryu.meetings.workbook import BadWorkbook, read_workbook
from gyoryu.meetings.workbook.incoming import read_incoming
from tests.gyoryu.meetings.workbook.workbooks import packed, plain_sheets

HEADERS = {
    "ko": ["구분", "기업명", "담당자", "이메일", "휴대전화", "비고"],
    "zh": ["类别", "企业名称", "联系人", "邮箱", "手机", "备注"],
    "en": ["Type", "Company name", "Contact person", "E-mail", "Mobile", "Remarks"],
}
SIDES = {
    "ko": (["참가기업", "참가업체", "셀러", "국내기업"], ["바이어", "해외바이어", "발주처"]),
    "zh": (["参展企业", "参展商", "供应商"], ["采购商", "买家", "业主"]),
    "en": (["Seller", "Exhibitor", "Supplier"], ["Buyer", "Purchaser"]),
}
NAMES = ["참가자 명단", "명단", "Sheet1", "2026 상담회", "참가기업", "参会名单", "Participants"]


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(
    language=st.sampled_from(list(HEADERS)),
    name=st.sampled_from(NAMES),
    sides=st.lists(st.integers(0, 1), min_size=2, max_size=8),
    data=st.data(),
)
def test_a_list_of_both_sides(language, name, sides, data):
    order = data.draw(st.permutations(range(6)))
    words = [data.draw(st.sampled_from(SIDES[language][side])) for side in sides]
    rows = [HEADERS[language]] + [
        [word, f"견본{k}", "홍견본", f"p{k}@sample.example", f"010-0000-{k:04d}", "조식 필요"]
        for k, word in enumerate(words)
    ]
    incoming = read_incoming(packed({name: [[row[k] for k in order] for row in rows]}))
    assert incoming.findings.faults == []
    for side, code in enumerate(("sellers", "buyers")):
        contacts = [(r.values["email"], r.values["mobile"], r.values["person"]) for r in incoming.records.get(code, [])]
        assert contacts == [
            (f"p{k}@sample.example", f"010-0000-{k:04d}", "홍견본") for k, s in enumerate(sides) if s == side
        ]
    assert [note.code for note in incoming.findings.notes] == []


def test_such_a_list_is_planned_from():
    sheets = plain_sheets()
    del sheets["참가기업"], sheets["바이어"]
    sheets["참가자"] = [HEADERS["ko"], ["참가기업", "가람"], ["바이어", "칭허"], ["참가기업", "누리"]]
    sheets["상담신청"] = [["기업", "바이어"], ["가람", "칭허"], ["누리", "칭허"]]
    consultation = read_workbook(packed(sheets))
    assert [(p.side, p.names.ko) for p in consultation.attendees.values()] == [
        ("seller", "가람"),
        ("seller", "누리"),
        ("buyer", "칭허"),
    ]


def test_a_column_of_that_name_with_other_words_is_no_side():
    rows = [
        ["구분", "기업명", "이메일"],
        ["중소기업", "가람", "a@sample.example"],
        ["대기업", "누리", "b@sample.example"],
    ]
    incoming = read_incoming(packed({"바이어": rows}))
    assert len(incoming.records["buyers"]) == 2
    assert [(n.code, n.detail) for n in incoming.findings.notes] == [("column_ignored", "구분")]


def test_rows_of_neither_side_are_left_out_and_noted():
    rows = [HEADERS["ko"], ["참가기업", "가람"], ["바이어", "칭허"], ["주최기관", "견본진흥원"]]
    incoming = read_incoming(packed({"명단": rows}))
    assert [len(incoming.records[code]) for code in ("sellers", "buyers")] == [1, 1]
    assert [(f.code, f.row) for f in [*incoming.findings.faults, *incoming.findings.notes]] == [("neither_side", 4)]


def test_a_list_without_a_side_is_one_of_sellers_and_says_so():
    incoming = read_incoming(packed({"명단": [["기업명", "이메일"], ["가람", "a@sample.example"]]}))
    assert len(incoming.records["sellers"]) == 1
    assert [n.code for n in incoming.findings.notes] == ["side_assumed"]


DITTO = ["〃", "″", '"', "''", "”", "상동", "위와 같음", "同上", "ditto", "Same as above"]


@pytest.mark.parametrize("mark", DITTO)
def test_ditto_marks(mark):
    sheets = plain_sheets()
    sheets["참가기업"] = [
        ["번호", "기업명", "국가", "언어"],
        ["S1", "가람", "한국", "한국어, 영어"],
        ["S2", "누리", mark, mark],
        ["S3", "다온", mark, mark],
    ]
    participants = {p.id: p for p in read_workbook(packed(sheets)).problem.participants}
    assert participants["S1"].languages == participants["S2"].languages == participants["S3"].languages == ("ko", "en")


def test_a_ditto_mark_under_nothing_is_a_fault():
    sheets = plain_sheets()
    sheets["참가기업"] = [["번호", "기업명", "언어"], ["S1", "가람", "〃"], ["S2", "누리", "한국어"]]
    with pytest.raises(BadWorkbook) as bad:
        read_workbook(packed(sheets))
    assert [(f.code, f.row, f.column) for f in bad.value.faults] == [("nothing_above", 2, "C")]


def hide(data, sheet, rows=(), columns="", state="visible"):
    book = load_workbook(io.BytesIO(data))
    for row in rows:
        book[sheet].row_dimensions[row].hidden = True
    for column in columns:
        book[sheet].column_dimensions[column].hidden = True
    book[sheet].sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_hidden_rows_are_noted_and_read_or_left_out():
    sheets = plain_sheets()
    sheets["참가기업"].append(["S3", "취소기업", "한국어", None, None, None])
    data = hide(packed(sheets), "참가기업", rows=[4])
    for without, count, code in ((False, 3, "hidden_rows_taken"), (True, 2, "hidden_rows_left_out")):
        consultation = read_workbook(data, without_hidden=without)
        assert sum(p.side == "seller" for p in consultation.attendees.values()) == count
        assert [(n.code, n.sheet, n.detail) for n in consultation.notes] == [(code, "참가기업", "1")]
        assert [n.code for n in read_incoming(data, without_hidden=without).findings.notes] == [code]


def test_hidden_columns_and_sheets():
    data = hide(hide(packed(plain_sheets()), "참가기업", columns="D"), "통역", state="hidden")
    notes = [(n.code, n.sheet) for n in read_workbook(data).notes]
    assert notes == [("hidden_columns_taken", "참가기업"), ("hidden_sheet_taken", "통역")]
    consultation = read_workbook(data, without_hidden=True)
    assert consultation.interpreters == {}
    assert not any(p.away for p in consultation.problem.participants)


FILLERS = ["ㅤ", "\u115f", "\u1160", "\uffa0", "\u2800", "\u200b", "\ufe0f", "\u034f", "ㅤ\u200b ㅤ"]


@pytest.mark.parametrize("name", FILLERS)
def test_a_name_of_invisible_characters_is_missing(name):
    sheets = plain_sheets()
    sheets["참가기업"][1][1] = name
    with pytest.raises(BadWorkbook) as bad:
        read_workbook(packed(sheets))
    assert ("missing", 2, "B") in [(f.code, f.row, f.column) for f in bad.value.faults]


def test_a_firm_whose_name_begins_like_a_sum_is_a_firm():
    sheets = plain_sheets()
    sheets["참가기업"] = [
        ["기업명", "언어", "최대"],
        ["Total Energies", "영어", 3],
        ["비고산업", "한국어", 2],
        ["누리", "한국어", None],
        ["합계", None, 5],
        ["※ 변경될 수 있음"],
    ]
    sheets["상담신청"] = [["기업", "바이어"], ["Total Energies", "B1"]]
    names = [p.names for p in read_workbook(packed(sheets)).attendees.values() if p.side == "seller"]
    assert [n.ko or n.en for n in names] == ["Total Energies", "비고산업", "누리"]
