"""Editors are appointed and dismissed, and told so."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.people.models import User
from gyoryu.programmes.actions.editors import appoint_editor, dismiss_editor
from gyoryu.programmes.models import Editor, Role
from tests.gyoryu.factories import BEGIN, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return make_user("operator@agency.example", is_superuser=True)


def test_whoever_owns_an_address_becomes_an_editor_once(operator):
    editor = appoint_editor("New@Agency.example", "zh", now=BEGIN, by=operator)
    assert appoint_editor("new@agency.example", "ko", now=BEGIN, by=operator) == editor
    assert (editor.user.email, editor.by, editor.given_at) == ("new@agency.example", operator, BEGIN)
    email = Email.objects.get()
    assert (email.code, email.to, email.language) == ("editor_appointed", "new@agency.example", "zh")
    assert AuditLine.objects.filter(verb="appoint_editor", by=operator.pk, key=editor.user_id).count() == 1


def test_who_is_dismissed_keeps_its_account_and_its_roles(operator):
    user = make_user("e@agency.example", make_programme(), "officer")
    dismiss_editor(appoint_editor(user.email, "ko", now=BEGIN, by=operator), by=operator)
    assert not Editor.objects.exists()
    assert User.objects.filter(pk=user.pk).exists()
    assert Role.objects.filter(user=user).exists()
    assert set(Email.objects.values_list("code", flat=True)) == {"editor_appointed", "editor_dismissed"}
    assert AuditLine.objects.filter(verb="dismiss_editor").exists()
