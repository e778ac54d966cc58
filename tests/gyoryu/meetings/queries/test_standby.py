"""Who could take a place that has become free."""

from datetime import timedelta

import pytest

from gyoryu.meetings.queries.standby import standby_pairs
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import make_interpreter, make_meeting, make_rule, make_wish
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(minutes=5)


def stage(buyers=3, slots=4):
    """One seller and `buyers`, of whom nobody has asked yet, with an interpreter."""
    event = consultation(sellers=1, buyers=buyers, slots=slots, tables=2, ask=False)
    make_interpreter(event)
    return event.applications.get(side="seller"), list(event.applications.filter(side="buyer").order_by("number"))


def standby(application, now=BEFORE):
    return [(pair.seller, pair.buyer, pair.slot) for pair in standby_pairs(application, now)]


def test_unmet_wishes_of_either_side_by_rank_in_the_next_free_slot():
    seller, (first, second, third) = stage()
    slots = list(seller.event.slots.all())
    make_wish(seller, first, rank=3)
    make_wish(second, seller, rank=1)
    make_wish(seller, third, rank=2, answer="declined")
    second.away.set(slots[:1])
    assert standby(seller) == [(seller, second, slots[1]), (seller, first, slots[0])]
    assert standby(second) == [(seller, second, slots[1])]
    assert standby_pairs(seller, BEFORE)[1].table == seller.event.tables.first().pk


def test_who_has_met_is_forbidden_or_left_is_no_candidate():
    seller, (met, forbidden, left) = stage()
    for buyer in (met, forbidden, left):
        make_wish(seller, buyer)
    make_meeting(seller, met, seller.event.slots.last(), state="missed")
    make_rule(seller, forbidden, "forbidden")
    left.state = "withdrawn"
    left.save()
    assert standby(seller) == []


def test_only_the_next_three_slots_are_offered_and_none_after_the_last():
    seller, (buyer, *_) = stage()
    make_wish(seller, buyer)
    slots = list(seller.event.slots.all())
    buyer.away.set(slots[:3])
    assert standby(seller) == []
    assert standby(seller, BEGIN) == [(seller, buyer, slots[3])]
    assert standby(seller, slots[3].starts_at) == []


def test_three_candidates_take_as_many_queries_as_one():
    counts = []
    for size in (1, 3):
        seller, buyers = stage(buyers=size)
        for buyer in buyers:
            make_wish(seller, buyer)
        assert len(standby(seller)) == size
        counts.append(query_count(standby_pairs, seller, BEFORE))
    assert counts[0] == counts[1]
