"""Hits of the command palette among names and documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from gyoryu.base.text import name_key
from gyoryu.news import rules
from gyoryu.news.desk.queries import DocumentFilters, names_like, search_documents
from gyoryu.programmes.rules import Permissions
from gyoryu.web.navigation.palette_hits import Hit
from gyoryu.web.organiser.news.labels import NAME_KINDS

MAX_IN_PALETTE = 4
MIN_LENGTH = 2  # characters before the palette searches


def palette_hits(query: str, permissions: Permissions) -> Iterator[Hit]:
    """Yield names that have a page, and documents that contain the query."""
    if not rules.may_read_documents(permissions) or len(name_key(query)) < MIN_LENGTH:
        return
    for name, kind in names_like(query, permissions)[:MAX_IN_PALETTE]:
        yield Hit(name, reverse("news-name", args=[kind, name]), str(NAME_KINDS[kind]))
    documents = search_documents(DocumentFilters(words=query), permissions).only("title", "name")
    for document in documents[:MAX_IN_PALETTE]:
        yield Hit(document.title or document.name, reverse("desk", args=[document.pk]), gettext("Document"))
