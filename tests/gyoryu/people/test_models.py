"""Accounts, whose addresses are compared without case."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from gyoryu.people.models import User

pytestmark = pytest.mark.django_db


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
    with pytest.raises(ValidationError) as error:
        user.full_clean()
    assert set(error.value.error_dict) == {"time_zone"}
    assert user.email == "a@b.example"


def test_names_are_shown_in_the_readers_script_and_else_the_address():
    assert User(name_ko="김견본", name_zh="金样本").shown_name("zh") == "金样本"
    assert User(email="a@b.example").shown_name("ko") == "a@b.example"
    assert str(User(pk=5, email="a@b.example")) == "user 5"  # it may end in a log
