"""A workbook compared with an event, as a whole."""

import pytest

from gyoryu.base.names import Names
from gyoryu.meetings.queries.incoming import compare
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.consultations import consultation
from tests.gyoryu.meetings.workbook.workbooks import incoming_of
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
BUYERS = [["번호", "기업명", "언어"], ["B001", "칭허", "중국어"]]


@pytest.fixture
def event():
    return consultation(sellers=0, buyers=0, slots=0, tables=0)


def sellers(count):
    return [["번호", "기업명", "언어"], *([f"S{n:03d}", f"견본기업{n}", "한국어"] for n in range(1, count + 1))]


def test_items_come_in_the_order_in_which_they_can_be_created(event):
    sheets = {
        "상담신청": [["참가기업", "바이어"], ["S001", "B001"]], "바이어": BUYERS, "참가기업": sellers(1),
        "테이블": [["번호"], ["T1"]], "통역": [["번호", "성명", "언어"], ["I1", "통역", "한국어, 중국어"]],
        "상담시간": [["날짜", "시작", "종료"], ["2026-05-12", "09:00", "09:30"]],
    }  # fmt: skip
    comparison = compare(event, incoming_of(sheets), {}, with_slots=True)
    assert comparison.faults == []
    kinds = [item.kind for item in comparison.items]
    assert kinds == ["organisation"] * 2 + ["slot", "table"] + ["application"] * 2 + ["interpreter", "wish"]
    assert comparison.counts()["application"] == {"new": 2}
    assert list(comparison.counts()) == ["organisation", "application", "wish", "interpreter", "slot", "table"]
    without = compare(event, incoming_of(sheets), {}, with_slots=False)
    assert not {"slot", "table"} & without.counts().keys()


def test_faults_and_notes_are_in_the_order_of_the_sheets_and_each_stands_once(event):
    sheets = {
        "바이어": [["번호", "기업명", "최소", "모르는 말"], ["B001", "칭허", "둘", 1], ["B002", None, 1, 1]],
        "참가기업": [["번호", "기업명", "사업자등록번호"], ["S001", "가람", "123"]],
    }
    comparison = compare(event, incoming_of(sheets), {}, with_slots=False)
    assert [(fault.sheet, fault.row, fault.column) for fault in comparison.faults] == [
        ("바이어", 2, "C"), ("바이어", 3, "B"), ("참가기업", 2, "C"),
    ]  # fmt: skip
    assert comparison.notes[0].code == "column_ignored"
    assert len(set(comparison.notes)) == len(comparison.notes)


def test_another_spelling_of_a_known_name_is_reported_and_four_rows_take_as_many_queries_as_two(event):
    known = register_organisation(OrganisationInput(Names("견본기업1")), by=None)
    comparison = compare(event, incoming_of({"참가기업": sellers(1)}), {}, with_slots=False)
    assert comparison.counts()["organisation"] == {"same": 1}
    spelled = [["번호", "기업명"], ["S001", "㈜ 견본 기업1"]]
    assert compare(event, incoming_of({"참가기업": spelled}), {}, with_slots=False).renamed == [
        ("㈜ 견본 기업1", known.pk)
    ]
    few, many = (
        query_count(compare, event, incoming_of({"참가기업": sellers(n), "바이어": BUYERS}), {}, with_slots=False)
        for n in (2, 4)
    )
    assert few == many
