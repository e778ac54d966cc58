"""On the day of an event its staff is led to check-in and to the live board."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.gyoryu.consultations import consultation, person


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "days", "address"), [
    ("officer", 0, "live"), ("officer", 1, None), ("gate", 1, "check-in"), ("gate", -2, None), ("viewer", 0, None),
])  # fmt: skip
def test_the_way_to_the_hall_on_the_day(client, role, days, address):
    event = consultation(sellers=0, buyers=0, ask=False)
    today = timezone.now().astimezone(ZoneInfo(event.time_zone)).date()
    event.starts_on = event.ends_on = today + timedelta(days=days)
    event.save()
    client.force_login(person(f"{role}@agency.example", event.programme, role))
    page = client.get(reverse("start")).text
    for place in ("live", "check-in"):
        assert (f"/events/{event.pk}/{place}/" in page) is (place == address)
