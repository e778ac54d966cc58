"""The live board: meetings of the present slot and of the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

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
    zone = ZoneInfo(event.time_zone)
    today = now.astimezone(zone).date()
    running, coming = _running_and_coming(event, now)
    table_page = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    next_day = coming.starts_at.astimezone(zone).date() if coming else today
    board = LiveBoard(running, coming, table_page, next_day=None if next_day == today else next_day)
    slots = [slot.pk for slot in (running, coming) if slot]
    meetings = Meeting.objects.filter(slot__in=slots, state__in=IN_PLACE)
    _add_meetings(board, meetings, tables_a_page)
    _add_attendance(board, meetings, event, today)
    return board


def _running_and_coming(event: Event, now: datetime) -> tuple[Slot | None, Slot | None]:
    slots = list(Slot.objects.filter(event=event, ends_at__gt=now)[:2])
    running = next((slot for slot in slots if slot.starts_at <= now), None)
    coming = next((slot for slot in slots if slot.starts_at > now), None)
    return running, coming


def _add_meetings(board: LiveBoard, meetings: QuerySet[Meeting], tables_a_page: int) -> None:
    """Add the meetings at the tables of the page, and those held online."""
    is_shown = Q(table__in=[table.pk for table in board.page]) | Q(table=None)
    rows = meetings.filter(is_shown).order_by("pk").values_list(*COLUMNS)
    shown_meetings = list(map(_current_meeting, rows))
    meeting_at: dict[tuple[int | None, int | None], CurrentMeeting] = {
        (meeting.slot_id, meeting.table_id): meeting for meeting in shown_meetings
    }
    now, following = _number(board.now), _number(board.next)
    board.rows = [
        (table, meeting_at.get((now, table.pk)), meeting_at.get((following, table.pk))) for table in board.page
    ]
    slots = {slot.pk: slot for slot in (board.now, board.next) if slot}
    online = [(slots[meeting.slot_id], meeting) for meeting in shown_meetings if meeting.table_id is None]
    board.online = online[:tables_a_page]


def _number(slot: Slot | None) -> int | None:
    return slot.pk if slot else None


def _add_attendance(board: LiveBoard, meetings: QuerySet[Meeting], event: Event, today: date) -> None:
    """Add the interpreters of those who still meet, the participants who are missing, and the number of free tables."""
    expected: set[int] = set()
    interpreters: set[int | None] = set()
    occupied_tables: set[int | None] = set()
    now = _number(board.now)
    for slot, table, state, seller, buyer, interpreter in meetings.values_list(
        "slot_id", "table_id", "state", "seller_id", "buyer_id", "interpreter_id"
    ):
        if slot == now:
            occupied_tables.add(table)
        if state in WAITING:
            expected.update((seller, buyer))
            interpreters.add(interpreter)
    board.interpreters = _interpreters({number for number in interpreters if number is not None})
    board.missing, board.missing_count = _missing(event, expected, today)
    board.free = board.page.paginator.count - len(occupied_tables - {None})


def _interpreters(numbers: Collection[int]) -> list[InterpreterRow]:
    rows = Interpreter.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "number", *NAMES)
    return [InterpreterRow(pk, number, Names(*names)) for pk, number, *names in rows]


def _missing(event: Event, expected: Collection[int], day: date) -> tuple[list[Participant], int]:
    """Return those expected on site who have not arrived on this day of the venue's calendar, by number: the first
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
