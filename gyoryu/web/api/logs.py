"""Logs of meetings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from gyoryu.meetings.actions import logging
from gyoryu.meetings.models import Meeting, MeetingLog
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import (
    Body,
    Clean,
    Day,
    EventId,
    Line,
    LogId,
    MeetingId,
    Page,
    PageNumber,
    PerPage,
    Prose,
    Version,
    Whole,
    paged,
)
from gyoryu.web.http import SignedInRequest
from gyoryu.web.log.access import OWN, Perspective, get_meeting_or_404, may_edit_log, shows_all
from gyoryu.web.lookup import get_event_or_404

router = Router(tags=["logs"])
READ, WRITE = needs("logs:read"), needs("logs:write")
# Decimal numbers travel as text: a float would not keep them exact.
Figure = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,3})?$", examples=["12.5"])]


class LogOut(Schema):
    """`interest`, `next_action`, `next_on` and `note` are empty for the other side."""

    id: int
    meeting: int
    author_side: str
    product: str
    hs6: str
    quantity: Decimal | None
    unit: str
    unit_price: Decimal | None
    currency: str
    amount: Decimal
    stage: str
    interest: int | None
    next_action: str
    next_on: date | None
    note: str
    verdict: str
    version: int


class LogIn(Body):
    """`amount` counts only where quantity or unit price is left out."""

    product: Line = ""
    hs6: Annotated[str, Field(pattern="^([0-9]{6})?$")] = ""
    quantity: Figure | None = None
    unit: Annotated[Line, Field(max_length=20)] = ""
    unit_price: Figure | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    amount: Figure | None = None
    stage: Literal["consulted", "pursuing", "signed"] = "consulted"
    interest: Annotated[int, Field(ge=1, le=5), Whole] | None = None
    next_action: Annotated[str, Field(max_length=300), Clean] = ""
    next_on: Day | None = None
    note: Prose = ""

    def entry(self) -> logging.LogInput:
        figures = {name: getattr(self, name) for name in ("quantity", "unit_price", "amount")}
        exact: dict[str, Any] = {name: None if text is None else Decimal(text) for name, text in figures.items()}
        plain_values = {name: getattr(self, name) for name in LogIn.model_fields if name not in figures}
        return logging.LogInput(**plain_values, **exact)


class ChangedLog(LogIn):
    version: Version


class Verdict(Body):
    verdict: Literal["confirmed", "disputed"]
    note: Annotated[str, Field(max_length=300), Clean] = ""
    version: Version


def log_out(log: MeetingLog, perspective: Perspective) -> dict[str, Any]:
    values = {name: getattr(log, name) for name in LogOut.model_fields if name not in ("id", "meeting", "verdict")}
    if not shows_all(log, perspective):
        values |= {"interest": None, "next_action": "", "next_on": None, "note": ""}
    answer = next((row.verdict for row in log.answers.all() if row.log_version == log.version), "")
    return {"id": log.pk, "meeting": log.meeting_id, "verdict": answer, **values}


@router.get(
    "/events/{event}/logs", response={200: Page[LogOut], **READING}, auth=READ,
    summary="All logs of an event, for officers and viewers",
)  # fmt: skip
def of_event(request: HttpRequest, event_id: EventId, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    rows = MeetingLog.objects.filter(meeting__event=event).prefetch_related("answers")
    return paged(rows, page, per_page, lambda page_rows: [log_out(log, "viewer") for log in page_rows])


@router.get(
    "/meetings/{meeting}/logs", response={200: list[LogOut], **READING}, auth=READ, summary="Logs of one meeting"
)
def of_meeting(request: HttpRequest, meeting_id: MeetingId) -> Any:
    meeting, perspective = get_meeting_or_404(request, meeting_id)
    return [log_out(log, perspective) for log in meeting.logs.prefetch_related("answers")]


@router.post(
    "/meetings/{meeting}/logs", response={201: LogOut, **WRITING}, auth=WRITE,
    summary="Write a log, on behalf of the side that one is on",
)  # fmt: skip
def write(request: SignedInRequest, meeting_id: MeetingId, data: LogIn) -> Any:
    meeting, perspective = get_meeting_or_404(request, meeting_id)
    if perspective == "viewer":
        raise PermissionDenied
    return 201, log_out(
        logging.write_log(meeting, data.entry(), request.user, perspective, timezone.now()),
        perspective,
    )


def _log(request: HttpRequest, number: int) -> tuple[Meeting, MeetingLog, Perspective]:
    log = get_object_or_404(MeetingLog, pk=number)
    meeting, perspective = get_meeting_or_404(request, log.meeting_id)
    return meeting, log, perspective


@router.put("/logs/{log}", response={200: LogOut, **WRITING}, auth=WRITE, summary="Change a log of one's own side")
def change(request: SignedInRequest, log_id: LogId, data: ChangedLog) -> Any:
    _, log, perspective = _log(request, log_id)
    if not may_edit_log(log.author_side, perspective):
        raise PermissionDenied
    changed = logging.change_log(log, data.entry(), request.user, version=data.version)
    return log_out(changed, perspective)


@router.post(
    "/logs/{log}/answer", response={200: LogOut, **WRITING}, auth=WRITE,
    summary="Confirm or dispute what the other side has written",
)  # fmt: skip
def answer(request: SignedInRequest, log_id: LogId, data: Verdict) -> Any:
    meeting, log, perspective = _log(request, log_id)
    if perspective not in OWN:
        raise PermissionDenied
    own_application = meeting.seller if perspective == "seller" else meeting.buyer
    by = request.user
    logging.answer_log(log, own_application, data.verdict, by, version=data.version, note=data.note)
    return log_out(MeetingLog.objects.get(pk=log.pk), perspective)
