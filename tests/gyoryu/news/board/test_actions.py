"""The board: numbers, languages, views, and who may see what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gyoryu.base.refusals import Refused
from gyoryu.news.board.actions import (
    PostInput,
    PostTextInput,
    edit_post,
    entry_from,
    set_post_shown,
    view_post,
    write_post,
)
from gyoryu.news.board.models import Post
from tests.gyoryu.articles import NOW, arrived
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example")


def post(officer, title="견본 소식", *, shown=True, **texts):
    words = {"ko": PostTextInput(title, "첫 문단입니다.\n\n둘째 문단입니다."), **texts}
    post_ = write_post(PostInput(words, "견본부서", topics=["환경", "환경"]), now=NOW, by=officer)
    return set_post_shown(post_.pk, True, now=NOW, by=officer) if shown else post_


def test_posts_are_numbered_and_hidden_until_they_are_shown(client, officer):
    first, second = post(officer), post(officer, "둘째", shown=False)
    assert (first.number, second.number) == (1, 2)
    assert client.get(reverse("board-post", args=[2])).status_code == 404
    assert "둘째" not in client.get(reverse("board")).content.decode()


def test_a_view_counts_once_a_reader_and_day_and_never_the_author_s(officer):
    post_ = post(officer)
    assert view_post(post_, "a", "s", NOW, by=None)
    assert not view_post(post_, "a", "s", NOW, by=None)
    assert view_post(post_, "b", "s", NOW, by=None)
    assert view_post(post_, "a", "s", NOW + timedelta(days=1), by=None)
    assert not view_post(post_, "o", "s", NOW, by=officer)
    assert Post.objects.get(pk=post_.pk).views == 3


def test_a_post_without_a_text_is_refused_and_two_editors_are_told(officer):
    with pytest.raises(Refused) as error:
        write_post(PostInput({}), now=NOW, by=officer)
    assert error.value.code == "needs_a_text"
    post_ = post(officer)
    entry = PostInput({"ko": PostTextInput("새 제목", "새 글")})
    edit_post(post_.pk, 1, entry, now=NOW, by=officer)
    with pytest.raises(Refused) as error:
        edit_post(post_.pk, 1, entry, now=NOW, by=officer)
    assert error.value.code == "changed_meanwhile"


@pytest.mark.parametrize("name", ["board-rss", "board-atom", "board-json", "sitemap"])
def test_programs_can_follow_the_board(client, officer, name):
    post(officer, "피드에 나오는 글 <견본>")
    post(officer, "숨은 글", shown=False)
    response = client.get(reverse(name))
    text = response.content.decode()
    assert response.status_code == 200
    assert "숨은 글" not in text
    assert "/board/1/" in text
    assert "<견본>" not in text or response.headers["Content-Type"].startswith("application/feed+json")


def test_the_metadata_are_of_schema_org(client, officer):
    post(officer)
    assert client.get(reverse("board-schema", args=[1])).json()["@type"] == "NewsArticle"


def test_markup_in_a_post_is_shown_as_text(client, officer):
    post(officer, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(reverse("board-post", args=[1])).content.decode()


def test_a_post_begins_with_the_clean_article(officer):
    entry = entry_from(arrived())
    words = entry.texts["ko"]
    assert words.body.startswith("환경부(장관 김견본)는")
    assert "붙임" not in words.body
    assert entry.source_name == "환경부"
