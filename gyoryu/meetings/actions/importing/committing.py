"""Commit an import: all of a workbook, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.importing.validating import ReportProgress, read_and_compare
from gyoryu.meetings.models import Application, ImportBatch, Interpreter, PairRule, Representative, Topic, Wish
from gyoryu.meetings.queries.incoming import Item
from gyoryu.organisations import actions as organisations
from gyoryu.organisations.models import Contact, Identifier, Organisation
from gyoryu.people import actions as people
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Role, Slot, Table

BATCH_SIZE = 500
TABLES: dict[str, type[models.Model]] = {
    "organisation": Organisation,
    "identifier": Identifier,
    "contact": Contact,
    "slot": Slot,
    "table": Table,
    "user": User,
    "role": Role,
    "application": Application,
    "topic": Topic,
    "representative": Representative,
    "interpreter": Interpreter,
    "wish": Wish,
    "rule": PairRule,
}
SLOT_LISTS = {"application": "away", "interpreter": "away", "table": "closed"}
VERSIONED = ("application", "interpreter")


@transaction.atomic
def request_commit(batch: ImportBatch, by: User) -> None:
    """Have a worker commit the import of a large workbook. Raises `Refused`: `import_is_over`, `import_has_faults`."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state != ImportBatch.State.LOOKED:
        raise Refused("import_is_over")
    if row.found["fault_count"]:
        raise Refused("import_has_faults")
    job = enqueue("bring_in_import", {"batch": batch.pk}, by=by.pk, unique_key=f"bring {batch.pk}")
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.BRINGING, failure="", job=job.pk)
    record("request_import", "event", batch.event_id, by=by.pk, batch=batch.pk)


def commit(
    batch: ImportBatch, by: User | None, now: datetime, report_progress: ReportProgress = lambda share, code: None
) -> ImportBatch:
    """Create and change all rows that the workbook describes, against the present state of the database.

    Raises `Refused`: `import_is_over`, `import_has_faults` (new since the dry run), `taken_meanwhile` where the same
    rows were created concurrently."""
    try:
        with transaction.atomic():
            return _commit(batch, by, now, report_progress)
    except IntegrityError:
        raise Refused("taken_meanwhile") from None


def _commit(batch: ImportBatch, by: User | None, now: datetime, report_progress: ReportProgress) -> ImportBatch:
    Event.objects.select_for_update().get(pk=batch.event_id)  # numbers are given one after another
    row = ImportBatch.objects.select_for_update(of=("self",)).select_related("event", "file").get(pk=batch.pk)
    if row.state not in (ImportBatch.State.LOOKED, ImportBatch.State.BRINGING):
        raise Refused("import_is_over")
    _, comparison = read_and_compare(row, report_progress)
    if comparison.faults:
        raise Refused("import_has_faults")
    report_progress(0.6, "writing")
    writer = _RowWriter(by, now)
    writer.write(comparison.items)
    row.undo, row.state, row.done_at, row.job = writer.undo, ImportBatch.State.DONE, now, None
    row.made = sum(entry["before"] is None for entry in writer.undo)
    row.changed = len(writer.undo) - row.made
    row.found = {**row.found, "counts": comparison.counts()}
    row.save(update_fields=["undo", "state", "done_at", "job", "made", "changed", "found"])
    record(
        "bring_in", "event", row.event_id, by=by.pk if by else None, batch=row.pk, made=row.made, changed=row.changed
    )
    return row


class _RowWriter:
    """Writes items table by table and collects the undo records: `{"what", "pk", "before", "after"}`, where `before` is
    None for what was made."""

    def __init__(self, by: User | None, now: datetime):
        self._by, self._now = by.pk if by else None, now
        self.undo: list[dict[str, Any]] = []

    def write(self, items: Iterable[Item]) -> None:
        by_kind: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            by_kind[item.kind].append(item)
        for kind in TABLES:
            created = [item for item in by_kind[kind] if item.is_new]
            changed = [item for item in by_kind[kind] if not item.is_new and item.values]
            if created:
                self._creator_for(kind)(kind, created)
                self.undo += [{"what": kind, "pk": item.pk, "before": None, "after": {}} for item in created]
            if changed:
                self._change(kind, changed)

    def _creator_for(self, kind: str) -> Callable[[str, Sequence[Item]], None]:
        special = {"organisation": self._register, "identifier": self._identify, "user": self._open_accounts}
        return special.get(kind, self._make)

    def _register(self, _kind: str, items: Sequence[Item]) -> None:
        numbers = organisations.register_all([item.values for item in items], by=self._by)
        for item, number in zip(items, numbers, strict=True):
            item.pk = number

    def _identify(self, _kind: str, items: Sequence[Item]) -> None:
        rows = [(_key(v["organisation_id"]), v["scheme"], v["value"]) for v in (item.values for item in items)]
        for item, number in zip(items, organisations.identify_all(rows, by=self._by), strict=True):
            item.pk = number

    def _open_accounts(self, _kind: str, items: Sequence[Item]) -> None:
        for item, number in zip(items, people.open_accounts([item.values for item in items], by=self._by), strict=True):
            item.pk = number

    def _make(self, kind: str, items: Sequence[Item]) -> None:
        table = TABLES[kind]
        rows = [table(**_columns(item, self._timestamps(kind))) for item in items]
        created = table._default_manager.bulk_create(rows, batch_size=BATCH_SIZE)
        for item, row in zip(items, created, strict=True):
            item.pk = row.pk
        self._link(kind, items)

    def _timestamps(self, kind: str) -> dict[str, datetime]:
        timestamps = {"application": ("submitted_at", "decided_at"), "wish": ("created_at",)}
        return dict.fromkeys(timestamps.get(kind, ()), self._now)

    def _link(self, kind: str, items: Sequence[Item]) -> None:
        """Replace the lists of slots of these rows by those of the items."""
        listing = SLOT_LISTS.get(kind)
        listed = [item for item in items if listing in item.values]
        if listing is None or not listed:
            return
        through = getattr(TABLES[kind], listing).through
        owner = f"{TABLES[kind]._meta.model_name}_id"
        for start in range(0, len(listed), BATCH_SIZE):
            numbers = [item.pk for item in listed[start : start + BATCH_SIZE]]
            through.objects.filter(**{f"{owner}__in": numbers}).delete()
        rows = [through(**{owner: item.pk, "slot_id": slot.pk}) for item in listed for slot in item.values[listing]]
        through.objects.bulk_create(rows, batch_size=BATCH_SIZE)

    def _change(self, kind: str, items: Sequence[Item]) -> None:
        for item in items:
            after = {name: _plain(value) for name, value in item.values.items()}
            self.undo.append({"what": kind, "pk": item.pk, "before": item.before, "after": after})
        if kind == "organisation":
            organisations.edit_all({item.pk: item.values for item in items if item.pk}, now=self._now, by=self._by)
            return
        set_columns(kind, {item.pk: _columns(item, {}) for item in items if item.pk})
        self._link(kind, items)


def set_columns(kind: str, columns: dict[int, dict[str, Any]]) -> None:
    """Update columns of rows of one table by primary key, and increment their versions where they have one."""
    table = TABLES[kind]
    groups: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    rows = _load_rows(table, list(columns))
    for number, values in columns.items():
        for name, value in values.items():
            setattr(rows[number], name, value)
        groups[tuple(sorted(values))].append(rows[number])
    for names, changed in groups.items():
        fields = [name.removesuffix("_id") for name in names]
        if fields:
            table._default_manager.bulk_update(changed, fields, batch_size=BATCH_SIZE)
    if kind in VERSIONED:
        _increment_versions(table, list(columns))


def _load_rows(table: type[models.Model], numbers: list[int]) -> dict[int, models.Model]:
    parts = (table._default_manager.filter(pk__in=part) for part in _parts(numbers))
    return {row.pk: row for part in parts for row in part}


def _increment_versions(table: type[models.Model], numbers: list[int]) -> None:
    for part in _parts(numbers):
        table._default_manager.filter(pk__in=part).update(version=F("version") + 1)


def _parts(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + BATCH_SIZE] for start in range(0, len(numbers), BATCH_SIZE))


def _columns(item: Item, moments: dict[str, datetime]) -> dict[str, Any]:
    """Return the columns of an item, with primary keys in place of other items; lists of slots are no columns."""
    listing = SLOT_LISTS.get(item.kind)
    return {name: _key(value) for name, value in item.values.items() if name != listing} | moments


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Item) else value


def _plain(value: Any) -> Any:
    """Return the value as it is stored in JSON."""
    if isinstance(value, list) and value and isinstance(value[0], Item):
        return sorted(slot.pk for slot in value)
    return _key(value)
