"""Who asks whom, as pairs."""

import pytest

from gyoryu.meetings.workbook.people import Directory
from gyoryu.meetings.workbook.times import SpokenTimes
from gyoryu.meetings.workbook.wishes import Wishes, weight_of
from meetplan.problem import Slot
from tests.gyoryu.meetings.workbook.workbooks import incoming_of

SLOTS = [Slot("a", "2026-05-12", "09:00", "09:30"), Slot("b", "2026-05-12", "14:00", "14:30")]
HEADER = ("번호", "참가기업", "바이어", "신청구분", "구분", "순위", "먼저 할 상담", "확정 시간", "가능 시간")


def read(*rows, header=HEADER):
    incoming = incoming_of({"상담신청": [header, *([*row] for row in rows)]})
    sellers, buyers = Directory(), Directory()
    for directory, entries in ((sellers, {"S1": "가람", "S2": "누리"}), (buyers, {"B1": "칭허", "B2": "란하이"})):
        for identity, name in entries.items():
            directory.add(identity, [name])
    wishes = Wishes({"seller": sellers, "buyer": buyers}, SpokenTimes(SLOTS), incoming.findings)
    wishes.read(incoming.records["wishes"])
    return wishes, [(fault.code, fault.row) for fault in incoming.findings.faults], incoming.findings.notes


@pytest.mark.parametrize(("rank", "weight"), [(None, 1), (1, 5), (2, 4), (4, 2), (5, 1), (99, 1)])
def test_a_first_choice_weighs_most(rank, weight):
    assert weight_of(rank) == weight


def test_wishes_of_both_sides_are_one_pair_and_the_heavier_of_one_side_counts():
    rows = [
        ("P", "가람", "B1", "기업", None, 2),
        (None, "S1", "칭허", "바이어", None, 1),
        (None, "S1", "B1", "기업", None, 1),
    ]
    wishes, faults, notes = read(*rows)
    (pair,) = wishes.objects
    assert (pair["id"], pair["a"], pair["b"], pair["kind"], pair["weight"]) == ("P", "S1", "B1", "wish", 10.0)
    assert wishes.asked_by == {"P": {"seller", "buyer"}}
    assert (faults, [note.code for note in notes]) == ([], ["asked_twice"])


def test_must_beats_wish_and_forbidden_beats_a_wish_of_the_other_side():
    wishes, faults, notes = read(
        (None, "S1", "B1", "기업"),
        (None, "S1", "B1", "바이어", "필수"),
        (None, "S2", "B1", "기업"),
        (None, "S2", "B1", None, "불가"),
    )
    assert [pair["kind"] for pair in wishes.objects] == ["must", "forbidden"]
    assert (faults, [(note.code, note.row) for note in notes]) == ([], [("wish_is_forbidden", 4)])
    assert read((None, "S1", "B1", None, "필수"), (None, "S1", "B1", None, "불가"))[1] == [("must_and_forbidden", 2)]


def test_times_narrow_one_another_and_a_pair_has_one_fixed_slot():
    wishes, faults, _ = read(
        (None, "S1", "B1", None, None, None, None, "14:00", None),
        (None, "S2", "B1", None, None, None, None, None, "오전"),
    )
    assert [(pair["fixed"], pair["slots"]) for pair in wishes.objects] == [("b", None), (None, ["a"])]
    assert faults == []
    twice = [
        (None, "S1", "B1", side, None, None, None, clock) for side, clock in (("기업", "09:00"), ("바이어", "14:00"))
    ]
    assert read(*twice)[1] == [("fixed_twice", 3)]


@pytest.mark.parametrize("earlier", ["P", "가람 – 칭허", "칭허"])
def test_the_meeting_that_comes_before_is_known_by_id_both_names_or_the_other_partner(earlier):
    wishes, faults, _ = read(("P", "S1", "B1"), ("Q", "S1", "B2", None, None, None, earlier))
    assert (wishes.objects[1]["after"], faults) == (["P"], [])


@pytest.mark.parametrize(("earlier", "code"), [("Q", "meets_before_itself"), ("없는 상담", "unknown_pair")])
def test_a_meeting_before_that_is_none_is_a_fault(earlier, code):
    assert read(("P", "S1", "B1"), ("Q", "S1", "B2", None, None, None, earlier))[1] == [(code, 3)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("P", "가랑", "B1"), "unknown_seller"),
        (("P", "S1", "B9"), "unknown_buyer"),
        (("P", None, "B1"), "missing"),
    ],
)
def test_an_end_that_nobody_is_is_a_fault(row, code):
    wishes, faults, _ = read(row)
    assert (wishes.objects, faults) == ([], [(code, 2)])


def test_lists_by_asker_know_the_side_that_asks_and_refuse_two_of_one_side():
    header = ("신청기관", "상담상대")
    wishes, faults, _ = read(("B1", "S1"), ("누리", "란하이"), ("S1", "S2"), header=header)
    assert [wishes.asked_by[pair["id"]] for pair in wishes.objects] == [{"buyer"}, {"seller"}]
    assert faults == [("same_side", 4)]


def test_one_id_for_two_pairs_is_a_fault_and_for_one_pair_is_none():
    wishes, faults, _ = read(("P", "S1", "B1"), ("p", "S2", "B2"))
    assert (faults, [pair["id"] for pair in wishes.objects]) == ([("duplicate_id", 3)], ["P", "S2-B2"])
    assert read(("P", "S1", "B1", "기업"), ("P", "S1", "B1", "바이어"))[1] == []
