"""A post has one text in each language, and counts a reader once a day."""

import pytest
from django.db import IntegrityError

from gyoryu.news.board.models import Post, PostText, PostView
from tests.gyoryu.articles import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return Post.objects.create(number=1, topics=[], modified_at=NOW)


def test_a_number_is_given_once(post):
    with pytest.raises(IntegrityError):
        Post.objects.create(number=post.number, topics=[], modified_at=NOW)


def test_a_language_has_one_text(post):
    PostText.objects.create(post=post, language="ko", title="a", body="b")
    PostText.objects.create(post=post, language="zh", title="a", body="b")
    with pytest.raises(IntegrityError):
        PostText.objects.create(post=post, language="ko", title="c", body="d")


def test_a_reader_counts_once_a_day(post):
    PostView.objects.create(post=post, reader="r", day="2026-05-12")
    PostView.objects.create(post=post, reader="r", day="2026-05-13")
    with pytest.raises(IntegrityError):
        PostView.objects.create(post=post, reader="r", day="2026-05-12")
