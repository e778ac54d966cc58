"""What happens in the hall now, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import Application, Interpreter, Meeting
from gyoryu.programmes.models import Event, Slot, Table

IN_PLACE = (Meeting.State.PLANNED, Meeting.State.RUNNING, Meeting.State.HELD)
WAITING = (Meeting.State.PLANNED, Meeting.State.RUNNING)
MOST_MISSING = 40


@dataclass(slots=True)
class Hall:
    """`now` and `next` are slots (None: outside of all); `next_day`: the day of `next` in the venue's calendar, None
    where that is today. `interpreters`: those with a meeting now or next. `rows`: each table with its meetings of the
    two. `missing`: those who have a meeting now or next and have not arrived today; `missing_count` may be larger."""

    now: Slot | None
    next: Slot | None
    page: Page[Table]
    rows: list[tuple[Table, Meeting | None, Meeting | None]] = field(default_factory=list)
    online: list[Meeting] = field(default_factory=list)
    missing: list[Application] = field(default_factory=list)
    missing_count: int = 0
    free: int = 0
    next_day: date | None = None
    interpreters: list[Interpreter] = field(default_factory=list)


def hall_of(event: Event, now: datetime, page: int, tables_a_page: int) -> Hall:
    """A fixed number of queries, whatever the size of the event."""
    slots = list(Slot.objects.filter(event=event, ends_at__gt=now)[:2])
    running = next((slot for slot in slots if slot.starts_at <= now), None)
    coming = next((slot for slot in slots if slot.starts_at > now), None)
    shown = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    hall = Hall(running, coming, shown)
    chosen = [slot.pk for slot in (running, coming) if slot]
    meetings = Meeting.objects.filter(slot__in=chosen, state__in=IN_PLACE).select_related(
        "seller__organisation", "buyer__organisation", "interpreter", "slot"
    )
    at = {(m.slot_id, m.table_id): m for m in meetings.filter(table__in=list(shown))}
    hall.rows = [
        (table, at.get((running.pk, table.pk)) if running else None, at.get((coming.pk, table.pk)) if coming else None)
        for table in shown
    ]
    if coming is not None:
        zone = ZoneInfo(event.time_zone)
        day = coming.starts_at.astimezone(zone).date()
        hall.next_day = day if day != now.astimezone(zone).date() else None
    serving = meetings.filter(state__in=WAITING, interpreter__isnull=False).values("interpreter")
    hall.interpreters = list(Interpreter.objects.filter(pk__in=serving))
    hall.online = list(meetings.filter(table=None)[:tables_a_page])
    missing = missing_from(event, chosen, now)
    hall.missing, hall.missing_count = list(missing[:MOST_MISSING]), missing.count()
    hall.free = shown.paginator.count - (meetings.filter(slot=running).exclude(table=None).count() if running else 0)
    return hall


def missing_from(event: Event, slots: list[int], now: datetime) -> QuerySet[Application]:
    """Who has a meeting in these slots on site and has not arrived on this day of the venue's calendar."""
    day = now.astimezone(ZoneInfo(event.time_zone)).date()
    waiting = Meeting.objects.filter(slot__in=slots, state__in=WAITING)
    # Two lists of numbers that the database makes once; asking for each participant anew took seconds in large halls.
    expected = Q(pk__in=waiting.values("seller")) | Q(pk__in=waiting.values("buyer"))
    here = CheckIn.objects.filter(event=event, day=day).values("application")
    everybody = Application.objects.filter(event=event, state=Application.State.ACCEPTED, online=False)
    return everybody.filter(expected).exclude(pk__in=here).select_related("organisation").order_by("number")
