"""The officer's pages of programmes and their parties."""

import pytest

from gyoryu.organisations.actions.indexing import update_name_keys
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Event, Party, Programme
from tests.gyoryu.web.organiser.events.posted import event_data

pytestmark = pytest.mark.django_db


def test_from_a_new_programme_to_an_event_with_slots_and_tables(client, officer):
    response = client.post("/programmes/new/", {"name_en": "New sample", "is_public": "on"})
    programme_obj = Programme.objects.get(name_en="New sample")
    assert response["Location"] == f"/programmes/{programme_obj.pk}/"
    body = Organisation.objects.create(name_ko="견본청", name_en="Sample Agency", language="ko")
    update_name_keys(body)
    client.post(f"/programmes/{programme_obj.pk}/parties/", {"organisation": "견본청", "part": "lead"})
    assert Party.objects.get(programme=programme_obj).organisation == body
    client.post(f"/programmes/{programme_obj.pk}/events/new/", event_data())
    event = Event.objects.get(programme=programme_obj)
    assert event.terms.apply_until > event.terms.apply_from
    pattern = {"days": ["2027-05-12", "2027-05-13"], "first": "10:00", "until": "12:00", "length": "30", "pause": "0"}
    preview = client.post(f"/events/{event.pk}/slots/", {**pattern, "preview": "1"})
    assert "Preview: 8 slots" in preview.text
    assert not event.slots.exists()
    client.post(f"/events/{event.pk}/slots/", pattern)
    assert event.slots.count() == 8
    client.post(f"/events/{event.pk}/tables/", {"count": "4"})
    first = event.tables.first()
    slot = event.slots.first()
    client.post(f"/events/{event.pk}/tables/{first.pk}/", {"name": "Hall A", "slots": [str(slot.pk)]})
    assert list(first.closed.all()) == [slot]
    page = client.get(f"/events/{event.pk}/slots/").text
    assert "Hall A" in page
    assert "10:00–10:30" in page
    assert "09:00 Beijing" in page
    client.post(f"/events/{event.pk}/slots/{slot.pk}/remove/")
    assert event.slots.count() == 7


def test_a_removed_party_comes_back_at_a_press(client, officer, event):
    body = Organisation.objects.create(name_ko="견본청")
    party = Party.objects.create(programme=event.programme, organisation=body, part="lead")
    page = client.post(f"/programmes/{event.programme_id}/parties/{party.pk}/remove/", follow=True)
    assert not Party.objects.exists()
    back = f"/programmes/{event.programme_id}/parties/?body={body.pk}&amp;part=lead"
    assert back in page.text
    client.post(back.replace("&amp;", "&"))
    assert Party.objects.get().organisation == body
