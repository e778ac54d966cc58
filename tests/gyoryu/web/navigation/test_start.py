"""The start page in the layout of one's workspace."""

import pytest
from django.urls import reverse

from tests.gyoryu.factories import make_editor, make_event, make_organisation, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "works"), [("officer", True), ("viewer", True), ("gate", False), ("interpreter", False), ("", False)]
)
def test_who_works_in_a_programme_has_the_sidebar(client, kind, works):
    client.force_login(make_user("", make_programme() if kind else None, kind))
    context = client.get(reverse("start")).context
    assert (context["sidebar"] is not None) == works
    assert context["shell"] == ("officer/shell.html" if works else "participant/shell.html")


def test_editors_have_the_sidebar_too(client):
    client.force_login(make_editor())
    assert client.get(reverse("start")).context["sidebar"] is not None


def test_participants_have_their_own_pages(client):
    organisation = make_organisation()
    client.force_login(make_user("", make_event().programme, "participant", organisation))
    assert client.get(reverse("start")).context["shell"] == "participant/shell.html"


def test_the_name_is_in_the_language_of_the_page(client):
    client.force_login(make_user(name_ko="김견본", name_zh="金样本", language="ko"))
    assert "김견본" in client.get(reverse("start")).text
    client.post("/language/", {"language": "zh"})
    assert "金样本" in client.get(reverse("start")).text


def test_visitors_sign_in_first(client):
    assert client.get(reverse("start"))["Location"].startswith(reverse("sign-in"))
