"""What the database refuses of terms."""

import pytest
from django.db import IntegrityError, transaction

from gyoryu.meetings.models import Terms
from tests.gyoryu.factories import APPLY, WISH, make_event, make_terms

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fields", [{"apply_until": APPLY[0]}, {"wish_from": WISH[1]}])
def test_a_window_that_never_opens_is_refused(fields):
    event = make_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_terms(event, **fields)
    assert not Terms.objects.exists()


def test_each_event_has_an_order_of_priorities_of_its_own():
    first, second = make_terms(make_event()), make_terms(make_event())
    first.priorities.reverse()
    assert second.priorities == ["mutual", "buyer", "seller", "early", "few"]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_terms(first.event)
