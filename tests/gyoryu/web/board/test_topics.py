"""Topics of the board in the reader's language; links and the filter keep the stored one."""

import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.html import escape

from gyoryu.base.names import DJANGO_CODES, LANGUAGE_TAGS, LANGUAGES
from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.board.topics import COMMON_TOPICS
from gyoryu.organisations.technology import FIELDS
from tests.gyoryu.consultations import person
from tests.gyoryu.web.markup import collapse

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 3, tzinfo=UTC)
TOPICS = [*COMMON_TOPICS, *FIELDS.values()]
UNKNOWN = {"견본 주제": "ko", "样本主题": "zh-Hans", "Sample topic": "en"}


def post(officer, topics):
    entry = PostInput({"ko": PostTextInput("견본 소식", "글이다.")}, "물산업과", "", "", topics)
    written = write_post(entry, now=NOW, by=officer)
    return set_post_shown(written.pk, True, now=NOW, by=officer)


@pytest.fixture
def posts(settings, tmp_path):
    settings.FILES = tmp_path
    officer = person("o@agency.example")
    stored = [*(names.ko for names in TOPICS), *UNKNOWN]
    return [post(officer, stored[start : start + 8]) for start in range(0, len(stored), 8)]


def page_of(client, address, language, **query):
    return collapse(client.get(address, query, headers={"accept-language": DJANGO_CODES[language]}).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_shown_in_the_language_of_the_reader_and_filters_by_the_stored_one(client, posts, language):
    board = page_of(client, reverse("board"), language)
    opened = "".join(page_of(client, reverse("board-post", args=[post.number]), language) for post in posts)
    expected = {names.ko: (names.in_language(language), LANGUAGE_TAGS[language]) for names in TOPICS}
    expected |= {topic: (topic, tag) for topic, tag in UNKNOWN.items()}
    for stored, (shown, tag) in expected.items():
        name = escape(shown)
        assert f'<option value="{escape(stored)}" lang="{tag}">{name}</option>' in board
        assert f'?topic={quote(stored)}"><span lang="{tag}">{name}</span>' in opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_of_a_topic_leads_to_its_posts_under_its_translated_name(client, posts, language):
    for stored in (TOPICS[0].ko, TOPICS[-1].ko, *UNKNOWN):
        (post,) = (post for post in posts if stored in post.topics)
        page = page_of(client, reverse("board"), language, topic=stored)
        assert re.findall("/board/([0-9]+)/", page.split("<tbody>")[1]) == [str(post.number)]
        assert re.search(f'<option value="{stored}" lang="[A-Za-z-]+" selected>', page)
    heading = page_of(client, reverse("board"), language, topic=TOPICS[0].ko).split("<h1>")[1].split("</h1>")[0]
    assert f'<span lang="{LANGUAGE_TAGS[language]}">{TOPICS[0].in_language(language)}</span>' in heading
