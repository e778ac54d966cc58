"""Slots and tables of a consultation."""

from datetime import date, time, timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import places
from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.slotting import Pattern
from tests.gyoryu.consultations import consultation, person, programme
from tests.gyoryu.factories import make_meeting, make_placement

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)
MORNING = Pattern(time(9, 0), time(11, 0), 30)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_slots_that_are_the_same_keep_their_number_and_others_go(officer):
    event = consultation(slots=6)  # 09:00 to 12:00
    expected = list(event.slots.values_list("pk", flat=True))[:4]
    assert places.make_slots(event, [DAY], MORNING, officer) == 4
    assert list(event.slots.values_list("pk", flat=True)) == expected


def test_slots_with_meetings_are_never_dropped(officer):
    event = consultation(slots=6)
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    last_slot = event.slots.last()
    make_placement(firm, buyer, last_slot)
    with pytest.raises(Refused, match="slots_in_use"):
        places.make_slots(event, [DAY], MORNING, officer)
    Placement.objects.all().delete()
    make_meeting(firm, buyer, last_slot)
    with pytest.raises(Refused, match="slots_in_use"):
        places.drop_slot(last_slot, officer)
    assert event.slots.count() == 6


def test_days_and_patterns_that_do_not_fit(officer):
    event = consultation()
    with pytest.raises(Refused, match="day_outside"):
        places.make_slots(event, [DAY + timedelta(days=1)], MORNING, officer)
    with pytest.raises(Refused, match="no_slots_fit"):
        places.make_slots(event, [DAY], Pattern(time(9, 0), time(9, 10), 30), officer)


def test_tables_get_free_numbers_names_and_closings(officer):
    event = consultation(tables=2)
    places.add_tables(event, 3, officer)
    assert list(event.tables.values_list("name", flat=True)) == ["1", "2", "3", "4", "5"]
    first_table, second_table = event.tables.all()[:2]
    with pytest.raises(Refused, match="name_taken"):
        places.edit_table(first_table, "2", officer, is_room=False, closed=[])
    places.edit_table(first_table, " A 1 ", officer, is_room=True, closed=[])
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    slot, other_slot = event.slots.all()[:2]
    make_placement(firm, buyer, slot, table=second_table)
    with pytest.raises(Refused, match="table_in_use"):
        places.edit_table(second_table, "2", officer, is_room=False, closed=[slot.pk])
    with pytest.raises(Refused, match="table_in_use"):
        places.remove_table(second_table, officer)
    places.edit_table(second_table, "2", officer, is_room=False, closed=[other_slot.pk])
    assert list(second_table.closed.all()) == [other_slot]
    with pytest.raises(Refused, match="bad_count"):
        places.add_tables(event, 0, officer)


def test_slots_of_other_events_close_nothing(officer):
    event, other_event = consultation(), consultation(of=programme())
    table = event.tables.first()
    places.edit_table(table, "1", officer, is_room=False, closed=[other_event.slots.first().pk])
    assert not table.closed.exists()
