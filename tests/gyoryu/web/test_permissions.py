"""Every address, asked for by everyone, answers as the table in the operator's handbook says."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

HANDBOOK = Path(__file__).parents[3] / "docs/handbook/operator.md"
ANSWERS = {"yes": 200, "sign in": 302, "no": 403, "form": 405, "on": 302}


def table():
    """Rows of address, then what a stranger, a user and an operator get."""
    text = HANDBOOK.read_text(encoding="utf-8")
    return [
        [cell.strip(" `") for cell in row.strip("|\n").split("|")]
        for row in re.findall(r"^\| `/[^\n]*\n", text, re.MULTILINE)
    ]


def test_the_table_names_every_address_and_no_other():
    assert {row[0] for row in table()} == {f"/{pattern.pattern}" for pattern in get_resolver().url_patterns}


@pytest.mark.parametrize(("column", "role"), [(1, None), (2, "officer"), (3, "operator")])
def test_every_address_answers_as_the_table_says(client, db, request, column, role):
    if role:
        client.force_login(request.getfixturevalue(role))
    for row in table():
        answer = client.get(row[0])
        assert answer.status_code == ANSWERS[row[column]], (row[0], role)
        if row[column] == "sign in":
            assert answer["Location"] == f"/sign-in/?next={row[0]}"
