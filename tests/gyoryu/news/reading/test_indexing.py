"""The index of documents and posts, lost and written anew."""

import pytest
from django.core.management import call_command

from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.board.queries import PostFilters, shown_posts
from gyoryu.news.desk.queries import DocumentFilters, search_documents
from gyoryu.news.search.index import INDEX
from tests.gyoryu.articles import EDITOR, NOW, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


def test_what_was_lost_is_found_again(settings, tmp_path, capsys):
    settings.FILES = tmp_path
    officer = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    document = arrived(by=officer)
    post = write_post(PostInput({"ko": PostTextInput("강물 소식", "글")}), now=NOW, by=officer)
    set_post_shown(post.pk, True, now=NOW, by=officer)
    INDEX.clear()
    assert not search_documents(DocumentFilters("강물"), EDITOR).exists()
    call_command("reindex")
    assert list(search_documents(DocumentFilters("강물"), EDITOR)) == [document]
    assert list(shown_posts(PostFilters("강물"))) == [post]
    assert "2 documents and posts" in capsys.readouterr().out
