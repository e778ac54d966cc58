"""Reads of programmes that are worth a name."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme, Role
from gyoryu.programmes.rules import Standing, Standings


def standings_of(user: User | AnonymousUser) -> Standings:
    """What `user` is in every programme: one query."""
    if not user.is_authenticated or not user.is_active:
        return Standings()
    kinds: dict[int, set[str]] = {}
    organisations: dict[int, set[int]] = {}
    for programme, kind, organisation in Role.objects.filter(user=user).values_list(
        "programme_id", "kind", "organisation_id"
    ):
        kinds.setdefault(programme, set()).add(kind)
        if organisation is not None:
            organisations.setdefault(programme, set()).add(organisation)
    found = {
        programme: Standing(frozenset(held), frozenset(organisations.get(programme, ())))
        for programme, held in kinds.items()
    }
    return Standings(found, runs_site=user.is_superuser)


def programmes_at_work(standings: Standings) -> QuerySet[Programme]:
    """Those whose working pages someone may open."""
    if standings.runs_site:
        return Programme.objects.all()
    numbers = [n for n, standing in standings.by_programme.items() if standing.any_of(["officer", "viewer"])]
    return Programme.objects.filter(pk__in=numbers)


def events_at_work(standings: Standings) -> QuerySet[Event]:
    return Event.objects.filter(programme__in=programmes_at_work(standings))
