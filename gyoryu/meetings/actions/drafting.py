"""The draft edited by hand. What a move would mean is asked of `meetings.board`; the database has the last word."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.board import Verdict
from gyoryu.meetings.models import Draft, Placement
from gyoryu.meetings.queries.board import board_of
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


def place(
    event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, *, version: int = 0
) -> Placement:
    """Put the pair into a slot, at `table` (None: any that is free), with an interpreter where one is needed.

    `version` is that of the placement which the editor saw, 0 if it saw none. Raises `Refused`: `changed_meanwhile`,
    the code of what stands in the way, or `taken_meanwhile` where somebody else was quicker."""
    try:
        with transaction.atomic():
            return _place(event, seller, buyer, slot, table, by, version)
    except IntegrityError:
        raise Refused("taken_meanwhile") from None


def _place(event: Event, seller: int, buyer: int, slot: int, table: int | None, by: User, version: int) -> Placement:
    present = _seen(event, seller, buyer, version)
    board = board_of(event)
    if seller not in board.people or buyer not in board.people or slot not in {s for day in board.days for s in day}:
        raise Refused("not_in_this_event")
    verdict = board.verdict((seller, buyer), slot)
    chosen = _table(verdict, table, present.table_id if present else None)
    if present is None:
        present = Placement.objects.create(
            event=event, seller_id=seller, buyer_id=buyer, slot_id=slot, table_id=chosen,
            interpreter_id=verdict.interpreter,
        )  # fmt: skip
    else:
        present.slot_id, present.table_id, present.interpreter_id = slot, chosen, verdict.interpreter
        present.version += 1
        present.save(update_fields=["slot", "table", "interpreter", "version"])
    _touch(event)
    record("place_meeting", "event", event.pk, by=by.pk, seller=seller, buyer=buyer, slot=slot)
    return present


def _seen(event: Event, seller: int, buyer: int, version: int) -> Placement | None:
    """The placement as the editor saw it."""
    present = Placement.objects.select_for_update().filter(event=event, seller_id=seller, buyer_id=buyer).first()
    if (present.version if present else 0) != version:
        raise Refused("changed_meanwhile")
    return present


def _table(verdict: Verdict, wanted: int | None, present: int | None) -> int | None:
    if verdict.obstacle:
        raise Refused(verdict.obstacle, with_pair=verdict.with_pair)
    if wanted is not None and verdict.tables and wanted not in verdict.tables:
        raise Refused("table_taken")
    if not verdict.tables:
        return None
    if wanted is not None:
        return wanted
    return present if present in verdict.tables else verdict.tables[0]


@transaction.atomic
def remove(event: Event, seller: int, buyer: int, by: User, *, version: int) -> None:
    """Take the pair out of the draft. Raises `Refused("changed_meanwhile")`."""
    present = _seen(event, seller, buyer, version)
    if present is not None:
        present.delete()
        _touch(event)
        record("remove_meeting", "event", event.pk, by=by.pk, seller=seller, buyer=buyer)


@transaction.atomic
def lock(event: Event, seller: int, buyer: int, by: User, *, version: int, locked: bool) -> Placement:
    """Keep the meeting where it is when the rest is planned again, or no longer. Raises `Refused`."""
    present = _seen(event, seller, buyer, version)
    if present is None:
        raise Refused("changed_meanwhile")
    present.locked = locked
    present.version += 1
    present.save(update_fields=["locked", "version"])
    record("lock_meeting" if locked else "unlock_meeting", "event", event.pk, by=by.pk, seller=seller, buyer=buyer)
    return present


def _touch(event: Event) -> None:
    Draft.objects.update_or_create(event=event, defaults={"is_changed": True, "breaks": board_of(event).all_breaks()})
