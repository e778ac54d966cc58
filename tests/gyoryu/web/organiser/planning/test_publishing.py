"""Publishing the draft, and going back to what is published."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import TimetableVersion
from tests.gyoryu.web.organiser.planning.moves import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]


def test_publishing_from_an_old_page_is_refused(desk, event, pair):
    put(desk, event, pair, 0)
    url = reverse("timetable-publish", args=[event.pk])
    seen = {"digest": desk.get(url).context["sheet"].digest}
    assert [desk.post(url, seen).status_code for _ in range(2)] == [302, 409]
    assert TimetableVersion.objects.count() == 1
