"""What needs an officer: on the start page over all events, on an event's page for that one."""

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
from gyoryu.web.palette import SOURCES as PALETTE
from gyoryu.web.palette import Hit
from gyoryu.web.template_tags import reader
from gyoryu.web.todo import SOURCES as DUTIES
from gyoryu.web.todo import Task

SOON, NEAR = timedelta(days=1), timedelta(days=7)
LOGS_ARE_DUE_FOR = timedelta(days=90)
MAX_HITS = 5


def is_over(event: Event, now: datetime) -> bool:
    """Whether the last day of the event has passed at its venue."""
    return now.astimezone(ZoneInfo(event.time_zone)).date() > event.ends_on


def event_tasks(event: Event, waiting: Waiting, now: datetime) -> Iterator[Task]:
    """What of one event waits for its officers. Once it is over, only its logs do."""
    place = event.names.in_language(reader())
    if is_over(event, now):
        if waiting.unlogged:
            text = gettext("Meetings that were held without a log: {count}").format(count=waiting.unlogged)
            yield Task(text, reverse("event-logs", args=[event.pk]), gettext("See the logs"), place)
        return
    if waiting.applications:
        text = gettext("Applications that wait for a decision: {count}").format(count=waiting.applications)
        url = f"{reverse('event-applications', args=[event.pk])}?state=submitted"
        yield Task(text, url, gettext("Screen"), place)
    yield from _deadlines(event, waiting, now, place)
    if waiting.unpublished:
        text = gettext("The draft of the timetable has changes that nobody sees yet.")
        yield Task(text, reverse("event-timetable", args=[event.pk]), gettext("Look and publish"), place)


def _deadlines(event: Event, waiting: Waiting, now: datetime, place: str) -> Iterator[Task]:
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
                text, reverse("event-details", args=[event.pk]), gettext("Look"), place, until, moment < now + SOON
            )


def moment_at(event: Event, moment: datetime) -> str:
    """Day and time at the venue, and the other side's clock where it differs."""
    return format_local_datetimes(moment, event.time_zone, event.other_time_zone, reader())


def officer_tasks(user: User, standings: Permissions) -> Iterable[Task]:
    """Of all events that someone runs. Five queries."""
    now = timezone.now()
    mine = [number for number, standing in standings.by_programme.items() if may_manage(standing)]
    running = Event.objects.filter(programme__in=mine, ends_on__gte=(now - LOGS_ARE_DUE_FOR).date())
    events = list(running.order_by("starts_on"))
    if not events:
        return []
    found = waiting_in(events)
    return [duty for event in events for duty in event_tasks(event, found[event.pk], now)]


def palette_hits(asked: str, standings: Permissions) -> Iterator[Hit]:
    """Programmes, events and applications by name, or by the number of an application."""
    if not asked or not standings.has_any_role(["officer", "viewer"]):
        return
    language, named = reader(), _named("", asked)
    for programme in workspace_programmes(standings).filter(named).order_by("-pk")[:MAX_HITS]:
        label = programme.names.in_language(language)
        yield Hit(label, reverse("programme", args=[programme.pk]), gettext("Cooperation programme"))
    events = workspace_events(standings)
    for event in events.filter(named)[:MAX_HITS]:
        yield Hit(event.names.in_language(language), reverse("event", args=[event.pk]), gettext("Event"))
    sent = Application.objects.filter(event__in=events).exclude(state="draft")
    wanted = sent.filter(_named("organisation__", asked) | Q(number__iexact=asked))
    for one in wanted.select_related("organisation", "event").order_by("-pk")[:MAX_HITS]:
        if one.organisation is not None:
            label = f"{one.number} {one.organisation.names.in_language(language)}".strip()
            kind = f"{gettext('Application')} · {one.event.names.in_language(language)}"
            yield Hit(label, reverse("application", args=[one.pk]), kind)


def _named(prefix: str, asked: str) -> Q:
    named = Q()
    for language in ("ko", "zh", "en"):
        named |= Q(**{f"{prefix}name_{language}__icontains": asked})
    return named


DUTIES.append(officer_tasks)
PALETTE.append(palette_hits)
