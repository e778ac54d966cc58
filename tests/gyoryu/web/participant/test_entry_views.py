"""Invitations and calls: how one gets to an application."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.emails import Email
from gyoryu.meetings.actions.invitations import digest_of
from gyoryu.meetings.models import Application, Invitation
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


def test_an_invitation_opens_a_fresh_account_by_a_button_only(client, event):
    invitation = Invitation.objects.create(
        event=event, side="buyer", email="invited@sample.example", language="zh", digest=digest_of("t0ken"),
        sent_at=timezone.now(),
    )  # fmt: skip
    link = reverse("invitation", args=["t0ken"])
    assert client.get(link).status_code == 200
    assert "_auth_user_id" not in client.session
    response = client.post(link)
    application = Application.objects.get(applicant__email="invited@sample.example")
    assert response["Location"] == reverse("my-apply", args=[application.pk])
    assert (application.side, application.language) == ("buyer", "zh")
    client.logout()
    client.post(link)  # the account has been used: its owner gets an email
    assert "_auth_user_id" not in client.session
    assert Email.objects.get(code="sign_in_link").to == "invited@sample.example"
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    assert client.get(link).status_code == 410


def test_an_invitation_never_opens_an_account_that_is_worth_more(client, event):
    officer = person("boss@agency.example", of=event.programme, kind="officer")
    Invitation.objects.create(
        event=event, side="buyer", email=officer.email, digest=digest_of("t0ken"), sent_at=timezone.now()
    )
    client.post(reverse("invitation", args=["t0ken"]))
    assert "_auth_user_id" not in client.session


def test_strangers_who_answer_a_call_get_a_link_that_leads_back(client, event):
    page = reverse("apply", args=[event.pk, "buyer"])
    assert client.get(page).status_code == 200
    client.post(page, {"email": "stranger@sample.example"})
    email = Email.objects.get(code="sign_in_link")
    assert client.post(email.params["link"])["Location"] == page
    event.terms.self_apply = False
    event.terms.save()
    assert client.get(page).status_code == 404


def test_a_call_without_an_account_takes_a_right_address_while_it_is_open(client, event):
    page = reverse("apply", args=[event.pk, "buyer"])
    assert list(client.post(page, {"email": "nobody"}).context["form"].errors) == ["email"]
    assert client.get(reverse("apply", args=[event.pk, "host"])).status_code == 404
    type(event.terms).objects.update(apply_until=timezone.now())
    client.post(page, {"email": "stranger@sample.example"})
    assert not Email.objects.exists()


def test_a_signed_in_user_begins_one_application_for_a_call(client, event):
    user = person("new@sample.example")
    client.force_login(user)
    page = reverse("apply", args=[event.pk, "seller"])
    locations = {client.post(page)["Location"] for _ in range(2)}
    application = Application.objects.get(applicant=user)
    assert (application.side, application.state) == ("seller", "draft")
    assert locations == {reverse("my-apply", args=[application.pk])}
