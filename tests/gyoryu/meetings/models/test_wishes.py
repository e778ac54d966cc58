"""What the database refuses of wishes, rules and interpreters."""

import pytest
from django.db import IntegrityError, transaction

from gyoryu.meetings.models import Interpreter, Wish
from tests.gyoryu.factories import make_application, make_event, make_interpreter, make_rule, make_wish

pytestmark = pytest.mark.django_db


def refused(write, *args, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*args, **fields)


def test_nobody_asks_itself_nor_the_same_one_twice():
    seller = make_application()
    buyers = [make_application(seller.event, "buyer") for _ in range(2)]
    third = make_wish(seller, buyers[0], rank=2)
    first = make_wish(seller, buyers[1], rank=1)
    counter = make_wish(buyers[0], seller)
    refused(make_wish, seller, seller)
    refused(make_wish, seller, buyers[0])
    assert list(Wish.objects.all()) == [first, third, counter]


def test_a_pair_has_one_rule():
    seller = make_application()
    buyer = make_application(seller.event, "buyer")
    make_rule(seller, buyer)
    refused(make_rule, seller, buyer, "forbidden")


def test_interpreters_are_numbered_in_each_event_and_listed_by_number():
    event = make_event()
    second, first = make_interpreter(event, number="I02"), make_interpreter(event, number="I01")
    refused(make_interpreter, event, number="I01")
    assert make_interpreter(make_event(), number="I01").calendar != first.calendar
    assert list(Interpreter.objects.filter(event=event)) == [first, second]
    assert Interpreter(name_zh="样例").names.in_language("ko") == "样例"
