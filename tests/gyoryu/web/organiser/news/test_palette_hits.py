"""Names and documents in the command palette."""

import pytest
from django.urls import reverse

from tests.gyoryu.articles import RELEASE, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    user = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(user)
    return user


def test_the_palette_finds_names_and_documents_for_those_who_may_read_them(client, officer):
    document = arrived(RELEASE, by=officer)
    url = reverse("palette")
    urls = {hit["label"]: hit["url"] for hit in client.get(url, {"q": "가온"}).json()["hits"]}
    assert urls["서울 가온호텔"].endswith(
        "/news/names/place/%EC%84%9C%EC%9A%B8%20%EA%B0%80%EC%98%A8%ED%98%B8%ED%85%94/"
    )
    assert urls[document.title] == reverse("desk", args=[document.pk])
    client.force_login(person("nobody@agency.example"))
    assert client.get(url, {"q": "가온"}).json()["hits"] == []
