"""What needs someone today."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.web.navigation import start
from gyoryu.web.navigation.todo import Task
from tests.gyoryu.consultations import consultation, person


@pytest.mark.django_db
def test_what_ends_soon_comes_first_on_the_start_page(client, officer, monkeypatch):
    later = Task("견본 신청 세 건이 기다립니다", "/a/", "보기", until="5. 20.까지")
    soon = Task("견본 상담 신청이 곧 마감됩니다", "/b/", "보기", until="오늘 18:00까지", soon=True)
    monkeypatch.setattr(start, "TASKS", [lambda user, permissions: [later], lambda user, permissions: [soon]])
    client.force_login(officer)
    text = client.get("/start/").text
    assert text.index(soon.text) < text.index(later.text)
    assert 'class="due soon">오늘 18:00까지' in text
    assert "오늘 처리할 일이 없습니다" not in text


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
