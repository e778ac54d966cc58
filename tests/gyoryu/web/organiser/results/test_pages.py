"""Results by stage, in won, and closed."""

import pytest
from django.urls import reverse

from gyoryu.outcomes.models import Closing, ReferenceRate
from tests.gyoryu.web.log.writing import FIELDS, sign_in, url
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db


def test_figures_are_shown_rated_and_closed(client, meeting, officer):
    sign_in(client, meeting.seller.applicant).post(url(meeting), {**FIELDS, "currency": "CNY"})
    results = reverse("event-results", args=[meeting.event_id])
    page = sign_in(client, officer).get(results).text
    assert "No rate" in page
    for currency, krw in (("CNY", "200"), ("USD", "1400")):
        client.post(results, {"currency": currency, "on": "2026-05-11", "krw": krw, "source": "sample"})
    assert ReferenceRate.objects.count() == 2
    page = client.get(results).text
    assert "No rate" not in page
    assert "4,200" in page  # won
    confirm(client, reverse("close-figures", args=[meeting.event_id]))
    closing = Closing.objects.get()
    assert closing.figures["stages"]["pursuing"]["krw"] == "4200.00"
    assert "a sample reason" in client.get(reverse("event-closing", args=[meeting.event_id, 1])).text
