"""Changes of meetings on the page of a version: with the rows they name, as far as these are still there."""

import pytest
from django.urls import reverse

from gyoryu.meetings.difference import PlacementCell, difference
from gyoryu.web.review.changes import ShownPlace
from tests.gyoryu.factories import make_application, make_event, make_user, make_version

pytestmark = pytest.mark.django_db


def test_a_place_that_was_deleted_since_is_shown_without_it(client):
    event = make_event(slots=2, tables=1)
    seller, buyer = make_application(event), make_application(event, "buyer")
    (before, after), table = event.slots.all(), event.tables.get()
    pair = (seller.pk, buyer.pk)
    cells = {pair: PlacementCell(before.pk, table.pk)}, {pair: PlacementCell(after.pk, table.pk)}
    make_version(event, difference=difference(*cells))
    client.force_login(make_user("", event.programme, "officer", language="en"))
    url = reverse("timetable-version", args=[event.pk, 1])
    (row,) = client.get(url).context["rows"]
    assert (row.kind, row.before, row.after) == ("moved", ShownPlace(before, table), ShownPlace(after, table))
    before.delete()
    table.delete()
    (row,) = client.get(url).context["rows"]
    assert (row.before, row.after) == (ShownPlace(None, None), ShownPlace(after, None))
    assert len(row.names) == 2
