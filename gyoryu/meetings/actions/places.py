"""Slots and tables of an event. They belong to this package because meetings may be using them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_whitespace
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.models import Meeting, Placement
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.programmes.slotting import Pattern, spans

MAX_TABLES_PER_REQUEST = 300


@transaction.atomic
def make_slots(event: Event, days: Sequence[date], pattern: Pattern, by: User) -> int:
    """Replace the slots of `days` by those of the pattern; other days and unchanged slots stay.

    Returns how many slots these days have. Raises `Refused`: `day_outside`, `no_slots_fit`, `slots_in_use`."""
    if not days or any(not event.starts_on <= day <= event.ends_on for day in days):
        raise Refused("day_outside")
    target = {(span.starts_at, span.ends_at): span for span in spans(days, pattern, event.time_zone)}
    if not target:
        raise Refused("no_slots_fit")
    Event.objects.select_for_update().get(pk=event.pk)
    zone = ZoneInfo(event.time_zone)
    present = [slot for slot in event.slots.all() if slot.starts_at.astimezone(zone).date() in days]
    _drop([slot for slot in present if (slot.starts_at, slot.ends_at) not in target])
    known = {(slot.starts_at, slot.ends_at) for slot in present}
    new = [Slot(event=event, **span._asdict()) for times, span in target.items() if times not in known]
    for slot in new:  # one by one: a database trigger checks each row
        slot.save()
    record("make_slots", "event", event.pk, by=by.pk, days=len(days), slots=len(target), new=len(new))
    return len(target)


def drop_slot(slot: Slot, by: User) -> None:
    """Delete a slot. Raises `Refused("slots_in_use")`."""
    number = slot.pk
    with placing(slot.event_id, "slots_in_use"):
        _drop([slot])
        record("drop_slot", "event", slot.event_id, by=by.pk, slot=number)


def _drop(slots: Sequence[Slot]) -> None:
    used = [model.objects.filter(slot__in=slots).exists() for model in (Meeting, Placement)]
    if any(used):
        raise Refused("slots_in_use")
    Slot.objects.filter(pk__in=[slot.pk for slot in slots]).delete()


@transaction.atomic
def add_tables(event: Event, count: int, by: User, *, is_room: bool = False) -> int:
    """Add `count` tables, named by the next free numbers. Raises `Refused("bad_count")`."""
    if not 1 <= count <= MAX_TABLES_PER_REQUEST:
        raise Refused("bad_count", most=MAX_TABLES_PER_REQUEST)
    Event.objects.select_for_update().get(pk=event.pk)
    used = set(event.tables.values_list("name", flat=True))
    free_names = [str(n) for n in range(1, count + len(used) + 1) if str(n) not in used][:count]
    last_order = event.tables.aggregate(last=Max("order"))["last"] or 0
    Table.objects.bulk_create(
        Table(event=event, name=name, order=last_order + n, is_room=is_room) for n, name in enumerate(free_names, 1)
    )
    record("add_tables", "event", event.pk, by=by.pk, tables=count)
    return count


def edit_table(table: Table, name: str, by: User, *, is_room: bool, closed: Collection[int]) -> None:
    """Name the table, and close it in exactly these slots of its event. Raises `Refused`: `needs_a_name`, `name_taken`,
    `table_in_use` where it has a meeting in a slot that would be closed."""
    table.name, table.is_room = normalize_whitespace(name), is_room
    if not table.name:
        raise Refused("needs_a_name")
    with placing(table.event_id, "name_taken"):
        table.save(update_fields=["name", "is_room"])
        _close(table, closed)
        record("edit_table", "event", table.event_id, by=by.pk, table=table.pk, closed=len(closed))


def _close(table: Table, slots: Collection[int]) -> None:
    closed = Slot.objects.filter(event=table.event_id, pk__in=slots)
    if any(model.objects.filter(table=table, slot__in=closed).exists() for model in (Meeting, Placement)):
        raise Refused("table_in_use")
    table.closed.set(closed)


def remove_table(table: Table, by: User) -> None:
    """Delete a table. Raises `Refused("table_in_use")`."""
    with placing(table.event_id, "table_in_use"):
        if any(model.objects.filter(table=table).exists() for model in (Meeting, Placement)):
            raise Refused("table_in_use")
        record("remove_table", "event", table.event_id, by=by.pk, table=table.pk)
        table.delete()
