"""The list of documents: search and filter, suggestions, duplicates."""

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
from gyoryu.news import rules
from gyoryu.news.board.queries import topics
from gyoryu.news.desk.models import Proposal
from gyoryu.news.desk.queries import DocumentFilters, count_documents_with, names_like, search_documents
from gyoryu.news.documents.duplicates import difference
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.queries import ministries
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.reading.actions import request_rereading_of_all
from gyoryu.news.search.empty_results import explain_empty_result, other_spellings
from gyoryu.news.search.highlighting import Part, extracts, marked
from gyoryu.news.watches.actions import mark_hits_seen
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme
from gyoryu.programmes.queries import news_programmes
from gyoryu.programmes.rules import Permissions, may_manage
from gyoryu.web.lookup import get_programme_or_404, require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.news.labels import KINDS, STATES, refusal_text
from gyoryu.web.parameters import whole
from gyoryu.web.texts.languages import reader

PAGE_SIZE = 30
FILTERS = ("q", "state", "kind", "name", "ministry", "place", "topic", "since", "until")


def current_user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """List documents. `?q=` searches; `state`, `kind`, `name`, `since`, `until` filter; `page` pages."""
    permissions = require_permission(request, rules.may_read_documents)
    return render_list(request, permissions)


def render_list(request: HttpRequest, permissions: Permissions, status: int = 200, **form_values: str) -> HttpResponse:
    filters = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    document_filters = DocumentFilters(
        filters["q"],
        filters["state"] if filters["state"] in Document.State.values else "",
        filters["kind"] if filters["kind"] in KINDS else "",
        filters["name"],
        filters["ministry"],
        filters["place"],
        filters["topic"],
        parse_date(filters["since"]),
        parse_date(filters["until"]),
    )
    documents = (
        search_documents(document_filters, permissions).defer("text", "reading").select_related("programme", "original")
    )
    count_matches = partial(count_documents_with, permissions=permissions)
    open_proposals = Count("proposals", filter=Q(proposals__state=Proposal.State.OPEN))
    page = Paginator(documents.annotate(waiting=open_proposals), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rail": build_sidebar("documents"),
        "asked": filters,
        "narrowed": any(filters.values()),
        "page": page,
        "waiting": [document.pk for document in page if document.state == Document.State.WAITING],
        "rows": _rows(page, filters["q"], permissions),
        "ministries": ministries(permissions),
        "topics": topics(permissions),
        "pages_of": names_like(filters["name"] or filters["q"], permissions)[:3],
        "states": [(code, text) for code, (_, text) in STATES.items()],
        "kinds": list(KINDS.items()),
        "miss": explain_empty_result(filters["q"], count_matches, narrowed=any(filters[name] for name in FILTERS[1:]))
        if any(filters.values()) and not page.object_list
        else None,
        "others": other_spellings(filters["q"], count_matches) if page.object_list else (),
        "may_work": rules.may_edit_news(permissions),
        "old": _count_outdated(permissions),
        "programmes": programme_choices(permissions),
        "typed": form_values,
    }
    return render(request, "news/documents.html", context, status=status)


def _count_outdated(permissions: Permissions) -> int:
    """Count the documents read by an older version, for users who may have them read again."""
    if not rules.may_reprocess_all(permissions):
        return 0
    documents = visible_documents(permissions).exclude(reader_version=docread.VERSION)
    return documents.exclude(state=Document.State.WAITING).count()


def _rows(page: Iterable[Document], query: str, permissions: Permissions) -> list[tuple[object, ...]]:
    """Return each document with its state and the matches in its title and text. One query for the texts."""
    documents = list(page)
    with_text = (
        visible_documents(permissions)
        .filter(pk__in=[document.pk for document in documents] if query else [])
        .only("text", "reading")
    )
    excerpts: dict[int, list[list[Part]]] = {
        document.pk: extracts(_article(document), query) or extracts(document.text, query) for document in with_text
    }
    return [
        (
            document,
            *STATES[Document.State(document.state)],
            refusal_text(document.refusal),
            marked(document.title or document.name, query),
            excerpts.get(document.pk, []),
            document.original is not None and rules.may_read_document(permissions, document.original.programme_id),
        )
        for document in documents
    ]


@require_safe
@login_required
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggest names of organisations, persons, places and agreements that contain `q`, as JSON; `kind` filters."""
    permissions = require_permission(request, rules.may_read_documents)
    names = names_like(request.GET.get("q", "")[:100], permissions, request.GET.get("kind", "")[:20])
    return JsonResponse({"names": [name for name, _ in names]}, json_dumps_params={"ensure_ascii": False})


@require_POST
@login_required
def all_again(request: HttpRequest) -> HttpResponse:
    """Queue a new reading of all documents read by an older version."""
    require_permission(request, rules.may_reprocess_all)
    request_rereading_of_all(by=current_user(request))
    add_notice(request, gettext("They are being read again. What you decided stays."))
    return redirect("documents")


def parse_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def programme_choices(permissions: Permissions) -> list[tuple[int, str]]:
    return [
        (programme.pk, programme.names.in_language(reader()))
        for programme in news_programmes(permissions).order_by("-pk")
    ]


def chosen_programme(request: HttpRequest, permissions: Permissions) -> int | None:
    programme = news_programmes(permissions).filter(pk=whole(request.POST.get("programme")) or 0).first()
    return programme.pk if programme else None


@require_safe
@login_required
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a copy lost and added against its original."""
    visible = visible_documents(require_permission(request, rules.may_read_documents))
    copy = get_object_or_404(visible.select_related("original").filter(original__in=visible), pk=number)
    original = cast(Document, copy.original)
    differences = difference(_article(original), _article(copy))
    names = {
        "comma": gettext("commas"),
        "stop": gettext("full stops"),
        "dot": gettext("middle dots"),
        "quote": gettext("quotation marks"),
    }
    punctuation = [(names[kind], count) for kind, count in sorted(differences.signs_lost.items())]
    context = {
        "rail": build_sidebar("documents"),
        "copy": copy,
        "original": original,
        "found": differences,
        "signs": punctuation,
    }
    return render(request, "news/difference.html", context)


def _article(document: Document) -> str:
    """Return the article, a line for each paragraph, without bullets: losing those is no difference."""
    spans = (span["span"] for span in document.reading.get("body", []))
    lines = (BULLET.sub("", line.strip()) for start, end in spans for line in document.text[start:end].splitlines())
    return "\n".join(line for line in lines if line)


@require_POST
@login_required
def see_hits(request: HttpRequest, number: int) -> HttpResponse:
    """Mark the watch hits of a programme as seen."""
    programme: Programme = get_programme_or_404(request, number, may_manage)
    mark_hits_seen(programme.pk, now=timezone.now(), by=current_user(request))
    return redirect("programme", programme.pk)
