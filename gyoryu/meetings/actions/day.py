"""Actions on the day of the event: start, end or miss a meeting, restore it, add a walk-in."""

from __future__ import annotations

from datetime import datetime

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.board import Feasibility, Place
from gyoryu.meetings.models import Application, Meeting, PairRule, Side
from gyoryu.meetings.queries.board import board_of_meetings
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

State = Meeting.State
# The states from which each action is allowed.
ALLOWED_BEFORE = {
    State.RUNNING: {State.PLANNED},
    State.HELD: {State.PLANNED, State.RUNNING},
    State.MISSED: {State.PLANNED, State.RUNNING},
    State.PLANNED: {State.RUNNING, State.HELD, State.MISSED},
}


def start_meeting(meeting: Meeting, by: User, now: datetime, *, version: int) -> Meeting:
    return _set(meeting, State.RUNNING, by, version, started_at=now)


def end_meeting(meeting: Meeting, by: User, now: datetime, *, version: int) -> Meeting:
    """End a meeting. One that was never started counts as held, too."""
    return _set(meeting, State.HELD, by, version, ended_at=now)


def miss_meeting(meeting: Meeting, absent: str, by: User, *, version: int) -> Meeting:
    """Record that a meeting did not take place and free its place; `absent`: seller, buyer or both."""
    if absent not in ("seller", "buyer", "both"):
        raise Refused("bad_absent")
    return _set(meeting, State.MISSED, by, version, absent=absent)


def restore_meeting(meeting: Meeting, by: User, now: datetime, *, version: int) -> Meeting:
    """Revert a recorded state, also after the meeting should have begun. Interpreter and table may differ from before.

    Raises `Refused`: `taken_meanwhile` where its place was given to others, `no_table`, `no_interpreter`,
    `not_in_this_event`."""
    with placing(meeting.event_id) as event:
        row = _set(meeting, State.PLANNED, by, version, absent="", started_at=None, ended_at=None)
        if meeting.state == State.MISSED and row.slot_id is not None:
            _reoccupy_place(event, row, row.slot_id, now)
        return row


def _reoccupy_place(event: Event, row: Meeting, slot: int, now: datetime) -> None:
    pair, board = (row.seller_id, row.buyer_id), board_of_meetings(event, now)
    if not board.accepted >= set(pair):
        raise Refused("not_in_this_event")
    place = Place(slot, row.table_id, row.interpreter_id)
    feasibility = board.placed(pair, place).at_any_time().feasibility(pair, slot)
    if feasibility.conflict in ("no_table", "no_interpreter"):
        raise Refused(feasibility.conflict)
    if feasibility.is_legal:
        if feasibility.tables and row.table_id not in feasibility.tables:
            row.table_id = feasibility.tables[0]
        row.interpreter_id = feasibility.interpreter
        row.save(update_fields=["table", "interpreter"])


def _set(meeting: Meeting, state: Meeting.State, by: User, version: int, **fields: object) -> Meeting:
    with placing(meeting.event_id):
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if row.version != version:
            raise Refused("changed_meanwhile")
        if row.state not in ALLOWED_BEFORE[state]:
            raise Refused("meeting_is_past_that", state=row.state)
        row.state, row.version = state, row.version + 1
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        record("note_meeting", "meeting", row.pk, by=by.pk, state=str(state), absent=row.absent or "nobody")
        return row


def add_walk_in(
    event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, now: datetime
) -> Meeting:
    """Add an unplanned meeting of two participants, in a future slot in which both are free.

    Raises `Refused` with the code of the conflict; `already_meets` where the pair has a meeting."""
    with placing(event.pk) as row:
        return _walk_in(row, seller, buyer, slot, table, by, now)


def _walk_in(event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, now: datetime) -> Meeting:
    _require_allowed_pair(event, seller, buyer)
    former = _former_meeting(seller, buyer)
    feasibility = _require_feasible(event, (seller, buyer), slot, table, now)
    meeting = former or Meeting(event=event, seller_id=seller, buyer_id=buyer)
    meeting.slot_id, meeting.interpreter_id = slot, feasibility.interpreter
    meeting.table_id = table if table is not None else next(iter(feasibility.tables), None)
    meeting.state, meeting.absent, meeting.is_walk_in = State.PLANNED, "", True
    meeting.started_at = meeting.ended_at = None
    meeting.version += 1
    meeting.save()
    record("add_walk_in", "meeting", meeting.pk, by=by.pk, slot=slot)
    return meeting


def _require_allowed_pair(event: Event, seller: int, buyer: int) -> None:
    applications = Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    if not (applications.filter(pk=seller, side=Side.SELLER) and applications.filter(pk=buyer, side=Side.BUYER)):
        raise Refused("not_in_this_event")
    if PairRule.objects.filter(seller=seller, buyer=buyer, kind=PairRule.Kind.FORBIDDEN).exists():
        raise Refused("forbidden")


def _former_meeting(seller: int, buyer: int) -> Meeting | None:
    """Return the meeting of the pair that did not take place, if any."""
    former = Meeting.objects.filter(seller=seller, buyer=buyer).first()
    if former is not None and former.state not in (State.CANCELLED, State.MISSED):
        raise Refused("already_meets")
    return former


def _require_feasible(event: Event, pair: tuple[int, int], slot: int, table: int | None, now: datetime) -> Feasibility:
    board = board_of_meetings(event, now)
    if slot not in board.slots:
        raise Refused("not_in_this_event")
    feasibility = board.feasibility(pair, slot)
    if not feasibility.is_legal:
        raise Refused(feasibility.conflict, with_pair=feasibility.with_pair)
    if table is not None and feasibility.tables and table not in feasibility.tables:
        raise Refused("table_taken")
    return feasibility
