"""Which slots have begun."""

from datetime import timedelta

import pytest

from gyoryu.meetings.queries.slots import all_have_begun, slots_to_come, started_slot_numbers
from tests.gyoryu.factories import BEGIN, HALF_HOUR, make_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "started"),
    [
        (BEGIN - timedelta(seconds=1), 0),
        (BEGIN, 1),
        (BEGIN + HALF_HOUR - timedelta(seconds=1), 1),
        (BEGIN + HALF_HOUR, 2),
        (BEGIN + timedelta(days=9), 3),
    ],
)
def test_a_slot_has_begun_at_the_moment_of_its_start(moment, started):
    event = make_event(slots=3)
    make_event(event.programme, slots=3)
    slots = list(event.slots.all())
    assert slots_to_come(event.pk, moment) == slots[started:]
    assert started_slot_numbers(event.pk, moment) == {slot.pk for slot in slots[:started]}
    assert all_have_begun(event.pk, moment) is (started == 3)


def test_an_event_without_slots_has_none_that_have_begun():
    event = make_event()
    assert not all_have_begun(event.pk, BEGIN)
    assert slots_to_come(event.pk, BEGIN) == []
