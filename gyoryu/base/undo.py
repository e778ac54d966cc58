"""Undo of actions: the rows that an action changed are stored as they were before, and can be restored."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector

from gyoryu.base.emails import HOLD_PERIOD, Email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.transactions import conflicts_refused

RETENTION = timedelta(hours=1)
Unique = models.UniqueConstraint
Row = dict[str, Any]
Key = tuple[str, Any]
Rows = dict[Key, Row]


class Change(NamedTuple):
    """Change of one row of table `label`; `before` or `after` is None where the row did not exist."""

    label: str
    key: Any
    before: Row | None
    after: Row | None


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Undo(models.Model):
    """Changes of one action that its actor can revert. `by` and `event` are numbers: accounts and events belong to
    higher layers. A row is valid for an hour (`RETENTION`), and removed by the next action or the daily job."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    by = models.PositiveBigIntegerField()
    act = models.CharField(max_length=40)
    event = models.PositiveBigIntegerField(null=True)
    changes = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="undo_by_age")]

    def __str__(self) -> str:
        return f"undo {self.pk} ({self.act})"


def snapshot(querysets: Iterable[models.QuerySet[Any]]) -> Rows:
    """Return the current values of the rows in a form that JSON can store."""
    snapshots: Rows = {}
    for rows in querysets:
        label, key = rows.model._meta.label_lower, rows.model._meta.pk.attname
        for values in rows.order_by("pk").values():
            snapshots[label, values[key]] = json.loads(json.dumps(values, default=_json_default))
    return snapshots


def _json_default(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def cascaded_rows(*objects: models.Model) -> list[models.QuerySet[Any]]:
    """Return all rows that deleting `objects` would delete or change, `objects` first. Where a constraint forbids the
    deletion, return only `objects`."""
    try:
        return _cascaded_rows(objects)
    except (models.ProtectedError, models.RestrictedError):
        return [type(objects[0])._base_manager.filter(pk__in=[row.pk for row in objects])]


def _cascaded_rows(objects: Sequence[models.Model]) -> list[models.QuerySet[Any]]:
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=objects[0])
    collector.collect(list(objects))
    numbers: dict[type[models.Model], set[Any]] = defaultdict(set)
    for model, rows in collector.data.items():
        numbers[model] |= {row.pk for row in rows}
    fast_deletes: list[Any] = [*collector.fast_deletes]
    fast_deletes += [rows for lists in collector.field_updates.values() for rows in lists]
    for rows in fast_deletes:
        for row in rows:
            numbers[type(row)].add(row.pk)
    deleted_model = type(objects[0])
    ordered = sorted(numbers, key=lambda model: (model is not deleted_model, model._meta.auto_created is not False))
    return [model._base_manager.filter(pk__in=numbers[model]) for model in ordered]


def store_undo(act: str, before: Rows, after: Rows, *, by: int, event: int | None, now: datetime) -> Undo | None:
    """Store the changes of an action in its transaction, and hold its emails for a while. Return None if nothing
    changed."""
    _hold_emails(before, after, now)
    keys = [*before, *(key for key in after if key not in before)]
    changes = [Change(*key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]
    Undo.objects.filter(made_at__lt=now - RETENTION).delete()
    return Undo.objects.create(act=act, by=by, event=event, changes=changes, made_at=now) if changes else None


def _hold_emails(before: Rows, after: Rows, now: datetime) -> None:
    label, held_until = Email._meta.label_lower, now + HOLD_PERIOD
    new = [number for name, number in after if name == label and (name, number) not in before]
    emails = Email.objects.filter(pk__in=new)
    emails.filter(not_before__lt=held_until).update(not_before=held_until)
    after |= snapshot([emails])


def revert(undo: Undo, now: datetime, *, by: int, may_differ: Collection[type[models.Model]] = ()) -> None:
    """Restore every row that the action changed. Rows of tables in `may_differ` are left alone if they have changed
    since.

    Raises `Refused`: `undo_is_over`, `emails_have_gone`, `changed_meanwhile` where a row has changed since, or refers
    to one that the action created."""
    with conflicts_refused("changed_meanwhile"):
        stored = Undo.objects.select_for_update().filter(pk=undo.pk, made_at__gte=now - RETENTION).first()
        if stored is None:
            raise Refused("undo_is_over")
        changes = _unchanged([Change(*change) for change in stored.changes], may_differ)
        _remove([change for change in changes if change.before is None])
        _insert([change for change in changes if change.after is None])
        _restore([change for change in changes if change.before is not None and change.after is not None])
        stored.delete()
        record("take_back_act", "event", undo.event or 0, by=by, act=undo.act)


def _unchanged(changes: list[Change], may_differ: Collection[type[models.Model]]) -> list[Change]:
    """Return the changes whose rows are still as the action left them."""
    unchanged = []
    for model, model_changes in _by_model(changes).items():
        current = snapshot(
            [model._base_manager.select_for_update().filter(pk__in=[change.key for change in model_changes])]
        )
        fitting = [change for change in model_changes if current.get((change.label, change.key)) == change.after]
        if len(fitting) < len(model_changes) and model not in may_differ:
            raise Refused("emails_have_gone" if model is Email else "changed_meanwhile")
        unchanged += fitting
    return unchanged


def _by_model(changes: list[Change]) -> Mapping[type[models.Model], list[Change]]:
    """Group changes by model, in the order of storage: tables that others refer to come first."""
    by_model: dict[type[models.Model], list[Change]] = defaultdict(list)
    for change in changes:
        by_model[apps.get_model(change.label)].append(change)
    return by_model


def _remove(changes: list[Change]) -> None:
    changed_keys = {(change.label, change.key) for change in changes}
    for model, model_changes in reversed([*_by_model(changes).items()]):
        rows = list(model._base_manager.filter(pk__in=[change.key for change in model_changes]))
        if not rows:
            continue
        if _are_used(rows, changed_keys):
            raise Refused("changed_meanwhile")
        model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()


def _are_used(rows: Sequence[models.Model], changed_keys: set[Key]) -> bool:
    """Return whether rows that the action did not create refer to these."""
    try:
        going = snapshot(_cascaded_rows(rows))
    except (models.ProtectedError, models.RestrictedError):
        return True
    return bool(going.keys() - changed_keys)


def _insert(changes: list[Change]) -> None:
    for model, model_changes in _by_model(changes).items():
        for change in model_changes:  # raw: stored values without defaults
            model(**_values(model, change.before or {})).save_base(raw=True, force_insert=True)


def _restore(changes: list[Change]) -> None:
    """Restore the former values. Unique columns are cleared first, since two rows may have swapped values."""
    for model, model_changes in _by_model(changes).items():
        restored = {}
        for change in model_changes:
            before, after = _values(model, change.before or {}), _values(model, change.after or {})
            differing = {name: value for name, value in before.items() if value != after[name]}
            if "version" in after:  # forms opened in between must be refused
                differing["version"] = after["version"] + 1
            restored[change.key] = differing
            if remaining := _places(model, differing.keys()):
                differing |= {name: before[name] for name in remaining}
                model._base_manager.filter(pk=change.key).update(**dict.fromkeys(remaining))
        for key, values in restored.items():
            model._base_manager.filter(pk=key).update(**values)


def _places(model: type[models.Model], changed: Collection[str]) -> list[str]:
    """Return the columns that can be cleared temporarily, so that a changed row violates no unique constraint."""
    names = {f.name: f.attname for f in model._meta.concrete_fields}
    apart = [[names[name] for name in rule.fields] for rule in model._meta.constraints if isinstance(rule, Unique)]
    model_fields = {name for together in apart if set(together) & set(changed) for name in together} | set(changed)
    return [f.attname for f in model._meta.concrete_fields if f.is_relation and f.null and f.attname in model_fields]


def _values(model: type[models.Model], row: Row) -> Row:
    return {field.attname: field.to_python(row[field.attname]) for field in model._meta.concrete_fields}
