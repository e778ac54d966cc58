"""The public board: filters, search in three scripts, metadata for search engines."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.news.search.spellings import body_in
from tests.gyoryu.articles import NOW
from tests.gyoryu.web.board.posting import post
from tests.gyoryu.web.markup import collapse

pytestmark = pytest.mark.django_db


def page_of(client, **query):
    return client.get(reverse("board"), query).content.decode()


def numbers(page):
    return re.findall("/board/([0-9]+)/", page.split("<tbody>")[-1]) if "<tbody>" in page else []


def test_topic_department_and_days_narrow(client, officer):
    post(officer)
    post(officer, department="대기과", topics=["대기"], days=5)
    post(officer, department="대기과", topics=["물", "대기"], days=9)
    assert numbers(page_of(client)) == ["3", "2", "1"]
    assert numbers(page_of(client, topic="물")) == ["3", "1"]
    assert numbers(page_of(client, department="대기과", topic="물")) == ["3"]
    assert numbers(page_of(client, since="2026-05-17", until="2026-05-17")) == ["2"]
    assert numbers(page_of(client, since="nonsense", until="9999-99-99")) == ["3", "2", "1"]


def test_titles_that_hold_the_words_come_first_and_words_are_marked(client, officer):
    post(officer, "강물 산업", "글이다.")
    post(officer, "다른 소식", "긴 글에 강물 이야기가 있다.")
    page = page_of(client, q="강물")
    assert numbers(page) == ["1", "2"]
    assert page.count("<mark>강물</mark>") == 2
    opened = client.get(reverse("board-post", args=[2]), {"q": "강물"}).content.decode()
    assert "긴 글에 <mark>강물</mark> 이야기가 있다." in opened


def test_what_is_found_in_another_language_is_shown_in_it(client, officer):
    post(officer, zh=PostTextInput("样本消息", "山东省发布标准。"))
    page = page_of(client, q="标准")
    assert "样本消息" in page
    assert "?in=zh&amp;q=" in page


def test_a_miss_is_explained(client, officer):
    post(officer, "강물 산업")
    page = page_of(client, q="강물 없는말")
    assert "<mark>없는말</mark>" in page
    assert "<mark>강물</mark>" not in page
    assert "?q=%EA%B0%95%EB%AC%BC" in page_of(client, q="강물", topic="대기")


def test_other_scripts_are_offered_where_they_find_something(client, officer):
    post(officer, "산둥성과 협력")
    assert "?q=%EC%82%B0%EB%91%A5" in page_of(client, q="山东省")
    assert "?q=%EC%82%B0%EB%91%A5" not in page_of(client, q="베이징")


def test_topics_and_titles_are_suggested_and_nothing_hidden(client, officer):
    post(officer, "물산업 소식", topics=["물산업"])
    write_post(PostInput({"ko": PostTextInput("물 숨은 글", "글")}), now=NOW, by=officer)
    url = reverse("board-suggest")
    assert client.get(url, {"q": "물"}).json()["names"] == ["물산업", "물산업 소식"]
    assert client.get(url).json()["names"] == []


def test_search_engines_are_told_in_the_page_itself(client, officer):
    post(officer, zh=PostTextInput("样本消息", "第一段。", "machine"))
    page = client.get(reverse("board-post", args=[1]), {"in": "zh"}).content.decode()
    assert '<link rel="canonical" href="http://testserver/board/1/?in=zh">' in page
    assert 'hreflang="zh-Hans" href="http://testserver/board/1/?in=zh"' in page
    assert 'hreflang="x-default" href="http://testserver/board/1/"' in page
    for part in ("headline", "datePublished", "dateModified", "articleBody", "publisher", "isBasedOn", "inLanguage"):
        assert f'itemprop="{part}"' in page
    assert 'itemtype="https://schema.org/NewsArticle"' in page
    assert "<script>" not in page
    assert "<style" not in page


@pytest.mark.parametrize("name", ["board", "board-rss", "board-json", "sitemap", "board-suggest"])
@pytest.mark.parametrize("words", ["", "견본"])
def test_as_many_queries_for_three_as_for_one(client, officer, name, words):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name), {"q": words} if words else {}).status_code == 200
        return len(seen)

    post(officer)
    queries()
    count = queries()
    post(officer, topics=["다른"])
    post(officer, department="다른 과")
    assert queries() == count


def test_narrow_screens_are_told_department_day_and_views_below_the_title(client, officer):
    post(officer, days=1)
    page = collapse(client.get("/board/").text)
    narrow = page[page.index('<span class="narrow') :].split("</th>")[0]
    assert "물산업과" in narrow
    assert "2026" in narrow
    assert page.count('class="broad"') == 4


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [
        ("환경부", "ko", "환경부"),
        ("외교부", "zh", "外交部"),
        ("외교부", "en", "Ministry of Foreign Affairs"),
        ("견본", "en", "견본"),
    ],
)
def test_known_bodies_are_named_in_the_readers_language(name, language, label):
    assert body_in(name, language) == label
