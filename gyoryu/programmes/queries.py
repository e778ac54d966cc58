"""Queries of programmes by role."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.rules import Membership, Permissions, may_edit_site


def load_permissions(user: User | AnonymousUser) -> Permissions:
    """Return the roles of `user` in all programmes, with one query."""
    if not user.is_authenticated or not user.is_active:
        return Permissions()
    kinds: dict[int, set[str]] = {}
    organisations: dict[int, set[int]] = {}
    edits = False
    rows = User.objects.filter(pk=user.pk).values_list(
        "editor", "roles__programme_id", "roles__kind", "roles__organisation_id"
    )
    for editor, programme, kind, organisation in rows:
        edits = editor is not None
        if programme is None:
            continue
        kinds.setdefault(programme, set()).add(kind)
        if organisation is not None:
            organisations.setdefault(programme, set()).add(organisation)
    memberships = {
        programme: Membership(frozenset(programme_kinds), frozenset(organisations.get(programme, ())))
        for programme, programme_kinds in kinds.items()
    }
    return Permissions(memberships, is_operator=user.is_superuser, is_editor=edits)


def workspace_programmes(permissions: Permissions) -> QuerySet[Programme]:
    """Return the programmes whose workspace the user may open."""
    if permissions.is_operator:
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=permissions.programmes_with_role(["officer", "viewer"]))


def news_programmes(permissions: Permissions) -> QuerySet[Programme]:
    """Return programmes whose documents, sources and posts the user manages."""
    if may_edit_site(permissions):
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=permissions.programmes_with_role(["officer"]))


def workspace_events(permissions: Permissions) -> QuerySet[Event]:
    return Event.objects.filter(programme__in=workspace_programmes(permissions))
