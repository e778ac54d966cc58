"""Accounts: addresses and tokens."""

from datetime import UTC, datetime, timedelta

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.people.actions import change_email, change_language, make_token, token_of
from gyoryu.people.models import ApiToken, User
from gyoryu.people.rules import SCOPES
from tests.gyoryu.consultations import BEGIN, person

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_the_address_of_another_account_is_refused_and_nobody_is_notified():
    user, other = person("a@x.example"), person("b@x.example")
    with pytest.raises(Refused, match="address_taken"):
        change_email(user, other.email, NOW)
    assert user.email == User.objects.get(pk=user.pk).email == "a@x.example"
    assert not Email.objects.exists()


def test_a_new_address_is_told_to_the_former():
    user = person("a@x.example")
    change_email(user, "c@x.example", NOW)
    assert User.objects.get(pk=user.pk).email == "c@x.example"
    assert [email.to for email in Email.objects.all()] == ["a@x.example"]


@pytest.mark.parametrize("scopes", [[], ["everything"], [next(iter(SCOPES)), "everything"]])
def test_a_token_needs_known_scopes(scopes):
    with pytest.raises(Refused, match="bad_scope_of_token"):
        make_token(person("a@x.example"), "statistics", scopes, BEGIN)
    assert not ApiToken.objects.exists()


def test_a_token_ends_in_the_future():
    user, scope = person("a@x.example"), next(iter(SCOPES))
    for ends in (BEGIN, BEGIN - timedelta(days=1)):
        with pytest.raises(Refused, match="bad_end"):
            make_token(user, "statistics", [scope], BEGIN, expires_at=ends)
    token, text = make_token(user, "statistics", [scope], BEGIN, expires_at=BEGIN + timedelta(days=1))
    assert token_of(text, BEGIN).pk == token.pk
    assert token_of(text, BEGIN + timedelta(days=1)) is None


def test_a_change_of_language_is_recorded_once():
    user = User.objects.create_user("a@b.example")
    change_language(user, "zh", by=user)
    change_language(user, "zh", by=user)
    user.refresh_from_db()
    assert user.language == "zh"
    line = AuditLine.objects.get()
    assert (line.verb, line.by, line.details) == ("change_language", user.pk, {"former": "ko", "new": "zh"})
