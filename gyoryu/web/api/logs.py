"""Logs of meetings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from gyoryu.meetings.actions import logging
from gyoryu.meetings.models import Meeting, MeetingLog
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import (
    Body,
    Clean,
    Day,
    Line,
    Number,
    Page,
    PageNumber,
    PerPage,
    Prose,
    Version,
    Whole,
    paged,
)
from gyoryu.web.log.access import Perspective, get_meeting_or_404, may_edit_log
from gyoryu.web.log.pages import OWN, shows_all
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
        same = {name: getattr(self, name) for name in LogIn.model_fields if name not in figures}
        return logging.LogInput(**same, **exact)


class ChangedLog(LogIn):
    version: Version


class Verdict(Body):
    verdict: Literal["confirmed", "disputed"]
    note: Annotated[str, Field(max_length=300), Clean] = ""
    version: Version


def log_out(one: MeetingLog, hat: Perspective) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in LogOut.model_fields if name not in ("id", "meeting", "verdict")}
    if not shows_all(one, hat):
        told |= {"interest": None, "next_action": "", "next_on": None, "note": ""}
    answer = next((row.verdict for row in one.answers.all() if row.log_version == one.version), "")
    return {"id": one.pk, "meeting": one.meeting_id, "verdict": answer, **told}


@router.get(
    "/events/{event}/logs", response={200: Page[LogOut], **READING}, auth=READ,
    summary="All logs of an event, for officers and viewers",
)  # fmt: skip
def of_event(request: HttpRequest, event: Number, page: PageNumber = 1, per_page: PerPage = 50) -> Any:
    found = get_event_or_404(request, event, rules.may_view_programme)
    rows = MeetingLog.objects.filter(meeting__event=found).prefetch_related("answers")
    return paged(rows, page, per_page, lambda these: [log_out(one, "viewer") for one in these])


@router.get(
    "/meetings/{meeting}/logs", response={200: list[LogOut], **READING}, auth=READ, summary="Logs of one meeting"
)
def of_meeting(request: HttpRequest, meeting: Number) -> Any:
    found, hat = get_meeting_or_404(request, meeting)
    return [log_out(one, hat) for one in found.logs.prefetch_related("answers")]


@router.post(
    "/meetings/{meeting}/logs", response={201: LogOut, **WRITING}, auth=WRITE,
    summary="Write a log, on behalf of the side that one is on",
)  # fmt: skip
def write(request: HttpRequest, meeting: Number, data: LogIn) -> Any:
    found, hat = get_meeting_or_404(request, meeting)
    if hat == "viewer":
        raise PermissionDenied
    return 201, log_out(logging.write_log(found, data.entry(), cast(User, request.user), hat, timezone.now()), hat)


def _log(request: HttpRequest, number: int) -> tuple[Meeting, MeetingLog, Perspective]:
    log = get_object_or_404(MeetingLog, pk=number)
    meeting, hat = get_meeting_or_404(request, log.meeting_id)
    return meeting, log, hat


@router.put("/logs/{log}", response={200: LogOut, **WRITING}, auth=WRITE, summary="Change a log of one's own side")
def change(request: HttpRequest, log: Number, data: ChangedLog) -> Any:
    _, found, hat = _log(request, log)
    if not may_edit_log(found.author_side, hat):
        raise PermissionDenied
    changed = logging.change_log(found, data.entry(), cast(User, request.user), version=data.version)
    return log_out(changed, hat)


@router.post(
    "/logs/{log}/answer", response={200: LogOut, **WRITING}, auth=WRITE,
    summary="Confirm or dispute what the other side has written",
)  # fmt: skip
def answer(request: HttpRequest, log: Number, data: Verdict) -> Any:
    meeting, found, hat = _log(request, log)
    if hat not in OWN:
        raise PermissionDenied
    mine = meeting.seller if hat == "seller" else meeting.buyer
    by = cast(User, request.user)
    logging.answer_log(found, mine, data.verdict, by, version=data.version, note=data.note)
    return log_out(MeetingLog.objects.get(pk=found.pk), hat)
