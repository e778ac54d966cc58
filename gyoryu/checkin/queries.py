"""The live board: meetings of the present slot and of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator

from gyoryu.base.names import Names
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import Application, Meeting
from gyoryu.programmes.models import Event, Slot, Table

IN_PLACE = (Meeting.State.PLANNED, Meeting.State.RUNNING, Meeting.State.HELD)
WAITING = (Meeting.State.PLANNED, Meeting.State.RUNNING)
MAX_MISSING = 40


class Participant(NamedTuple):
    pk: int
    number: str
    state: str
    online: bool
    names: Names


class InterpreterRow(NamedTuple):
    """An interpreter."""

    pk: int
    number: str
    names: Names


class CurrentMeeting(NamedTuple):
    """A meeting as the live board shows it. `table`: its number, None: online."""

    pk: int
    slot_id: int
    table_id: int | None
    state: str
    version: int
    seller: Participant
    buyer: Participant
    interpreter: InterpreterRow | None


NAMES = ("name_ko", "name_zh", "name_en")
OF_PARTICIPANT = ("number", "state", "online", *(f"organisation__{name}" for name in NAMES))
COLUMNS = (
    "pk", "slot_id", "table_id", "state", "version",
    "seller_id", *(f"seller__{column}" for column in OF_PARTICIPANT),
    "buyer_id", *(f"buyer__{column}" for column in OF_PARTICIPANT),
    "interpreter_id", "interpreter__number", *(f"interpreter__{name}" for name in NAMES),
)  # fmt: skip


def _current_meeting(row: Sequence[Any]) -> CurrentMeeting:
    seller, buyer = (Participant._make((*part[:4], Names(*part[4:]))) for part in (row[5:12], row[12:19]))
    interpreter = None if row[19] is None else InterpreterRow._make((*row[19:21], Names(*row[21:])))
    return CurrentMeeting._make((*row[:5], seller, buyer, interpreter))


@dataclass(slots=True)
class LiveBoard:
    """`now` and `next` are slots (None: outside of all); `next_day`: the day of `next` in the venue's calendar, None
    where that is today. `interpreters`: those with a meeting now or next. `rows`: each table with its meetings of the
    two. `missing`: those who have a meeting now or next and have not arrived today; `missing_count` may be larger."""

    now: Slot | None
    next: Slot | None
    page: Page[Table]
    rows: list[tuple[Table, CurrentMeeting | None, CurrentMeeting | None]] = field(default_factory=list)
    online: list[tuple[Slot, CurrentMeeting]] = field(default_factory=list)
    missing: list[Participant] = field(default_factory=list)
    missing_count: int = 0
    free: int = 0
    next_day: date | None = None
    interpreters: list[InterpreterRow] = field(default_factory=list)


def live_board(event: Event, now: datetime, page: int, tables_a_page: int) -> LiveBoard:
    """Return the live board with a fixed number of queries, whatever the size of the event; all meetings of the two
    slots come with one of them, in narrow rows."""
    slots = list(Slot.objects.filter(event=event, ends_at__gt=now)[:2])
    running = next((slot for slot in slots if slot.starts_at <= now), None)
    coming = next((slot for slot in slots if slot.starts_at > now), None)
    table_page = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    board = LiveBoard(running, coming, table_page)
    chosen = {slot.pk: slot for slot in (running, coming) if slot}
    rows = Meeting.objects.filter(slot__in=list(chosen), state__in=IN_PLACE).order_by("pk").values_list(*COLUMNS)
    meetings = [_current_meeting(row) for row in rows]
    meeting_by_place = {
        (meeting.slot_id, meeting.table_id): meeting for meeting in meetings if meeting.table_id is not None
    }
    board.rows = [
        (
            table,
            meeting_by_place.get((running.pk, table.pk)) if running else None,
            meeting_by_place.get((coming.pk, table.pk)) if coming else None,
        )
        for table in table_page
    ]
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    if coming is not None:
        day = coming.starts_at.astimezone(ZoneInfo(event.time_zone)).date()
        board.next_day = day if day != today else None
    waiting = [meeting for meeting in meetings if meeting.state in WAITING]
    interpreters = {meeting.interpreter for meeting in waiting if meeting.interpreter}
    board.interpreters = sorted(interpreters, key=lambda interpreter: interpreter.pk)
    online = [(chosen[meeting.slot_id], meeting) for meeting in meetings if meeting.table_id is None]
    board.online = online[:tables_a_page]
    missing = _missing(event, waiting, today)
    board.missing, board.missing_count = missing[:MAX_MISSING], len(missing)
    occupied = sum(slot == running.pk for slot, _ in meeting_by_place) if running else 0
    board.free = table_page.paginator.count - occupied
    return board


def _missing(event: Event, waiting: list[CurrentMeeting], day: date) -> list[Participant]:
    """Who has one of these meetings on site and has not arrived on this day of the venue's calendar."""
    expected = {
        person
        for meeting in waiting
        for person in (meeting.seller, meeting.buyer)
        if person.state == Application.State.ACCEPTED and not person.online
    }
    arrived = set(CheckIn.objects.filter(event=event, day=day).values_list("application_id", flat=True))
    return sorted((person for person in expected if person.pk not in arrived), key=lambda person: person.number)
