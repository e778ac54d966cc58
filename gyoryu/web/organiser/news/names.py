"""Names in documents: a page for each organisation, person, place and agreement, with its statements over time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_partial_date
from gyoryu.base.text import name_key
from gyoryu.news import rules
from gyoryu.news.desk.statements import (
    NamePage,
    Statement,
    counts_of_names,
    documents_of,
    name_page,
    names_mentioned,
    statements_in,
)
from gyoryu.news.search.highlighting import Part, marked
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.organiser.news.labels import NAME_KINDS, STATUSES
from gyoryu.web.parameters import Query
from gyoryu.web.texts.languages import reader

PAGE_SIZE = 20
NAMES_PAGE_SIZE = 50
MAX_BAR_HEIGHT = 48  # in units of the SVG


@require_safe
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    """List names. `?q=` searches; `kind` filters; `page` pages."""
    permissions = require_permission(request, rules.may_read_documents)
    query, kind = Query(request).text("q"), Query(request).choice("kind", NAME_KINDS)
    counts = counts_of_names(permissions)
    names_page = Query(request).page(names_mentioned(permissions, kind, query), NAMES_PAGE_SIZE)
    context = {
        "sidebar": build_sidebar("documents"),
        "typed": query,
        "kind": kind if kind in NAME_KINDS else "",
        "page": names_page,
        "rows": [(row, NAME_KINDS[row["kind"]]) for row in names_page],
        "kinds": [(code, name, counts.get(code, 0)) for code, name in NAME_KINDS.items()],
        "total": sum(counts.get(code, 0) for code in NAME_KINDS),
    }
    return render(request, "news/names.html", context)


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the bar chart."""

    year: int
    count: int
    height: int
    top: int


@dataclass(frozen=True, slots=True)
class Row:
    statement: Statement
    sentences: list[list[Part]]
    traits: str  # a role, a status


@require_safe
@login_required
def page(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Show all statements of one organisation, person, place or agreement. `key`: one of its names; `?year=` filters;
    `page` pages."""
    permissions = require_permission(request, rules.may_read_documents)
    if kind not in NAME_KINDS or not name_key(key):
        raise Http404
    profile = name_page(kind, key, permissions)
    year = Query(request).number("year", 9999) or None
    documents = Query(request).page(documents_of(profile, permissions, year).defer("reading"), PAGE_SIZE)
    context = {
        "sidebar": build_sidebar("documents"),
        "kind": NAME_KINDS[kind],
        "code": kind,
        "name": key if key in profile.names or not profile.names else profile.names[0],
        "others": [name for name in profile.names if name != key],
        "organisation": profile.organisation,
        "bars": _bars(profile),
        "undated": profile.undated,
        "year": year,
        "page": documents,
        "rows": [_row(statement, profile) for statement in statements_in(list(documents), profile)],
        "known": bool(profile.names),
    }
    return render(request, "news/name.html", context, status=200 if profile.names else 404)


def _bars(profile: NamePage) -> list[Bar]:
    max_count = max((count for _, count in profile.years), default=0)
    heights = [
        (year, count, round(MAX_BAR_HEIGHT * count / max_count) if count else 0) for year, count in profile.years
    ]
    return [
        Bar(year, count, max(height, 2) if count else 0, MAX_BAR_HEIGHT - max(height, 2))
        for year, count, height in heights
    ]


def _row(statement: Statement, profile: NamePage) -> Row:
    longest_first = sorted(profile.names, key=len, reverse=True)
    name = next(
        (candidate for candidate in longest_first if any(candidate in sentence for sentence in statement.sentences)), ""
    )
    return Row(
        statement,
        [_without_longer_names(marked(sentence, name)) for sentence in statement.sentences],
        _traits(statement, profile.kind),
    )


_ENDS_IN_HANGUL = re.compile("[가-힣]$")


def _without_longer_names(parts: list[Part]) -> list[Part]:
    """Unmark matches within longer names: 환경부 in 생태환경부 is another organisation."""
    preceding = [None, *parts]
    return [
        Part(part.text, part.hit and not (previous and _ENDS_IN_HANGUL.search(previous.text)))
        for previous, part in zip(preceding, parts, strict=False)
    ]


def _traits(statement: Statement, kind: str) -> str:
    """Format the role and organisation of a person, status and date of an agreement, or the event at a place."""
    values = statement.values
    parts = {
        "person": [values.get("org"), values.get("role")],
        "agreement": [
            STATUSES.get(str(values.get("status"))),
            format_partial_date(str(values.get("date") or ""), reader()),
        ],
        "place": [values.get("name")],
    }.get(kind, [])
    return " · ".join(str(part) for part in parts if part)
