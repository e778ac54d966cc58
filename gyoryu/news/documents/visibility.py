"""Documents that a user may read. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gyoryu.news import rules
from gyoryu.news.documents.models import Document
from gyoryu.programmes.rules import Permissions, may_edit_site


def visible_documents(permissions: Permissions) -> QuerySet[Document]:
    """Return the documents that a user may read: those of the user's programmes, and those without a programme."""
    return Document.objects.filter(readable_by(permissions))


def readable_by(permissions: Permissions, prefix: str = "") -> Q:
    """`rules.may_read_document` as a condition. `prefix`: the lookup from the queried model to the document."""
    if may_edit_site(permissions):
        return Q()
    if not rules.may_read_documents(permissions):
        return Q(pk__in=())
    without_programme = Q(**{f"{prefix}programme": None})
    return without_programme | Q(**{f"{prefix}programme__in": rules.programmes_read(permissions)})
