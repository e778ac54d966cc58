"""What a token opens, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gyoryu.people.actions import make_token, revoke_token, token_of
from gyoryu.people.models import ApiToken
from tests.gyoryu.web.api.calling import caller, token

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_scopes_until_it_is_revoked_or_over(client, event, officer):
    assert client.get("/api/programmes").status_code == 401
    text = token(officer, ["programmes:read"])
    assert ApiToken.objects.filter(digest__contains=text).count() == 0
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/programmes", headers=headers).json()["total"] == 1
    refused = client.get("/api/organisations", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    api_token = ApiToken.objects.get()
    assert token_of(text, timezone.now()) == api_token
    revoke_token(api_token, officer, timezone.now())
    assert client.get("/api/programmes", headers=headers).status_code == 401
    _, short = make_token(officer, "x", ["logs:read"], timezone.now(), expires_at=timezone.now() + timedelta(days=1))
    assert token_of(short, timezone.now())
    assert token_of(short, timezone.now() + timedelta(days=1)) is None


def test_a_token_of_a_closed_account_opens_nothing(client, event, officer):
    call = caller(client, officer)
    officer.is_active = False
    officer.save()
    assert call("get", "/programmes").status_code == 401
