"""Wishes and rules of a workbook, against those of the event."""

import pytest

from gyoryu.meetings.models import PairRule, Wish
from gyoryu.meetings.queries.incoming import compare
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import make_application, make_rule, make_wish
from tests.gyoryu.meetings.workbook.workbooks import incoming_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return consultation(sellers=2, buyers=3, ask=False)


def compared(event, *rows, header=("참가기업", "바이어", "순위", "구분", "신청구분")):
    return compare(event, incoming_of({"상담신청": [header, *rows]}), {}, with_slots=False)


def application(event, number):
    return event.applications.get(number=number)


def numbers_of(comparison, event, kind, first, second):
    number_by_pk = dict(event.applications.values_list("pk", "number"))
    items = [item for item in comparison.items if item.kind == kind]
    return [(number_by_pk[item.values[first].pk], number_by_pk[item.values[second].pk], item) for item in items]


def new_wishes(comparison, event):
    rows = numbers_of(comparison, event, "wish", "asker_id", "asked_id")
    return [(asker, counterpart, item.values["rank"]) for asker, counterpart, item in rows]


def codes(issues):
    return [(issue.code, issue.row) for issue in issues]


def test_ranks_that_are_not_stated_follow_the_order_of_rows_behind_those_that_are(event):
    comparison = compared(event, ["S001", "B001"], ["S001", "B002", 1], ["견본 S002", "B001", None, None, "바이어"])
    assert comparison.faults == []
    assert new_wishes(comparison, event) == [("S001", "B002", 1), ("S001", "B001", 2), ("B001", "S002", 1)]


def test_new_ranks_follow_the_wishes_that_are_there(event):
    make_wish(application(event, "S001"), application(event, "B001"), rank=4)
    assert new_wishes(compared(event, ["S001", "B002"]), event) == [("S001", "B002", 5)]


def test_a_wish_that_is_there_changes_its_rank_only_where_one_is_stated(event):
    wish = make_wish(application(event, "S001"), application(event, "B001"), rank=4)
    (changed,) = compared(event, ["S001", "B001", 2]).items
    assert (changed.pk, changed.values, changed.before) == (wish.pk, {"rank": 2}, {"rank": 4})
    (same,) = compared(event, ["S001", "B001"]).items
    assert (same.pk, same.state) == (wish.pk, "same")
    assert Wish.objects.get().rank == 4


def test_rules_are_created_or_changed_and_forbidden_pairs_ask_for_nothing(event):
    rule = make_rule(application(event, "S001"), application(event, "B002"), "forbidden")
    comparison = compared(
        event, ["S001", "B001", None, "필수"], ["S001", "B002", None, "필수"], ["S002", "B001", None, "불가"]
    )
    new, changed, forbidden = (item for item in comparison.items if item.kind == "rule")
    assert (new.values["kind"], new.values["reason"], forbidden.values["kind"]) == ("must", "priority", "forbidden")
    assert (changed.pk, changed.values, changed.before) == (rule.pk, {"kind": "must"}, {"kind": "forbidden"})
    assert {pair[:2] for pair in new_wishes(comparison, event)} == {("S001", "B001"), ("S001", "B002")}
    assert PairRule.objects.get().kind == "forbidden"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["가랑", "B001"], "unknown_seller"),
        (["S001", "B009"], "unknown_buyer"),
        (["S001", None], "missing"),
        (["같은 이름", "B001"], "ambiguous_name"),
        (["S009", "B001"], "application_stands"),
    ],
)
def test_ends_that_nobody_is_are_faults(event, row, code):
    for number in ("S003", "S004"):
        twin = make_application(event, number=number)
        twin.organisation.name_ko = "같은 이름"
        twin.organisation.save()
    make_application(event, number="S009", state="refused")
    assert codes(compared(event, row).faults) == [(code, 2)]


def test_two_of_one_side_and_a_pair_that_must_and_must_not_meet_are_faults(event):
    same_side = compared(event, ["S001", "S002"], header=("신청 기업", "상담 상대"))
    assert codes(same_side.faults) == [("same_side", 2)]
    both = compared(event, ["S001", "B001", None, "필수"], ["S001", "B001", None, "불가"])
    assert codes(both.faults) == [("must_and_forbidden", 3)]


def test_who_asks_twice_is_noted(event):
    comparison = compared(event, ["S001", "B001", 1], ["S001", "B001", 2])
    assert new_wishes(comparison, event) == [("S001", "B001", 1)]
    assert codes(comparison.notes) == [("asked_twice", 3)]
