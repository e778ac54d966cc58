"""The live board: meetings of the present slot and of the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Q

from gyoryu.base.names import Names
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.models import Application, Interpreter, Meeting
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
    """Return the live board with a fixed number of queries, whatever the size of the event: names are read only of
    those who are shown."""
    slots = list(Slot.objects.filter(event=event, ends_at__gt=now)[:2])
    running = next((slot for slot in slots if slot.starts_at <= now), None)
    coming = next((slot for slot in slots if slot.starts_at > now), None)
    table_page = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    board = LiveBoard(running, coming, table_page)
    chosen = {slot.pk: slot for slot in (running, coming) if slot}
    meetings = Meeting.objects.filter(slot__in=list(chosen), state__in=IN_PLACE)
    shown = meetings.filter(Q(table__in=[table.pk for table in table_page]) | Q(table=None)).order_by("pk")
    shown_meetings = [_current_meeting(row) for row in shown.values_list(*COLUMNS)]
    meeting_by_place = {
        (meeting.slot_id, meeting.table_id): meeting for meeting in shown_meetings if meeting.table_id is not None
    }
    board.rows = [
        (
            table,
            meeting_by_place.get((running.pk, table.pk)) if running else None,
            meeting_by_place.get((coming.pk, table.pk)) if coming else None,
        )
        for table in table_page
    ]
    online = [(chosen[meeting.slot_id], meeting) for meeting in shown_meetings if meeting.table_id is None]
    board.online = online[:tables_a_page]
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    if coming is not None:
        day = coming.starts_at.astimezone(ZoneInfo(event.time_zone)).date()
        board.next_day = day if day != today else None
    placed = list(meetings.values_list("slot_id", "table_id", "state", "seller_id", "buyer_id", "interpreter_id"))
    waiting = [row for row in placed if row[2] in WAITING]
    board.interpreters = _interpreters({row[5] for row in waiting if row[5] is not None})
    board.missing, board.missing_count = _missing(event, {pk for row in waiting for pk in row[3:5]}, today)
    occupied = len({row[1] for row in placed if row[0] == running.pk and row[1] is not None}) if running else 0
    board.free = table_page.paginator.count - occupied
    return board


def _interpreters(numbers: Collection[int]) -> list[InterpreterRow]:
    rows = Interpreter.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "number", *NAMES)
    return [InterpreterRow(pk, number, Names(*names)) for pk, number, *names in rows]


def _missing(event: Event, expected: Collection[int], day: date) -> tuple[list[Participant], int]:
    """Those expected on site who have not arrived on this day of the venue's calendar, by number: the first
    `MAX_MISSING` of them, and how many they are. `expected`: numbers of applications with a meeting now or next."""
    accepted = Application.objects.filter(event=event, state=Application.State.ACCEPTED, online=False)
    arrived = set(CheckIn.objects.filter(event=event, day=day).values_list("application_id", flat=True))
    by_number = accepted.order_by("number").values_list("pk", flat=True)
    missing = [pk for pk in by_number if pk in expected and pk not in arrived]
    rows = Application.objects.filter(pk__in=missing[:MAX_MISSING]).order_by("number")
    participants = [
        Participant(pk, number, state, online, Names(*names))
        for pk, number, state, online, *names in rows.values_list("pk", *OF_PARTICIPANT)
    ]
    return participants, len(missing)
