"""Organisations in the command palette."""

import pytest

from tests.gyoryu.web.organiser.organisations.registering import register

pytestmark = pytest.mark.django_db


def test_the_palette_finds_pages_and_organisations_for_those_who_may_see_them(signed_in):
    organisation = register("한빛환경", "韩光环保")
    client = signed_in("viewer")
    assert client.get("/palette/?q=韩光").json()["hits"] == [
        {"label": "한빛환경", "url": f"/organisations/{organisation.pk}/", "kind": "Organisation"}
    ]
    assert {"label": "Organisations", "url": "/organisations/", "kind": "Page"} in client.get("/palette/").json()[
        "hits"
    ]
    assert [hit["url"] for hit in signed_in("").get("/palette/?q=").json()["hits"]] == ["/start/"]
