"""When nobody can be invited. What an invitation says is tested with the screening of applications."""

from datetime import timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import invitations
from gyoryu.meetings.actions.invitations import invite, refusal_to_invite
from gyoryu.meetings.models import Invitation, Terms
from tests.gyoryu.consultations import APPLY, consultation, person

pytestmark = pytest.mark.django_db
NOW = APPLY[0] + timedelta(days=1)


def test_an_event_without_terms_invites_nobody():
    event = consultation(ask=False)
    assert refusal_to_invite(event, NOW) is None
    Terms.objects.filter(event=event).delete()
    with pytest.raises(Refused, match="no_terms"):
        invite(event, "seller", "ko", ["a@x.example"], person("officer@agency.example"), NOW)


def test_too_many_addresses_at_once_are_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(invitations, "MAX_PER_REQUEST", 2)
    event, officer = consultation(ask=False), person("officer@agency.example")
    with pytest.raises(Refused, match="too_many") as refusal:
        invite(event, "seller", "ko", ["a@x.example", "b@x.example", "c@x.example"], officer, NOW)
    assert refusal.value.code == "too_many"
    assert not Invitation.objects.exists()
    assert invite(event, "seller", "ko", ["a@x.example", "A@x.example ", "b@x.example"], officer, NOW) == 2
