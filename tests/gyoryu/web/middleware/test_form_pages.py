"""A GET of a URL that takes POST only redirects to the page of its form, instead of a bare error."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from gyoryu.web.middleware.form_pages import FORM_PAGES
from tests.gyoryu.web.walking import (
    ROLES,
    addresses,
    arguments,
    cast,
    event_with_everything,
    query_for,
    something_of_each_kind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SESSION_OVER = {"HTTP_COOKIE": "sessionid=long-gone"}


@pytest.fixture
def stage(settings, tmp_path):
    settings.FILES = tmp_path
    event = event_with_everything()
    people = cast(event)
    return people, something_of_each_kind(event, people)


def all_addresses(url_values):
    """Every address of ours, by name and path."""
    for _, name, pattern in addresses():
        yield name, reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values))


def foreign_addresses():
    """allauth's pages that need no argument."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            elif str(pattern.pattern) != "api/":
                yield from walk(pattern.url_patterns)

    for pattern in walk(get_resolver().url_patterns):
        is_foreign = (pattern.name or "").startswith(("account_", "mfa_", "socialaccount_"))
        if is_foreign and not pattern.pattern.converters and not pattern.pattern.regex.groups:
            yield reverse(pattern.name)


def test_every_address_that_only_takes_forms_has_a_page_and_no_other_has(stage):
    people, url_values = stage
    client = Client()
    client.force_login(people["operator"])
    responses = {name: client.get(url, query_for(name, url_values)) for name, url in all_addresses(url_values)}
    post_only = {name for name, response in responses.items() if "POST" in response.headers.get("Allow", "")}
    assert post_only == set(FORM_PAGES)
    assert len(post_only) > 50
    assert all(response.status_code == 302 for name, response in responses.items() if name in post_only)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_who_reads_an_address_meets_a_bare_error(stage, role):
    people, url_values = stage
    client = Client()
    if people[role]:
        client.force_login(people[role])
    for name, url in all_addresses(url_values):
        if name not in FORM_PAGES:
            continue
        seen = client.get(url, follow=True)
        assert seen.status_code in (200, 403, 404), (url, seen.redirect_chain)
        assert b"<main" in seen.content


def test_foreign_addresses_neither(stage):
    people, _ = stage
    client = Client()
    client.force_login(people["operator"])
    for url in foreign_addresses():
        for seen in (client.get(url, follow=True), client.put(url, follow=True)):
            assert seen.status_code != 405 or b"<main" in seen.content, url


def test_what_is_sent_without_a_session_leads_to_signing_in_and_on_to_a_page(stage):
    people, url_values = stage
    reader = Client()
    reader.force_login(people["operator"])
    firm = Client()
    firm.force_login(people["participant"])
    tried = 0
    for name, url in all_addresses(url_values):
        response = Client().post(url, **SESSION_OVER)
        if response.status_code != 302 or urlsplit(response["Location"]).path != "/sign-in/":
            continue
        tried += 1
        query = parse_qs(urlsplit(response["Location"]).query)
        onward = query["next"][0]
        assert query["ended"] == ["1"], url
        assert resolve(urlsplit(onward).path).url_name not in FORM_PAGES
        answers = {
            client.get(onward, query_for(name, url_values), follow=True).status_code for client in (reader, firm)
        }
        assert 200 in answers, (url, onward, answers)
    assert tried > 80


def test_signing_in_leads_back_to_the_page_on_which_the_form_was(client, stage):
    _, url_values = stage
    page = f"/my/{url_values['application']}/directory/?q=%EB%AC%BC&page=2"
    sent = client.post(
        f"/my/{url_values['application']}/wishes/ask/{url_values['other']}/", HTTP_REFERER=f"http://testserver{page}"
    )
    assert parse_qs(urlsplit(sent["Location"]).query)["next"] == [page]


@pytest.mark.parametrize(
    "before", ["https://evil.example/events/", "//evil.example/", "javascript:alert(1)", "nonsense"]
)
def test_a_page_elsewhere_is_never_led_on_to(client, stage, before):
    _, url_values = stage
    sent = client.post(f"/applications/{url_values['number']}/decide/", HTTP_REFERER=before)
    assert parse_qs(urlsplit(sent["Location"]).query)["next"] == [f"/applications/{url_values['number']}/"]


def test_a_form_that_was_drawn_at_the_address_it_was_sent_to_leads_to_its_page(client, stage):
    """After a fault the browser stands at such an address, and the next form comes from there."""
    _, url_values = stage
    url = f"/events/{url_values['event']}/terms/"
    sent = client.post(url, HTTP_REFERER=f"http://testserver{url}")
    assert parse_qs(urlsplit(sent["Location"]).query)["next"] == [f"/events/{url_values['event']}/details/"]


def test_signing_in_says_that_the_session_has_ended(client):
    assert "session has ended" in client.get("/sign-in/?next=/start/&ended=1", HTTP_ACCEPT_LANGUAGE="en").text
    assert "로그인이 만료되었습니다" in client.get("/sign-in/?ended=1", HTTP_ACCEPT_LANGUAGE="ko").text
    assert "session has ended" not in client.get("/sign-in/?next=/start/", HTTP_ACCEPT_LANGUAGE="en").text


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_form_without_its_cookie_shows_the_way_back_and_to_signing_in(stage, signed_in):
    people, url_values = stage
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(people["officer"])
    number = url_values["number"]
    page = client.post(f"/applications/{number}/decide/", {"reason": "typed"}, HTTP_ACCEPT_LANGUAGE="en")
    assert page.status_code == 403
    assert f'href="/applications/{number}/"' in page.text
    assert (f"/sign-in/?next=%2Fapplications%2F{number}%2F" in page.text) is not signed_in


@pytest.mark.parametrize("language", ["ko", "zh-hans", "en"])
def test_what_is_sent_to_a_page_that_takes_no_forms_gets_a_page_of_ours(client, language):
    seen = client.put("/board/", HTTP_ACCEPT_LANGUAGE=language)
    assert seen.status_code == 405
    assert 'href="/board/"' in seen.text
    assert f'lang="{language.replace("hans", "Hans")}"' in seen.text


def test_programs_get_their_own_answer(client):
    seen = client.delete("/api/programmes")
    assert seen.status_code in (401, 405)
    assert "<main" not in seen.text
