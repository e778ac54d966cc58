"""The draft as it is looked at: one day, some tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator

from gyoryu.base.names import Language
from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.models import Event, Slot, Table


@dataclass(frozen=True, slots=True)
class Sight:
    """`days`: all days of the event; `day` counts from 1. `at`: placements of the day by (slot, table); `online`: those
    without a table. `closed`: (slot, table)."""

    days: list[date]
    day: int
    slots: list[Slot]
    tables: list[Table]
    page: Page[Table]
    at: dict[tuple[int, int], Placement]
    online: list[Placement]
    closed: frozenset[tuple[int, int]]


def sight_of(event: Event, day: int, page: int, tables_a_page: int) -> Sight:
    """The part of the draft on day `day`, at the tables of page `page`: a fixed number of queries."""
    zone = ZoneInfo(event.time_zone)
    slots = Slot.objects.filter(event=event)
    days = [(when, list(these)) for when, these in groupby(slots, lambda slot: slot.starts_at.astimezone(zone).date())]
    day = min(max(day, 1), max(len(days), 1))
    mine = days[day - 1][1] if days else []
    shown = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    tables = list(shown)
    placed = Placement.objects.filter(slot__in=mine).select_related(
        "seller__organisation", "buyer__organisation", "interpreter"
    )
    closed = Table.closed.through.objects.filter(table__in=tables).values_list("slot_id", "table_id")
    return Sight(
        days=[when for when, _ in days],
        day=day,
        slots=mine,
        tables=tables,
        page=shown,
        at={(one.slot_id, one.table_id): one for one in placed.filter(table__in=tables) if one.table_id},
        online=list(placed.filter(table=None).select_related("slot").order_by("slot__starts_at")[:60]),
        closed=frozenset(closed),
    )


def names_of(applications: Collection[int], language: Language) -> dict[int, str]:
    """The name of each for a reader of `language`."""
    found = Application.objects.filter(pk__in=applications).select_related("organisation")
    return {one.pk: one.organisation.names.in_language(language) if one.organisation else "" for one in found}
