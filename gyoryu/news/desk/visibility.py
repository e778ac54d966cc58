"""Proposals and mentions that a user may read. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import QuerySet

from gyoryu.news.desk.models import Mention, Proposal
from gyoryu.news.documents.visibility import readable_by
from gyoryu.programmes.rules import Permissions


def visible_proposals(permissions: Permissions) -> QuerySet[Proposal]:
    """Return the proposals from documents that a user may read."""
    return Proposal.objects.filter(readable_by(permissions, "document__"))


def visible_mentions(permissions: Permissions) -> QuerySet[Mention]:
    """Return names mentioned in documents that the user may read."""
    return Mention.objects.filter(readable_by(permissions, "document__"))
