"""Send hostile input to every URL, query and form in every role: a sample of the values by a fixed seed; HOSTILE=all
sends all. The tests are in separate files, so that they run in parallel."""

import os
import random
import sys
from urllib.parse import urljoin

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from gyoryu.meetings.models import Application
from tests.gyoryu.web.hostile import HEADERS, VALUES, a_file, fill_route, forms_of, recorded_names, routes
from tests.gyoryu.web.walking import arguments, cast, event_with_everything, something_of_each_kind

ROLES = ("stranger", "firm", "buyer", "interpreter", "gate", "viewer", "officer", "operator")
ALL = os.environ.get("HOSTILE") == "all"
FEW = 1
AREAS = ("events", "my", "news", "site")
MANY = ["1", "\0", "9" * 5000]
OF_ALLAUTH = {"uidb36": "1", "key": "set-password", "pk": 1, "provider_id": "agency", "token": "x"}


class Stage:
    """An event with everything, a browser for each role, and the failures."""

    def __init__(self):
        event = event_with_everything()
        people = cast(event)
        self.known = {**OF_ALLAUTH, **something_of_each_kind(event, people)}
        people |= {
            "firm": people["participant"],
            "buyer": Application.objects.get(event=event, number="B001").applicant,
        }
        self.browsers, self.broken, self.raised = {}, [], []
        for role in ROLES:
            self.browsers[role] = Client(raise_request_exception=False)
            if people[role] is not None:
                self.browsers[role].force_login(people[role])
        name = settings.SESSION_COOKIE_NAME
        self.sessions = {
            role: browser.cookies[name].value if browser.cookies else "" for role, browser in self.browsers.items()
        }

    def ask(self, role, method, url, data=None, **headers):
        """Return the response; changes are rolled back after the constraints were checked."""
        browser = self.browsers[role]
        browser.cookies.clear()
        if self.sessions[role]:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        self.raised.clear()
        with transaction.atomic():
            response = getattr(browser, method)(url, data or {}, headers=headers)
            if response.streaming:
                b"".join(response.streaming_content)
            if method == "post" and response.status_code < 400:
                try:
                    connection.check_constraints()
                except Exception as fault:  # whatever the database says at the end of a transaction
                    response.status_code = 500
                    self.raised.append(fault)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            reason = f"{type(self.raised[-1]).__name__}: {str(self.raised[-1])[:160]}" if self.raised else ""
            fields = {name: str(value)[:40] for name, value in (data or {}).items()}
            self.broken.append(f"{reason} | {role} {method} {url[:120]} {fields if len(fields) < 9 else len(fields)}")
        return response

    def url(self, route, name, pattern):
        if not pattern.pattern.converters and "(?P" in route:
            return reverse(name, kwargs={key: self.known.get(key, 1) for key in pattern.pattern.regex.groupindex})
        return fill_route(route, arguments(name, pattern.pattern.converters, self.known)) if "<" in route else route

    def note(self, **_):
        """Record the exception of a request."""
        self.raised.append(sys.exc_info()[1])

    def __enter__(self):
        got_request_exception.connect(self.note)
        return self

    def __exit__(self, *_):
        got_request_exception.disconnect(self.note)


def sample(options, key, minimum=FEW):
    return list(options) if ALL else random.Random(f"{key}").sample(list(options), min(minimum, len(options)))


def area_of(route):
    """Return the area of a route: events, participants, news, or all others."""
    first = route.split("/")[1]
    return first if first in AREAS else "site"


def send_everywhere(stage, area):
    """Send to every query parameter that a page of the area reads, and to every field of every form on it."""
    forms, posts = {}, {}
    for route, name, pattern in routes():
        if area_of(route) != area:
            continue
        url = stage.url(route, name, pattern)
        posts[url] = route
        stage.ask("stranger", "get", url, **HEADERS)
        names, inside = set(), []
        for role in ROLES:
            with recorded_names() as read_names:
                response = stage.ask(role, "get", url)
            names |= read_names
            if response.status_code == 200:
                inside.append(role)
                collect_forms(forms, role, url, response)
        send_in_query(stage, url, sorted(names), inside or ["firm"])
    send_in_forms(stage, forms, posts)
    assert posts
    assert not stage.broken, "\n".join(stage.broken)


def send_in_query(stage, url, names, inside):
    stage.ask(inside[-1], "get", url, **{name: value for name, value in HEADERS.items() if name != "cookie"})
    for name in names:
        for value in sample(VALUES, url + name):
            for role in inside if ALL else sample(inside, f"{url}{name}{value}", 1):
                stage.ask(role, "get", url, {name: value})
    if names:
        stage.ask(inside[-1], "get", url, {name: ["\0", "9" * 5000] for name in names})


def collect_forms(forms, role, url, response):
    """Add to `forms`, by URL and names of the fields: the role, its fields and its files."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    for method, action, fields, files in forms_of(response.content.decode()):
        if method == "post":
            fields.pop("csrfmiddlewaretoken", None)
            target = urljoin(url, action).partition("?")[0]
            forms.setdefault((target, tuple(sorted({*fields, *files}))), []).append((role, fields, files))


def send_in_forms(stage, forms, posts):
    """Send to one of the URLs of a kind with the same fields, and to URLs without a form."""
    seen = set()
    for (url, names), occurrences in forms.items():
        kind = (route_of(url), names)
        if kind not in seen or ALL:
            seen.add(kind)
            posts.pop(url, None)
            for role, fields, files in occurrences if ALL else sample(occurrences, url, 1):
                send_hostile(stage, role, url, fields, files)
    for url in posts:
        send_hostile(stage, "officer", url, {}, set())


def route_of(url):
    try:
        return resolve(url).route
    except Resolver404:  # a form that is answered by another page than ours
        return url


def send_hostile(stage, role, url, fields, files):
    with recorded_names() as read_names:
        stage.ask(role, "post", url, fields)
    names = sorted({*fields, *read_names} - {"csrfmiddlewaretoken"})
    for name in names:
        for value in sample([*VALUES, MANY], url + name):
            stage.ask(role, "post", url, {**fields, name: value})
    # All fields at once many times over, and each alone where the seed says so.
    stage.ask(role, "post", url, dict.fromkeys(names, MANY))
    for name in names[:1]:
        stage.ask(role, "post", url, {**fields, name: a_file()})
        stage.ask(role, "post", url, {})
    for name in sorted(files):
        for value in ("text", a_file(), a_file("x.xlsx"), [a_file("a.pdf"), a_file("x" * 300 + ".eml")]):
            stage.ask(role, "post", url, {**fields, name: value})
