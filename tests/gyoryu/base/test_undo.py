"""What an act changed is kept, and becomes again what it was."""

from datetime import timedelta

import pytest
from django.db import transaction

from gyoryu.base.refusals import Refused
from gyoryu.base.undo import RETENTION, cascaded_rows, revert, snapshot, store_undo
from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import make_placement

pytestmark = pytest.mark.django_db


def undo_of(rows, act):
    """`act` as one that can be taken back."""
    with transaction.atomic():
        before = snapshot(rows)
        act()
        return store_undo("sample", before, snapshot(rows), by=1, event=None, now=BEGIN)


def two_placed(event):
    slots, tables = event.slots.all(), event.tables.all()
    people = {application.number: application for application in Application.objects.filter(event=event)}
    return [make_placement(people[f"S00{n}"], people[f"B00{n}"], slots[n], table=tables[0]) for n in (1, 2)]


def exchange(first, second):
    Placement.objects.filter(pk=first.pk).update(table=None)
    Placement.objects.filter(pk=second.pk).update(slot=first.slot_id)
    Placement.objects.filter(pk=first.pk).update(slot=second.slot_id, table=first.table_id)


def test_two_that_changed_places_change_back_and_their_versions_go_on():
    first, second = two_placed(consultation())
    undo = undo_of([Placement.objects.all()], lambda: exchange(first, second))
    revert(undo, BEGIN, by=1)
    now = dict(Placement.objects.values_list("pk", "slot"))
    assert now == {first.pk: first.slot_id, second.pk: second.slot_id}
    assert set(Placement.objects.values_list("version", flat=True)) == {first.version + 1}


def test_what_changed_again_in_between_is_left_alone_as_a_whole():
    first, second = two_placed(consultation())
    undo = undo_of([Placement.objects.all()], lambda: exchange(first, second))
    Placement.objects.filter(pk=second.pk).update(locked=True)
    with pytest.raises(Refused, match="changed_meanwhile"):
        revert(undo, BEGIN, by=1)
    assert Placement.objects.get(pk=first.pk).slot_id == second.slot_id


def test_a_removed_row_comes_back_with_what_went_with_it_to_the_microsecond():
    event = consultation()
    slot, person = event.slots.last(), Application.objects.first()
    Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + timedelta(microseconds=7))
    person.away.add(slot)
    rows = cascaded_rows(slot)
    before = snapshot(rows)
    undo = undo_of(rows, slot.delete)
    assert not person.away.exists()
    revert(undo, BEGIN, by=1)
    assert snapshot(rows) == before
    assert person.away.count() == 1


def test_an_act_that_changed_nothing_has_no_way_back():
    consultation()
    assert undo_of([Slot.objects.all()], lambda: None) is None


def test_an_act_is_taken_back_within_its_time_and_once():
    first, _ = two_placed(consultation())
    undo = undo_of([Placement.objects.filter(pk=first.pk)], lambda: Placement.objects.filter(pk=first.pk).delete())
    with pytest.raises(Refused, match="undo_is_over"):
        revert(undo, BEGIN + RETENTION + timedelta(seconds=1), by=1)
    revert(undo, BEGIN + RETENTION, by=1)
    assert Placement.objects.filter(pk=first.pk).exists()
    with pytest.raises(Refused, match="undo_is_over"):
        revert(undo, BEGIN, by=1)
