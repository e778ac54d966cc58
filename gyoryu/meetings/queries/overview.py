"""Key figures of an event for officers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from gyoryu.meetings.models import Application, Draft, Interpreter, Meeting, Terms, TimetableVersion, Wish
from gyoryu.meetings.queries.screening import counts_of
from gyoryu.programmes.models import Event, Slot, Table

State = Application.State


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of one event. `applications`: by state; `versions`: published ones of the timetable; `unlogged`: meetings
    that were held and have no log."""

    terms: Terms | None
    applications: dict[str, int] = field(default_factory=dict)
    sellers: int = 0
    buyers: int = 0
    slots: int = 0
    tables: int = 0
    interpreters: int = 0
    wishes: int = 0
    versions: int = 0
    draft_changed: bool = False
    meetings: int = 0
    held: int = 0
    missed: int = 0
    unlogged: int = 0

    @property
    def waiting(self) -> int:
        return self.applications.get(State.SUBMITTED, 0)


def overview_of(event: Event) -> Overview:
    """Eleven queries, however large the event is."""
    accepted = Application.objects.filter(event=event, state=State.ACCEPTED)
    sides = accepted.aggregate(sellers=Count("pk", filter=Q(side="seller")), buyers=Count("pk", filter=Q(side="buyer")))
    kinds = Meeting.objects.filter(event=event).aggregate(
        meetings=Count("pk", filter=~Q(state=Meeting.State.CANCELLED)),
        held=Count("pk", filter=Q(state=Meeting.State.HELD)),
        missed=Count("pk", filter=Q(state=Meeting.State.MISSED)),
    )
    return Overview(
        terms=Terms.objects.filter(event=event).first(),
        applications=dict(counts_of(event)[0]),
        **sides,
        slots=Slot.objects.filter(event=event).count(),
        tables=Table.objects.filter(event=event).count(),
        interpreters=Interpreter.objects.filter(event=event).count(),
        wishes=Wish.objects.filter(event=event).count(),
        versions=TimetableVersion.objects.filter(event=event).count(),
        draft_changed=Draft.objects.filter(event=event, is_changed=True).exists(),
        **kinds,
        unlogged=Meeting.objects.filter(event=event, state=Meeting.State.HELD, logs=None).count(),
    )


def stage_of(overview: Overview, event_over: bool, now: datetime) -> str:
    """Return the stage of the event: setup, apply, screen, wish, plan, meet, after."""
    terms = overview.terms
    if terms is None or now < terms.apply_from:
        return "setup"
    if event_over:
        return "after"
    if overview.versions:
        return "meet"
    ends = ((terms.apply_until, "apply"), (terms.wish_from, "screen"), (terms.wish_until, "wish"))
    return next((stage for end, stage in ends if now < end), "plan")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Tasks that wait for an officer at an event."""

    terms: Terms | None = None
    applications: int = 0
    unpublished: bool = False
    unlogged: int = 0


def waiting_in(events: Iterable[Event]) -> dict[int, Waiting]:
    """Return by event the tasks that wait for an officer, with four queries."""
    numbers = [event.pk for event in events]
    terms = {row.event_id: row for row in Terms.objects.filter(event__in=numbers)}
    submitted = Application.objects.filter(event__in=numbers, state=State.SUBMITTED)
    unlogged_meetings = Meeting.objects.filter(event__in=numbers, state=Meeting.State.HELD, logs=None)
    changed = set(Draft.objects.filter(event__in=numbers, is_changed=True).values_list("event_id", flat=True))
    applications, unlogged = _by_event(submitted), _by_event(unlogged_meetings)
    return {
        number: Waiting(terms.get(number), applications.get(number, 0), number in changed, unlogged.get(number, 0))
        for number in numbers
    }


def _by_event(rows: QuerySet[Application] | QuerySet[Meeting]) -> dict[int, int]:
    return dict(rows.values_list("event_id").annotate(count=Count("pk")).order_by())
