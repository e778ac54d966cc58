"""Events: begin one, see where it stands, edit it and its terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, cast

from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.terms import open_event, set_terms, usual_windows
from gyoryu.meetings.models import Terms
from gyoryu.meetings.queries.overview import Overview, Waiting, overview_of, stage_of
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.actions.events import edit_event
from gyoryu.programmes.models import Event
from gyoryu.web.labels import EVENT_KINDS, MODES, PRIORITIES
from gyoryu.web.lookup import get_event_or_404, get_programme_or_404, membership_in
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.conflicts import Difference, apply_refusal_to_form
from gyoryu.web.organiser.event_forms import EventForm, TermsForm
from gyoryu.web.organiser.sidebar import address, build_sidebar
from gyoryu.web.organiser.todo import event_tasks, is_over
from gyoryu.web.refusals import is_own_conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, programme: int) -> HttpResponse:
    found = get_programme_or_404(request, programme, rules.may_manage)
    form = EventForm(request.POST or None, initial={"country": "KR", "time_zone": "Asia/Seoul", "language": "ko"})
    if request.method == "POST" and form.is_valid():
        made = open_event(found, form.entry(), cast(User, request.user), timezone.now())
        add_notice(request, gettext("The event is made. Look through its windows and limits next."))
        return redirect("event-details", made.pk)
    return render(request, "officer/events/new.html", {"rail": build_sidebar("", programme=found), "form": form})


STAGES = {
    "setup": said("Preparation"),
    "apply": said("Applications"),
    "screen": said("Screening"),
    "wish": said("Meeting requests"),
    "plan": said("Timetable"),
    "meet": said("Meetings"),
    "after": said("Logs and results"),
}


class Step(NamedTuple):
    word: str
    state: str  # done, now, open (what it needs is still missing) or ""
    begins: datetime | None = None
    ends: datetime | None = None


@require_safe
@login_required
def overview(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_view_programme)
    facts, now = overview_of(found), timezone.now()
    waiting = Waiting(facts.terms, facts.waiting, facts.draft_changed, facts.unlogged)
    context = {
        "event": found,
        "rail": build_sidebar("overview", event=found, counts={"applications": facts.waiting} if facts.waiting else {}),
        "facts": facts,
        "figures": _figures(facts),
        "duties": [*event_tasks(found, waiting, now), *_missing(found, facts, now)],
        "steps": steps(found, facts, now),
        "kind": EVENT_KINDS[found.kind],
        "mode": MODES[found.mode],
        "may_run": rules.may_manage(membership_in(request, found.programme_id)),
    }
    return render(request, "officer/events/overview.html", context)


def _missing(event: Event, facts: Overview, now: datetime) -> list[dict[str, str]]:
    """What has to be set up before anything can be planned; nothing once the event is over."""
    if is_over(event, now):
        return []
    wanted = [
        (facts.terms is None and event.kind == "consultation", gettext("There are no windows and limits yet."),
         "event-details", gettext("Lay them down")),
        (not facts.slots, gettext("There are no time slots yet."), "event-slots", gettext("Make slots")),
        (not facts.tables and event.mode != "online", gettext("There are no tables yet."), "event-slots",
         gettext("Add tables")),
    ]  # fmt: skip
    return [{"text": text, "url": address(name, event.pk), "act": act} for lacks, text, name, act in wanted if lacks]


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
    return [(word, f"{count:,}", name) for word, count, name in rows]


def steps(event: Event, facts: Overview, now: datetime) -> list[Step]:
    """The stages of the event with their dates; the present one is marked."""
    terms = facts.terms
    present = stage_of(facts, is_over(event, now), now)
    windows: dict[str, tuple[datetime, datetime]] = {}
    if terms is not None:
        windows["apply"] = (terms.apply_from, terms.apply_until)
        windows["wish"] = (terms.wish_from, terms.wish_until)
        if terms.apply_until < terms.wish_from:
            windows["screen"] = (terms.apply_until, terms.wish_from)
    place = list(STAGES).index(present)
    is_ready = bool(facts.slots and (facts.tables or event.mode == "online"))

    def state(n: int, code: str) -> str:
        if code == "setup" and not is_ready:
            return "now" if n == place else "open"
        return "done" if n < place else "now" if n == place else ""

    return [
        Step(str(word), state(n, code), *windows.get(code, (None, None)))
        for n, (code, word) in enumerate(STAGES.items())
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: HttpRequest, event: int) -> HttpResponse:
    """The event and its terms: two forms, each with a version of its own."""
    found = get_event_or_404(request, event, rules.may_manage if request.method == "POST" else rules.may_view_programme)
    form = EventForm(request.POST or None, initial=_columns(found))
    differing: Difference = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            edit_event(found, form.entry(), cast(User, request.user), seen_version=seen)
        except Refused as refusal:
            found.refresh_from_db()
            differing = apply_refusal_to_form(form, refusal, found.version, model_to_dict(found))
            is_own = is_own_conflict(refusal, request.user.pk, "event", found.pk, {"edit_event"})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-details", found.pk)
    return _details(request, found, form, _terms_form(found), differing=differing, is_own=is_own)


@require_http_methods(["POST"])
@login_required
def terms(request: HttpRequest, event: int) -> HttpResponse:
    """Save the terms; or move one priority, which saves nothing yet and keeps what was typed."""
    found = get_event_or_404(request, event, rules.may_manage)
    form = _terms_form(found, request.POST)
    differing: Difference = []
    is_own = False
    if move := request.POST.get("move"):
        sent = request.POST.copy()
        sent.setlist("priorities", moved(form.order(), move))
        form = _terms_form(found, sent)
    elif form.is_valid():
        try:
            set_terms(found, form.entry(), cast(User, request.user), seen_version=form.cleaned_data["version"] or 0)
        except Refused as refusal:
            now = Terms.objects.filter(event=found).first()
            differing = apply_refusal_to_form(
                form, refusal, now.version if now else 0, model_to_dict(now) if now else {}
            )
            is_own = is_own_conflict(refusal, request.user.pk, "event", found.pk, {"set_terms"})
        else:
            add_notice(request, gettext("Saved."))
            return redirect("event-details", found.pk)
    more = {"of_terms": differing, "is_own": is_own, "moved": bool(move)}
    return _details(request, found, EventForm(initial=_columns(found)), form, **more)


def moved(order: list[str], move: str) -> list[str]:
    """`move`: up, down, out or in, a colon, and the code of a priority."""
    act, _, code = move.partition(":")
    if act == "in" and code in PRIORITIES and code not in order:
        return [*order, code]
    if code not in order:
        return order
    place = order.index(code)
    rest = [one for one in order if one != code]
    if act == "out":
        return rest
    rest.insert(max(place - 1, 0) if act == "up" else place + 1, code)
    return rest


def _columns(event: Event) -> dict[str, Any]:
    return model_to_dict(event) | {"version": event.version}


def _terms_form(event: Event, sent: Any = None) -> TermsForm:
    found = Terms.objects.filter(event=event).first()
    usual = {"keep_months": 24, "self_apply": True, "priorities": list(PRIORITIES), "version": 0}
    saved = model_to_dict(found) if found else usual | usual_windows(event.starts_on, event.time_zone, timezone.now())
    return TermsForm(sent, event=event, initial=saved, auto_id="terms_%s")


def _details(
    request: HttpRequest, event: Event, form: EventForm, terms_form: TermsForm, **more: object
) -> HttpResponse:
    order = terms_form.order()
    context = {
        "event": event,
        "rail": build_sidebar("details", event=event),
        "form": form,
        "terms": terms_form,
        "priorities": [(code, PRIORITIES[code]) for code in order],
        "left_out": [(code, word) for code, word in PRIORITIES.items() if code not in order],
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
        **more,
    }
    return render(request, "officer/events/details.html", context)
