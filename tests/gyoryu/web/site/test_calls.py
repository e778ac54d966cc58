"""Calls for applications."""

import pytest

from gyoryu.meetings.models import Terms
from gyoryu.programmes.models import Event
from tests.gyoryu.web.site.calling_for import HOUR, opened

pytestmark = pytest.mark.django_db


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
