import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.http import http_date

from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.web.board.feeds import DESCRIPTION_LENGTH, FEED_SIZE
from tests.gyoryu.articles import NOW
from tests.gyoryu.web.board.posting import post

pytestmark = pytest.mark.django_db
FEEDS = ["board-rss", "board-atom", "board-json"]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_are_had_in_each_language(client, officer, name):
    post(officer, zh=PostTextInput("样本消息", "第一段。"))
    assert "样本消息" in client.get(reverse(name), {"in": "zh"}).content.decode()
    assert "样本消息" not in client.get(reverse(name)).content.decode()


def test_rss_has_the_beginning_of_each_post_and_its_topics(client, officer):
    post(officer, "R&D <소식>", "가" * (DESCRIPTION_LENGTH + 1), topics=["물", "대기"])
    response = client.get(reverse("board-rss"), {"in": "ko"})
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel.findtext("language") == "ko"
    assert channel.find(f"{ATOM}link").get("href") == "http://testserver/board/rss.xml?in=ko"
    item = channel.find("item")
    assert (item.findtext("title"), item.findtext("guid")) == ("R&D <소식>", "http://testserver/board/1/")
    assert item.findtext("description") == "가" * DESCRIPTION_LENGTH
    assert [element.text for element in item.iter("category")] == ["물", "대기"]


def test_json_feed_has_the_whole_text_and_its_own_language(client, officer):
    post(officer, body="가" * (DESCRIPTION_LENGTH + 1))
    response = client.get(reverse("board-json"), {"in": "zh"})
    assert response["Content-Type"] == "application/feed+json"
    document = json.loads(response.content)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert (document["language"], document["home_page_url"]) == ("zh-Hans", "http://testserver/board/")
    (item,) = document["items"]
    assert (item["language"], item["content_text"]) == ("ko", "가" * (DESCRIPTION_LENGTH + 1))
    assert item["id"] == item["url"] == "http://testserver/board/1/"
    assert item["date_published"].startswith(f"{NOW:%Y-%m-%d}")


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_end_after_the_latest_posts_and_show_none_that_is_hidden(client, officer, name):
    for day in range(FEED_SIZE + 1):
        post(officer, f"소식 제{day}호", days=day)
    write_post(PostInput({"ko": PostTextInput("숨은 글", "글")}), now=NOW, by=officer)
    content = client.get(reverse(name)).content.decode()
    assert "숨은 글" not in content
    assert "소식 제0호" not in content
    assert content.index(f"소식 제{FEED_SIZE}호") < content.index("소식 제1호")


@pytest.mark.parametrize("name", FEEDS)
def test_caches_know_when_a_feed_changed_and_ask_each_time(client, officer, name):
    post(officer, days=2)
    response = client.get(reverse(name))
    assert response["Last-Modified"] == http_date((NOW + timedelta(days=2)).timestamp())
    assert response["Cache-Control"] == "no-cache"
