"""What a device may cache, for whom and until when."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gyoryu.meetings.models import Application
from gyoryu.people.rules import MAX_IDLE_OF_STAFF
from gyoryu.programmes.models import Event, Role
from tests.gyoryu.consultations import consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(db):
    event = consultation(sellers=1, buyers=1, ask=False)
    Event.objects.filter(pk=event.pk).update(starts_on="2020-05-04", ends_on="2020-05-05")
    return Application.objects.get(event=event, side="seller")


def kept_until(firm, page="agenda"):
    client = Client()
    client.force_login(firm.applicant)
    headers = client.get(f"/my/{firm.pk}/{page}/").headers
    assert headers["X-Kept-For"] == str(firm.applicant_id)
    return datetime.fromtimestamp(int(headers["X-Kept-Until"]), tz=timezone.get_current_timezone())


@pytest.mark.parametrize("page", ["agenda", "badge"])
def test_after_the_event_it_is_kept_for_a_day(firm, page):
    assert abs(kept_until(firm, page) - timezone.now() - timedelta(days=1)) < timedelta(minutes=1)


def test_before_the_event_until_it_is_over_and_the_session_is_not(firm):
    day = timezone.localdate() + timedelta(days=3)
    Event.objects.filter(pk=firm.event_id).update(starts_on=day, ends_on=day)
    assert kept_until(firm).date() == day + timedelta(days=1)
    Event.objects.filter(pk=firm.event_id).update(ends_on=day + timedelta(days=100))
    assert kept_until(firm) - timezone.now() <= timedelta(days=14)


def test_staff_keep_it_no_longer_than_their_session_would_wait(firm):
    Role.objects.create(programme=firm.event.programme, user=firm.applicant, kind="interpreter")
    assert kept_until(firm) - timezone.now() <= MAX_IDLE_OF_STAFF


def test_pages_that_may_not_be_kept_say_nothing(firm):
    client = Client()
    client.force_login(firm.applicant)
    for path in (f"/my/{firm.pk}/", "/my/", "/account/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "X-Kept-For" not in response.headers
        assert "data-worker" not in response.text
