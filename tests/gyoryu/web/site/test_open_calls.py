"""Open calls on the front page."""

import pytest

from gyoryu.programmes.models import Event
from tests.gyoryu.consultations import consultation
from tests.gyoryu.web.site.calling_for import HOUR, opened

pytestmark = pytest.mark.django_db


def test_an_open_call_stands_on_the_front_page_with_both_clocks(client, event):
    opened(event, -HOUR, HOUR)
    page = client.get("/").text
    assert f'href="/calls/{event.pk}/"' in page
    assert "Seoul" in page
    assert "Beijing" in page
    call = client.get(f"/calls/{event.pk}/").text
    assert "Come &amp; see" in call
    assert "Applications until" in call


def test_the_front_page_asks_as_much_for_three_calls_as_for_one(client, event, django_assert_num_queries):
    for more in (0, 2):
        for _ in range(more):
            opened(consultation(), -HOUR, HOUR)
        Event.objects.update(is_public=True)
        opened(event, -HOUR, HOUR)
        with django_assert_num_queries(1):
            client.get("/")
