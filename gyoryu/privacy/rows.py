"""Rows of a record that are about a subject, and their erasure. No table is named here; the register declares them."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from gyoryu.privacy.register.declarations import Outcome, Path, Record
from gyoryu.privacy.stored_files import remove_unused
from gyoryu.privacy.subjects import Subject

BATCH_SIZE = 500


def model_of(record: Record) -> type[Model]:
    label = record.model if "." in record.model else f"gyoryu.{record.model}"
    return apps.get_model(label)


def columns_of(record: Record) -> list[Field[Any, Any]]:
    """Return the fields of the record itself, in its order."""
    columns = {field.name: field for field in model_of(record)._meta.concrete_fields}
    return [columns[name] for name in record.fields]


def rows_of(record: Record) -> QuerySet[Any]:
    """Return all rows, past the managers of tables that ordinary code may only add to."""
    return QuerySet(model=model_of(record))


def about(record: Record, subject: Subject) -> QuerySet[Any]:
    """Return the rows of `record` that are about `subject`."""
    conditions = [condition for path in record.subjects if (condition := _matching(path, subject)) is not None]
    rows = rows_of(record)
    return rows.filter(reduce(operator.or_, conditions)) if conditions else rows.none()


def _matching(path: Path, subject: Subject) -> Q | None:
    if path.kind == "address":
        return _written_to(path, subject)
    values: dict[str, Collection[int]] = {
        "account": subject.accounts,
        "application": subject.applications,
        "organisation": subject.organisations,
        "event": subject.events,
        "copy": subject.copies,
    }
    keys = values[path.kind]
    return Q(**{f"{path.lookup}__in": keys}, **path.where) if keys else None


def _written_to(path: Path, subject: Subject) -> Q | None:
    if not subject.addresses or (subject.within is not None and not path.event):
        return None
    lookup = path.lookup if "__" in path.lookup else f"{path.lookup}__iexact"
    condition = reduce(operator.or_, (Q(**{lookup: address}) for address in sorted(subject.addresses)))
    return condition & Q(**{f"{path.event}__in": subject.within}) if subject.within is not None else condition


def numbers_of(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by().values_list("pk", flat=True).distinct())


def erase_rows(record: Record, numbers: Sequence[Any]) -> int:
    """Erase these rows as the register declares, files on disk included. Return their number. Locked rows stay."""
    if record.outcome in (Outcome.LOCK, Outcome.ANONYMISE):
        return 0
    for start in range(0, len(numbers), BATCH_SIZE):
        part = rows_of(record).filter(pk__in=numbers[start : start + BATCH_SIZE])
        if record.outcome == Outcome.CLEAR:
            _clear(record, part)
        else:
            delete_rows(record, part)
    return len(numbers)


def delete_rows(record: Record, rows: QuerySet[Any]) -> int:
    """Delete rows, and the files that only they referred to; their number."""
    files = list(rows.order_by().values_list(f"{record.file}_id", flat=True)) if record.file else []
    count = rows.delete()[1].get(model_of(record)._meta.label, 0)
    remove_unused(number for number in files if number is not None)
    return count


def _clear(record: Record, rows: QuerySet[Any]) -> None:
    fields = columns_of(record)
    shared = {field.name: _empty(field) for field in fields if not field.unique and field.name not in record.stand_ins}
    if shared:
        rows.update(**shared)
    individual = [field for field in fields if field.unique or field.name in record.stand_ins]
    for number in rows.values_list("pk", flat=True) if individual else ():
        values = {field.name: _own_value(record, field, number) for field in individual}
        rows_of(record).filter(pk=number).update(**values)


def _own_value(record: Record, field: Field[Any, Any], number: int) -> Any:
    """Return a new random key, or the placeholder for words."""
    return field.get_default() if field.unique else record.stand_ins[field.name].format(pk=number)


def _empty(field: Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() else ("" if field.empty_strings_allowed else None)


def still_full(record: Record, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of `rows` with something left to clear, so that cleared rows are not counted again."""
    if record.outcome != Outcome.CLEAR:
        return rows
    fields = [field for field in columns_of(record) if not field.unique and field.name not in record.stand_ins]
    empty = {field.name: _empty(field) for field in fields}
    return rows.exclude(**empty) if empty else rows


def counted(records: Iterable[Record], subject: Subject) -> list[tuple[Record, int]]:
    """Return how many rows of each record are about `subject`; records without any are omitted."""
    pairs = [(record, still_full(record, about(record, subject)).distinct().count()) for record in records]
    return [(record, count) for record, count in pairs if count]
