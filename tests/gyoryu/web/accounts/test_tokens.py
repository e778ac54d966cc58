"""One's own tokens for programs: made, shown once, revoked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from gyoryu.people.actions import make_token, token_of
from gyoryu.people.models import ApiToken
from tests.gyoryu.factories import make_user

pytestmark = pytest.mark.django_db
URL = "/account/tokens/"
POSTED = {"name": "reports", "scopes": ["programmes:read"]}


@pytest.fixture
def owner(client):
    user = make_user(language="en", time_zone="Asia/Seoul")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def test_a_token_is_shown_once_and_opens_what_was_ticked(client, owner):
    page = client.post(URL, POSTED)
    token = ApiToken.objects.get()
    made = page.context["made"]
    assert made in page.text
    assert token_of(made, timezone.now()) == token
    assert (token.user, token.name, token.scopes) == (owner, "reports", ["programmes:read"])
    assert made not in client.get(URL).text


def test_it_is_good_until_the_end_of_a_day_on_the_clock_of_its_owner(client, owner):
    client.post(URL, {**POSTED, "until": "2100-01-01"})
    assert ApiToken.objects.get().expires_at.replace(microsecond=0) == datetime(2100, 1, 1, 14, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [({"name": ""}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["all"]}, "scopes"), ({"until": "x"}, "until")],
)
def test_a_faulty_form_makes_none(client, owner, changes, faulty):
    page = client.post(URL, {**POSTED, **changes})
    assert list(page.context["form"].errors) == [faulty]
    assert not ApiToken.objects.exists()


def test_the_list_says_which_are_valid(client, owner, clock):
    now = timezone.now()
    make_token(owner, "valid", ["logs:read"], now)
    revoked, _ = make_token(owner, "revoked", ["logs:read"], now)
    make_token(owner, "expired", ["logs:read"], now, expires_at=now + timedelta(days=1))
    assert client.post(f"{URL}{revoked.pk}/revoke/")["Location"] == URL
    clock(now + timedelta(days=2))
    rows = client.get(URL).context["rows"]
    assert {token.name: state for token, _, (_, state) in rows} == {
        "valid": "Valid", "revoked": "Revoked", "expired": "Expired",
    }  # fmt: skip


def test_a_token_of_somebody_else_is_not_there(client, owner):
    foreign, _ = make_token(make_user(), "x", ["logs:read"], timezone.now())
    assert client.post(f"{URL}{foreign.pk}/revoke/").status_code == 404
    assert foreign.name not in re.findall(r"<td>([^<]+)</td>", client.get(URL).text)
    foreign.refresh_from_db()
    assert foreign.revoked_at is None
