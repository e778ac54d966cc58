"""Signing in by a link in an email."""

import re

import pytest
from django.test import Client

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.people import rules
from gyoryu.people.models import SignInAttempt
from gyoryu.web.accounts.sign_in_links import link_for

pytestmark = pytest.mark.django_db


def request_link(client, email="officer@agency.example", **more):
    return client.post("/account/link/", {"email": email, **more})


def stable_text(answer):
    """Return the text of a page without its CSRF tokens."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', "", answer.text)


def link_in_email():
    return Email.objects.get(code="sign_in_link").params["link"]


def is_signed_in(client):
    return client.get("/start/").status_code == 200


def test_a_link_is_sent_in_the_owners_language_and_signs_in_by_one_press(client, officer):
    request_link(client, " Officer@Agency.example")
    email = Email.objects.get()
    assert (email.to, email.language) == (officer.email, "ko")
    phone = Client()
    page = phone.get(link_in_email())
    assert "officer@agency.example" in page.text
    assert not is_signed_in(phone), "opening is not enough: mail scanners open links"
    assert phone.post(link_in_email())["Location"] == "/start/"
    assert is_signed_in(phone)
    assert not SignInAttempt.objects.exists()
    assert [line.verb for line in AuditLine.objects.order_by("pk")] == ["send_sign_in_link", "sign_in"]


def test_a_link_leads_on_within_the_site_only(client, officer):
    request_link(client, next="/audit/")
    assert client.post(link_in_email())["Location"] == "/audit/"
    client.logout()
    Email.objects.all().delete()
    request_link(client, next="https://evil.example/")
    assert client.post(link_in_email())["Location"] == "/start/"


def test_nobody_learns_which_accounts_exist(client, officer):
    page = stable_text(request_link(client))
    assert stable_text(request_link(client, "nobody@agency.example")) == page.replace(
        officer.email, "nobody@agency.example"
    )
    officer.is_active = False
    officer.save()
    assert stable_text(request_link(client)) == page
    assert Email.objects.count() == 1


@pytest.mark.parametrize("email", ["officer@agency.example", "nobody@agency.example"])
def test_after_too_many_requests_there_are_no_more_emails(client, officer, email):
    for _ in range(rules.MAX_ATTEMPTS_OF_SOURCE):
        assert "15분 뒤에 다시" not in request_link(client, email).text
    before = Email.objects.count()
    assert "15분 뒤에 다시" in request_link(client, email).text
    assert Email.objects.count() == before


def test_who_is_signed_in_already_is_led_on(client, officer):
    client.force_login(officer)
    officer.refresh_from_db()
    assert client.post(link_for(officer, "/account/"))["Location"] == "/account/"
