"""Tasks of officers: of all events on the start page, of one event on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gyoryu.base.formatting import format_local_datetimes
from gyoryu.meetings.models import Application
from gyoryu.meetings.queries.overview import Waiting, waiting_in
from gyoryu.people.models import User
from gyoryu.programmes.models import Event
from gyoryu.programmes.queries import workspace_events, workspace_programmes
from gyoryu.programmes.rules import Permissions, may_manage
from gyoryu.web.navigation.palette_hits import Hit
from gyoryu.web.navigation.todo import Task
from gyoryu.web.texts.languages import reader

SOON, NEAR = timedelta(days=1), timedelta(days=7)
LOGS_ARE_DUE_FOR = timedelta(days=90)
MAX_HITS = 5


def is_over(event: Event, now: datetime) -> bool:
    """Return whether the last day of the event has passed at its venue."""
    return now.astimezone(ZoneInfo(event.time_zone)).date() > event.ends_on


def event_tasks(event: Event, waiting: Waiting, now: datetime) -> Iterator[Task]:
    """Yield the tasks of one event; once it is over, only missing logs."""
    event_name = event.names.in_language(reader())
    if is_over(event, now):
        if waiting.unlogged:
            text = gettext("Meetings that were held without a log: {count}").format(count=waiting.unlogged)
            yield Task(text, reverse("event-logs", args=[event.pk]), gettext("See the logs"), event_name)
        return
    if waiting.applications:
        text = gettext("Applications that wait for a decision: {count}").format(count=waiting.applications)
        url = f"{reverse('event-applications', args=[event.pk])}?state=submitted"
        yield Task(text, url, gettext("Screen"), event_name)
    yield from _deadlines(event, waiting, now, event_name)
    if waiting.unpublished:
        text = gettext("The draft of the timetable has changes that nobody sees yet.")
        yield Task(text, reverse("event-timetable", args=[event.pk]), gettext("Look and publish"), event_name)


def _deadlines(event: Event, waiting: Waiting, now: datetime, event_name: str) -> Iterator[Task]:
    terms = waiting.terms
    if terms is None:
        return
    moments = (
        (terms.apply_from, gettext("Applications open soon.")),
        (terms.apply_until, gettext("Applications close soon.")),
        (terms.wish_from, gettext("Meeting requests open soon.")),
        (terms.wish_until, gettext("Meeting requests close soon.")),
    )
    for moment, text in moments:
        if now <= moment < now + NEAR:
            until = moment_at(event, moment)
            yield Task(
                text, reverse("event-details", args=[event.pk]), gettext("Look"), event_name, until, moment < now + SOON
            )


def moment_at(event: Event, moment: datetime) -> str:
    """Format a time at the venue, and in the other side's time zone if it differs."""
    return format_local_datetimes(moment, event.time_zone, event.other_time_zone, reader())


def officer_tasks(user: User, permissions: Permissions) -> Iterable[Task]:
    """Return the tasks of all events that the user manages. Five queries."""
    now = timezone.now()
    managed = [number for number, membership in permissions.by_programme.items() if may_manage(membership)]
    running = Event.objects.filter(programme__in=managed, ends_on__gte=(now - LOGS_ARE_DUE_FOR).date())
    events = list(running.order_by("starts_on"))
    if not events:
        return []
    waiting = waiting_in(events)
    return [task for event in events for task in event_tasks(event, waiting[event.pk], now)]


def palette_hits(query: str, permissions: Permissions) -> Iterator[Hit]:
    """Yield programmes, events and applications by name, or by the number of an application."""
    if not query or not permissions.has_any_role(["officer", "viewer"]):
        return
    language, named = reader(), _named("", query)
    for programme in workspace_programmes(permissions).filter(named).order_by("-pk")[:MAX_HITS]:
        label = programme.names.in_language(language)
        yield Hit(label, reverse("programme", args=[programme.pk]), gettext("Cooperation programme"))
    events = workspace_events(permissions)
    for event in events.filter(named)[:MAX_HITS]:
        yield Hit(event.names.in_language(language), reverse("event", args=[event.pk]), gettext("Event"))
    submitted = Application.objects.filter(event__in=events).exclude(state="draft")
    matches = submitted.filter(_named("organisation__", query) | Q(number__iexact=query))
    for application in matches.select_related("organisation", "event").order_by("-pk")[:MAX_HITS]:
        if application.organisation is not None:
            label = f"{application.number} {application.organisation.names.in_language(language)}".strip()
            kind = f"{gettext('Application')} · {application.event.names.in_language(language)}"
            yield Hit(label, reverse("application", args=[application.pk]), kind)


def _named(prefix: str, query: str) -> Q:
    named = Q()
    for language in ("ko", "zh", "en"):
        named |= Q(**{f"{prefix}name_{language}__icontains": query})
    return named
