"""The draft and the published meetings as they are checked; what a board decides is tested with `meetings.board`."""

from datetime import timedelta

import pytest

from gyoryu.meetings.board import Place
from gyoryu.meetings.queries.board import board_of, board_of_meetings
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import make_application, make_meeting, make_placement, make_rule
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=1)


def participants(event, side):
    return list(event.applications.filter(side=side).order_by("number"))


def test_the_draft_and_what_is_published_have_places_of_their_own():
    event = consultation(sellers=2, buyers=2, slots=2, ask=False)
    (first, second), (buyer, _) = participants(event, "seller"), participants(event, "buyer")
    slots, table = event.slots.all(), event.tables.first()
    make_placement(first, buyer, slots[0], table=table)
    make_meeting(first, buyer, slots[1])
    make_meeting(second, buyer, slots[0], state="cancelled")
    assert board_of(event, BEFORE).places == {(first.pk, buyer.pk): Place(slots[0].pk, table.pk, None)}
    assert board_of_meetings(event, BEFORE).places == {(first.pk, buyer.pk): Place(slots[1].pk, None, None)}


def test_what_has_begun_is_settled_once_it_is_published():
    event = consultation(sellers=1, buyers=2, slots=2, ask=False)
    (seller,), (first, second) = participants(event, "seller"), participants(event, "buyer")
    slots = event.slots.all()
    make_meeting(seller, first, slots[0])
    make_meeting(seller, second, slots[1])
    board = board_of(event, BEGIN)
    assert board.started_slots == {slots[0].pk}
    assert board.settled == {(seller.pk, first.pk)}
    assert board_of(event, BEFORE).settled == frozenset()


def test_rules_count_between_those_who_take_part():
    event = consultation(sellers=2, buyers=1, ask=False)
    (first, second), (buyer,) = participants(event, "seller"), participants(event, "buyer")
    make_rule(first, buyer, "forbidden")
    make_rule(second, buyer, "must")
    make_rule(make_application(event, state="submitted"), buyer, "must")
    board = board_of(event, BEFORE)
    assert {(pair.id, pair.kind) for pair in board.problem.pairs} == {("S001-B001", "forbidden"), ("S002-B001", "must")}
    assert not board.feasibility((first.pk, buyer.pk), event.slots.first().pk).is_legal
    assert board.accepted == {first.pk, second.pk, buyer.pk}


def test_the_number_of_queries_does_not_grow_with_the_event():
    small, large = (consultation(sellers=n, buyers=n, slots=3, interpreters=n, ask=False) for n in (1, 3))
    make_placement(small.applications.first(), small.applications.last())
    for seller, buyer, slot in zip(
        participants(large, "seller"), participants(large, "buyer"), large.slots.all(), strict=True
    ):
        make_placement(seller, buyer, slot)
    assert query_count(board_of, small, BEFORE) == query_count(board_of, large, BEFORE)
