"""Who may sign in, and what the emails of the sign-in link to."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.people.models import User
from gyoryu.web.accounts.adapter import path_of
from tests.gyoryu.web.accounts.signing_in import email_link, request_reset, stable_text

pytestmark = pytest.mark.django_db


def test_a_link_for_a_forgotten_password_ignores_the_host_of_whoever_asks(client, officer, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/forgotten/", {"email": officer.email}, headers={"host": "evil.example"})
    assert email_link("password_reset").startswith("/account/password/new/")
    assert path_of("https://evil.example/a/?b=c") == "/a/?b=c"


def test_nobody_learns_who_has_forgotten_a_password(client, officer):
    assert stable_text(request_reset(client)) == stable_text(request_reset(client, "nobody@agency.example"))
    assert Email.objects.count() == 1


def test_there_is_no_signing_up(client):
    for address in ("/account/signup/", "/account/agency/closed/"):
        assert client.get(address).status_code in (302, 404)
    assert not User.objects.exists()
