"""Bodies, persons, places and agreements that documents name, a page for each with what is said of it over time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_partial_date
from gyoryu.base.text import name_key
from gyoryu.news import rules
from gyoryu.news.highlighting import Part, marked
from gyoryu.news.queries import DocumentFilters, names_like, search_arrivals
from gyoryu.news.statements import (
    NamePage,
    Statement,
    counts_of_names,
    documents_of,
    name_page,
    names_mentioned,
    statements_in,
)
from gyoryu.programmes.rules import Permissions
from gyoryu.web.lookup import require_permission
from gyoryu.web.organiser.news_labels import NAMED, STATUSES
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.palette import SOURCES, Hit
from gyoryu.web.parameters import whole
from gyoryu.web.template_tags import reader

PAGE_SIZE = 20
NAMES_PAGE_SIZE = 50
MAX_BAR_HEIGHT = 48  # of a bar, in units of its picture
MIN_LENGTH = 2  # letters before the palette looks


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """`?q=` part of a name; `kind` of what; `page`."""
    standings = require_permission(request, rules.may_read_documents)
    typed, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    counts = counts_of_names(standings)
    found = Paginator(names_mentioned(standings, kind, typed), NAMES_PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rail": build_sidebar("arrivals"),
        "typed": typed,
        "kind": kind if kind in NAMED else "",
        "page": found,
        "rows": [(row, NAMED[row["kind"]]) for row in found],
        "kinds": [(code, name, counts.get(code, 0)) for code, name in NAMED.items()],
        "every": sum(counts.get(code, 0) for code in NAMED),
    }
    return render(request, "news/names.html", context)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in the picture."""

    year: int
    many: int
    height: int
    top: int


@dataclass(frozen=True, slots=True)
class Row:
    said: Statement
    sentences: list[list[Part]]
    traits: str  # a role, a status


@require_safe
@login_required
def page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything that documents say of one body, person, place or agreement. `key`: a name as it is written; `?year=`
    one year only; `page`."""
    standings = require_permission(request, rules.may_read_documents)
    if kind not in NAMED or not name_key(key):
        raise Http404
    found = name_page(kind, key, standings)
    year = whole(request.GET.get("year"), maximum=9999) or None
    numbers = Paginator(documents_of(found, standings, year).defer("reading"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "rail": build_sidebar("arrivals"),
        "kind": NAMED[kind],
        "code": kind,
        "name": key if key in found.names or not found.names else found.names[0],
        "others": [name for name in found.names if name != key],
        "organisation": found.organisation,
        "bars": _bars(found),
        "undated": found.undated,
        "year": year,
        "page": numbers,
        "rows": [_row(said, found) for said in statements_in(list(numbers), found)],
        "known": bool(found.names),
    }
    return render(request, "news/name.html", context, status=200 if found.names else 404)


def _bars(found: NamePage) -> list[Bar]:
    most = max((many for _, many in found.years), default=0)
    heights = [(year, many, round(MAX_BAR_HEIGHT * many / most) if many else 0) for year, many in found.years]
    return [
        Bar(year, many, max(height, 2) if many else 0, MAX_BAR_HEIGHT - max(height, 2))
        for year, many, height in heights
    ]


def _row(said: Statement, found: NamePage) -> Row:
    longest = sorted(found.names, key=len, reverse=True)
    name = next((one for one in longest if any(one in sentence for sentence in said.sentences)), "")
    return Row(said, [_alone(marked(sentence, name)) for sentence in said.sentences], _traits(said, found.kind))


_LETTER_OF_HANGUL = re.compile("[가-힣]$")


def _alone(parts: list[Part]) -> list[Part]:
    """Without the marks within longer names: 환경부 in 생태환경부 is another body."""
    before = [None, *parts]
    return [
        Part(part.text, part.hit and not (last and _LETTER_OF_HANGUL.search(last.text)))
        for last, part in zip(before, parts, strict=False)
    ]


def _traits(said: Statement, kind: str) -> str:
    """Of a person the role and the body; of an agreement whether and when it was signed; of a place what was held."""
    values = said.values
    parts = {
        "person": [values.get("org"), values.get("role")],
        "agreement": [
            STATUSES.get(str(values.get("status"))),
            format_partial_date(str(values.get("date") or ""), reader()),
        ],
        "place": [values.get("name")],
    }.get(kind, [])
    return " · ".join(str(part) for part in parts if part)


MAX_IN_PALETTE = 4


def in_palette(asked: str, standings: Permissions) -> Iterator[Hit]:
    """Names with a page of their own, and documents that hold the words."""
    if not rules.may_read_documents(standings) or len(name_key(asked)) < MIN_LENGTH:
        return
    for name, kind in names_like(asked, standings)[:MAX_IN_PALETTE]:
        yield Hit(name, reverse("news-name", args=[kind, name]), str(NAMED[kind]))
    found = search_arrivals(DocumentFilters(words=asked), standings).only("title", "name")
    for arrival in found[:MAX_IN_PALETTE]:
        yield Hit(arrival.title or arrival.name, reverse("desk", args=[arrival.pk]), gettext("Document"))


SOURCES.append(in_palette)
