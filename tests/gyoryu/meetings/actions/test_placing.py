"""The transaction in which meetings are placed."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.models import Placement
from gyoryu.programmes.models import Event
from tests.gyoryu.factories import make_application, make_event, make_placement

pytestmark = pytest.mark.django_db


def test_what_the_database_refuses_is_refused_by_its_code_and_nothing_is_stored():
    event = make_event(slots=1)
    seller, buyers = make_application(event), [make_application(event, "buyer") for _ in range(2)]

    def place_both(*code):
        with placing(event.pk, *code) as row:
            assert row == event
            for buyer in buyers:
                make_placement(seller, buyer)

    with pytest.raises(Refused, match="taken_meanwhile"):
        place_both()
    with pytest.raises(Refused, match="slots_in_use"):
        place_both("slots_in_use")
    assert not Placement.objects.exists()


def test_an_event_that_is_gone_is_no_refusal():
    with pytest.raises(Event.DoesNotExist), placing(1):
        pass
