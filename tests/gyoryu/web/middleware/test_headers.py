"""No response for a signed-in user or from a secret URL is cached."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application
from gyoryu.people.actions import make_token
from tests.gyoryu.web.hostile import fill_route, routes
from tests.gyoryu.web.walking import arguments, cast, event_with_everything, something_of_each_kind

pytestmark = pytest.mark.any_database
ROLES = ("participant", "interpreter", "gate", "officer", "operator")
SECRETS = {"token", "badge", "key", "uidb36"}
PUBLIC = ("/", "/board/", "/board/rss.xml", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.FILES = tmp_path
    event = event_with_everything()
    people = cast(event)
    return people, {"pk": 1, **something_of_each_kind(event, people)}


def answers(client, url_values):
    for route, name, pattern in routes():
        if "(?P" in route:
            yield name, SECRETS, client.get(reverse(name, kwargs={"uidb36": "1", "key": "set-password"}))
        else:
            converters = pattern.pattern.converters
            yield name, set(converters), client.get(fill_route(route, arguments(name, converters, url_values)))


def is_uncacheable(response):
    return {"private", "no-store"} <= {word.strip() for word in response.get("Cache-Control", "").split(",")}


@pytest.mark.parametrize("role", ROLES)
def test_whatever_somebody_sees_who_is_signed_in_is_kept_nowhere(client, stage, role):
    people, url_values = stage
    client.force_login(people[role])
    wrong = [
        name
        for name, _, response in answers(client, url_values)
        # A calendar is asked for again and again by its tag, and by nobody who is signed in.
        if not is_uncacheable(response) and name != "calendar"
    ]
    assert not wrong


def test_secret_addresses_are_kept_nowhere_and_public_pages_may_be(client, stage):
    _, url_values = stage
    for name, argument_names, response in answers(client, url_values):
        if argument_names & SECRETS and response.status_code == 200:
            assert is_uncacheable(response) or (name == "calendar" and "private" in response["Cache-Control"]), name
    for url in PUBLIC:
        assert "no-store" not in client.get(url).get("Cache-Control", ""), url
    assert "max-age" in client.get("/static/gyoryu/base.css")["Cache-Control"]


def test_a_module_is_asked_for_again_so_that_it_meets_its_imports_in_one_version(client):
    script = client.get("/static/gyoryu/autosave.js")
    assert (script["Cache-Control"], script["Content-Type"]) == ("no-cache", 'text/javascript; charset="utf-8"')
    assert client.get("/static/gyoryu/autosave.js", headers={"if-none-match": script["ETag"]}).status_code == 304


def test_what_a_token_reads_is_kept_nowhere(client, stage):
    people, _ = stage
    token = make_token(people["officer"], "sample", ["programmes:read"], Application.objects.first().created_at)[1]
    response = client.get("/api/programmes", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 200
    assert is_uncacheable(response)
