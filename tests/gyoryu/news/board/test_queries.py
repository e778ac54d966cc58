"""Queries for the board: texts, search, topics, neighbours."""

import pytest

from gyoryu.news.board import queries
from gyoryu.news.board.actions import PostTextInput
from gyoryu.news.board.models import Post
from gyoryu.programmes.rules import Permissions
from tests.gyoryu.articles import EDITOR
from tests.gyoryu.consultations import person
from tests.gyoryu.news.board.test_actions import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example")


def test_each_reader_gets_the_own_language_and_else_the_official_text(officer):
    post_ = post(officer, zh=PostTextInput("样本消息", "第一段。", "machine"))
    post_ = Post.objects.prefetch_related("texts").get(pk=post_.pk)
    assert queries.text_for(post_, "zh").title == "样本消息"
    assert queries.text_for(post_, "en").title == "견본 소식"


def test_a_post_is_found_and_has_neighbours(client, officer):
    posts = [post(officer, f"소식 {n}번") for n in range(3)]
    previous, following = queries.neighbours(posts[1])
    assert (previous, following) == (posts[0], posts[2])
    assert list(queries.shown_posts(queries.PostFilters("둘째 문단"))) == list(reversed(posts))
    assert list(queries.shown_posts(queries.PostFilters(topic="환경"))) == list(reversed(posts))
    assert not queries.shown_posts(queries.PostFilters("없는말")).exists()


def test_topics_departments_and_suggestions_are_of_shown_posts(officer):
    post(officer, "강물 소식")
    post(officer, "숨은 소식", shown=False)
    assert queries.topics() == ["환경"]
    assert queries.topics(Permissions()) == ["환경"]
    assert queries.departments() == ["견본부서"]
    assert queries.titles_like("소식") == ["강물 소식"]
    assert queries.titles_like("환") == ["환경"]
    assert queries.titles_like(" ") == []


def test_posts_with_words_are_counted(officer):
    post(officer)
    assert queries.posts_with("둘째 문단") == 1
    assert queries.posts_with("?") == queries.posts_with("없는말") == 0


def test_posts_with_a_topic_are_compared_as_they_are_stored(officer):
    shown = post(officer)
    assert queries.posts_with_topic("환경", Post.objects.all()) == [shown.pk]
    assert queries.posts_with_topic("환", Post.objects.all()) == []
    assert queries.topics(EDITOR) == ["환경"]
