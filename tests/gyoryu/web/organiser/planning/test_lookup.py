"""Which two applications are a pair."""

import pytest
from django.http import Http404

from gyoryu.web.organiser.planning.lookup import get_pair_or_404
from tests.gyoryu.factories import make_application, make_event

pytestmark = pytest.mark.django_db


def test_a_pair_is_a_seller_and_a_buyer_of_the_event():
    event = make_event()
    seller, buyer = make_application(event), make_application(event, "buyer")
    assert get_pair_or_404(event, seller.pk, buyer.pk) == (seller, buyer)


@pytest.mark.parametrize("case", ["swapped", "same", "foreign", "not accepted", "unknown"])
def test_anything_else_is_not_there(case):
    event = make_event()
    seller, buyer = make_application(event), make_application(event, "buyer")
    pair = {
        "swapped": (buyer.pk, seller.pk),
        "same": (seller.pk, seller.pk),
        "foreign": (seller.pk, make_application(make_event(), "buyer").pk),
        "not accepted": (seller.pk, make_application(event, "buyer", state="submitted").pk),
        "unknown": (0, buyer.pk),
    }[case]
    with pytest.raises(Http404):
        get_pair_or_404(event, *pair)
