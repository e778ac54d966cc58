"""The published timetable as a plan."""

import pytest

from gyoryu.meetings.models import Application, Terms
from gyoryu.meetings.queries.published import published
from meetplan import verify
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import make_interpreter, make_meeting, make_rule
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


def sides(event):
    return [list(event.applications.filter(side=side).order_by("number")) for side in ("seller", "buyer")]


def meet(event, sellers, buyers, slots, **fields):
    for seller, buyer, slot, table in zip(sellers, buyers, slots, event.tables.all(), strict=False):
        make_meeting(seller, buyer, slot, table=table, interpreter=make_interpreter(event), **fields)


def test_what_takes_a_place_is_in_the_plan_and_the_rest_is_unplaced():
    event = consultation(sellers=2, buyers=1, slots=3)
    (first, second), (buyer,) = sides(event)
    slots = event.slots.all()
    meet(event, [first], [buyer], slots[1:])
    meet(event, [second], [buyer], slots[2:], state="cancelled")
    plan_of, plan = published(event, "en")
    assert [(meeting.pair, meeting.slot) for meeting in plan.meetings] == [("S001-B001", f"s{slots[1].pk}")]
    assert [unplaced.pair for unplaced in plan.unplaced] == ["S002-B001"]
    assert plan_of.language == "en"
    assert verify(plan_of.problem, plan)


def test_walk_ins_and_what_was_forbidden_since_stand_all_the_same():
    event = consultation(sellers=2, buyers=1, slots=2, ask=False)
    (first, second), (buyer,) = sides(event)
    meet(event, [first], [buyer], event.slots.all(), is_walk_in=True)
    make_rule(first, buyer, "forbidden")
    make_rule(second, buyer, "forbidden")
    plan_of, plan = published(event)
    kinds = {pair.id: pair.kind for pair in plan_of.problem.pairs}
    assert kinds == {"S001-B001": "wish", "S002-B001": "forbidden"}
    assert len(plan.meetings) == 1


def test_meetings_of_who_withdrew_after_they_were_held_are_left_out():
    event = consultation(sellers=1, buyers=1)
    (seller,), (buyer,) = sides(event)
    meet(event, [seller], [buyer], event.slots.all(), state="held")
    Application.objects.filter(pk=seller.pk).update(state="withdrawn")
    assert published(event)[1].meetings == ()


def test_a_limit_that_officers_went_beyond_by_hand_is_lifted():
    event = consultation(sellers=1, buyers=2, slots=2)
    (seller,), buyers = sides(event)
    meet(event, [seller, seller], buyers, event.slots.all())
    Terms.objects.filter(event=event).update(max_run=1)
    plan_of, plan = published(event)
    assert plan_of.problem.options.max_run is None
    assert verify(plan_of.problem, plan)


def test_three_meetings_take_as_many_queries_as_one():
    counts = []
    for size in (1, 3):
        event = consultation(sellers=size, buyers=size, slots=3, tables=3)
        meet(event, *sides(event), event.slots.all())
        counts.append(query_count(published, event))
    assert counts[0] == counts[1]
