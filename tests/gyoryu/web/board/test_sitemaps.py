from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.web.board.sitemaps import PostSitemap
from tests.gyoryu.articles import NOW
from tests.gyoryu.web.board.posting import post

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def addresses(client, query=None):
    tree = ElementTree.fromstring(client.get(reverse("sitemap"), query).content)
    return [element.text.removeprefix("http://testserver") for element in tree.iter(f"{SITEMAP}loc")]


def test_the_map_holds_each_language_and_its_alternates(client, officer):
    post(officer, zh=PostTextInput("样本消息", "第一段。"))
    tree = ElementTree.fromstring(client.get(reverse("sitemap")).content)
    assert addresses(client) == ["/", "/board/", "/board/1/?in=ko", "/board/1/?in=zh"]
    entry = next(element for element in tree if element.find(f"{SITEMAP}loc").text.endswith("?in=zh"))
    assert {element.get("hreflang"): element.get("href") for element in entry.iter(f"{XHTML}link")} == {
        "ko": "http://testserver/board/1/?in=ko",
        "zh-Hans": "http://testserver/board/1/?in=zh",
        "x-default": "http://testserver/board/1/",
    }
    assert datetime.fromisoformat(entry.findtext(f"{SITEMAP}lastmod")) == NOW
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_hidden_posts_are_on_no_map(client, officer):
    write_post(PostInput({"ko": PostTextInput("숨은 글", "글")}), now=NOW, by=officer)
    assert addresses(client) == ["/", "/board/"]


def test_what_is_beyond_the_limit_of_the_format_is_on_further_pages(client, officer, monkeypatch):
    monkeypatch.setattr(PostSitemap, "limit", 2)
    for day in range(3):
        post(officer, days=day)
    assert addresses(client) == ["/", "/board/", "/board/3/?in=ko", "/board/2/?in=ko"]
    assert addresses(client, {"p": "2"}) == ["/board/1/?in=ko"]
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert [line for line in lines if line.startswith("Sitemap")] == [
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap.xml?p=2",
    ]
    for page in ("3", "0", "x", "9" * 5000):
        assert client.get(reverse("sitemap"), {"p": page}).status_code == 404
