"""A participant's applications, the overview of one, and its consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.formatting import format_datetime, zone_city
from gyoryu.base.refusals import Refused
from gyoryu.meetings import rules
from gyoryu.meetings.actions import addresses
from gyoryu.meetings.actions import consents as consent_actions
from gyoryu.meetings.models import Application, Disclosure, Interpreter, Wish
from gyoryu.meetings.queries.prefill import own_applications
from gyoryu.people.models import User
from gyoryu.privacy.actions.consents import withdraw_consent
from gyoryu.programmes.models import Event
from gyoryu.programmes.rules import Permissions
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.navigation import todo
from gyoryu.web.navigation.sidebar import address
from gyoryu.web.notices import add_notice
from gyoryu.web.participant.consents import consent_facts
from gyoryu.web.participant.layout import get_own_application, layout_context, window
from gyoryu.web.texts.labels import APPLICATION_STATES
from gyoryu.web.texts.languages import language_of
from gyoryu.web.texts.refusals import sentence_for_refusal

DAY_SECONDS = 86_400
CHIPS = {"accepted": "good", "submitted": "wait", "more_asked": "wait", "refused": "bad", "withdrawn": "bad"}


@require_safe
@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    user = request.user
    rows = [
        (application, APPLICATION_STATES[application.state], CHIPS.get(application.state, ""))
        for application in own_applications(user)
    ]
    interpreters = Interpreter.objects.filter(user=user).select_related("event").order_by("-event__starts_on")
    return render(request, "participant/my.html", {"rows": rows, "interpreting": interpreters})


@never_cache
@require_safe
@login_required
def application(request: SignedInRequest, application: int) -> HttpResponse:
    """Show the state of an application, with links to everything else."""
    own_application = get_own_application(request, application)
    event, now = own_application.event, timezone.now()
    terms = event.terms
    context = {
        **layout_context("more", own_application),
        "state": APPLICATION_STATES[own_application.state],
        "chip": CHIPS.get(own_application.state, ""),
        "is_accepted": own_application.state == Application.State.ACCEPTED,
        "may_edit": rules.may_edit_application(own_application.state, terms, now),
        "window": window(event, terms.apply_from, terms.apply_until, now),
        "feed": request.build_absolute_uri(reverse("calendar", args=[own_application.calendar])),
        "may_withdraw": own_application.state not in (Application.State.WITHDRAWN, Application.State.REFUSED),
        "log": address("my-log", own_application.pk),
    }
    return render(request, "participant/application.html", context)


@require_POST
@login_required
def renew_calendar(request: SignedInRequest, application: int) -> HttpResponse:
    addresses.renew_calendar(get_own_application(request, application), request.user)
    add_notice(request, gettext("The calendar has a new address."))
    return redirect("my-application", application)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consents(request: SignedInRequest, application: int) -> HttpResponse:
    """Show, give and withdraw consents, and list the disclosures."""
    own_application = get_own_application(request, application)
    if request.method == "POST":
        consent_kind = request.POST.get("give", "")
        try:
            if consent_kind:
                consent_actions.give_consent(own_application, consent_kind, request.user, timezone.now())
            else:
                withdraw_consent(own_application, request.POST.get("withdraw", ""), request.user, timezone.now())
        except Refused as refusal:
            add_notice(request, sentence_for_refusal(refusal), "error")
        else:
            add_notice(request, gettext("Saved."))
        return redirect("my-consents", own_application.pk)
    active_consents = {consent.kind: consent for consent in own_application.consents.filter(withdrawn_at=None)}
    disclosures = (
        Disclosure.objects.filter(application=own_application).select_related("to_organisation").order_by("-at")
    )
    context = {
        **layout_context("more", own_application),
        **consent_facts(own_application),
        "collection": active_consents.get("collection"),
        "cross_border": active_consents.get("cross_border"),
        "ended": own_application.consents.exclude(withdrawn_at=None).order_by("-withdrawn_at"),
        "disclosures": disclosures[:100],
        "is_sent": own_application.submitted_at is not None,
    }
    return render(request, "participant/consents.html", context)


def next_steps(user: User, permissions: Permissions) -> Iterable[todo.Task]:
    """Yield the tasks of participants before a window closes and on the day, and of interpreters. Four queries."""
    now = timezone.now()
    applications = [application for application in own_applications(user) if hasattr(application.event, "terms")]
    open_requests = set(Wish.objects.filter(asked__in=applications, answer="open").values_list("asked_id", flat=True))
    for application in applications:
        terms = application.event.terms
        if application.state in ("draft", "more_asked") and rules.may_edit_application(application.state, terms, now):
            text = gettext("Answer the organisers, and send your application again")
            text = text if application.state == "more_asked" else gettext("Finish your application and send it")
            yield _deadline_task(
                application.event,
                text,
                reverse("my-apply", args=[application.pk]),
                gettext("Continue"),
                terms.apply_until,
                now,
            )
        if application.state == "accepted" and rules.may_wish_now(terms, now):
            text = gettext("Choose whom you want to meet")
            text = gettext("Answer the requests you have received") if application.pk in open_requests else text
            name = "my-wishes" if application.pk in open_requests else "my-directory"
            yield _deadline_task(
                application.event, text, reverse(name, args=[application.pk]), gettext("Open"), terms.wish_until, now
            )
        if application.state == "accepted" and _is_on(application.event, now):
            text = gettext("Your meetings of today")
            yield todo.Task(
                text, reverse("my-agenda", args=[application.pk]), gettext("Open"), _name(application.event)
            )

    for interpreter in Interpreter.objects.filter(user=user).select_related("event"):
        if _is_on(interpreter.event, now):
            url = reverse("interpreting", args=[interpreter.pk])
            yield todo.Task(gettext("Your meetings of today"), url, gettext("Open"), _name(interpreter.event))


def _is_on(event: Event, now: datetime) -> bool:
    """Return whether the event takes place today, at its venue."""
    return event.starts_on <= now.astimezone(ZoneInfo(event.time_zone)).date() <= event.ends_on


def _deadline_task(event: Event, text: str, url: str, act: str, until: datetime, now: datetime) -> todo.Task:
    language = language_of(get_language())
    deadline = f"{format_datetime(until, event.time_zone, language)} ({zone_city(event.time_zone, language)})"
    seconds_left = (until - now).total_seconds()
    if seconds_left < 0:
        return todo.Task(text, url, act, _name(event))
    return todo.Task(
        text, url, act, _name(event), gettext("Until {moment}").format(moment=deadline), seconds_left < DAY_SECONDS
    )


def _name(event: Event) -> str:
    return event.names.in_language(language_of(get_language()))


todo.SOURCES.append(next_steps)
