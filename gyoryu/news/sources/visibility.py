"""Sources that a user may see. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import QuerySet

from gyoryu.news.documents.visibility import readable_by
from gyoryu.news.sources.models import Source
from gyoryu.programmes.rules import Permissions


def visible_sources(permissions: Permissions) -> QuerySet[Source]:
    return Source.objects.filter(readable_by(permissions))
