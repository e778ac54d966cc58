"""What is due, on the start page of a participant."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Wish
from tests.gyoryu.web.participant.applying import application_of

pytestmark = pytest.mark.django_db


def test_the_start_page_says_what_is_due(client, firm, event):
    text = client.get(reverse("start"), headers={"accept-language": "en"}).text
    assert "Choose whom you want to meet" in text
    Wish.objects.create(event=event, asked=firm, asker=application_of(event, "B001"), created_at=timezone.now())
    assert (
        "Answer the requests you have received" in client.get(reverse("start"), headers={"accept-language": "en"}).text
    )
