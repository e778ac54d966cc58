"""Lists of the news take as many queries for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.news.documents.models import Document
from gyoryu.news.sources.models import Source
from tests.gyoryu.articles import NOW, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("o@agency.example", event.programme, "officer")
    client.force_login(someone)
    someone.programme = event.programme_id
    return someone


@pytest.mark.parametrize("name", ["documents", "posts", "watches", "watch", "sources", "board"])
def test_lists_ask_as_much_for_three_as_for_one(client, officer, name):
    from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
    from gyoryu.news.watches.actions import add_watch

    count = add_watch("산둥성", "never", owner=officer, now=NOW)
    url = reverse(name, args=[count.pk]) if name == "watch" else reverse(name)

    def add(n):
        add_watch(f"견본{n}", "never", owner=officer, now=NOW)
        arrived(RELEASE.replace("강물산업", f"견본{n}산업"), by=officer, name=f"{n}.txt")
        entry = PostInput({"ko": PostTextInput(f"견본 {n}", "글")})
        set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)
        source = Source.objects.create(
            kind="feed", name=f"{n}", address=f"https://{n}.example/", next_poll_at=NOW, by=officer
        )
        source.items.create(key=f"{n}", document=Document.objects.first())

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    add(1)
    queries()
    count = queries()
    add(2)
    add(3)
    assert queries() == count
