"""Slots by day, and those that a form selects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from gyoryu.programmes.models import Event, Slot
from gyoryu.programmes.slotting import Span
from gyoryu.web.parameters import whole_numbers


def group_by_day(times: Iterable[Slot | Span], event: Event) -> list[tuple[date, list[Any]]]:
    """Group slots by local date at the venue."""
    zone, days = ZoneInfo(event.time_zone), dict[date, list[Any]]()
    for slot in times:
        days.setdefault(slot.starts_at.astimezone(zone).date(), []).append(slot)
    return list(days.items())


def chosen_slots(request: HttpRequest) -> set[int]:
    """Return the numbers of the selected slots."""
    return set(whole_numbers(request.POST.getlist("slots")))
