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
from gyoryu.web.api.values import EventId, Page, PageNumber, PerPage, ProgrammeId, Trilingual, paged
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


def has_a_role(membership: Membership) -> bool:
    return membership.is_operator or bool(membership.kinds)


def known_programmes(request: HttpRequest) -> QuerySet[Programme]:
    """Those in which the user has any role."""
    permissions = load_permissions(request.user)
    if permissions.is_operator:
        return Programme.objects.order_by("pk")
    return Programme.objects.filter(pk__in=permissions.by_programme).order_by("pk")


def programme_out(programme: Programme) -> dict[str, Any]:
    about = Trilingual.of(programme.about)
    return {
        "id": programme.pk,
        "names": Trilingual.of(programme.names),
        "about": about,
        "since": programme.since,
        "version": programme.version,
    }


def event_out(event: Event) -> dict[str, Any]:
    plain_fields = ("kind", "mode", "country", "starts_on", "ends_on", "time_zone", "other_time_zone", "version")
    values = {name: getattr(event, name) for name in plain_fields}
    names = {"names": Trilingual.of(event.names), "venue": Trilingual.of(event.venue)}
    return {"id": event.pk, "programme": event.programme_id, **names, **values}


@router.get("/programmes", response={200: Page[ProgrammeOut], **READING}, summary="Programmes in which you have a role")
def programmes(request: HttpRequest, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    return paged(
        known_programmes(request), page, per_page, lambda rows: [programme_out(programme) for programme in rows]
    )


@router.get("/programmes/{programme}", response={200: ProgrammeOut, **READING}, summary="One programme")
def programme(request: HttpRequest, programme_id: ProgrammeId) -> Any:
    return programme_out(get_programme_or_404(request, programme_id, has_a_role))


@router.get(
    "/programmes/{programme}/events", response={200: Page[EventOut], **READING}, summary="Events of a programme"
)
def events(request: HttpRequest, programme_id: ProgrammeId, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    programme = get_programme_or_404(request, programme_id, has_a_role)
    return paged(programme.events.all(), page, per_page, lambda rows: [event_out(event) for event in rows])


@router.get("/events/{event}", response={200: EventWithWindows, **READING}, summary="One event, with its windows")
def event(request: HttpRequest, event_id: EventId) -> Any:
    event = get_event_or_404(request, event_id, has_a_role)
    terms = Terms.objects.filter(event=event).first()
    windows = {name: getattr(terms, name) for name in Windows.model_fields} if terms else None
    return {**event_out(event), "windows": windows}
