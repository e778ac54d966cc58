"""Reads of programmes that are worth a name."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.rules import Standing, Standings, keeps_site


def standings_of(user: User | AnonymousUser) -> Standings:
    """What `user` is in every programme: one query."""
    if not user.is_authenticated or not user.is_active:
        return Standings()
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
    found = {
        programme: Standing(frozenset(held), frozenset(organisations.get(programme, ())))
        for programme, held in kinds.items()
    }
    return Standings(found, runs_site=user.is_superuser, edits_site=edits)


def programmes_at_work(standings: Standings) -> QuerySet[Programme]:
    """Those whose working pages someone may open."""
    if standings.runs_site:
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=standings.programmes_as(["officer", "viewer"]))


def programmes_with_news(standings: Standings) -> QuerySet[Programme]:
    """Those whose documents, sources and posts someone keeps."""
    if keeps_site(standings):
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=standings.programmes_as(["officer"]))


def events_at_work(standings: Standings) -> QuerySet[Event]:
    return Event.objects.filter(programme__in=programmes_at_work(standings))
