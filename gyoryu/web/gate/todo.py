"""Tasks on the day of an event: check-in and the live board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gyoryu.base.formatting import format_date
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.navigation.todo import Task
from gyoryu.web.texts.languages import reader


def event_day_tasks(user: User, permissions: rules.Permissions) -> Iterator[Task]:
    """Yield links to the events of today; for check-in staff from the day before, for preparation."""
    kinds = {number: membership.kinds for number, membership in permissions.by_programme.items()}
    numbers = [number for number, roles in kinds.items() if roles & {"gate", "officer"}]
    yesterday = (timezone.now() - timedelta(days=1)).date()
    events = Event.objects.filter(programme__in=numbers, ends_on__gte=yesterday).order_by("starts_on")
    for event in events if numbers else ():
        today, name = today_at(event), event.names.in_language(reader())
        day = format_date(event.starts_on, reader())
        if "gate" in kinds[event.programme_id] and event.starts_on - timedelta(days=1) <= today <= event.ends_on:
            text = gettext("Check-in and live board")
            yield Task(text, reverse("event-checkin", args=[event.pk]), gettext("Open"), f"{name} · {day}")
        elif event.kind == Event.Kind.CONSULTATION and event.starts_on <= today <= event.ends_on:
            yield Task(
                gettext("Takes place today"), reverse("event-board", args=[event.pk]), gettext("Live board"), name
            )


def today_at(event: Event) -> date:
    return timezone.now().astimezone(ZoneInfo(event.time_zone)).date()
