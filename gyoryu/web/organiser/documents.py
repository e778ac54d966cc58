"""Documents that arrive: bring them, find them, decide at the desk on what was read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

import docread
from docread.article_extraction.boilerplate import BULLET
from gyoryu.base.queue import enqueue
from gyoryu.news import queries, rules
from gyoryu.news.actions import watching
from gyoryu.news.duplicates import difference
from gyoryu.news.empty_results import arrivals_with, explain_empty_result, other_spellings
from gyoryu.news.highlighting import Part, extracts, marked
from gyoryu.news.models import Arrival, Proposal
from gyoryu.news.visibility import visible_arrivals
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme
from gyoryu.programmes.queries import news_programmes
from gyoryu.programmes.rules import Permissions, may_manage
from gyoryu.web.lookup import get_programme_or_404, require_permission
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.news_labels import KINDS, STATES, refusal_text
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.parameters import whole
from gyoryu.web.template_tags import reader

PAGE_SIZE = 30
FILTERS = ("q", "state", "kind", "name", "ministry", "place", "topic", "since", "until")


def current_user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """`?q=` words; `state`, `kind`, `name`, `since`, `until` narrow; `page` turns pages."""
    standings = require_permission(request, rules.may_read_documents)
    return listed(request, standings)


def listed(request: HttpRequest, standings: Permissions, status: int = 200, **typed: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    wanted = queries.DocumentFilters(
        asked["q"],
        asked["state"] if asked["state"] in Arrival.State.values else "",
        asked["kind"] if asked["kind"] in KINDS else "",
        asked["name"],
        asked["ministry"],
        asked["place"],
        asked["topic"],
        day_of(asked["since"]),
        day_of(asked["until"]),
    )
    found = queries.search_arrivals(wanted, standings).defer("text", "reading").select_related("programme", "original")
    counted = partial(arrivals_with, permissions=standings)
    waiting = Count("proposals", filter=Q(proposals__state=Proposal.State.OPEN))
    page = Paginator(found.annotate(waiting=waiting), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rail": build_sidebar("arrivals"),
        "asked": asked,
        "narrowed": any(asked.values()),
        "page": page,
        "waiting": [one.pk for one in page if one.state == Arrival.State.WAITING],
        "rows": _rows(page, asked["q"], standings),
        "ministries": queries.ministries(standings),
        "topics": queries.topics(standings),
        "pages_of": queries.names_like(asked["name"] or asked["q"], standings)[:3],
        "states": [(code, text) for code, (_, text) in STATES.items()],
        "kinds": list(KINDS.items()),
        "miss": explain_empty_result(asked["q"], counted, narrowed=any(asked[one] for one in FILTERS[1:]))
        if any(asked.values()) and not page.object_list
        else None,
        "others": other_spellings(asked["q"], counted) if page.object_list else (),
        "may_work": rules.may_edit_news(standings),
        "old": _old(standings),
        "programmes": programme_choices(standings),
        "typed": typed,
    }
    return render(request, "news/arrivals.html", context, status=status)


def _old(standings: Permissions) -> int:
    """How many documents an older reader has read, for those who may have them read again."""
    if not rules.may_reprocess_all(standings):
        return 0
    found = visible_arrivals(standings).exclude(reader=docread.VERSION)
    return found.exclude(state=Arrival.State.WAITING).count()


def _rows(page: Iterable[Arrival], words: str, standings: Permissions) -> list[tuple[object, ...]]:
    """Each document with its state, and where the words stand in its title and text. One query for the texts."""
    arrivals = list(page)
    whole = (
        visible_arrivals(standings).filter(pk__in=[one.pk for one in arrivals] if words else []).only("text", "reading")
    )
    found: dict[int, list[list[Part]]] = {
        one.pk: extracts(_article(one), words) or extracts(one.text, words) for one in whole
    }
    return [
        (
            one,
            *STATES[Arrival.State(one.state)],
            refusal_text(one.refusal),
            marked(one.title or one.name, words),
            found.get(one.pk, []),
            one.original is not None and rules.may_read_document(standings, one.original.programme_id),
        )
        for one in arrivals
    ]


@require_safe
@login_required
def suggest(request: HttpRequest) -> JsonResponse:
    """Names of bodies, persons, places and agreements that hold what is typed in `q`, as JSON; `kind` narrows."""
    standings = require_permission(request, rules.may_read_documents)
    found = queries.names_like(request.GET.get("q", "")[:100], standings, request.GET.get("kind", "")[:20])
    return JsonResponse({"names": [name for name, _ in found]}, json_dumps_params={"ensure_ascii": False})


@require_POST
@login_required
def all_again(request: HttpRequest) -> HttpResponse:
    """Have the worker read again whatever an older reader has read."""
    require_permission(request, rules.may_reprocess_all)
    enqueue("read_again", {}, by=current_user(request).pk, unique_key="read-again")
    add_notice(request, gettext("They are being read again. What you decided stays."))
    return redirect("arrivals")


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def programme_choices(standings: Permissions) -> list[tuple[int, str]]:
    return [(one.pk, one.names.in_language(reader())) for one in news_programmes(standings).order_by("-pk")]


def chosen_programme(request: HttpRequest, standings: Permissions) -> int | None:
    found = news_programmes(standings).filter(pk=whole(request.POST.get("programme")) or 0).first()
    return found.pk if found else None


@require_safe
@login_required
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """What a copy lost and added against its original."""
    visible = visible_arrivals(require_permission(request, rules.may_read_documents))
    copy = get_object_or_404(visible.select_related("original").filter(original__in=visible), pk=number)
    original = cast(Arrival, copy.original)
    found = difference(_article(original), _article(copy))
    names = {
        "comma": gettext("commas"),
        "stop": gettext("full stops"),
        "dot": gettext("middle dots"),
        "quote": gettext("quotation marks"),
    }
    signs = [(names[kind], count) for kind, count in sorted(found.signs_lost.items())]
    context = {"rail": build_sidebar("arrivals"), "copy": copy, "original": original, "found": found, "signs": signs}
    return render(request, "news/difference.html", context)


def _article(arrival: Arrival) -> str:
    """The clean article, a line for each paragraph, without bullets: a copy that lost those lost nothing."""
    spans = (span["span"] for span in arrival.reading.get("body", []))
    lines = (BULLET.sub("", line.strip()) for start, end in spans for line in arrival.text[start:end].splitlines())
    return "\n".join(line for line in lines if line)


@require_POST
@login_required
def see_hits(request: HttpRequest, number: int) -> HttpResponse:
    """Mark what watches found for a programme as seen."""
    programme: Programme = get_programme_or_404(request, number, may_manage)
    watching.mark_hits_seen(programme.pk, now=timezone.now(), by=current_user(request))
    return redirect("programme", programme.pk)
