from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from gyoryu.meetings.models.terms import PRIORITIES
from gyoryu.meetings.rules import PairRequest, may_apply_now, may_edit_application, may_wish_now, weights

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TERMS = SimpleNamespace(
    apply_from=NOON, apply_until=NOON + 60 * MINUTE, wish_from=NOON + 90 * MINUTE, wish_until=NOON + 99 * MINUTE
)


def asked(seller_rank=0, buyer_rank=0, seller=1, first_at=NOON, agreed=False):
    return PairRequest(seller, 2, seller_rank, buyer_rank, first_at, agreed)


@pytest.mark.parametrize(("minute", "is_open"), [(-1, False), (0, True), (59, True), (60, False)])
def test_a_window_closes_to_the_minute(minute, is_open):
    assert may_apply_now(TERMS, NOON + minute * MINUTE) is is_open
    assert may_edit_application("draft", TERMS, NOON + minute * MINUTE) is is_open
    assert may_edit_application("more_asked", TERMS, NOON + minute * MINUTE)
    assert may_wish_now(TERMS, NOON + (90 + minute * 9 / 60) * MINUTE) is is_open


def test_the_order_of_priorities_is_the_order_of_weights():
    pairs = [asked(1, 1), asked(0, 1), asked(1, 0)]
    assert weights(pairs, PRIORITIES) == sorted(weights(pairs, PRIORITIES), reverse=True)
    turned = weights(pairs, ["seller", "buyer", "mutual"])
    assert turned == sorted(turned)


def test_who_accepts_a_request_wishes_it_too():
    assert asked(seller_rank=1, agreed=True).kind == "mutual"


def test_no_tie_breaker_reaches_across_a_kind():
    best_of_lower = asked(seller_rank=1, first_at=NOON - MINUTE)
    worst_of_higher = asked(buyer_rank=40, seller=9, first_at=NOON + MINUTE)
    busy = [asked(0, 1, seller=9) for _ in range(4)]
    low, high, *_ = weights([best_of_lower, worst_of_higher, *busy], PRIORITIES)
    assert low < high


def test_the_earlier_request_and_the_firm_with_few_weigh_more():
    early, late = asked(9, first_at=NOON, seller=1), asked(9, first_at=NOON + MINUTE, seller=2)
    first, second = weights([early, late], ["mutual", "buyer", "seller", "early"])
    assert first > second
    few, many = asked(9, seller=1), [asked(9, seller=2) for _ in range(3)]
    first, second, *_ = weights([few, *many], ["mutual", "buyer", "seller", "few"])
    assert first > second


def test_what_is_left_out_counts_nothing():
    assert weights([asked(9, 0)], ["mutual", "buyer"]) == [1.0]
    assert weights([], PRIORITIES) == []
