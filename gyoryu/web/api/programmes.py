"""Programmes and their events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from gyoryu.meetings.models import Terms
from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.queries import load_permissions
from gyoryu.programmes.rules import Membership
from gyoryu.web.api.problems import READING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import Number, Page, PageNumber, PerPage, Trilingual, paged
from gyoryu.web.lookup import get_event_or_404, get_programme_or_404

router = Router(tags=["programmes"], auth=needs("programmes:read"))


class ProgrammeOut(Schema):
    id: int
    names: Trilingual
    about: Trilingual
    since: int | None
    version: int


class EventOut(Schema):
    id: int
    programme: int
    kind: str
    mode: str
    names: Trilingual
    venue: Trilingual
    country: str
    starts_on: date
    ends_on: date
    time_zone: str
    other_time_zone: str
    version: int


class Windows(Schema):
    apply_from: datetime
    apply_until: datetime
    wish_from: datetime
    wish_until: datetime


class EventWithWindows(EventOut):
    windows: Windows | None


def has_a_role(standing: Membership) -> bool:
    return standing.is_operator or bool(standing.kinds)


def known_programmes(request: HttpRequest) -> QuerySet[Programme]:
    """Those in which the user has any role."""
    standings = load_permissions(request.user)
    if standings.is_operator:
        return Programme.objects.order_by("pk")
    return Programme.objects.filter(pk__in=standings.by_programme).order_by("pk")


def programme_out(one: Programme) -> dict[str, Any]:
    about = Trilingual.of(one.about)
    return {"id": one.pk, "names": Trilingual.of(one.names), "about": about, "since": one.since, "version": one.version}


def event_out(one: Event) -> dict[str, Any]:
    same = ("kind", "mode", "country", "starts_on", "ends_on", "time_zone", "other_time_zone", "version")
    told = {name: getattr(one, name) for name in same}
    names = {"names": Trilingual.of(one.names), "venue": Trilingual.of(one.venue)}
    return {"id": one.pk, "programme": one.programme_id, **names, **told}


@router.get("/programmes", response={200: Page[ProgrammeOut], **READING}, summary="Programmes in which you have a role")
def programmes(request: HttpRequest, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    return paged(known_programmes(request), page, per_page, lambda rows: [programme_out(one) for one in rows])


@router.get("/programmes/{programme}", response={200: ProgrammeOut, **READING}, summary="One programme")
def programme(request: HttpRequest, programme: Number) -> Any:
    return programme_out(get_programme_or_404(request, programme, has_a_role))


@router.get(
    "/programmes/{programme}/events", response={200: Page[EventOut], **READING}, summary="Events of a programme"
)
def events(request: HttpRequest, programme: Number, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    found = get_programme_or_404(request, programme, has_a_role)
    return paged(found.events.all(), page, per_page, lambda rows: [event_out(one) for one in rows])


@router.get("/events/{event}", response={200: EventWithWindows, **READING}, summary="One event, with its windows")
def event(request: HttpRequest, event: Number) -> Any:
    found = get_event_or_404(request, event, has_a_role)
    terms = Terms.objects.filter(event=found).first()
    windows = {name: getattr(terms, name) for name in Windows.model_fields} if terms else None
    return {**event_out(found), "windows": windows}
