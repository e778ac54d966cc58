"""Planning runs: request, follow, compare, adopt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypedDict

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.exports.sentences import Obstacle, sentence
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.actions.planning import (
    MAX_SECONDS,
    adopt_plan,
    changes_by_adopting,
    request_plan,
    stop_plan,
)
from gyoryu.meetings.models import Application, PlanRun, Wish
from gyoryu.meetings.queries.contacts import groups_of_one_person
from gyoryu.meetings.queries.planning import consultation_of
from gyoryu.meetings.queries.slots import all_have_begun
from gyoryu.meetings.queries.timetable import names_of
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.forms.number_fields import CountField
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import Query
from gyoryu.web.progress import Progress, progress_of
from gyoryu.web.review.previews import figures_of_changes, sections_of_changes
from gyoryu.web.review.sheet import Sheet, confirmed
from gyoryu.web.texts.failures import failure_text
from gyoryu.web.texts.labels import EARLY_ENDS, PHASES, RUN_STATES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import sentence as sentence_for_code
from gyoryu.web.texts.refusals import sentence_for_refusal
from meetplan.plan import Plan
from meetplan.problem import Problem

PAGE_SIZE = 30


class PlanForm(Form):
    seconds = CountField(
        label=gettext_lazy("Longest search (seconds)"),
        min_value=1,
        max_value=MAX_SECONDS,
        initial=60,
        help_text=gettext_lazy("It ends earlier when the timetable is proved to be the best there is."),
    )
    seed = CountField(
        label=gettext_lazy("Starting number"),
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        help_text=gettext_lazy("Another number tries another way; the same number can be repeated."),
    )
    keep_locked = forms.BooleanField(
        label=gettext_lazy("Locked meetings stay at their time"), initial=True, required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def runs(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List all runs, and request a new one."""
    event = get_event_or_404(
        request, event_id, rules.may_manage if request.method == "POST" else rules.may_view_programme
    )
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        by = request.user
        with RefusalOnForm(form):
            run = request_plan(event, by, timezone.now(), **cleaned)
            return redirect("plan-run", event.pk, run.pk)
    history = PlanRun.objects.filter(event=event).select_related("by").defer("problem", "plan", "reasons", "snapshot")
    page = Query(request).page(history, 20)
    draft = getattr(event, "draft", None)
    context = {
        "event": event,
        "sidebar": build_sidebar("timetable", event=event),
        "form": form,
        "page": page,
        "runs": [_row(run) for run in page],
        "adopted": draft.run_id if draft else None,
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
        "same_person": named_groups(event),
        "too_late": sentence_for_code("all_slots_have_begun") if all_have_begun(event.pk, timezone.now()) else "",
    }
    return render(request, "officer/planning/runs.html", context)


def named_groups(event: Event) -> list[str]:
    """Return the participants represented by the same person, by number and name, a line for each person."""
    groups = groups_of_one_person(event)
    if not groups:
        return []
    numbers = dict(Application.objects.filter(event=event).values_list("pk", "number"))
    names = names_of({participant for group in groups for participant in group}, reader())
    return [
        " · ".join(sorted(f"{numbers[participant]} {names[participant]}" for participant in group)) for group in groups
    ]


def _row(run: PlanRun) -> dict[str, Any]:
    return {"run": run, "state": RUN_STATES[run.state], "chip": STATE_STYLES[run.state]}


STATE_STYLES = {"waiting": "pending", "running": "active", "done": "success", "failed": "danger", "cancelled": ""}


@require_safe
@login_required
def run(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    plan_run = get_object_or_404(PlanRun.objects.select_related("by", "event").defer("snapshot"), pk=run, event=event)
    context = {
        "event": event,
        "sidebar": build_sidebar("timetable", event=event),
        "run": plan_run,
        "state": RUN_STATES[plan_run.state],
        "chip": STATE_STYLES[plan_run.state],
        "progress": _progress(plan_run),
        "failure": failure_text(plan_run.failure),
        "has_snapshot": PlanRun.objects.filter(pk=plan_run.pk, snapshot__isnull=False).exists(),
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    if plan_run.plan is not None:
        context |= _result(event, plan_run, request)
    return render(request, "officer/planning/run.html", context)


def _result(event: Event, run: PlanRun, request: HttpRequest) -> dict[str, Any]:
    assert run.plan is not None
    met = len(run.plan["meetings"])
    allowed_pairs = [pair for pair in run.problem["pairs"] if pair["kind"] != "forbidden"] if run.problem else []
    page = Query(request).page(run.reasons, PAGE_SIZE)
    return {
        "met": met,
        "pair_count": len(allowed_pairs),
        "musts": sum(pair["kind"] == "must" for pair in allowed_pairs) - run.kept,
        "requests": Wish.objects.filter(event=event).count(),
        "early": EARLY_ENDS.get(run.ended_early, ""),
        "doubtful": [FIGURES[name] for name in run.doubtful if name in FIGURES],
        "page": page,
        "unmet": _sentences(event, run, list(page)),
        "untold": len(allowed_pairs) - met - len(run.reasons),
    }


def _sentences(event: Event, run: PlanRun, reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the unmet wishes with their reasons in the reader's language."""
    if not reasons:
        return []
    language = reader()
    problem = Problem.from_json(run.problem or {})
    plan = Plan.from_json({**(run.plan or {})})
    timetable = Timetable(replace(consultation_of(event, language=language), problem=problem), plan)
    numbers = dict(Application.objects.filter(event=event).exclude(number="").values_list("number", "pk"))
    rows = []
    for reason in reasons:
        obstacle = Obstacle(
            reason["pair"], reason["reason"], tuple(reason["slots"]), reason["blocked"], tuple(reason["drop"])
        )
        firm, other = timetable.sides(timetable.pairs[obstacle.pair])
        rows.append(
            {
                "firm": firm,
                "other": other,
                "is_must": timetable.pairs[obstacle.pair].kind == "must",
                "why": sentence(timetable, obstacle, language),
                "numbers": (numbers.get(firm.id), numbers.get(other.id)),
            }
        )
    return rows


@require_safe
@never_cache
@login_required
def progress(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    """Return the progress of a run as JSON."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    plan_run = get_object_or_404(PlanRun.objects.defer("problem", "plan", "reasons", "snapshot"), pk=run, event=event)
    return JsonResponse(_progress(plan_run))


class ReachedFigure(TypedDict):
    """A figure of the best plan so far, and what no plan can beat."""

    name: str
    now: int
    bound: int | None


class PlanProgress(Progress):
    """`stopping`: the user has asked for it; `seconds`: since the beginning of the search."""

    stopping: bool
    reached: list[ReachedFigure]
    seconds: float


def _progress(run: PlanRun) -> PlanProgress:
    job = Job.objects.filter(pk=run.job or 0).first()
    is_over = run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING)
    progress_data = job.progress_data if job else {}
    score, bounds = progress_data.get("score", {}), progress_data.get("bounds", {})
    phase = PHASES.get(job.progress_code) if job and job.state == Job.State.RUNNING else None
    return {
        **progress_of(job, str(phase or RUN_STATES[run.state]), is_over=is_over),
        "stopping": bool(job and job.cancel_requested),
        "reached": [
            {"name": str(name), "now": score[code], "bound": bounds.get(code)}
            for code, name in FIGURES.items()
            if code in score
        ],
        "seconds": progress_data.get("seconds", 0),
    }


FIGURES = {
    "must": gettext_lazy("Meetings that must be held"),
    "below_min": gettext_lazy("Meetings missing below the minimum"),
    "weight": gettext_lazy("Weight of the wishes met"),
    "spread_excess": gettext_lazy("Uneven breaks beyond the limit"),
    "breaks": gettext_lazy("Breaks"),
}


@require_POST
@login_required
def stop(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    plan_run = get_object_or_404(PlanRun, pk=run, event=event)
    with RefusalAsNotice(request, kind="warning"):
        stop_plan(plan_run, request.user, timezone.now())

    return redirect("plan-run", event.pk, plan_run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request: SignedInRequest, event_id: int, run: int) -> HttpResponse:
    """Preview the changes of the draft; after confirmation, replace it by the plan of the run."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    plan_run = get_object_or_404(PlanRun, pk=run, event=event)
    context = {"event": event, "sidebar": build_sidebar("timetable", event=event)}
    return confirmed(
        request,
        event,
        lambda: _adopt_sheet(event, plan_run),
        lambda _: _adopt(request, event, plan_run),
        context,
    )


def _adopt_sheet(event: Event, run: PlanRun) -> Sheet:
    title = gettext("Adopt run {number} as the draft").format(number=run.number)
    back_url = reverse("plan-run", args=[event.pk, run.pk])
    try:
        changes = changes_by_adopting(run, event)
    except Refused as refusal:
        return Sheet(title, "", back_url, refusal=sentence_for_refusal(refusal))
    return Sheet(
        title=title,
        act=gettext("Replace the draft"),
        back=back_url,
        figures=figures_of_changes(changes),
        sections=sections_of_changes(event, changes),
    )


def _adopt(request: SignedInRequest, event: Event, run: PlanRun) -> HttpResponse:
    with RefusalAsNotice(request):
        count = adopt_plan(run, request.user, timezone.now())
        add_notice(request, gettext("The draft now has this plan. Meetings: {count}").format(count=count))
        return redirect("event-timetable", event.pk)
    return redirect("plan-run", event.pk, run.pk)
