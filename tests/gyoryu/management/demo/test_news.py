"""Policy news of the demo."""

import pytest

from gyoryu.management.demo import news
from gyoryu.news.board.models import Post
from gyoryu.news.documents.models import Document
from gyoryu.news.watches.models import Watch
from tests.gyoryu.factories import BEGIN, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings, tmp_path, monkeypatch):
    settings.FILES = tmp_path
    monkeypatch.setattr(news, "CORPUS", tmp_path / "not here")
    green, city = make_programme(), make_programme()
    officer = make_user("officer@agency.example", green)
    news.make_news(officer, green.pk, city.pk, BEGIN)
    return green, city, officer


def test_four_documents_are_read_and_one_is_a_copy_of_another(made):
    documents = {document.name: document for document in Document.objects.all()}
    assert len(documents) == 4
    assert all(document.proposals.exists() for name, document in documents.items() if name != "sample-repost.txt")
    assert not documents["sample-committee.txt"].proposals.filter(kind="event", state="open").exists()


def test_two_posts_are_shown_one_of_them_in_three_languages(made):
    posts = Post.objects.order_by("pk")
    assert [set(post.texts.values_list("language", flat=True)) for post in posts] == [{"ko", "zh", "en"}, {"ko"}]
    assert all(post.is_shown and post.published_at for post in posts)


def test_a_watch_is_the_officers(made):
    assert Watch.objects.get().owner == made[2]
