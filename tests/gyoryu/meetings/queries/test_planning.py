"""An event as a problem for the planner."""

from datetime import timedelta

import pytest

from gyoryu.meetings.models import Application, PlanRun, Terms
from gyoryu.meetings.queries.planning import (
    absent_by_repairs,
    accepted,
    consultation_of,
    from_now_on,
    requested_pairs,
    staying_pairs,
)
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import (
    make_application,
    make_interpreter,
    make_meeting,
    make_placement,
    make_rule,
    make_wish,
)
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=1)


def sides(event):
    return [list(event.applications.filter(side=side).order_by("number")) for side in ("seller", "buyer")]


def pairs_of(event, **options):
    return {pair.id: pair for pair in consultation_of(event, **options).problem.pairs}


def test_everything_that_limits_a_timetable_is_in_the_problem():
    event = consultation(sellers=1, buyers=1, slots=2, tables=1, interpreters=1, seller_min=1, seller_max=2, max_run=3)
    (seller,), (buyer,) = sides(event)
    first, second = event.slots.all()
    table, interpreter = event.tables.get(), event.interpreters.get()
    seller.away.set([first])
    interpreter.away.set([second])
    table.closed.set([first])
    Application.objects.filter(pk=buyer.pk).update(least=1, most=1, table=table, online=True, needs_interpreter=False)
    problem = consultation_of(event).problem
    s001, b001 = problem.participants
    assert (s001.away, s001.min, s001.max, s001.languages) == ({f"s{first.pk}"}, 1, 2, ("ko",))
    assert (b001.min, b001.max, b001.table, b001.online, b001.languages) == (1, 1, f"t{table.pk}", True, ())
    assert problem.tables[0].closed == {f"s{first.pk}"}
    assert problem.interpreters[0].away == {f"s{second.pk}"}
    assert [(slot.day, slot.start, slot.end) for slot in problem.slots] == [
        ("2026-05-12", "09:00", "09:30"), ("2026-05-12", "09:30", "10:00"),
    ]  # fmt: skip
    assert problem.options.max_run == 3


def test_a_minimum_is_never_above_the_maximum_of_one_participant():
    event = consultation(sellers=1, buyers=1, seller_min=5)
    Application.objects.filter(event=event, side="seller").update(most=2)
    seller = consultation_of(event).problem.participants[0]
    assert (seller.min, seller.max) == (2, 2)


def test_requests_rules_and_locked_meetings_make_pairs():
    event = consultation(sellers=3, buyers=1, ask=False)
    (first, second, third), (buyer,) = sides(event)
    make_wish(buyer, first)
    make_rule(second, buyer, "forbidden")
    placement = make_placement(third, buyer, locked=True)
    pairs = pairs_of(event)
    assert {name: (pair.kind, pair.fixed) for name, pair in pairs.items()} == {
        "S001-B001": ("wish", None), "S002-B001": ("forbidden", None), "S003-B001": ("must", f"s{placement.slot_id}"),
    }  # fmt: skip
    assert consultation_of(event).asked_by == {"S001-B001": {"buyer"}}
    assert "S003-B001" not in pairs_of(event, keep_locked=False)
    make_rule(third, buyer, "forbidden")
    assert pairs_of(event)["S003-B001"].fixed is None


def test_a_declined_request_is_none_and_an_accepted_one_is_mutual():
    event = consultation(sellers=2, buyers=1, ask=False)
    (first, second), (buyer,) = sides(event)
    make_wish(first, buyer, answer="declined")
    make_wish(second, buyer, answer="accepted", rank=3)
    make_wish(make_application(event, state="submitted"), buyer)
    requests = requested_pairs(event, accepted(event))
    assert requests.keys() == {(first.pk, buyer.pk), (second.pk, buyer.pk)}
    assert requests[first.pk, buyer.pk] is None
    assert (requests[second.pk, buyer.pk].kind, requests[second.pk, buyer.pk].seller_rank) == ("mutual", 3)
    assert list(pairs_of(event)) == ["S002-B001"]


def test_priorities_of_the_event_weigh():
    event = consultation(sellers=2, buyers=1, ask=False)
    (first, second), (buyer,) = sides(event)
    make_wish(first, buyer)
    make_wish(buyer, second)
    for priorities, heavier in ((["seller", "buyer"], "S001-B001"), (["buyer", "seller"], "S002-B001")):
        Terms.objects.update(priorities=priorities)
        assert max(pairs_of(event).values(), key=lambda pair: pair.weight).id == heavier


def test_what_has_begun_stays_and_nothing_else_comes_into_its_slots():
    event = consultation(sellers=2, buyers=2, slots=3)
    (first, second), (buyer, other) = sides(event)
    slots = [f"s{slot.pk}" for slot in event.slots.all()]
    make_meeting(first, buyer, event.slots.first())
    make_meeting(second, other, event.slots.last(), is_walk_in=True)
    problem = consultation_of(event).problem
    pairs = {pair.id: pair for pair in from_now_on(event, problem, BEGIN).pairs}
    assert (pairs["S001-B001"].kind, pairs["S001-B001"].fixed) == ("must", slots[0])
    assert (pairs["S002-B002"].kind, pairs["S002-B002"].fixed) == ("must", slots[2])
    assert pairs["S001-B002"].slots == frozenset(slots[1:])
    assert staying_pairs(event, from_now_on(event, problem, BEGIN)) == {"S001-B001", "S002-B002"}
    make_rule(first, buyer, "must")
    assert staying_pairs(event, from_now_on(event, problem, BEGIN)) == {"S002-B002"}


def test_before_anything_has_begun_the_problem_is_as_it_was():
    event = consultation(sellers=1, buyers=1)
    problem = consultation_of(event).problem
    assert from_now_on(event, problem, BEFORE) is problem


def test_who_was_absent_by_a_repair_is_away_until_it_comes_after_all():
    event = consultation(sellers=2, buyers=1, slots=2)
    (first, _), (buyer,) = sides(event)
    slot = event.slots.first()
    for number, carried_out in (("S001", True), ("S002", False)):
        away = {"participant": number, "slots": [f"s{slot.pk}"]}
        PlanRun.objects.create(
            event=event, number=int(number[1:]), carried_out=carried_out, changes={"now": None, "away": [away]}
        )
    assert absent_by_repairs(event.pk) == {"S001": {f"s{slot.pk}"}}
    assert consultation_of(event).problem.participants[0].away == {f"s{slot.pk}"}
    make_meeting(first, buyer, slot, state="running")
    assert absent_by_repairs(event.pk) == {}


def test_three_of_everything_take_as_many_queries_as_one():
    counts = []
    for size in (1, 3):
        event = consultation(sellers=size, buyers=size, slots=size, tables=size)
        for _ in range(size):
            make_interpreter(event)
        counts.append(query_count(consultation_of, event))
    assert counts[0] == counts[1]
