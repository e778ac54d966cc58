"""A refused form has a summary of errors at the top of the page, with links to the fields."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application
from tests.gyoryu.web.markup import Page
from tests.gyoryu.web.walking import (
    addresses,
    arguments,
    cast,
    event_with_everything,
    query_for,
    something_of_each_kind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SKIPPED = ("/sign-in/", "/language/", "/sign-out/", "/account/oidc")


@pytest.fixture
def stage(settings, tmp_path):
    settings.FILES = tmp_path
    settings.NEWS_HOSTS = ["news.example"]
    event = event_with_everything()
    people = cast(event)
    url_values = something_of_each_kind(event, people)
    now, day = timezone.now(), timedelta(days=1)
    event.terms.apply_from = event.terms.wish_from = now - day
    event.terms.apply_until = event.terms.wish_until = now + day
    event.terms.save()
    return people, url_values


def fields_of(page, form):
    return [
        element for element in page.find("input", "select", "textarea", within=form)
        if element.get("name")
        and element.get("type") not in ("hidden", "submit", "button")
        and "disabled" not in element.attrs
    ]  # fmt: skip


def forms_of(client, people, url_values):
    """Every form with fields of every page that somebody sees, as (address it is sent to, page, form)."""
    seen = set()
    for _, name, pattern in addresses():
        url = reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values))
        response = client.get(url, query_for(name, url_values))
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = Page(response.text)
        for form in page.find("form", method="post"):
            to = form.get("action") or url
            names = tuple(field.get("name") for field in fields_of(page, form))
            if names and not to.startswith(SKIPPED) and (to, names) not in seen:
                seen.add((to, names))
                yield to, page, form


def sent(page, form, value):
    data = {element.get("name"): element.get("value") for element in page.find("input", within=form, type="hidden")}
    for button in [element for element in page.find("button", within=form) if element.get("name")][:1]:
        data[button.get("name")] = button.get("value")
    for field in fields_of(page, form):
        if field.get("type") not in ("checkbox", "radio", "file"):
            data[field.get("name")] = value
    return data


def assert_says_what_is_wrong(response, url):
    page = Page(response.text)
    ids = {element.get("id") for element in page.all}
    main = page.find("main")[0]
    marked = [field for field in page.all if field.get("aria-invalid") == "true"]
    summaries = page.of_class("error-summary")
    if marked or page.of_class("errorlist"):
        assert summaries, f"{url}: a field is marked, and nothing leads to it"
    assert page.of_class("notice", within=main), f"{url}: refused without a word"
    for line in page.find("li", within=summaries[0]) if summaries else ():
        links = page.find("a", within=line)
        assert line.text.strip(), url
        assert links, (url, line.text)
        assert links[0].get("href")[1:] in ids, f"{url}: {links[0].get('href')} is not there"
    for field in marked:
        around = field
        while around is not None and not around.get("aria-describedby"):  # boxes: at the fieldset around them
            around = around.parent
        described = around.get("aria-describedby").split() if around else []
        assert described, (url, field.get("name"))
        assert set(described) <= ids, (url, described)


@pytest.mark.parametrize("role", ["operator", "participant"])
def test_every_refused_form_says_why_and_leads_to_the_field(stage, role):
    people, url_values = stage
    client = Client()
    client.force_login(people[role])
    tried = refused = 0
    for url, page, form in list(forms_of(client, people, url_values)):
        for value in ("", "@@"):
            tried += 1
            response = client.post(url, sent(page, form, value), follow=True)
            assert response.status_code < 500, url
            # What could be taken is none; nor is what an earlier form has removed.
            if response.status_code != 404 and "notice success" not in response.text:
                refused += 1
                assert_says_what_is_wrong(response, url)
    assert (tried, refused) > ((40, 30) if role == "operator" else (8, 4))


def test_a_step_without_anybody_says_so_and_leads_to_the_first_row(client, stage):
    _, url_values = stage
    application = Application.objects.get(pk=url_values["application"])
    client.force_login(application.applicant)
    url = f"/my/{application.pk}/apply/people/"
    page = client.get(url).text
    total = re.search(r'name="people-TOTAL_FORMS" value="(\d+)"', page)[1]
    rows = {
        "people-TOTAL_FORMS": total,
        "people-INITIAL_FORMS": "0",
        "languages": "ko",
        "interpreter": "yes",
        "act": "next",
    }
    page = client.post(url, rows, HTTP_ACCEPT_LANGUAGE="en").text
    assert '<a href="#id_people-0-name_ko">Give at least one person who will come.</a>' in page
    rows |= {"people-0-email": "nobody", "people-0-title": "Head"}
    page = client.post(url, rows, HTTP_ACCEPT_LANGUAGE="en").text
    assert '<a href="#id_people-0-name_ko">1 · Name in Korean: Give the name in at least one language.</a>' in page
    assert '<a href="#id_people-0-email">1 · E-mail address: Enter a valid email address.</a>' in page
    assert "at least one person" not in page


def test_the_summary_takes_the_focus_where_something_was_sent(client, officer):
    client.force_login(officer)
    assert "autofocus" not in client.get("/account/").text
    page = Page(client.post("/account/", {"name_ko": "", "form_key": "a"}).text)
    summary = page.of_class("error-summary")[0]
    assert (summary.get("tabindex"), summary.get("role"), "autofocus" in summary.attrs) == ("-1", "alert", True)
