"""Queries for documents: candidates for near-duplicates, ministries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from gyoryu.base.search import tokenize
from gyoryu.news.documents.models import Document, Shingle
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.programmes.rules import Permissions

# Hashes that two texts must share before they are compared in full.
MIN_SHARED = 8


MAX_NEAR = 20


def document_tokens(document: Document) -> list[str]:
    return tokenize([document.title, document.text])


def sharing_shingles(number: int, values: Sequence[int]) -> dict[int, list[int]]:
    """Documents that share many hashes with these values, with all of theirs. Two queries."""
    candidates = (
        Shingle.objects.filter(value__in=values)
        .exclude(document=number)
        .values("document")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=min(MIN_SHARED, max(1, len(values) // 2)))
        .order_by("-shared")[:MAX_NEAR]
    )
    shingles: dict[int, list[int]] = {row["document"]: [] for row in candidates}
    for document, value in Shingle.objects.filter(document__in=shingles).values_list("document", "value"):
        shingles[document].append(value)
    return shingles


def ministries(permissions: Permissions) -> list[str]:
    """Where documents that someone may read come from, the most frequent first."""
    sources = visible_documents(permissions).exclude(ministry="").values("ministry").annotate(documents=Count("pk"))
    return [row["ministry"] for row in sources.order_by("-documents", "ministry")[:100]]
