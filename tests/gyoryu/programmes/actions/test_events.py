"""Events of a programme."""

from datetime import date

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.programmes.actions.events import EventInput, create_event, edit_event
from tests.gyoryu.consultations import consultation, person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_an_event_keeps_its_days_in_order(officer):
    with pytest.raises(Refused, match="ends_before_it_starts"):
        create_event(programme(), EventInput(date(2026, 5, 2), date(2026, 5, 1), name_en="A"), officer)
    event = create_event(programme(), EventInput(date(2026, 5, 1), date(2026, 5, 1), name_en="A"), officer)
    assert event.is_sample
    edit_event(event, EventInput(date(2026, 5, 1), date(2026, 5, 3), name_en="B"), officer, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_event(event, EventInput(date(2026, 5, 1), date(2026, 5, 3), name_en="C"), officer, seen_version=1)


def test_days_with_slots_are_not_dropped(officer):
    event = consultation()
    with pytest.raises(Refused, match="slots_outside"):
        edit_event(event, EventInput(date(2026, 5, 13), date(2026, 5, 14), name_en="A"), officer, seen_version=1)
