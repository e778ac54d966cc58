"""Documents and posts as far as someone may know of them. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gyoryu.news import rules
from gyoryu.news.models import Arrival, Mention, Post, Proposal, Source, WatchHit
from gyoryu.programmes.rules import Permissions, may_edit_site


def visible_arrivals(permissions: Permissions) -> QuerySet[Arrival]:
    """The documents that someone may read: those of their programmes, and those of none."""
    return Arrival.objects.filter(_readable(permissions))


def visible_proposals(permissions: Permissions) -> QuerySet[Proposal]:
    """What was read from documents that someone may read."""
    return Proposal.objects.filter(_readable(permissions, "arrival__"))


def visible_mentions(permissions: Permissions) -> QuerySet[Mention]:
    """Names mentioned in documents that the user may read."""
    return Mention.objects.filter(_readable(permissions, "arrival__"))


def visible_hits(permissions: Permissions) -> QuerySet[WatchHit]:
    """What watches found, as far as someone may read it."""
    return WatchHit.objects.filter(_readable(permissions, "arrival__"))


def visible_sources(permissions: Permissions) -> QuerySet[Source]:
    return Source.objects.filter(_readable(permissions))


def editable_posts(permissions: Permissions) -> QuerySet[Post]:
    """The posts that someone may edit, show and hide."""
    if may_edit_site(permissions):
        return Post.objects.all()
    return Post.objects.filter(programme__in=permissions.programmes_with_role(["officer"]))


def board_posts() -> QuerySet[Post]:
    """The posts that everybody may read."""
    return Post.objects.filter(is_shown=True)


def _readable(permissions: Permissions, prefix: str = "") -> Q:
    """`rules.may_read_arrival` as a condition; `of`: the way to what has the programme."""
    if may_edit_site(permissions):
        return Q()
    if not rules.may_read_documents(permissions):
        return Q(pk__in=())
    of_nobody, of_own = (
        Q(**{f"{prefix}programme": None}),
        Q(**{f"{prefix}programme__in": rules.programmes_read(permissions)}),
    )
    return of_nobody | of_own
