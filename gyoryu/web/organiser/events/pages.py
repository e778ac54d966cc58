"""Events: create one, show its progress, edit it and its terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.terms import open_event, set_terms, usual_windows
from gyoryu.meetings.models import Terms
from gyoryu.meetings.queries.overview import Overview, Waiting, overview_of, stage_of
from gyoryu.programmes import rules
from gyoryu.programmes.actions.events import edit_event
from gyoryu.programmes.models import Event
from gyoryu.web.forms.conflicts import Difference, apply_refusal_to_form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, get_programme_or_404, membership_in
from gyoryu.web.navigation.sidebar import address, build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.events.forms import EventForm, TermsForm
from gyoryu.web.organiser.events.todo import event_tasks, is_over
from gyoryu.web.texts.labels import EVENT_KINDS, MODES, PRIORITIES
from gyoryu.web.texts.refusals import is_own_conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: SignedInRequest, programme_id: int) -> HttpResponse:
    programme = get_programme_or_404(request, programme_id, rules.may_manage)
    form = EventForm(request.POST or None, initial={"country": "KR", "time_zone": "Asia/Seoul", "language": "ko"})
    if request.method == "POST" and form.is_valid():
        event = open_event(programme, form.entry(), request.user, timezone.now())
        add_notice(request, gettext("The event is made. Look through its windows and limits next."))
        return redirect("event-details", event.pk)
    return render(request, "officer/events/new.html", {"sidebar": build_sidebar("", programme=programme), "form": form})


STAGES = {
    "setup": _("Preparation"),
    "apply": _("Applications"),
    "screen": _("Screening"),
    "wish": _("Meeting requests"),
    "plan": _("Timetable"),
    "meet": _("Meetings"),
    "after": _("Logs and results"),
}


class Step(NamedTuple):
    word: str
    state: str  # done, now, open (what it needs is still missing) or ""
    begins: datetime | None = None
    ends: datetime | None = None


@require_safe
@login_required
def overview(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    facts, now = overview_of(event), timezone.now()
    waiting = Waiting(facts.terms, facts.waiting, facts.draft_changed, facts.unlogged)
    context = {
        "event": event,
        "sidebar": build_sidebar(
            "overview", event=event, counts={"applications": facts.waiting} if facts.waiting else {}
        ),
        "facts": facts,
        "figures": _figures(facts),
        "tasks": [*event_tasks(event, waiting, now), *_missing(event, facts, now)],
        "steps": steps(event, facts, now),
        "kind": EVENT_KINDS[event.kind],
        "mode": MODES[event.mode],
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/events/overview.html", context)


def _missing(event: Event, facts: Overview, now: datetime) -> list[dict[str, str]]:
    """Return what has to be set up before planning; nothing once the event is over."""
    if is_over(event, now):
        return []
    checks = [
        (facts.terms is None and event.kind == "consultation", gettext("There are no windows and limits yet."),
         "event-details", gettext("Lay them down")),
        (not facts.slots, gettext("There are no time slots yet."), "event-slots", gettext("Make slots")),
        (not facts.tables and event.mode != "online", gettext("There are no tables yet."), "event-slots",
         gettext("Add tables")),
    ]  # fmt: skip
    return [
        {"text": text, "url": address(name, event.pk), "act": act}
        for is_missing, text, name, act in checks
        if is_missing
    ]


def _figures(facts: Overview) -> list[tuple[str, str, str]]:
    rows = [
        (gettext("Applications"), sum(facts.applications.values()), "event-applications"),
        (gettext("Firms accepted"), facts.sellers, "event-applications"),
        (gettext("Buyers accepted"), facts.buyers, "event-applications"),
        (gettext("Interpreters"), facts.interpreters, "event-interpreters"),
        (gettext("Slots"), facts.slots, "event-slots"),
        (gettext("Tables"), facts.tables, "event-slots"),
        (gettext("Meeting requests"), facts.wishes, "event-wishes"),
        (gettext("Meetings"), facts.meetings, "event-timetable"),
        (gettext("Held"), facts.held, "event-board"),
        (gettext("Missed"), facts.missed, "event-board"),
    ]
    return [(label, f"{count:,}", name) for label, count, name in rows]


def steps(event: Event, facts: Overview, now: datetime) -> list[Step]:
    """Return the stages of the event with their dates; the present one is marked."""
    terms = facts.terms
    current_stage = stage_of(facts, is_over(event, now), now)
    windows: dict[str, tuple[datetime, datetime]] = {}
    if terms is not None:
        windows["apply"] = (terms.apply_from, terms.apply_until)
        windows["wish"] = (terms.wish_from, terms.wish_until)
        if terms.apply_until < terms.wish_from:
            windows["screen"] = (terms.apply_until, terms.wish_from)
    current_index = list(STAGES).index(current_stage)
    is_ready = bool(facts.slots and (facts.tables or event.mode == "online"))

    def state(n: int, code: str) -> str:
        if code == "setup" and not is_ready:
            return "now" if n == current_index else "open"
        return "done" if n < current_index else "now" if n == current_index else ""

    return [
        Step(str(label), state(n, code), *windows.get(code, (None, None)))
        for n, (code, label) in enumerate(STAGES.items())
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Edit the event and its terms: two forms, each with a version of its own."""
    event = get_event_or_404(
        request, event_id, rules.may_manage if request.method == "POST" else rules.may_view_programme
    )
    form = EventForm(request.POST or None, initial=_columns(event))
    differing: Difference = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen_version = form.cleaned_data["version"] or 0
        try:
            edit_event(event, form.entry(), request.user, seen_version=seen_version)
        except Refused as refusal:
            event.refresh_from_db()
            differing = apply_refusal_to_form(form, refusal, event.version, model_to_dict(event))
            is_own = is_own_conflict(refusal, request.user.pk, "event", event.pk, {"edit_event"})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-details", event.pk)
    return _render_details(request, event, form, _terms_form(event), differing=differing, is_own=is_own)


@require_http_methods(["POST"])
@login_required
def terms(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Save the terms; or move one priority, which saves nothing and keeps the input."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    form = _terms_form(event, request.POST)
    differing: Difference = []
    is_own = False
    if move := request.POST.get("move"):
        posted = request.POST.copy()
        posted.setlist("priorities", moved(form.order(), move))
        form = _terms_form(event, posted)
    elif form.is_valid():
        try:
            set_terms(event, form.entry(), request.user, seen_version=form.cleaned_data["version"] or 0)
        except Refused as refusal:
            saved = Terms.objects.filter(event=event).first()
            differing = apply_refusal_to_form(
                form, refusal, saved.version if saved else 0, model_to_dict(saved) if saved else {}
            )
            is_own = is_own_conflict(refusal, request.user.pk, "event", event.pk, {"set_terms"})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-details", event.pk)
    extra = {"of_terms": differing, "is_own": is_own, "moved": bool(move)}
    return _render_details(request, event, EventForm(initial=_columns(event)), form, **extra)


def moved(order: list[str], move: str) -> list[str]:
    """Apply `move` to the order: up, down, out or in, a colon, and the code of a priority."""
    act, _, code = move.partition(":")
    if act == "in" and code in PRIORITIES and code not in order:
        return [*order, code]
    if code not in order:
        return order
    index = order.index(code)
    rest = [item for item in order if item != code]
    if act == "out":
        return rest
    rest.insert(max(index - 1, 0) if act == "up" else index + 1, code)
    return rest


def _columns(event: Event) -> dict[str, Any]:
    return model_to_dict(event) | {"version": event.version}


def _terms_form(event: Event, data: Any = None) -> TermsForm:
    terms = Terms.objects.filter(event=event).first()
    defaults = {"keep_months": 24, "self_apply": True, "priorities": list(PRIORITIES), "version": 0}
    initial = (
        model_to_dict(terms) if terms else defaults | usual_windows(event.starts_on, event.time_zone, timezone.now())
    )
    return TermsForm(data, event=event, initial=initial, auto_id="terms_%s")


def _render_details(
    request: HttpRequest, event: Event, form: EventForm, terms_form: TermsForm, **extra: object
) -> HttpResponse:
    order = terms_form.order()
    context = {
        "event": event,
        "sidebar": build_sidebar("details", event=event),
        "form": form,
        "terms": terms_form,
        "priorities": [(code, PRIORITIES[code]) for code in order],
        "left_out": [(code, label) for code, label in PRIORITIES.items() if code not in order],
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
        **extra,
    }
    return render(request, "officer/events/details.html", context)
