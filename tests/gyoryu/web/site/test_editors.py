"""Editors of the site: appointed and dismissed by operators."""

import pytest
from django.urls import reverse

from gyoryu.base.emails import Email
from gyoryu.base.undo import Undo
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor
from tests.gyoryu.factories import make_editor, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator_client(client, operator):
    client.force_login(operator)
    return client


def test_whoever_is_appointed_has_an_account_and_an_email_in_the_chosen_language(operator_client, operator):
    operator_client.post(reverse("editors"), {"email": "New@agency.example", "language": "zh"})
    user = User.objects.get(email="new@agency.example")
    assert user.editor.by == operator
    assert Email.objects.get(to=user.email).language == "zh"
    assert user.email in operator_client.get(reverse("editors")).text


def test_a_faulty_address_appoints_nobody(operator_client):
    page = operator_client.post(reverse("editors"), {"email": "nobody", "language": "ko"})
    assert list(page.context["form"].errors) == ["email"]
    assert not Editor.objects.exists()


def test_a_dismissed_editor_comes_back_at_a_press(operator_client):
    editor = make_editor().editor
    operator_client.post(reverse("editor-dismiss", args=[editor.pk]))
    assert not Editor.objects.exists()
    operator_client.post(reverse("undo", args=[Undo.objects.get().token]))
    assert Editor.objects.get() == editor
    assert operator_client.post(reverse("editor-dismiss", args=[editor.pk + 1])).status_code == 404


def test_neither_officers_nor_editors_appoint_or_dismiss(client):
    editor = make_editor()
    for user in (make_user("", make_programme(), "officer"), editor):
        client.force_login(user)
        assert client.get(reverse("editors")).status_code == 403
        assert client.post(reverse("editors"), {"email": "a@b.example", "language": "ko"}).status_code == 403
        assert client.post(reverse("editor-dismiss", args=[editor.editor.pk])).status_code == 403
    assert Editor.objects.get().user == editor


def test_as_many_queries_for_three_as_for_one(operator_client, django_assert_max_num_queries):
    make_editor()
    operator_client.get(reverse("editors"))
    with django_assert_max_num_queries(20) as one:
        operator_client.get(reverse("editors"))
    make_editor()
    make_editor()
    with django_assert_max_num_queries(len(one)):
        assert len(operator_client.get(reverse("editors")).context["rows"]) == 3
