"""Accounts, the language they are spoken to, and how often one may try to sign in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from gyoryu.base.models import AuditLine
from gyoryu.people import rules
from gyoryu.people.actions import begin_sign_in, change_language, complete_sign_in
from gyoryu.people.models import SignInAttempt, User

pytestmark = pytest.mark.django_db
MOST = rules.MOST_ATTEMPTS_OF_ACCOUNT


def test_addresses_are_compared_without_case():
    user = User.objects.create_user("Officer@Agency.example", "long enough pw")
    assert user.email == "officer@agency.example"
    assert User.objects.get_by_natural_key("OFFICER@agency.example") == user
    with pytest.raises(IntegrityError):
        User.objects.create_user("OFFICER@AGENCY.EXAMPLE")


def test_an_account_needs_an_address_and_without_a_password_nobody_signs_in():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")
    assert not User.objects.create_user("a@b.example").has_usable_password()


def test_an_unknown_time_zone_is_refused():
    user = User(email="A@b.example", time_zone="Asia/Nowhere", password="x")
    with pytest.raises(ValidationError) as refused:
        user.full_clean()
    assert set(refused.value.error_dict) == {"time_zone"}
    assert user.email == "a@b.example"


def test_names_are_shown_in_the_readers_script_and_else_the_address():
    assert User(name_ko="김견본", name_zh="金样本").shown_name("zh") == "金样本"
    assert User(email="a@b.example").shown_name("ko") == "a@b.example"
    assert str(User(pk=5, email="a@b.example")) == "user 5"  # it may end in a log


def test_a_change_of_language_is_recorded_once():
    user = User.objects.create_user("a@b.example")
    change_language(user, "zh", by=user)
    change_language(user, "zh", by=user)
    user.refresh_from_db()
    assert user.language == "zh"
    line = AuditLine.objects.get()
    assert (line.verb, line.by, line.details) == ("change_language", user.pk, {"former": "ko", "new": "zh"})


def test_one_account_is_tried_so_often_and_then_rests():
    assert [begin_sign_in("a@b.example", "") for _ in range(MOST + 2)] == [True] * MOST + [False, False]
    assert begin_sign_in(" A@B.example ", "") is False
    assert begin_sign_in("other@b.example", "") is True


def test_refused_attempts_do_not_prolong_the_wait():
    for _ in range(MOST + 3):
        begin_sign_in("a@b.example", "")
    assert SignInAttempt.objects.count() == MOST
    SignInAttempt.objects.update(at=timezone.now() - rules.ATTEMPTS_COUNT_FOR - timedelta(seconds=1))
    assert begin_sign_in("a@b.example", "") is True
    assert SignInAttempt.objects.count() == 1


def test_one_address_cannot_try_many_accounts():
    allowed = [begin_sign_in(f"{n}@b.example", "192.0.2.1") for n in range(rules.MOST_ATTEMPTS_OF_ADDRESS + 1)]
    assert allowed.count(False) == 1
    assert allowed[-1] is False
    assert begin_sign_in("new@b.example", "192.0.2.2") is True


def test_success_forgets_earlier_attempts_of_that_account_only():
    user = User.objects.create_user("a@b.example")
    for email in ("a@b.example", "c@d.example"):
        begin_sign_in(email, "")
    complete_sign_in(user)
    assert SignInAttempt.objects.count() == 1
    assert AuditLine.objects.get().verb == "sign_in"


def test_attempts_hold_nothing_that_names_a_person_or_place():
    begin_sign_in("a@b.example", "192.0.2.1")
    attempt = SignInAttempt.objects.get()
    assert "@" not in attempt.account
    assert "192.0.2.1" not in attempt.address
    assert len(attempt.account) == len(attempt.address) == 64
    assert str(attempt) == f"attempt {attempt.pk}"


def test_the_right_to_read_the_audit_log():
    assert rules.may_read_audit(User(is_superuser=True))
    assert not rules.may_read_audit(User())
    assert not rules.may_read_audit(User(is_superuser=True, is_active=False))
