"""Every URL answers every role as in the table of the handbook."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.gyoryu.web.walking import (
    ROLES,
    addresses,
    answer,
    arguments,
    cast,
    event_with_everything,
    query_for,
    something_of_each_kind,
)

pytestmark = pytest.mark.any_database
HANDBOOK = Path(__file__).parents[3] / "docs/handbook/roles.md"
METHODS = ("GET", "POST")
FIRST_LINE = "| Address | " + " | ".join(ROLES) + " |"


def table():
    """Return the expected answer of each role, by (method, URL)."""
    rows = {}
    for line in re.findall(r"^\| `(?:GET|POST) /[^\n]*$", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE):
        first, *cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        method, address = first.split(" ")
        rows[method, address] = dict(zip(ROLES, cells, strict=True))
    return rows


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.FILES = tmp_path
    event = event_with_everything()
    people = cast(event)
    return people, something_of_each_kind(event, people)


def observed(client, people, url_values):
    """Yield the answers by URL and role; methods that a URL does not allow are left out."""
    for route, name, pattern in addresses():
        url = reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values))
        for method in METHODS:
            answers = {role: answer(client, method, url, people[role], query_for(name, url_values)) for role in ROLES}
            if set(answers.values()) != {"only"}:
                yield method, route, answers


def line(method, route, answers):
    return f"| `{method} {route}` | " + " | ".join(answers[role] for role in ROLES) + " |"


def rewrite(rows):
    """For developers, with WRITE_ROLES=1: put what is into the table. Read the difference before it is committed."""
    text = HANDBOOK.read_text(encoding="utf-8")
    head, _, _ = text.partition("| Address |")
    rule = "|---" * (len(ROLES) + 1) + "|"
    HANDBOOK.write_text("\n".join([head + FIRST_LINE, rule, *rows]) + "\n", encoding="utf-8")


def test_everybody_gets_what_the_table_says_and_the_table_names_every_address(client, stage):
    seen = {(method, route): answers for method, route, answers in observed(client, *stage)}
    if os.environ.get("WRITE_ROLES") == "1":
        rewrite([line(*key, answers) for key, answers in seen.items()])
    documented = table()
    wrong = [line(*key, answers) for key, answers in seen.items() if documented.get(key) != answers]
    assert not wrong, "not as the table says:\n" + "\n".join(wrong)
    assert not set(documented) - set(seen), "the table names what is not there"
