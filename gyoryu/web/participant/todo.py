"""Tasks of participants and interpreters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from gyoryu.base.formatting import format_datetime, zone_city
from gyoryu.meetings import rules
from gyoryu.meetings.models import Interpreter, Wish
from gyoryu.meetings.queries.prefill import own_applications
from gyoryu.people.models import User
from gyoryu.programmes.models import Event
from gyoryu.programmes.rules import Permissions
from gyoryu.web.navigation.todo import Task
from gyoryu.web.texts.languages import language_of

DAY_SECONDS = 86_400


def next_steps(user: User, permissions: Permissions) -> Iterable[Task]:
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
            yield Task(text, reverse("my-agenda", args=[application.pk]), gettext("Open"), _name(application.event))

    for interpreter in Interpreter.objects.filter(user=user).select_related("event"):
        if _is_on(interpreter.event, now):
            url = reverse("interpreting", args=[interpreter.pk])
            yield Task(gettext("Your meetings of today"), url, gettext("Open"), _name(interpreter.event))


def _is_on(event: Event, now: datetime) -> bool:
    """Return whether the event takes place today, at its venue."""
    return event.starts_on <= now.astimezone(ZoneInfo(event.time_zone)).date() <= event.ends_on


def _deadline_task(event: Event, text: str, url: str, act: str, until: datetime, now: datetime) -> Task:
    language = language_of(get_language())
    deadline = f"{format_datetime(until, event.time_zone, language)} ({zone_city(event.time_zone, language)})"
    seconds_left = (until - now).total_seconds()
    if seconds_left < 0:
        return Task(text, url, act, _name(event))
    return Task(
        text, url, act, _name(event), gettext("Until {moment}").format(moment=deadline), seconds_left < DAY_SECONDS
    )


def _name(event: Event) -> str:
    return event.names.in_language(language_of(get_language()))
