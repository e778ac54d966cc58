"""Edit the draft by hand. `meetings.board` checks whether a move is possible; database constraints decide."""

from __future__ import annotations

from datetime import datetime

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.board import Feasibility
from gyoryu.meetings.models import Draft, Placement
from gyoryu.meetings.queries.board import board_of
from gyoryu.meetings.rules import has_begun
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


def place(
    event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, now: datetime, *, version: int = 0
) -> Placement:
    """Put the pair into a slot, at `table` (None: any that is free), with an interpreter where one is needed.

    `version` is that of the placement which the editor saw, 0 if it saw none. Raises `Refused`: `changed_meanwhile`,
    the code of the conflict (`slot_has_begun` among them), or `taken_meanwhile` where a concurrent change took the
    place."""
    with placing(event.pk) as row:
        return _place(row, seller, buyer, slot, table, by, now, version)


def _place(
    event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, now: datetime, version: int
) -> Placement:
    present = _lock_placement(event, seller, buyer, version)
    board = board_of(event, now)
    if not board.accepted >= {seller, buyer} or slot not in board.slots:
        raise Refused("not_in_this_event")
    feasibility = board.feasibility((seller, buyer), slot)
    chosen = _table(feasibility, table, present.table_id if present else None)
    if present is None:
        present = Placement.objects.create(
            event=event, seller_id=seller, buyer_id=buyer, slot_id=slot, table_id=chosen,
            interpreter_id=feasibility.interpreter,
        )  # fmt: skip
    else:
        present.slot_id, present.table_id, present.interpreter_id = slot, chosen, feasibility.interpreter
        present.version += 1
        present.save(update_fields=["slot", "table", "interpreter", "version"])
    _mark_changed(event, board.breaks() + feasibility.cost.breaks)
    record("place_meeting", "event", event.pk, by=by.pk, seller=seller, buyer=buyer, slot=slot)
    return present


def _lock_placement(event: Event, seller: int, buyer: int, version: int) -> Placement | None:
    """Lock the placement in the version that the editor saw. Raises `Refused("changed_meanwhile")`."""
    present = Placement.objects.select_for_update().filter(event=event, seller_id=seller, buyer_id=buyer).first()
    if (present.version if present else 0) != version:
        raise Refused("changed_meanwhile")
    return present


def _table(feasibility: Feasibility, requested: int | None, present: int | None) -> int | None:
    if not feasibility.is_legal:
        raise Refused(feasibility.conflict, with_pair=feasibility.with_pair)
    if not feasibility.tables:
        return None
    if requested is not None and requested not in feasibility.tables:
        raise Refused("table_taken")
    preferred = present if requested is None else requested
    return preferred if preferred in feasibility.tables else feasibility.tables[0]


def remove(event: Event, seller: int, buyer: int, by: User, now: datetime, *, version: int) -> None:
    """Remove the pair from the draft. Raises `Refused`: `changed_meanwhile`, `meeting_has_begun`."""
    with placing(event.pk) as row:
        present = _lock_placement(row, seller, buyer, version)
        if present is not None:
            board = board_of(row, now)
            if (seller, buyer) in board.settled:
                raise Refused("meeting_has_begun")
            present.delete()
            _mark_changed(row, board.breaks_without((seller, buyer)))
            record("remove_meeting", "event", row.pk, by=by.pk, seller=seller, buyer=buyer)


def lock(event: Event, seller: int, buyer: int, by: User, now: datetime, *, version: int, locked: bool) -> Placement:
    """Lock or unlock a meeting: a locked one stays in place when the rest is planned again. Raises `Refused`:
    `changed_meanwhile`, `meeting_has_begun`."""
    with placing(event.pk) as row:
        present = _lock_placement(row, seller, buyer, version)
        if present is None:
            raise Refused("changed_meanwhile")
        if has_begun(present.slot.starts_at, now):
            raise Refused("meeting_has_begun")
        present.locked = locked
        present.version += 1
        present.save(update_fields=["locked", "version"])
        verb = "lock_meeting" if locked else "unlock_meeting"
        record(verb, "event", row.pk, by=by.pk, seller=seller, buyer=buyer)
        return present


def _mark_changed(event: Event, breaks: int) -> None:
    Draft.objects.update_or_create(event=event, defaults={"is_changed": True, "breaks": breaks})
