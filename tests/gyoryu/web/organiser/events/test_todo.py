"""What waits for officers, and what the palette finds for them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gyoryu.meetings.models import Application, Terms
from gyoryu.programmes.models import Event
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


def test_the_overview_says_what_is_to_be_done(client, officer, event):
    Application.objects.filter(event=event, number="S001").update(state="submitted")
    assert "Applications that wait for a decision" not in client.get(f"/events/{event.pk}/").text  # it is over
    Event.objects.update(ends_on=date(2099, 1, 1))
    Terms.objects.filter(event=event).update(wish_until=datetime.now(UTC) + timedelta(hours=5))
    page = client.get(f"/events/{event.pk}/").text
    assert "Applications that wait for a decision: 1" in page
    assert "Meeting requests close soon." in page
    assert page.index("What needs you today") < page.index("Figures")
    assert "Applications that wait for a decision: 1" in client.get("/start/").text


def test_the_palette_finds_programmes_events_and_applications(client, officer, event):
    labels = [hit["label"] for hit in client.get("/palette/?q=sample").json()["hits"]]
    assert {"Sample programme", "Sample consultation"} <= set(labels)
    hits = client.get("/palette/?q=S001").json()["hits"]
    assert any(hit["url"].startswith("/applications/") for hit in hits)
    client.force_login(person("nobody@agency.example"))
    assert client.get("/palette/?q=S001").json()["hits"] == []
