"""Revert an import: restore former values and remove what was created; or nothing at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models, transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.importing.committing import BATCH_SIZE, SLOT_LISTS, TABLES, VERSIONED, set_columns
from gyoryu.meetings.models import ImportBatch, Wish
from gyoryu.organisations import actions as organisations
from gyoryu.organisations.models import NameKey
from gyoryu.people import actions as people
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

Undo = dict[str, Any]
# Rows that the database creates beside a row are removed with it.
OWN_PARTS = (NameKey,)


@transaction.atomic
def revert(batch: ImportBatch, by: User, now: datetime) -> None:
    """Revert an import. Raises `Refused`: `import_is_not_done`, and `import_in_use` (uses: counts by kind) where
    something that was created has been used, or something that was changed has been changed again."""
    Event.objects.select_for_update().get(pk=batch.event_id)
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state != ImportBatch.State.DONE:
        raise Refused("import_is_not_done")
    created, changed = _by_table(row.undo)
    uses = Counter(_uses(created)) + Counter(_changes(changed))
    if uses:
        raise Refused("import_in_use", uses=dict(uses))
    for kind, entries in changed.items():
        _restore(kind, entries, by, now)
    for kind in reversed(TABLES):
        _remove(kind, created[kind], by)
    row.state, row.undone_at = ImportBatch.State.UNDONE, now
    row.save(update_fields=["state", "undone_at"])
    record("take_back_import", "event", row.event_id, by=by.pk, batch=row.pk)


def _by_table(undo: Iterable[Undo]) -> tuple[dict[str, list[int]], dict[str, list[Undo]]]:
    created: dict[str, list[int]] = defaultdict(list)
    changed: dict[str, list[Undo]] = defaultdict(list)
    for entry in undo:
        if entry["before"] is None:
            created[entry["what"]].append(entry["pk"])
        else:
            changed[entry["what"]].append(entry)
    return created, changed


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + BATCH_SIZE] for start in range(0, len(numbers), BATCH_SIZE))


def _uses(created: dict[str, list[int]]) -> Iterator[str]:
    """Yield a code for each row that refers to a created row (the name of its table), and for each row edited since."""
    own = {TABLES[kind]: set(numbers) for kind, numbers in created.items()}
    for kind, numbers in created.items():
        if kind == "user":
            continue  # an account that is in use remains
        for part in _parts(numbers):
            yield from _edited(kind, part)
            yield from _references(kind, part, own)


def _references(kind: str, numbers: list[int], own: dict[type[models.Model], set[int]]) -> Iterator[str]:
    """Yield the name of the table of each row that refers to one of these, unless the import created it, too."""
    for model, column in _referring_columns(kind):
        references = model._default_manager.filter(**{f"{column}__in": numbers})
        for number in references.values_list("pk", flat=True):
            if number not in own.get(model, ()):
                yield model._meta.model_name or ""


def _referring_columns(kind: str) -> Iterator[tuple[type[models.Model], str]]:
    """Yield the columns of other tables that refer to rows of a kind, except parts that are removed along with them."""
    for relation in TABLES[kind]._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, str) and not relation.many_to_many and not _is_removed_along(model):
            yield model, relation.field.name


def _is_removed_along(model: type[models.Model]) -> bool:
    """Return whether rows of a table are part of the rows that they refer to."""
    return model in OWN_PARTS or any(
        model is getattr(TABLES[kind], listing).through for kind, listing in SLOT_LISTS.items()
    )


def _edited(kind: str, numbers: list[int]) -> Iterator[str]:
    rows = TABLES[kind]._default_manager.filter(pk__in=numbers)
    if kind in (*VERSIONED, "organisation"):
        rows = rows.filter(version__gt=1)
    elif kind == "wish":
        rows = rows.exclude(answer=Wish.Answer.OPEN)
    else:
        return
    yield from (f"edited_{kind}" for _ in rows.values_list("pk"))


def _changes(changed: dict[str, list[Undo]]) -> Iterator[str]:
    """Yield a code for each row that was changed since the import."""
    for kind, entries in changed.items():
        rows = _rows(kind, [entry["pk"] for entry in entries])
        listing = SLOT_LISTS.get(kind, "")
        for entry in entries:
            row = rows.get(entry["pk"])
            if row is None or any(_value(row, name, listing) != value for name, value in entry["after"].items()):
                yield f"edited_{kind}"


def _rows(kind: str, numbers: list[int]) -> dict[int, models.Model]:
    rows_by_number = {}
    for part in _parts(numbers):
        rows = TABLES[kind]._default_manager.filter(pk__in=part)
        if kind in SLOT_LISTS:
            rows = rows.prefetch_related(SLOT_LISTS[kind])
        rows_by_number.update({row.pk: row for row in rows})
    return rows_by_number


def _value(row: models.Model, name: str, listing: str) -> Any:
    return sorted(slot.pk for slot in getattr(row, name).all()) if name == listing else getattr(row, name)


def _restore(kind: str, entries: list[Undo], by: User, now: datetime) -> None:
    if kind == "organisation":
        organisations.edit_all({entry["pk"]: entry["before"] for entry in entries}, now=now, by=by.pk)
        return
    listing = SLOT_LISTS.get(kind, "")
    columns = {entry["pk"]: {n: v for n, v in entry["before"].items() if n != listing} for entry in entries}
    set_columns(kind, columns)
    for number, row in _rows(kind, [entry["pk"] for entry in entries if listing in entry["before"]]).items():
        slots = next(entry["before"][listing] for entry in entries if entry["pk"] == number)
        getattr(row, listing).set(slots)


def _remove(kind: str, numbers: list[int], by: User) -> None:
    if kind == "organisation":
        organisations.remove_all(numbers, by=by.pk)
    elif kind == "identifier":
        organisations.forget_identifiers(numbers, by=by.pk)
    elif kind == "user":
        people.close_unused_accounts(numbers, by=by.pk)
    else:
        for part in _parts(numbers):
            TABLES[kind]._default_manager.filter(pk__in=part).delete()
