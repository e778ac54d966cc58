"""Queries for documents: candidates for near-duplicates, ministries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from gyoryu.base.search import tokenize
from gyoryu.news.documents.models import Arrival, Shingle
from gyoryu.news.documents.visibility import visible_arrivals
from gyoryu.programmes.rules import Permissions

# Hashes that two texts must share before they are compared in full.
MIN_SHARED = 8


MAX_NEAR = 20


def tokens_of_arrival(arrival: Arrival) -> list[str]:
    return tokenize([arrival.title, arrival.text])


def sharing_shingles(number: int, values: Sequence[int]) -> dict[int, list[int]]:
    """Arrivals that share many hashes with these values, with all of theirs. Two queries."""
    candidates = (
        Shingle.objects.filter(value__in=values)
        .exclude(arrival=number)
        .values("arrival")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=min(MIN_SHARED, max(1, len(values) // 2)))
        .order_by("-shared")[:MAX_NEAR]
    )
    shingles: dict[int, list[int]] = {row["arrival"]: [] for row in candidates}
    for arrival, value in Shingle.objects.filter(arrival__in=shingles).values_list("arrival", "value"):
        shingles[arrival].append(value)
    return shingles


def ministries(permissions: Permissions) -> list[str]:
    """Where documents that someone may read come from, the most frequent first."""
    sources = visible_arrivals(permissions).exclude(source="").values("source").annotate(documents=Count("pk"))
    return [row["source"] for row in sources.order_by("-documents", "source")[:100]]
