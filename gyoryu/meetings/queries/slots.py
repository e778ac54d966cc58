"""Which slots of an event have begun."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from gyoryu.meetings.rules import has_begun
from gyoryu.programmes.models import Slot


def slots_to_come(event: int, now: datetime) -> list[Slot]:
    """Return the slots that have not begun, in order of time."""
    return [slot for slot in Slot.objects.filter(event=event) if not has_begun(slot.starts_at, now)]


def all_have_begun(event: int, now: datetime) -> bool:
    """Return whether there are slots, and the last of them has begun."""
    last_start = Slot.objects.filter(event=event).aggregate(last=Max("starts_at"))["last"]
    return last_start is not None and has_begun(last_start, now)


def started_slot_numbers(event: int, now: datetime) -> frozenset[int]:
    """Return the numbers of the slots that have begun."""
    return frozenset(slot.pk for slot in Slot.objects.filter(event=event) if has_begun(slot.starts_at, now))
