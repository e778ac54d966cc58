"""Every page, file or call that shows personal data of others leaves an entry: tried for every URL."""

import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from gyoryu.base.models import AppendOnly
from gyoryu.people.actions import make_token
from gyoryu.people.models import User
from gyoryu.people.rules import SCOPES
from gyoryu.privacy.models import AccessEntry
from gyoryu.web.api.interface import api
from gyoryu.web.privacy.access_log import PAGES
from tests.gyoryu.privacy.marked import texts_of
from tests.gyoryu.web.walking import addresses, arguments, query_for

STAFF = ("interpreter", "gate", "viewer", "officer", "operator")
# Asked for with the secret address of its owner, whoever is signed in.
OWN = {"calendar"}
MARK = re.compile(rb"zqx[a-z]+qz")


def shown_marks(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = response.headers.get("Content-Disposition", "").encode()
    marks = set(MARK.findall(head))
    for text in texts_of(body):
        marks |= set(MARK.findall(text.encode()))
    return marks


def url_arguments(resolver, namespace=""):
    """Yield the name of each URL pattern, with its namespace, and the names of its arguments."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from url_arguments(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", set(pattern.pattern.converters)


def test_the_table_names_urls_and_their_arguments():
    known = dict(url_arguments(get_resolver()))
    wrong = [
        name
        for name, page in PAGES.items()
        if name not in known or (page.argument and page.argument not in known[name])
    ]
    assert wrong == []


def test_every_page_that_shows_personal_data_of_others_leaves_one_entry(client, stage):
    people, url_values = stage
    silent, loud = [], 0
    for role in STAFF:
        client.force_login(people[role])
        for _, name, pattern in addresses():
            url = reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values))
            before = AccessEntry.objects.count()
            response = client.get(url, query_for(name, url_values))
            marks = shown_marks(response) if response.status_code == 200 and name not in OWN else set()
            entries = AccessEntry.objects.count() - before
            if marks and entries != 1:
                silent.append((role, name, entries, sorted(marks)[:3]))
            loud += bool(marks)
    assert not silent, "\n".join(map(str, silent))
    assert loud > 40


def calls():
    """Reading calls of the interface for programs, as (path, parameters)."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        if "get" in methods:
            yield (
                path,
                [parameter["name"] for parameter in methods["get"].get("parameters", []) if parameter["in"] == "path"],
            )


@pytest.mark.parametrize("role", ["viewer", "officer", "operator", "participant"])
def test_every_call_that_tells_personal_data_of_others_leaves_one_entry(client, stage, role):
    people, url_values = stage
    _, text = make_token(people[role], "all", SCOPES, timezone.now())
    silent, loud = [], 0
    for path, names in calls():
        url = path.format(**{name: url_values[name] for name in names})
        before = AccessEntry.objects.count()
        response = client.get(url, headers={"Authorization": f"Bearer {text}"})
        marks = shown_marks(response) if response.status_code == 200 else set()
        if marks and AccessEntry.objects.count() - before != 1:
            silent.append((path, AccessEntry.objects.count() - before, sorted(marks)[:3]))
        loud += bool(marks)
    assert not silent, "\n".join(map(str, silent))
    assert loud


def test_an_entry_says_who_from_where_whose_data_and_what_for(client, stage, settings):
    people, url_values = stage
    client.force_login(people["officer"])
    settings.BEHIND_PROXY = True
    client.get(
        reverse("application", args=[url_values["seller"]]) + "?page=2&q=secret",
        headers={"X-Forwarded-For": "203.0.113.7"},
    )
    entry = AccessEntry.objects.get()
    officer = people["officer"]
    assert (entry.user, entry.account, entry.address) == (officer.pk, officer.email, "203.0.113.7")
    assert (entry.task, entry.deed, entry.kind, entry.keys, entry.count) == (
        "application", "read", "application", [url_values["seller"]], 1,
    )  # fmt: skip
    assert entry.filters == "page=2", "what was typed may be a name, and is not kept"


def test_a_list_is_one_entry_with_the_rows_that_it_shows(client, stage):
    people, url_values = stage
    client.force_login(people["officer"])
    client.get(reverse("programme-people", args=[url_values["programme"]]) + "?kind=participant")
    entry = AccessEntry.objects.get()
    assert (entry.count, len(entry.keys), entry.filters) == (3, 3, "kind=participant")


@pytest.mark.parametrize(
    ("name", "arguments", "deed"),
    [
        ("application-decide", ["seller"], "change"),
        ("interpreter-remove", ["event", "interpreter"], "delete"),
        ("event-outputs", ["event"], "export"),
    ],
)
def test_what_was_done_is_told_apart(client, stage, name, arguments, deed):
    people, url_values = stage
    client.force_login(people["officer"])
    client.post(reverse(name, args=[url_values[argument] for argument in arguments]), {"kind": "signs"})
    assert AccessEntry.objects.get().deed == deed


def test_whoever_is_refused_leaves_no_entry_of_having_seen(client, stage):
    people, url_values = stage
    client.force_login(people["user"])
    assert client.get(reverse("application", args=[url_values["seller"]])).status_code == 404
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("email", ["officer@agency.example", "my secret password"])
def test_a_sign_in_that_fails_is_noted_but_never_what_was_typed(client, stage, email):
    client.post("/sign-in/", {"login": email, "password": "wrong"})
    user = User.objects.filter(email=email).first()
    entries = [(entry.deed, entry.user, entry.account) for entry in AccessEntry.objects.all()]
    expected = ("failed_sign_in", user.pk if user else None, email if user else "")
    assert entries == ([expected] if user else [])


def test_entries_are_neither_changed_nor_removed(client, stage):
    people, url_values = stage
    client.force_login(people["officer"])
    client.get(reverse("application", args=[url_values["seller"]]))
    entry = AccessEntry.objects.get()
    for change in (
        entry.save,
        entry.delete,
        AccessEntry.objects.all().delete,
        lambda: AccessEntry.objects.update(user=1),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert AccessEntry.objects.count() == 1
