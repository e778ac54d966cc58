"""Lookups with permission checks, and the common context of participants' pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from gyoryu.meetings import rules as meeting_rules
from gyoryu.meetings.models import Application, Interpreter, Wish
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest
from gyoryu.web.lookup import membership_in
from gyoryu.web.navigation.sidebar import address


def may_act_for(request: HttpRequest, application: Application) -> bool:
    """Return whether the user is the applicant or acts for the organisation in the programme."""
    if not request.user.is_authenticated:
        return False
    membership = membership_in(request, application.event.programme_id)
    return application.applicant_id == request.user.pk or rules.acts_for(membership, application.organisation_id)


def get_own_application(request: HttpRequest, number: int) -> Application:
    """Return the application for users who act for it; for others it does not exist."""
    rows = Application.objects.select_related("event__programme", "event__terms", "organisation", "applicant")
    application = rows.filter(pk=number).first()
    if application is None or not may_act_for(request, application) or not hasattr(application.event, "terms"):
        raise Http404
    return application


def get_own_accepted_application(request: HttpRequest, number: int) -> Application:
    application = get_own_application(request, number)
    if application.state != Application.State.ACCEPTED:
        raise Http404
    return application


def get_own_interpreter(request: SignedInRequest, number: int) -> Interpreter:
    """Return the interpreter, for that user and for staff of the programme."""
    interpreter = Interpreter.objects.select_related("event__programme", "event__terms").filter(pk=number).first()
    if interpreter is None:
        raise Http404
    membership = membership_in(request, interpreter.event.programme_id)
    if interpreter.user_id != request.user.pk and not rules.may_view_programme(membership):
        raise Http404
    return interpreter


@dataclass(frozen=True, slots=True)
class BottomLink:
    """A link of the bottom navigation, with the number of what waits there."""

    url: str
    label: str
    mark: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """A period in which something is open. `until`: its next change, in `seconds`; `zone` and `other`: time zones."""

    state: Literal["before", "open", "over"]
    until: datetime
    zone: str
    other: str
    seconds: int


def layout_context(current: str, application: Application) -> dict[str, Any]:
    """Return the application and the bottom navigation."""
    links = [("more", "my-application", gettext("Overview"), "≡")]
    if application.state == Application.State.ACCEPTED:
        links = [
            ("agenda", "my-agenda", gettext("Agenda"), "▤"),
            ("wishes", "my-wishes", gettext("Requests"), "⇄"),
            ("directory", "my-directory", gettext("Directory"), "⌕"),
            ("log", "my-log", gettext("Log"), "✎"),
            ("more", "my-application", gettext("More"), "≡"),
        ]
    open_requests, terms = 0, application.event.terms
    if application.state == Application.State.ACCEPTED and meeting_rules.may_wish_now(terms, timezone.now()):
        open_requests = Wish.objects.filter(asked=application, answer=Wish.Answer.OPEN).count()
    return {
        "application": application,
        "event": application.event,
        "nav_items": [
            BottomLink(url, label, mark, code == current, open_requests if code == "wishes" else 0)
            for code, name, label, mark in links
            if (url := address(name, application.pk))
        ],
    }


def window(event: Event, start: datetime, end: datetime, now: datetime) -> Window:
    """Return a window for its notice."""
    until = start if now < start else end
    seconds = max(0, int((until - now).total_seconds()))
    state: Literal["before", "open", "over"] = "before" if now < start else "open" if now < end else "over"
    return Window(state, until, event.time_zone, event.other_time_zone, seconds)


def wish_window(application: Application) -> Window:
    terms = application.event.terms
    return window(application.event, terms.wish_from, terms.wish_until, timezone.now())
