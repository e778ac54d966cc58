"""Applications through the API: decisions, counterparts, consent."""

import pytest
from django.utils import timezone

from gyoryu.meetings.models import Application, Consent, Disclosure, Representative
from tests.gyoryu.consultations import participant
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db


def test_an_officer_decides_and_a_participant_sees_only_its_own(client, event, officer):
    waiting = participant(event, "seller", 9, "ko")
    Application.objects.filter(pk=waiting.pk).update(number="", state="submitted")
    call = caller(client, officer)
    assert call("get", f"/events/{event.pk}/applications?state=submitted").json()["total"] == 1
    answer = call("post", f"/applications/{waiting.pk}/decision", {"decision": "accept", "version": 1})
    assert (answer.json()["state"], answer.json()["number"]) == ("accepted", "S003")
    participant_call = caller(client, waiting.applicant)
    assert [item["id"] for item in participant_call("get", f"/events/{event.pk}/applications").json()["items"]] == [
        waiting.pk
    ]
    assert participant_call("get", f"/applications/{application(event, 'S001').pk}").status_code == 403
    refused = participant_call(
        "post", f"/applications/{waiting.pk}/decision", {"decision": "refuse", "reason": "x", "version": 2}
    )
    assert refused.status_code == 403


def test_people_of_the_other_side_are_shown_with_consent_and_every_look_is_noted(client, event):
    seller, other = application(event, "S001"), application(event, "B001")
    Representative.objects.create(application=other, name_zh="样本", email="a@b.example")
    call = caller(client, seller.applicant)
    address = f"/applications/{seller.pk}/counterparts/{other.pk}"
    assert call("get", address).json()["people"] == []
    assert not Disclosure.objects.exists()
    Consent.objects.create(
        application=other, kind="cross_border", given_at=timezone.now(), text_version="1", keep_until="2030-01-01"
    )
    assert call("get", address).json()["people"][0]["email"] == "a@b.example"
    assert Disclosure.objects.get().to == seller.applicant
    assert "people" not in call("get", f"/applications/{seller.pk}/counterparts").json()["items"][0]
