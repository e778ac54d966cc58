"""The command palette: the first hits of all sources, for those who are signed in."""

import pytest
from django.urls import reverse

from gyoryu.web.navigation.palette import MAX_HITS
from tests.gyoryu.factories import make_event, make_programme, make_user
from tests.gyoryu.web.organiser.organisations.registering import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client):
    programme = make_programme(name_en="Riverside programme")
    client.force_login(make_user("", programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    return programme


def hits(client, query):
    response = client.get(reverse("palette"), {"q": query})
    assert "no-store" in response["Cache-Control"]
    return response.json()["hits"]


def test_hits_of_several_sources_come_together(client, programme):
    make_event(programme, name_en="Riverside consultation")
    register(en="Riverside Water")
    kinds = {hit["label"]: hit["kind"] for hit in hits(client, "riverside")}
    assert kinds == {
        "Riverside programme": "Cooperation programme",
        "Riverside consultation": "Event",
        "Riverside Water": "Organisation",
    }


def test_there_are_no_more_than_a_dozen(client, programme):
    for number in range(6):
        make_event(programme, name_en=f"Riverside {number}")
        register(en=f"Riverside Water {number}")
    assert len(hits(client, "riverside")) <= MAX_HITS
    assert hits(client, "nothing of the kind") == []


def test_visitors_find_nothing(client):
    assert client.get(reverse("palette"), {"q": "a"})["Location"].startswith(reverse("sign-in"))
