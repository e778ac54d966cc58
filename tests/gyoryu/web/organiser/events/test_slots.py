"""Slots and tables: previewed, made, closed, removed."""

import pytest

from tests.gyoryu.factories import make_event, make_placement

pytestmark = pytest.mark.django_db
PATTERN = {"days": ["2026-05-12"], "first": "13:00", "until": "15:00", "length": "30", "pause": "0"}


def test_a_preview_makes_nothing(client, officer, event):
    before = list(event.slots.all())
    page = client.post(f"/events/{event.pk}/slots/", {**PATTERN, "preview": "1"})
    assert page.context["preview_count"] == 4
    assert list(event.slots.all()) == before


def test_a_slot_with_a_meeting_in_it_stays(client, officer, event):
    seller, buyer = (event.applications.filter(side=side).first() for side in ("seller", "buyer"))
    used, unused = event.slots.first(), event.slots.last()
    make_placement(seller, buyer, used)
    for slot in (used, unused):
        assert client.post(f"/events/{event.pk}/slots/{slot.pk}/remove/")["Location"] == f"/events/{event.pk}/slots/"
    assert used in event.slots.all()
    assert unused not in event.slots.all()


def test_tables_get_the_next_free_names(client, officer, event):
    client.post(f"/events/{event.pk}/tables/", {"count": "2", "is_room": "on"})
    assert list(event.tables.order_by("order").values_list("name", "is_room")) == [
        ("1", False), ("2", False), ("3", True), ("4", True),
    ]  # fmt: skip
    page = client.post(f"/events/{event.pk}/tables/", {"count": "301"})
    assert list(page.context["tables_form"].errors) == ["count"]
    assert event.tables.count() == 4


def test_a_table_is_named_and_closed_for_slots_of_its_event_only(client, officer, event):
    table, foreign = event.tables.first(), make_event(slots=1).slots.get()
    own = event.slots.first()
    url = f"/events/{event.pk}/tables/{table.pk}/"
    assert list(client.post(url, {"name": ""}).context["form"].errors) == ["name"]
    client.post(url, {"name": "Hall A", "slots": [own.pk, foreign.pk]})
    table.refresh_from_db()
    assert (table.name, list(table.closed.all())) == ("Hall A", [own])
    client.post(url, {"name": "Hall A"})
    assert not table.closed.exists()


def test_what_belongs_to_another_event_is_not_there(client, officer, event):
    foreign = make_event(slots=1, tables=1)
    slot, table = foreign.slots.get(), foreign.tables.get()
    for address in (f"slots/{slot.pk}/remove/", f"tables/{table.pk}/remove/", f"tables/{table.pk}/"):
        assert client.post(f"/events/{event.pk}/{address}", {"name": "x"}).status_code == 404
    assert foreign.slots.exists()
    assert foreign.tables.exists()
