"""The list of documents, with what its filters match."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import docread
from docread.article_extraction.boilerplate import BULLET
from gyoryu.news import rules
from gyoryu.news.board.queries import topics
from gyoryu.news.desk.models import Proposal
from gyoryu.news.desk.queries import DocumentFilters, count_documents_with, names_like, search_documents
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.queries import ministries
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.search.empty_results import explain_empty_result, other_spellings
from gyoryu.news.search.highlighting import Part, extracts, marked
from gyoryu.programmes.rules import Permissions
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.organiser.news.labels import KINDS, STATES, refusal_text
from gyoryu.web.organiser.news.programme_choice import programme_choices
from gyoryu.web.parameters import Query, parse_date

PAGE_SIZE = 30


FILTERS = ("q", "state", "kind", "name", "ministry", "place", "topic", "since", "until")


def render_list(request: HttpRequest, permissions: Permissions, status: int = 200, **form_values: str) -> HttpResponse:
    filters = Query(request).texts(FILTERS)
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
    page = Query(request).page(documents.annotate(waiting=open_proposals), PAGE_SIZE)
    context = {
        "sidebar": build_sidebar("documents"),
        "filters": filters,
        "narrowed": any(filters.values()),
        "page": page,
        "waiting": [document.pk for document in page if document.state == Document.State.WAITING],
        "rows": _rows(page, filters["q"], permissions),
        "ministries": ministries(permissions),
        "topics": topics(permissions),
        "pages_of": names_like(filters["name"] or filters["q"], permissions)[:3],
        "states": [(code, text) for code, (_, text) in STATES.items()],
        "kinds": list(KINDS.items()),
        "empty_result": explain_empty_result(
            filters["q"], count_matches, narrowed=any(filters[name] for name in FILTERS[1:])
        )
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
        document.pk: extracts(article_text(document), query) or extracts(document.text, query) for document in with_text
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


def article_text(document: Document) -> str:
    """Return the article, a line for each paragraph, without bullets: losing those is no difference."""
    spans = (span["span"] for span in document.reading.get("body", []))
    lines = (BULLET.sub("", line.strip()) for start, end in spans for line in document.text[start:end].splitlines())
    return "\n".join(line for line in lines if line)
