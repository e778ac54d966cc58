"""The draft as the grid shows it: one day, one page of tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import F, Func, IntegerField, Q, Value

from gyoryu.base.names import Language, Names
from gyoryu.meetings.models import Application, Placement, TimetableVersion
from gyoryu.programmes.models import Event, Slot, Table

MAX_ONLINE = 60


class Placed(NamedTuple):
    """All that the grid shows of a placement, in the order of `COLUMNS`. `interpreter`: the number, None: without."""

    slot_id: int
    table_id: int | None
    seller_id: int
    buyer_id: int
    version: int
    locked: bool
    seller: str
    seller_ko: str
    seller_zh: str
    seller_en: str
    buyer: str
    buyer_ko: str
    buyer_zh: str
    buyer_en: str
    interpreter: str | None
    interpreter_ko: str | None
    interpreter_zh: str | None
    interpreter_en: str | None

    @property
    def seller_names(self) -> Names:
        return Names(self.seller_ko, self.seller_zh, self.seller_en)

    @property
    def buyer_names(self) -> Names:
        return Names(self.buyer_ko, self.buyer_zh, self.buyer_en)

    @property
    def interpreter_names(self) -> Names:
        return Names(self.interpreter_ko or "", self.interpreter_zh or "", self.interpreter_en or "")


NAMES = ("name_ko", "name_zh", "name_en")
OF_PARTICIPANT = ("number", *(f"organisation__{name}" for name in NAMES))
COLUMNS = (
    "slot_id", "table_id", "seller_id", "buyer_id", "version", "locked",
    *(f"{side}__{column}" for side in ("seller", "buyer") for column in OF_PARTICIPANT),
    *(f"interpreter__{column}" for column in ("number", *NAMES)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridPage:
    """`days`: all days of the event; `day` counts from 1. `at`: placements of the day by (slot, table); `online`: those
    without a table. `closed`: (slot, table)."""

    days: list[date]
    day: int
    slots: list[Slot]
    tables: list[Table]
    page: Page[Table]
    at: dict[tuple[int, int], Placed]
    online: list[Placed]
    closed: frozenset[tuple[int, int]]


def grid_page(event: Event, day: int, page: int, tables_a_page: int) -> GridPage:
    """Return the part of the draft on day `day`, at the tables of page `page`: a fixed number of queries."""
    zone = ZoneInfo(event.time_zone)
    slots = Slot.objects.filter(event=event)
    days = [
        (calendar_day, list(these))
        for calendar_day, these in groupby(slots, lambda slot: slot.starts_at.astimezone(zone).date())
    ]
    day = min(max(day, 1), max(len(days), 1))
    day_slots = days[day - 1][1] if days else []
    table_page = Paginator(Table.objects.filter(event=event), tables_a_page).get_page(page)
    tables = list(table_page)
    order = {slot.pk: n for n, slot in enumerate(day_slots)}
    numbers = [table.pk for table in tables]
    rows = Placement.objects.filter(Q(table__in=numbers) | Q(table=None), slot__in=list(order)).values_list(*COLUMNS)
    placed = [Placed._make(row) for row in rows]
    online = sorted(
        (placement for placement in placed if placement.table_id is None),
        key=lambda placement: order[placement.slot_id],
    )
    closed = Table.closed.through.objects.filter(table__in=numbers).values_list("slot_id", "table_id")
    return GridPage(
        days=[calendar_day for calendar_day, _ in days],
        day=day,
        slots=day_slots,
        tables=tables,
        page=table_page,
        at={(placement.slot_id, placement.table_id): placement for placement in placed if placement.table_id},
        online=online[:MAX_ONLINE],
        closed=frozenset(closed),
    )


class Published(NamedTuple):
    """A published version, and how many meetings it changed."""

    number: int
    published_at: datetime
    added: int
    moved: int
    dropped: int


class _Length(Func):
    """Length of the list under a key of a JSON object; the lists themselves can have thousands of rows."""

    def __init__(self, column: str, key: str) -> None:
        super().__init__(F(column), Value(key), output_field=IntegerField())

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "coalesce(json_array_length(%(expressions)s), 0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '$.' || ", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "coalesce(jsonb_array_length(%(expressions)s), 0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" -> ", **extra)


def last_versions(event: Event, count: int) -> list[Published]:
    """Return the latest published versions, the newest first."""
    changes = (_Length("difference", kind) for kind in ("added", "moved", "dropped"))
    rows = TimetableVersion.objects.filter(event=event).values_list("number", "published_at", *changes)
    return [Published._make(row) for row in rows.order_by("-number")[:count]]


def names_of(applications: Collection[int], language: Language) -> dict[int, str]:
    """Return the name of each application for a reader of `language`."""
    rows = Application.objects.filter(pk__in=applications).select_related("organisation")
    return {
        application.pk: application.organisation.names.in_language(language) if application.organisation else ""
        for application in rows
    }
