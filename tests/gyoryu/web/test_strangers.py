"""Anonymous requests leave few rows, however many there are and whatever their user agents."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application
from gyoryu.news.board.actions import PostInput, PostTextInput, set_post_shown, write_post
from gyoryu.news.board.models import PostView
from gyoryu.people.models import User
from gyoryu.web.board.pages import MAX_BROWSERS
from tests.gyoryu.consultations import consultation
from tests.gyoryu.web.hostile import fill_route, routes
from tests.gyoryu.web.middleware.test_uploads import KNOWN
from tests.gyoryu.web.walking import arguments

pytestmark = pytest.mark.django_db
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1)", "Mozilla/5.0 (compatible; Yeti/1.1)", "Baiduspider/2.0", "curl/8", "",
    "python-requests/2", "facebookexternalhit/1.1 (bot)",
)  # fmt: skip


@pytest.fixture
def post():
    author = User.objects.create_user("o@a.example")
    draft = write_post(PostInput({"ko": PostTextInput("견본", "글")}), now=timezone.now(), by=author)
    return set_post_shown(draft.pk, True, now=timezone.now(), by=author)


def test_no_address_that_leads_nowhere_begins_a_session(client):
    """Every address that takes a form, about rows that are not there."""
    with_session = []
    for route, name, pattern in routes():
        kinds = pattern.pattern.converters
        if kinds:
            client.post(fill_route(route, {**arguments(name, kinds, {**KNOWN, "provider_id": "x"})}), {"a": "b"})
            client.cookies.clear()
            if Session.objects.exists():
                with_session.append(name)
                Session.objects.all().delete()
    assert not with_session


def test_what_was_typed_before_signing_in_is_kept_for_an_application_that_is_there(client):
    application = Application.objects.filter(event=consultation()).first()
    client.post(reverse("my-apply-step", args=[application.pk, "people"]), {"x": "typed"})
    assert Session.objects.count() == 1


def test_one_reader_with_a_hundred_names_is_a_few(client, post):
    for n in range(100):
        client.get(reverse("board-post", args=[post.number]), headers={"user-agent": f"Mozilla/5.0 {n}"})
    assert 1 < PostView.objects.count() <= MAX_BROWSERS
    assert PostView.objects.count() == type(post).objects.get(pk=post.pk).views


@pytest.mark.parametrize("agent", ROBOTS)
def test_robots_do_not_count(client, post, agent):
    client.get(reverse("board-post", args=[post.number]), headers={"user-agent": agent})
    assert not PostView.objects.exists()


def test_a_whole_network_of_ipv6_is_one_reader(client, post):
    for n in range(5):
        url = reverse("board-post", args=[post.number])
        client.get(url, headers={"user-agent": "Mozilla/5.0"}, REMOTE_ADDR=f"2400:cb00::{n + 1}")
    assert PostView.objects.count() == 1
