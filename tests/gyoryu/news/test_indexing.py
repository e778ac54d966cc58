"""The index of documents and posts, lost and written anew."""

import pytest
from django.core.management import call_command

from gyoryu.news import queries
from gyoryu.news.actions import posting
from tests.gyoryu.articles import EDITOR, NOW, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


def test_what_was_lost_is_found_again(settings, tmp_path, capsys):
    settings.FILES = tmp_path
    officer = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    arrival = arrived(by=officer)
    post = posting.write_post(posting.PostInput({"ko": posting.PostTextInput("강물 소식", "글")}), now=NOW, by=officer)
    posting.set_post_shown(post.pk, True, now=NOW, by=officer)
    queries.INDEX.clear()
    assert not queries.search_arrivals(queries.DocumentFilters("강물"), EDITOR).exists()
    call_command("reindex")
    assert list(queries.search_arrivals(queries.DocumentFilters("강물"), EDITOR)) == [arrival]
    assert list(queries.shown_posts(queries.PostFilters("강물"))) == [post]
    assert "2 documents and posts" in capsys.readouterr().out
