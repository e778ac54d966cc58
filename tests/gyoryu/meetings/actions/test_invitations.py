"""Inviting, and when nobody can be invited."""

from datetime import timedelta

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import invitations
from gyoryu.meetings.actions.invitations import (
    digest_of,
    invite,
    refusal_to_invite,
    resend_invitation,
    withdraw_invitation,
)
from gyoryu.meetings.models import Application, Invitation, Terms
from gyoryu.programmes.models import Party
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


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_an_address_is_invited_once_and_the_link_is_not_kept(officer):
    event = consultation()
    assert invite(event, "buyer", "zh", ["A@x.example", "a@x.example ", "b@x.example"], officer, NOW) == 2
    assert invite(event, "buyer", "zh", ["a@x.example"], officer, NOW) == 0
    email = Email.objects.get(to="a@x.example")
    token = email.params["link"].split("/")[2]
    invitation = Invitation.objects.get(digest=digest_of(token))
    assert (invitation.email, invitation.side) == ("a@x.example", "buyer")
    assert token not in invitation.digest
    assert email.params["deadline"] == "2026年4月1日（周三） 09:00 (首尔)"
    assert email.event == event.pk


def test_the_email_names_the_leading_bodies(officer):
    event = consultation()
    body = Application.objects.filter(event=event).first().organisation
    Party.objects.create(programme=event.programme, organisation=body, part="lead")
    invite(event, "seller", "en", ["a@x.example"], officer, NOW)
    assert Email.objects.get().params["organiser"] == body.name_en


def test_a_link_sent_again_is_new_and_a_withdrawn_one_is_over(officer):
    event = consultation()
    invite(event, "seller", "ko", ["a@x.example"], officer, NOW)
    invitation = Invitation.objects.get()
    former = invitation.digest
    resend_invitation(invitation, officer, NOW + timedelta(hours=1))
    assert Invitation.objects.get().digest != former
    withdraw_invitation(invitation, officer, NOW)
    for action in (resend_invitation, withdraw_invitation):
        with pytest.raises(Refused, match="invitation_withdrawn"):
            action(invitation, officer, NOW)
    assert invite(event, "seller", "ko", ["a@x.example"], officer, NOW) == 1


def test_nobody_is_invited_to_what_is_over(officer):
    event = consultation()
    with pytest.raises(Refused, match="window_is_over"):
        invite(event, "seller", "ko", ["a@x.example"], officer, APPLY[1])


def test_a_used_invitation_cannot_be_withdrawn(officer):
    event = consultation()
    invite(event, "seller", "ko", ["a@x.example"], officer, NOW)
    invitation = Invitation.objects.get()
    invitation.application = Application.objects.first()
    with pytest.raises(Refused, match="invitation_used"):
        withdraw_invitation(invitation, officer, NOW)
