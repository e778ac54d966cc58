"""Timetables: published meetings, versions, the draft, and planning runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from gyoryu.base.queue import Job
from gyoryu.meetings.actions import planning, publishing
from gyoryu.meetings.models import Draft, Meeting, Placement, PlanRun, TimetableVersion
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import ApplicationId, Body, EventId, Number, Page, PageNumber, PerPage, Version, Whole, paged
from gyoryu.web.http import SignedInRequest
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.participant.layout import get_own_accepted_application

router = Router(tags=["timetables"])
READ, WRITE = needs("timetables:read"), needs("timetables:write")
PLACES = ("slot__starts_at", "pk")


class CellOut(Schema):
    slot: int | None
    table: int | None
    interpreter: int | None


class MeetingOut(Schema):
    id: int
    seller: int
    buyer: int
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    table: str
    interpreter: str
    version: int


class VersionOut(Schema):
    number: int
    cause: str
    published_at: datetime


class Change(Schema):
    seller: int
    buyer: int
    before: CellOut | None
    after: CellOut | None


class Difference(Schema):
    added: list[Change] = Field(default_factory=list)
    moved: list[Change] = Field(default_factory=list)
    dropped: list[Change] = Field(default_factory=list)


class VersionInFull(VersionOut):
    difference: Difference


class PlacementOut(Schema):
    seller: int
    buyer: int
    slot: int
    table: int | None
    interpreter: int | None
    locked: bool


class DraftOut(Schema):
    """`base` is the version on which the draft is based: send it when publishing."""

    base: int
    is_changed: bool
    placements: list[PlacementOut]


class NewRun(Body):
    seconds: Annotated[int, Field(ge=1, le=600, description="limit of the search"), Whole] = 60
    seed: Annotated[int, Field(ge=0, le=2**31 - 1), Whole] = 0
    keep_locked: bool = True


class RunOut(Schema):
    id: int
    state: str
    share: float
    phase: str
    score: dict[str, float] | None
    bounds: dict[str, float] | None
    created_at: datetime
    ended_at: datetime | None


class Base(Body):
    base: Version


class Count(Schema):
    meetings: int


def meeting_out(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.pk, "seller": meeting.seller_id, "buyer": meeting.buyer_id, "state": meeting.state,
        "starts_at": meeting.slot.starts_at if meeting.slot else None,
        "ends_at": meeting.slot.ends_at if meeting.slot else None,
        "table": meeting.table.name if meeting.table else "",
        "interpreter": meeting.interpreter.number if meeting.interpreter else "", "version": meeting.version,
    }  # fmt: skip


def _meetings(rows: list[Meeting]) -> list[dict[str, Any]]:
    return [meeting_out(meeting) for meeting in rows]


def _published(**filters: Any) -> Any:
    rows = Meeting.objects.filter(**filters).exclude(state=Meeting.State.CANCELLED)
    return rows.select_related("slot", "table", "interpreter").order_by(*PLACES)


@router.get(
    "/events/{event}/meetings", response={200: Page[MeetingOut], **READING}, auth=READ,
    summary="The published timetable, for those who work at the event",
)  # fmt: skip
def published(request: HttpRequest, event_id: EventId, page: PageNumber = 1, per_page: PerPage = 100) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_live_board)
    return paged(_published(event=event), page, per_page, _meetings)


@router.get(
    "/applications/{application}/meetings", response={200: Page[MeetingOut], **READING}, auth=READ,
    summary="The published meetings of one participant",
)  # fmt: skip
def of_application(
    request: HttpRequest, application_id: ApplicationId, page: PageNumber = 1, per_page: PerPage = 100
) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    rows = _published(event=own_application.event).filter(Q(seller=own_application) | Q(buyer=own_application))
    return paged(rows, page, per_page, _meetings)


@router.get(
    "/events/{event}/versions", response={200: Page[VersionOut], **READING}, auth=READ,
    summary="Versions of the timetable, the newest first",
)  # fmt: skip
def versions(request: HttpRequest, event_id: EventId, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    return paged(
        event.timetable_versions.defer("meetings", "difference", "score"), page, per_page,
        lambda rows: [VersionOut.model_validate(version, from_attributes=True) for version in rows],
    )  # fmt: skip


@router.get(
    "/events/{event}/versions/{number}", response={200: VersionInFull, **READING}, auth=READ,
    summary="One version, and how it differs from the one before",
)  # fmt: skip
def version(request: HttpRequest, event_id: EventId, number: Number) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    timetable_version = get_object_or_404(TimetableVersion, event=event, number=number)
    values = {
        "number": timetable_version.number,
        "cause": timetable_version.cause,
        "published_at": timetable_version.published_at,
    }
    return {**values, "difference": timetable_version.difference}


@router.get(
    "/events/{event}/draft", response={200: DraftOut, **READING}, auth=READ, summary="The timetable that is worked on"
)
def draft(request: HttpRequest, event_id: EventId) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    draft = Draft.objects.filter(event=event).first()
    rows = Placement.objects.filter(event=event).order_by(*PLACES)
    columns = ("seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id", "locked")
    placements = [{name.removesuffix("_id"): value for name, value in row.items()} for row in rows.values(*columns)]
    base, is_changed = (draft.base, draft.is_changed) if draft else (planning.latest_version(event), False)
    return {"base": base, "is_changed": is_changed, "placements": placements}


@router.post("/events/{event}/runs", response={202: RunOut, **WRITING}, auth=WRITE, summary="Ask for a planning run")
def request_run(request: SignedInRequest, event_id: EventId, data: NewRun) -> Any:
    event = get_event_or_404(request, event_id, rules.may_manage)
    options: dict[str, Any] = {"seconds": data.seconds, "seed": data.seed, "keep_locked": data.keep_locked}
    return 202, run_out(planning.request_plan(event, request.user, timezone.now(), **options))


def run_out(run: PlanRun) -> dict[str, Any]:
    job = Job.objects.filter(pk=run.job or 0).first()
    done = run.state == PlanRun.State.DONE
    figures = job.progress_data if job and not done else {}
    return {
        "id": run.pk, "state": run.state, "share": 1.0 if done else job.share if job else 0.0,
        "phase": job.progress_code if job else "", "score": _figures(run.score or figures.get("score")),
        "bounds": _figures(run.bounds or figures.get("bounds")), "created_at": run.created_at, "ended_at": run.ended_at,
    }  # fmt: skip


def _figures(figures: dict[str, Any] | None) -> dict[str, float] | None:
    return {name: value for name, value in figures.items() if isinstance(value, int | float)} if figures else None


def _run(request: HttpRequest, event: int, run: int, rule: Any) -> PlanRun:
    return get_object_or_404(PlanRun, pk=run, event=get_event_or_404(request, event, rule))


@router.get(
    "/events/{event}/runs/{run}", response={200: RunOut, **READING}, auth=READ, summary="How far a planning run is"
)
def run(request: HttpRequest, event_id: EventId, run: Number) -> Any:
    return run_out(_run(request, event_id, run, rules.may_view_programme))


@router.post(
    "/events/{event}/runs/{run}/adopt", response={200: Count, **WRITING}, auth=WRITE,
    summary="Make the plan of a run the draft",
)  # fmt: skip
def adopt(request: SignedInRequest, event_id: EventId, run: Number) -> Any:
    plan_run = _run(request, event_id, run, rules.may_manage)
    return {"meetings": planning.adopt_plan(plan_run, request.user, timezone.now())}


@router.post(
    "/events/{event}/publish", response={201: VersionInFull, **WRITING}, auth=WRITE,
    summary="Publish the draft; those whose meetings changed are told",
)  # fmt: skip
def publish(request: SignedInRequest, event_id: EventId, data: Base) -> Any:
    event = get_event_or_404(request, event_id, rules.may_manage)
    version = publishing.publish_timetable(event, request.user, timezone.now(), base=data.base)
    values = {"number": version.number, "cause": version.cause, "published_at": version.published_at}
    return 201, {**values, "difference": version.difference}
