"""Somebody does not come: what could be done instead."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.repairing import apply_repair, request_repair, what_would_change
from gyoryu.meetings.difference import At
from gyoryu.meetings.models import Application, Meeting, PlanRun
from gyoryu.meetings.queries.published import IN_PLACE
from gyoryu.meetings.queries.standby import standby_for
from gyoryu.meetings.queries.timetable import names_of
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.web.finding import event_for
from gyoryu.web.gate.frame import frame
from gyoryu.web.looks import reader
from gyoryu.web.notices import tell
from gyoryu.web.refusals import sentence_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: HttpRequest, event: int, application: int) -> HttpResponse:
    """How long is it that somebody does not come? Then a proposal is worked out."""
    found = event_for(request, event, rules.may_run)
    one = get_object_or_404(
        Application.objects.select_related("event", "organisation"), pk=application, event=found, state="accepted"
    )
    if request.method == "POST":
        try:
            run = request_repair(one, request.POST.get("scope", ""), cast(User, request.user), timezone.now())
        except Refused as refusal:
            tell(request, sentence_of(refusal), "error")
        else:
            return redirect("repair", found.pk, run.pk)
    left = _meetings_of(one).filter(slot__starts_at__gt=timezone.now(), state=Meeting.State.PLANNED)
    missed = _meetings_of(one).filter(state=Meeting.State.MISSED)
    context = {
        "event": found,
        **frame(request, "board", found),
        "one": one,
        "left": left.order_by("slot__starts_at"),
        "missed": [(meeting, standby_for(_present(meeting), timezone.now())) for meeting in missed],
    }
    return render(request, "gate/absent.html", context)


def _present(meeting: Meeting) -> Application:
    """Who came to a meeting that was missed."""
    return meeting.buyer if meeting.absent == "seller" else meeting.seller


def _meetings_of(one: Application) -> Any:
    side = {"seller": one} if one.side == "seller" else {"buyer": one}
    return Meeting.objects.filter(**side).select_related(
        "slot", "seller__organisation", "buyer__organisation", "seller__event", "buyer__event", "table"
    )


@require_safe
@login_required
def show(request: HttpRequest, event: int, run: int) -> HttpResponse:
    found = event_for(request, event, rules.may_run)
    one = get_object_or_404(PlanRun.objects.select_related("event"), pk=run, event=found, changes__isnull=False)
    context: dict[str, Any] = {"event": found, **frame(request, "board", found), "run": one}
    if one.state == PlanRun.State.DONE:
        try:
            context |= _proposal(found, one)
        except Refused as refusal:
            context["refusal"] = sentence_of(refusal)
    return render(request, "gate/repair.html", context)


def _proposal(event: Event, run: PlanRun) -> dict[str, Any]:
    rows = Meeting.objects.filter(event=event, state__in=IN_PLACE, slot__isnull=False)
    present = {(m.seller_id, m.buyer_id): At(m.slot_id, m.table_id, m.interpreter_id) for m in rows}
    changes = what_would_change(run, present)
    names = names_of(
        {row[side] for found in changes.values() for row in found for side in ("seller", "buyer")}, reader()
    )
    slots, tables = Slot.objects.filter(event=event).in_bulk(), Table.objects.filter(event=event).in_bulk()

    def place(at: dict[str, Any] | None) -> dict[str, Any] | None:
        return {"slot": slots.get(at["slot"]), "table": tables.get(at["table"])} if at else None

    return {
        "counts": {kind: len(found) for kind, found in changes.items()},
        "rows": [
            {
                "kind": kind,
                "names": (names[row["seller"]], names[row["buyer"]]),
                "before": place(row["before"]),
                "after": place(row["after"]),
            }
            for kind in ("moved", "added", "dropped")
            for row in changes[kind]
        ],
        "fewest": (run.bounds or {}).get("moves"),
    }


@require_safe
@never_cache
@login_required
def progress(request: HttpRequest, event: int, run: int) -> HttpResponse:
    found = event_for(request, event, rules.may_run)
    one = get_object_or_404(PlanRun.objects.only("state"), pk=run, event=found)
    waits = one.state in (PlanRun.State.WAITING, PlanRun.State.RUNNING)
    return JsonResponse({"is_over": not waits, "share": 50, "phase": gettext("Looking for the fewest changes")})


@require_POST
@login_required
def carry_out(request: HttpRequest, event: int, run: int) -> HttpResponse:
    found = event_for(request, event, rules.may_run)
    one = get_object_or_404(PlanRun.objects.select_related("event"), pk=run, event=found, changes__isnull=False)
    try:
        version = apply_repair(one, cast(User, request.user), timezone.now())
    except Refused as refusal:
        tell(request, sentence_of(refusal), "error")
        return redirect("repair", found.pk, one.pk)
    tell(
        request,
        gettext("Version {number} is published; those whose meetings change are told.").format(number=version.number),
    )
    return redirect("event-board", found.pk)
