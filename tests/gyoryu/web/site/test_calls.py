"""Calls for applications."""

from datetime import UTC, datetime, timedelta

import pytest

from gyoryu.meetings.models import Terms
from gyoryu.programmes.models import Event
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event(client):
    client.cookies["django_language"] = "en"
    new_event = consultation()
    Event.objects.update(is_public=True, about_en="Come & see")
    return new_event


def opened(event, begins, ends):
    now = datetime.now(UTC)
    Terms.objects.filter(event=event).update(apply_from=now + begins, apply_until=now + ends)


def test_an_open_call_stands_on_the_front_page_with_both_clocks(client, event):
    opened(event, -HOUR, HOUR)
    page = client.get("/").text
    assert f'href="/calls/{event.pk}/"' in page
    assert "Seoul" in page
    assert "Beijing" in page
    call = client.get(f"/calls/{event.pk}/").text
    assert "Come &amp; see" in call
    assert "Applications until" in call


@pytest.mark.parametrize(("begins", "ends", "words"), [(HOUR, 2 * HOUR, "not open yet"), (-2 * HOUR, -HOUR, "is over")])
def test_before_and_after_it_can_be_read_and_not_answered(client, event, begins, ends, words):
    opened(event, begins, ends)
    assert f"/calls/{event.pk}/" not in client.get("/").text
    page = client.get(f"/calls/{event.pk}/").text
    assert words in page
    assert "/apply/" not in page


def test_what_is_not_public_is_not_there(client, event):
    opened(event, -HOUR, HOUR)
    Event.objects.update(is_public=False)
    assert client.get(f"/calls/{event.pk}/").status_code == 404
    assert f"/calls/{event.pk}/" not in client.get("/").text


def test_by_invitation_only(client, event):
    opened(event, -HOUR, HOUR)
    Terms.objects.update(self_apply=False)
    page = client.get(f"/calls/{event.pk}/").text
    assert "One takes part by invitation." in page
    assert "/apply/" not in page


def test_the_front_page_asks_as_much_for_three_calls_as_for_one(client, event, django_assert_num_queries):
    for more in (0, 2):
        for _ in range(more):
            opened(consultation(), -HOUR, HOUR)
        Event.objects.update(is_public=True)
        opened(event, -HOUR, HOUR)
        with django_assert_num_queries(1):
            client.get("/")
