"""A table that another meeting has taken."""

from datetime import timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import drafting
from gyoryu.meetings.models import Application, Placement
from tests.gyoryu.consultations import BEGIN, consultation, person

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=7)


def test_a_taken_table_is_refused_and_a_free_one_is_given():
    event, officer = consultation(interpreters=2), person("officer@agency.example")
    number = dict(Application.objects.values_list("number", "pk"))
    slot, (first, second) = event.slots.first(), event.tables.all()
    drafting.place(event, number["S001"], number["B001"], slot.pk, first.pk, officer, BEFORE, version=0)
    with pytest.raises(Refused, match="table_taken"):
        drafting.place(event, number["S002"], number["B002"], slot.pk, first.pk, officer, BEFORE, version=0)
    drafting.place(event, number["S002"], number["B002"], slot.pk, None, officer, BEFORE, version=0)
    assert Placement.objects.get(seller=number["S002"]).table == second
