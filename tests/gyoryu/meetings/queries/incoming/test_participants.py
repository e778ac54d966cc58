"""Applications and interpreters of a workbook."""

import pytest

from gyoryu.base.names import Names
from gyoryu.meetings.queries.incoming import compare
from gyoryu.meetings.queries.incoming.participants import MAX_MEETINGS, Numbers
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import make_application, make_interpreter
from tests.gyoryu.meetings.workbook.workbooks import incoming_of


@pytest.fixture
def event(db):
    return consultation(sellers=0, buyers=0, slots=3, tables=2)


def compared(event, sheet, *rows):
    return compare(event, incoming_of({sheet: rows}), {}, with_slots=False)


def applications(comparison):
    return [item for item in comparison.items if item.kind == "application"]


def faults(comparison):
    return [(fault.code, fault.row, fault.detail) for fault in comparison.faults]


def test_a_number_of_the_workbook_is_used_where_it_is_free_and_short_enough():
    numbers = Numbers("S", 3, {"S002", "가-7"})
    preferred = ["S001", "s 002", "", "가 7", "S009", "123456789", "-"]
    assert [numbers.take(number) for number in preferred] == ["S001", "S003", "S004", "S005", "S009", "S006", "S007"]


def test_a_new_participant_is_accepted_under_its_number_with_what_it_offers(event):
    header = ["번호", "기업명", "국가", "언어", "최소", "최대", "테이블", "불참시간", "분야"]
    comparison = compared(
        event, "참가기업", header, ["S7", "가람", "한국", None, 1, 3, "2", "09:00~09:30", "수처리, 기묘한 것"]
    )
    (item,) = applications(comparison)
    assert comparison.faults == []
    assert {
        "number": "S7",
        "state": "accepted",
        "languages": ["ko"],
        "least": 1,
        "most": 3,
    }.items() <= item.values.items()
    assert item.values["table_id"].pk == event.tables.get(name="2").pk
    assert [slot.pk for slot in item.values["away"]] == [event.slots.first().pk]
    topics = [extra.values for extra in comparison.items if extra.kind == "topic"]
    assert [(topic["direction"], topic.get("field"), topic.get("text")) for topic in topics] == [
        ("offer", "water", None), ("offer", None, "기묘한 것"),
    ]  # fmt: skip


def test_rows_with_numbers_take_them_before_rows_without(event):
    comparison = compared(event, "참가기업", ["번호", "기업명"], [None, "가람"], ["S001", "누리"])
    numbers = {item.record.get("name_ko"): item.values["number"] for item in applications(comparison)}
    assert numbers == {"가람": "S002", "누리": "S001"}


def test_a_participant_changes_where_the_workbook_says_otherwise_and_keeps_its_remark(event):
    application = make_application(event, remark="본인의 말", most=2)
    application.away.set(event.slots.all()[:1])
    header = ["번호", "기업명", "최대", "비고", "불참시간", "테이블"]
    row = ["S001", application.organisation.name_ko, 5, "사무국의 말", "09:30~10:00", "1"]
    (item,) = applications(compared(event, "참가기업", header, row))
    first, second, _ = event.slots.all()
    assert (item.pk, item.values["most"], item.before["most"], "remark" in item.values) == (application.pk, 5, 2, False)
    assert ([slot.pk for slot in item.values["away"]], item.before["away"]) == ([second.pk], [first.pk])
    assert item.values["table_id"].pk == event.tables.get(name="1").pk
    (same,) = applications(compared(event, "참가기업", ["번호", "기업명"], row[:2]))
    assert same.state == "same"


@pytest.mark.parametrize(
    ("header", "values", "code"),
    [
        (["최소", "최대"], [4, 3], "min_above_max"),
        (["최대"], [MAX_MEETINGS + 1], "too_many_meetings"),
        (["테이블"], ["99"], "unknown_table"),
        (["불참시간"], ["아무 때나"], "unknown_time"),
    ],
)
def test_what_cannot_be_is_a_fault(event, header, values, code):
    comparison = compared(event, "참가기업", ["번호", "기업명", *header], ["S001", "가람", *values])
    assert [fault[0] for fault in faults(comparison)] == [code]


def test_a_row_twice_on_the_other_side_or_of_one_who_is_not_accepted_is_a_fault(event):
    names = ["다른 편", "기다리는 곳"]
    buyer, waiting = (register_organisation(OrganisationInput(Names(name)), by=None) for name in names)
    make_application(event, "buyer", organisation=buyer)
    make_application(event, state="submitted", organisation=waiting)
    rows = [["S001", "가람"], ["S002", "㈜가람"], [None, names[0]], [None, names[1]]]
    comparison = compared(event, "참가기업", ["번호", "기업명"], *rows)
    assert {(code, row) for code, row, _ in faults(comparison)} == {
        ("row_twice", 3), ("on_the_other_side", 4), ("application_stands", 5),
    }  # fmt: skip


def test_interpreters_are_known_by_number_else_by_name(event):
    first, second = make_interpreter(event), make_interpreter(event)
    second.away.set(event.slots.all()[:1])
    header = ["번호", "성명", "언어", "최대 상담", "불참시간"]
    rows = [
        ["I01", "개명한 이", None, 4, None],
        [None, "통역 2", None, None, "09:30~10:00"],
        [None, "새 사람", "중국어", None, None],
    ]
    comparison = compared(event, "통역", header, *rows)
    items = {item.pk: item for item in comparison.items if item.kind == "interpreter"}
    assert items[first.pk].values == {"name_ko": "개명한 이", "most": 4}
    assert [slot.starts_at for slot in event.slots.all()][1] == event.slots.get(
        pk=items[second.pk].values["away"][0].pk
    ).starts_at
    new = items[None].values
    assert (new["number"], new["languages"], new["language"]) == ("I03", ["ko", "zh"], "ko")
    assert [note.code for note in comparison.notes] == ["own_language_assumed"]


def test_an_interpreter_without_a_name_twice_or_of_one_language_is_a_fault(event):
    rows = [
        [None, None, "한국어, 영어"],
        ["I7", "가", "한국어, 영어"],
        ["i 7", "나", "영어, 중국어"],
        ["I8", "다", "한국어"],
        ["I9", "라", None],
    ]
    comparison = compared(event, "통역", ["번호", "성명", "언어"], *rows)
    assert [(code, row) for code, row, _ in faults(comparison)] == [
        ("missing", 2), ("row_twice", 4), ("too_few_languages", 5), ("missing", 6),
    ]  # fmt: skip
