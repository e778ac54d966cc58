"""Signing in, and the account pages that need it."""

import re

from gyoryu.base.emails import Email

PASSWORD = "a long sample password"
NEW = "quite another sample password"


def stable_text(answer):
    """Return the text of a page without its CSRF tokens."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', "", answer.text)


def sign_in_and_show_again(client):
    sign_in(client)
    client.post("/account/again/", {"password": PASSWORD})


def sign_in(client, email="officer@agency.example", password=PASSWORD):
    return client.post("/sign-in/", {"login": email, "password": password})


def request_reset(client, email="officer@agency.example"):
    return client.post("/account/password/forgotten/", {"email": email}, follow=True)


def email_link(code):
    return Email.objects.get(code=code).params["link"]
