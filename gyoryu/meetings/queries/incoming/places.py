"""Slots and tables of a workbook, and the times in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gyoryu.meetings.queries.incoming.items import Item, new_item
from gyoryu.meetings.workbook.incoming import Incoming
from gyoryu.meetings.workbook.people import Directory, read_tables
from gyoryu.meetings.workbook.records import Record
from gyoryu.meetings.workbook.time_phrases import SpokenTimes
from gyoryu.meetings.workbook.times import parse_time_cell, read_slots
from gyoryu.programmes.models import Event, Slot, Table
from meetplan.problem import Slot as PlanSlot


class Places:
    """Existing and new slots and tables. Those of the workbook are taken only where the event has none."""

    def __init__(self, event: Event, incoming: Incoming, *, take: bool):
        self.items: list[Item] = []
        self._event, self._findings = event, incoming.findings
        self._take_slots(incoming, take=take)
        self._take_tables(incoming, take=take)

    def _take_slots(self, incoming: Incoming, *, take: bool) -> None:
        zone = ZoneInfo(self._event.time_zone)
        present = list(Slot.objects.filter(event=self._event))
        plan = [_plan_slot(str(k), slot, zone) for k, slot in enumerate(present)]
        self._slots: dict[str, Item] = {str(k): Item("slot", pk=slot.pk) for k, slot in enumerate(present)}
        records = incoming.records.get("slots", [])
        if take and records and not present:
            plan, origins = read_slots(records, self._findings)
            for slot, (record, _) in zip(plan, origins, strict=True):
                item = self._new_slot(slot, record, zone)
                self._slots[slot.id] = item
        self.times = SpokenTimes(plan, is_complete=bool(plan))

    def _new_slot(self, slot: PlanSlot, record: Record, zone: ZoneInfo) -> Item:
        starts, ends = (_moment(slot.day, clock).replace(tzinfo=zone) for clock in (slot.start, slot.end))
        if not self._event.starts_on <= starts.date() <= self._event.ends_on:
            self._findings.faults.append(record.issue("slot_outside_event", "day", slot.day))
        values = {"event_id": self._event.pk, "starts_at": starts, "ends_at": ends, "session": slot.session[:20]}
        item = new_item("slot", record, values)
        self.items.append(item)
        return item

    def _take_tables(self, incoming: Incoming, *, take: bool) -> None:
        self._tables = Directory()
        self._by_table: dict[str, Item] = {}
        for table in Table.objects.filter(event=self._event):
            self._add_table(table.name, table.name, Item("table", pk=table.pk))
        if not take and not self._by_table:
            return
        rows, _ = read_tables(incoming.records.get("tables", []), incoming.tables, self._findings)
        if self._by_table:
            self._add_ids_of_workbook([(identity, name) for identity, name, _ in rows])
        else:
            self._add_new_tables(rows)

    def _add_ids_of_workbook(self, rows: Sequence[tuple[str, str]]) -> None:
        """The workbook may have its own id for a table."""
        for identity, name in rows:
            known = self._tables.find(name)
            if len(known) == 1 and not self._tables.find(identity):
                self._add_table(identity, identity, self._by_table[known[0]])

    def _add_new_tables(self, rows: Sequence[tuple[str, str, Record | None]]) -> None:
        for order, (identity, name, record) in enumerate(rows, 1):
            values: dict[str, object] = {"event_id": self._event.pk, "name": name[:30], "order": order}
            if record is not None and record.get("closed"):
                values["closed"] = self.parse_slots(record, "closed") or []
            item = new_item("table", record or Record("", 0, {}, {}), values)
            self.items.append(item)
            self._add_table(identity, name, item)

    def _add_table(self, identity: str, name: str, item: Item) -> None:
        self._tables.add(identity, [name])
        self._by_table[identity] = item

    def parse_slots(self, record: Record, code: str) -> list[Item] | None:
        """Return the slots a cell names; None where it is empty. Where nothing is known of slots, it is left alone."""
        if record.get(code) is None or not self._slots:
            return None
        return [
            self._slots[slot_id] for slot_id in parse_time_cell(record, code, self.times.touched, self._findings, [])
        ]

    def parse_table(self, record: Record) -> Item | None:
        text = record.get("table")
        if text is None or not self._by_table:
            return None
        identities = self._tables.find(text)
        if len(identities) == 1:
            return self._by_table[identities[0]]
        problem = "ambiguous_name" if identities else "unknown_table"
        self._findings.faults.append(record.issue(problem, "table", text, self._tables.nearest(text)))
        return None


def _plan_slot(identity: str, slot: Slot, zone: ZoneInfo) -> PlanSlot:
    start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    session = "am" if start.hour < 12 else "pm"
    return PlanSlot(identity, f"{start:%Y-%m-%d}", f"{start:%H:%M}", _end(start, end), session)


def _moment(day: str, clock: str) -> datetime:
    """24:00 is midnight after the day."""
    return datetime.fromisoformat(day) + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))


def _end(start: datetime, end: datetime) -> str:
    return f"{end:%H:%M}" if end.date() == start.date() else "24:00"
