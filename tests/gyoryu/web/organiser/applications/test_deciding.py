"""Decisions on many applications at once."""

from urllib.parse import urlencode

import pytest

from gyoryu.base.emails import Email
from gyoryu.meetings.models import Application
from tests.gyoryu.web.organiser.applications.applicants import applicant
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db


def test_those_chosen_are_accepted_and_the_list_stays_as_it_was(client, officer, event):
    accepted, unchanged = applicant(event, 1), applicant(event, 2)
    back = f"/events/{event.pk}/applications/?side=seller"
    query = urlencode({"chosen": accepted.pk, "back": back, "decision": "accept"})
    response = confirm(client, f"/events/{event.pk}/applications/accept/?{query}")
    assert response["Location"] == back
    response = client.post(f"/events/{event.pk}/applications/accept/?back=https://evil.example/")
    assert response["Location"] == f"/events/{event.pk}/applications/"
    assert list(Application.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "submitted"]
    assert unchanged.number == ""


def test_those_chosen_are_refused_for_one_reason_that_each_reads(client, officer, event):
    chosen = [applicant(event, number).pk for number in (1, 2)]
    url = f"/events/{event.pk}/applications/accept/?{urlencode({'chosen': chosen, 'decision': 'refuse'}, doseq=True)}"
    digest = client.get(url).context["sheet"].digest
    assert client.post(url, {"digest": digest, "sure": "1"}).context["unanswered"]
    assert not Application.objects.filter(state="refused").exists()
    confirm(client, url)
    assert set(Application.objects.values_list("state", "reason")) == {("refused", "a sample reason")}
    assert Email.objects.filter(code="application_refused").count() == 2
