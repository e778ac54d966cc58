"""Repairs of the timetable for absent participants and interpreters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.notifying import drafts_of
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.actions.planning import latest_version
from gyoryu.meetings.actions.repairing import apply_repair, changes_by_repair, request_repair
from gyoryu.meetings.difference import CellValues, ChangedMeeting, MeetingChanges, participants_of
from gyoryu.meetings.models import Application, Interpreter, Meeting, PlanRun, TimetableVersion
from gyoryu.meetings.queries.standby import standby_pairs
from gyoryu.meetings.queries.timetable import names_of
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.web.gate.layout import layout_context
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.review.changes import ShownChange, ShownPlace
from gyoryu.web.review.previews import previews, sections_of_changes
from gyoryu.web.review.sheet import Sheet, is_confirmed, laid_out
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import sentence, sentence_for_refusal

WITH_SIDES = ("slot", "seller__organisation", "buyer__organisation", "table")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start_repair(request: SignedInRequest, event_id: int, application: int) -> HttpResponse:
    """Ask for how long a participant is absent, then request a repair."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    participant = get_object_or_404(
        Application.objects.select_related("event", "organisation"),
        pk=application,
        event=event,
        state="accepted",
    )
    now = timezone.now()
    if request.method == "POST" and (answer := _request_repair(request, event, participant)):
        return answer
    missed = _meetings_of(participant).filter(state=Meeting.State.MISSED)
    context = {
        "event": event,
        **layout_context(request, "board", event),
        "participant": participant,
        "left": _remaining(_meetings_of(participant), now),
        "missed": [(meeting, standby_pairs(_attending_side(meeting), now)) for meeting in missed],
    }
    return render(request, "gate/absent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def request_interpreter_repair(request: SignedInRequest, event_id: int, interpreter_id: int) -> HttpResponse:
    """Request a repair for an absent interpreter: others take over, with as few moves as possible."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    absent_interpreter = get_object_or_404(Interpreter.objects.select_related("event"), pk=interpreter_id, event=event)
    if request.method == "POST" and (answer := _request_repair(request, event, absent_interpreter)):
        return answer
    interpreted = Meeting.objects.filter(interpreter=absent_interpreter).select_related(*WITH_SIDES)
    remaining = _remaining(interpreted, timezone.now())
    context = {
        "event": event,
        **layout_context(request, "board", event),
        "interpreter": absent_interpreter,
        "left": remaining,
        "missed": [],
    }
    return render(request, "gate/absent.html", context)


def _request_repair(request: SignedInRequest, event: Event, absent: Application | Interpreter) -> HttpResponse | None:
    """Request a repair. None where that was refused, with a notice."""
    with RefusalAsNotice(request):
        run = request_repair(absent, request.POST.get("scope", ""), request.user, timezone.now())
        return redirect("repair", event.pk, run.pk)
    return None


def _remaining(meetings: QuerySet[Meeting], now: datetime) -> QuerySet[Meeting]:
    """Meetings that have not started."""
    return meetings.filter(slot__starts_at__gt=now, state=Meeting.State.PLANNED).order_by("slot__starts_at")


def _attending_side(meeting: Meeting) -> Application:
    """Return the side that attended a missed meeting."""
    return meeting.buyer if meeting.absent == "seller" else meeting.seller


def _meetings_of(participant: Application) -> QuerySet[Meeting]:
    side = {"seller": participant} if participant.side == "seller" else {"buyer": participant}
    return Meeting.objects.filter(**side).select_related("seller__event", "buyer__event", *WITH_SIDES)


@require_safe
@login_required
def show(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    plan_run = get_object_or_404(PlanRun.objects.select_related("event"), pk=run, event=event, changes__isnull=False)
    context: dict[str, Any] = {
        "event": event,
        **layout_context(request, "board", event),
        "run": plan_run,
    }
    if plan_run.state == PlanRun.State.DONE:
        try:
            changes = changes_by_repair(plan_run, event, timezone.now())
        except Refused as refusal:
            context |= {"refusal": _refusal_text(refusal), "again": _retry_url(event, plan_run)}
        else:
            context |= _proposal(event, plan_run, changes) | laid_out(request, _sheet(event, plan_run, changes))
    return render(request, "gate/repair.html", context)


def _sheet(event: Event, run: PlanRun, changes: MeetingChanges) -> Sheet:
    """Return the emails of the proposal; its meetings are in the table above."""
    version = TimetableVersion(event=event, number=latest_version(event) + 1, difference=changes)
    return Sheet(
        title=gettext("Proposal"),
        act=gettext("Publish and notify those concerned"),
        back=reverse("event-board", args=[event.pk]),
        sections=sections_of_changes(event, changes)[:1],
        emails=previews(drafts_of(version)),
        action=reverse("repair-apply", args=[event.pk, run.pk]),
    )


def _refusal_text(refusal: Refused) -> str:
    """A version conflict means here that the proposal is stale: no typed input could be lost."""
    return sentence("repair_is_stale") if refusal.code == "changed_meanwhile" else sentence_for_refusal(refusal)


def _retry_url(event: Event, run: PlanRun) -> str:
    """URL at which a new proposal can be requested."""
    absent = (run.changes or {})["away"][0]
    interpreter = Interpreter.objects.filter(event=event, number=absent.get("interpreter") or "").first()
    if interpreter is not None:
        return reverse("ask-repair-interpreter", args=[event.pk, interpreter.pk])
    participant = Application.objects.filter(
        event=event, number=absent.get("participant") or "", state="accepted"
    ).first()
    return reverse("ask-repair", args=[event.pk, participant.pk]) if participant else ""


def _keeps_its_time(row: ChangedMeeting) -> bool:
    before, after = row["before"], row["after"]
    return before is not None and after is not None and before["slot"] == after["slot"]


def _proposal(event: Event, run: PlanRun, changes: MeetingChanges) -> dict[str, Any]:
    names = names_of(participants_of(changes), reader())
    slots, tables = Slot.objects.filter(event=event).in_bulk(), Table.objects.filter(event=event).in_bulk()
    interpreters = Interpreter.objects.filter(event=event).in_bulk()

    def place(cell: CellValues | None) -> ShownPlace | None:
        if cell is None:
            return None
        slot, table = slots.get(cell["slot"] or 0), tables.get(cell["table"] or 0)
        return ShownPlace(slot, table, interpreters.get(cell["interpreter"] or 0))

    return {
        "counts": {
            **{kind: len(rows) for kind, rows in changes.items()},
            "same_time": sum(map(_keeps_its_time, changes["moved"])),
        },
        "rows": [
            ShownChange(kind, (names[row["seller"]], names[row["buyer"]]), place(row["before"]), place(row["after"]))
            for kind in ("moved", "added", "dropped")
            for row in changes[kind]
        ],
        "fewest": (run.bounds or {}).get("moves"),
    }


@require_safe
@never_cache
@login_required
def progress(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    plan_run = get_object_or_404(PlanRun.objects.only("state"), pk=run, event=event, changes__isnull=False)
    waits = plan_run.state in (PlanRun.State.WAITING, PlanRun.State.RUNNING)
    return JsonResponse({"is_over": not waits, "share": 50, "phase": gettext("Looking for the fewest changes")})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def carry_out(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    """Publish the proposal; where it has changed since it was shown, show it again."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    plan_run = get_object_or_404(PlanRun.objects.select_related("event"), pk=run, event=event, changes__isnull=False)
    if request.method != "POST":
        return redirect("repair", event.pk, plan_run.pk)
    with RefusalAsNotice(request, _refusal_text):
        with placing(event.pk) as row:
            changes = changes_by_repair(plan_run, row, timezone.now())
            if not is_confirmed(request, _sheet(event, plan_run, changes)):
                context = {"event": event, **layout_context(request, "board", event), "run": plan_run}
                context |= _proposal(event, plan_run, changes) | laid_out(request, _sheet(event, plan_run, changes))
                return render(request, "gate/repair.html", context, status=409)
            version = apply_repair(plan_run, request.user, timezone.now())
        add_notice(
            request,
            gettext("Version {number} is published; everyone whose meetings change is notified.").format(
                number=version.number
            ),
        )
        return redirect("event-board", event.pk)
    return redirect("repair", event.pk, plan_run.pk)
