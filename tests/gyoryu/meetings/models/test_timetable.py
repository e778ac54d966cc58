"""No double booking can be stored: concurrent writers try, past all that Python checks."""

import pytest
from django.db import IntegrityError, transaction

from gyoryu.meetings.models import Application, Interpreter, Meeting, Placement
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.concurrent_writers import WRITERS, at_once
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import make_meeting


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Placement, Meeting])
@pytest.mark.parametrize("shared", ["seller", "buyer", "table", "interpreter"])
def test_one_place_in_a_slot(model, shared):
    event = consultation(sellers=WRITERS, buyers=WRITERS, tables=WRITERS, interpreters=WRITERS, slots=1, ask=False)
    sellers = Application.objects.filter(event=event, side="seller")
    options = {
        "seller": list(sellers),
        "buyer": list(Application.objects.filter(event=event, side="buyer")),
        "table": list(Table.objects.filter(event=event)),
        "interpreter": list(Interpreter.objects.filter(event=event)),
    }
    slot = Slot.objects.get(event=event)

    def write(number):
        columns = {name: rows[0 if name == shared else number] for name, rows in options.items()}
        model.objects.create(event=event, slot=slot, **columns)

    assert at_once(write) == 1
    assert model.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_missed_meeting_leaves_its_place_and_cannot_come_back_to_it():
    event = consultation(sellers=2, buyers=1, slots=1)
    missed_seller, other_seller = Application.objects.filter(event=event, side="seller")
    buyer, slot = Application.objects.get(event=event, side="buyer"), Slot.objects.get(event=event)
    missed = make_meeting(missed_seller, buyer, slot, state="missed")
    make_meeting(other_seller, buyer, slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=missed.pk).update(state="held")
