"""Requests of data subjects, as the operator answers them."""

import io
import zipfile

import pytest
from django.urls import reverse

from gyoryu.people.models import User
from gyoryu.privacy.models import AccessEntry
from tests.gyoryu.factories import make_editor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator_client(client, operator):
    client.force_login(operator)
    return client


@pytest.fixture
def subject():
    return make_user("kim@firm.example", name_ko="김견본")


def test_a_look_shows_what_is_stored_and_leaves_an_entry(operator_client, subject):
    page = operator_client.post(reverse("person"), {"email": " Kim@Firm.example ", "act": "look"})
    assert page.context["rows"]
    entry = AccessEntry.objects.get()
    assert (entry.deed, entry.keys) == ("read", [subject.pk])
    assert "no-store" in page["Cache-Control"]


def test_an_export_is_an_archive_and_noted_as_one(operator_client, subject):
    answer = operator_client.post(reverse("person"), {"email": subject.email, "act": "export"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "김견본" in archive.read("data.json").decode()
    assert AccessEntry.objects.get().deed == "export"


def test_erasing_removes_the_account(operator_client, subject):
    page = operator_client.post(reverse("person"), {"email": subject.email, "act": "erase"})
    assert page.context["rows"] == []
    assert not User.objects.filter(email=subject.email).exists()
    assert AccessEntry.objects.get().deed == "delete"


def test_the_last_operator_is_not_erased(operator_client, operator):
    operator_client.post(reverse("person"), {"email": operator.email, "act": "erase"})
    assert User.objects.filter(pk=operator.pk).exists()


def test_an_address_in_the_query_is_not_read_and_a_faulty_one_is_refused(operator_client, subject):
    assert operator_client.get(reverse("person"), {"email": subject.email}).context["rows"] == []
    page = operator_client.post(reverse("person"), {"email": "kim"})
    assert list(page.context["form"].errors) == ["email"]
    assert [entry.keys for entry in AccessEntry.objects.all()] == [[], []]  # the page was opened; nobody was shown


def test_it_is_for_operators_only(client, subject):
    client.force_login(make_editor())
    for act in ("look", "export", "erase"):
        assert client.post(reverse("person"), {"email": subject.email, "act": act}).status_code == 403
    assert User.objects.filter(pk=subject.pk).exists()
