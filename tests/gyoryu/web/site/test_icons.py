"""Icons and manifest that a browser requests on a first visit exist, and the policy allows them."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "short_name"), [("ko", "교류"), ("zh-hans", "交流"), ("en", "Gyoryu")])
def test_the_manifest_is_in_the_readers_language_and_names_icons_that_are_there(client, language, short_name):
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": language})
    manifest = answer.json()
    assert manifest["short_name"] == short_name
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_every_file_that_a_page_names_in_its_head_is_there(client):
    head = client.get("/").content.decode().split("</head>")[0]
    links = re.findall(r'<link rel="(?:icon|apple-touch-icon|manifest)" href="([^"]+)"', head)
    assert len(links) == 3
    for link in links:
        assert link == reverse("manifest") or finders.find(link.removeprefix("/static/"))
    assert finders.find(client.get("/favicon.ico")["Location"].removeprefix("/static/"))
