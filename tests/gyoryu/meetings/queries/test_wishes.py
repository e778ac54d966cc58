"""The wish matrix."""

import pytest

from gyoryu.meetings.models import Side
from gyoryu.meetings.queries.wishes import Cell, cells, counts_of, side_of, unmet_wishes
from tests.gyoryu.factories import make_application, make_event, make_placement, make_rule, make_wish
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slots=3)


def sides(event, size):
    return [[make_application(event, side) for _ in range(size)] for side in ("seller", "buyer")]


def test_one_side_by_number_or_by_words(event):
    second, first = make_application(event, number="S002"), make_application(event, number="S001")
    make_application(event, state="submitted")
    make_application(event, "buyer")
    assert list(side_of(event, Side.SELLER)) == [first, second]
    for words in ("s002", "样例 S002", "sample s002"):
        assert list(side_of(event, Side.SELLER, words)) == [second]


def test_a_cell_holds_ranks_answers_the_rule_and_whether_it_has_a_place(event):
    (first, second), (buyer, other_buyer) = sides(event, 2)
    make_wish(first, buyer, rank=2, answer="accepted")
    make_wish(buyer, first, rank=4)
    make_wish(other_buyer, second, rank=3)
    make_rule(second, buyer, "forbidden")
    make_placement(first, buyer)
    pairs = cells(event, [first, second], [buyer, other_buyer])
    both = pairs[first.pk, buyer.pk]
    assert (both.seller_rank, both.buyer_rank, both.answers, both.is_placed) == (2, 4, {"accepted", "open"}, True)
    assert (pairs[second.pk, buyer.pk].rule, pairs[second.pk, buyer.pk].mark) == ("forbidden", "none")
    assert pairs[second.pk, other_buyer.pk].mark == "buyer"
    assert cells(event, [second], [other_buyer]).keys() == {(second.pk, other_buyer.pk)}


@pytest.mark.parametrize(
    ("ranks", "answers", "mark"),
    [
        ((1, 0), set(), "seller"),
        ((0, 1), set(), "buyer"),
        ((1, 1), set(), "mutual"),
        ((1, 0), {"accepted"}, "mutual"),
        ((1, 1), {"accepted", "declined"}, "declined"),
        ((0, 0), set(), "none"),
    ],
)
def test_the_mark_of_a_cell(ranks, answers, mark):
    assert Cell(1, 2, *ranks, answers=answers).mark == mark


def test_wishes_received_and_sent_are_counted(event):
    (first, second), (buyer, _) = sides(event, 2)
    make_wish(first, buyer)
    make_wish(second, buyer)
    make_wish(buyer, first)
    assert counts_of([first, second, buyer]) == {first.pk: (1, 1), second.pk: (0, 1), buyer.pk: (2, 1)}


def test_a_window_of_three_takes_as_many_queries_as_one(event):
    sellers, buyers = sides(event, 3)
    for seller in sellers:
        make_wish(seller, buyers[0])
    small, large = (query_count(cells, event, sellers[:n], buyers[:n]) for n in (1, 3))
    assert small == large == 4
    assert query_count(counts_of, sellers[:1]) == query_count(counts_of, sellers) == 2


def test_wishes_without_a_place_by_rank_unless_they_were_declined(event):
    (seller, second), (buyer, other_buyer) = sides(event, 2)
    last = make_wish(seller, buyer, rank=3)
    first = make_wish(other_buyer, seller, rank=1)
    make_wish(seller, other_buyer, rank=2, answer="declined")
    assert list(unmet_wishes(event)) == [first, last]
    make_wish(buyer, second, rank=1)
    make_placement(second, buyer)
    assert list(unmet_wishes(event)) == [first, last]
    make_placement(seller, buyer, event.slots.last())
    assert list(unmet_wishes(event)) == [first]
