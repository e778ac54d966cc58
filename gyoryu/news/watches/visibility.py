"""Hits of watches that a user may see. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import QuerySet

from gyoryu.news.documents.visibility import readable_by
from gyoryu.news.watches.models import WatchHit
from gyoryu.programmes.rules import Permissions


def visible_hits(permissions: Permissions) -> QuerySet[WatchHit]:
    """Return the hits of watches in documents that a user may read."""
    return WatchHit.objects.filter(readable_by(permissions, "document__"))
