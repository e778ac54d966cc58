"""Changes of the e-mail address."""

import pytest
from django.test import Client

from gyoryu.base.emails import Email
from gyoryu.people.models import User
from gyoryu.web.accounts.address_links import address_link
from tests.gyoryu.web.accounts.signing_in import PASSWORD, email_link, sign_in, sign_in_and_show_again

pytestmark = pytest.mark.django_db


def test_a_new_address_counts_once_its_owner_has_confirmed_it(client, officer):
    sign_in_and_show_again(client)
    client.post("/account/email/", {"email": "new@agency.example"})
    officer.refresh_from_db()
    assert officer.email == "officer@agency.example"
    link = email_link("confirm_email")
    assert "new@agency.example" in client.get(link).text
    client.post(link)
    officer.refresh_from_db()
    assert officer.email == "new@agency.example"
    notice = Email.objects.get(code="account_changed")
    assert (notice.to, notice.params) == ("officer@agency.example", {"what": "email"})
    assert sign_in(Client(), "new@agency.example")["Location"] == "/start/"


def test_an_address_of_somebody_else_is_not_taken(client, officer):
    other = User.objects.create_user("other@agency.example", PASSWORD)
    sign_in_and_show_again(client)
    client.post("/account/email/", {"email": other.email})
    assert not Email.objects.exists()
    assert client.post(address_link(officer, other.email)).status_code == 410
    officer.refresh_from_db()
    assert officer.email == "officer@agency.example"
