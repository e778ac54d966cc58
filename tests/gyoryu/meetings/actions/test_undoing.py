"""Undoing the last action at an event."""

from datetime import timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.base.undo import snapshot, store_undo
from gyoryu.meetings.actions.undoing import undo_act
from gyoryu.meetings.models import Draft, Placement, Wish
from tests.gyoryu.consultations import BEGIN, WISH, consultation, person
from tests.gyoryu.factories import make_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def undoable(act, rows, change, *, event, by, now):
    before = snapshot(rows)
    change()
    return store_undo(act, before, snapshot(rows), by=by.pk, event=event.pk if event else None, now=now)


def test_a_placement_goes_and_the_breaks_of_what_others_have_moved_since_are_counted(officer):
    event = consultation(sellers=1, buyers=3, slots=4, ask=False)
    seller = event.applications.get(number="S001")
    first, second, third = event.applications.filter(side="buyer")
    slots, now = list(event.slots.all()), BEGIN - timedelta(days=1)
    Draft.objects.create(event=event)
    make_placement(seller, first, slots[0])
    rows = [Placement.objects.filter(event=event), Draft.objects.filter(event=event)]

    def place():
        make_placement(seller, second, slots[1])
        Draft.objects.filter(event=event).update(is_changed=True)

    undo = undoable("place_meeting", rows, place, event=event, by=officer, now=now)
    make_placement(seller, third, slots[2])
    undo_act(undo, officer, now)
    assert set(Placement.objects.values_list("buyer", flat=True)) == {first.pk, third.pk}
    assert Draft.objects.get().breaks == 1


@pytest.mark.parametrize(
    ("now", "code"), [(WISH[0] - timedelta(minutes=1), "wishes_not_open"), (WISH[1], "wishes_are_over")]
)
def test_a_withdrawn_wish_comes_back_only_while_the_window_is_open(officer, now, code):
    event = consultation(sellers=1, buyers=1)
    wishes = [Wish.objects.filter(event=event)]
    undo = undoable("withdraw_wish", wishes, wishes[0].delete, event=event, by=officer, now=now)
    with pytest.raises(Refused, match=code):
        undo_act(undo, officer, now)
    assert not Wish.objects.exists()
    undo_act(undo, officer, WISH[1] - timedelta(minutes=1) if now == WISH[1] else WISH[0])
    assert Wish.objects.count() == 2


def test_an_act_without_an_event_is_undone_too(officer):
    event = consultation(sellers=1, buyers=1)
    wishes = [Wish.objects.filter(event=event)]
    undo = undoable("sample", wishes, wishes[0].delete, event=None, by=officer, now=BEGIN)
    undo_act(undo, officer, BEGIN)
    assert Wish.objects.count() == 2
    with pytest.raises(Refused, match="undo_is_over"):
        undo_act(undo, officer, BEGIN)
