"""Queries for watches."""

from __future__ import annotations

from django.db.models import F

from gyoryu.news.watches.models import WatchHit
from gyoryu.news.watches.visibility import visible_hits
from gyoryu.programmes.rules import Permissions

MAX_HITS = 10


def watch_hits(programme: int, permissions: Permissions) -> list[WatchHit]:
    """Hits of a programme's watches that the user may read: unseen ones first, then the
    newest. One query."""
    hits = visible_hits(permissions).filter(watch__programme=programme, watch__is_on=True)
    hits = hits.select_related("watch", "document").defer("document__text", "document__reading")
    return list(hits.order_by(F("seen_at").desc(nulls_first=True), "-at", "-pk")[:MAX_HITS])
