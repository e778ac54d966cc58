"""Posts that a user may read or edit. Pages reach them through these functions only."""

from __future__ import annotations

from django.db.models import QuerySet

from gyoryu.news.board.models import Post
from gyoryu.programmes.rules import Permissions, may_edit_site


def editable_posts(permissions: Permissions) -> QuerySet[Post]:
    """The posts that someone may edit, show and hide."""
    if may_edit_site(permissions):
        return Post.objects.all()
    return Post.objects.filter(programme__in=permissions.programmes_with_role(["officer"]))


def board_posts() -> QuerySet[Post]:
    """The posts that everybody may read."""
    return Post.objects.filter(is_shown=True)


def visible_posts(permissions: Permissions) -> QuerySet[Post]:
    """Return the posts that a user may read: published ones, and those that the user may edit."""
    return board_posts() | editable_posts(permissions)
