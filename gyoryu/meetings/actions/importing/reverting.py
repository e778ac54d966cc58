"""Taking an import back: what stood there before is restored, what was made is removed; or nothing at all."""

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
# What the database makes by itself beside a row goes with it.
OWN_PARTS = (NameKey,)


@transaction.atomic
def revert(batch: ImportBatch, by: User, now: datetime) -> None:
    """Raises `Refused`: `import_is_not_done`, and `import_in_use` (uses: how many by what they are) where something
    that was made has been used, or something that was changed has been changed again. Then nothing is done."""
    Event.objects.select_for_update().get(pk=batch.event_id)
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state != ImportBatch.State.DONE:
        raise Refused("import_is_not_done")
    made, changed = _by_table(row.undo)
    uses = Counter(_uses(made)) + Counter(_changes(changed))
    if uses:
        raise Refused("import_in_use", uses=dict(uses))
    for what, entries in changed.items():
        _restore(what, entries, by)
    for what in reversed(TABLES):
        _remove(what, made[what], by)
    row.state, row.undone_at = ImportBatch.State.UNDONE, now
    row.save(update_fields=["state", "undone_at"])
    record("take_back_import", "event", row.event_id, by=by.pk, batch=row.pk)


def _by_table(undo: Iterable[Undo]) -> tuple[dict[str, list[int]], dict[str, list[Undo]]]:
    made: dict[str, list[int]] = defaultdict(list)
    changed: dict[str, list[Undo]] = defaultdict(list)
    for one in undo:
        if one["before"] is None:
            made[one["what"]].append(one["pk"])
        else:
            changed[one["what"]].append(one)
    return made, changed


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + BATCH_SIZE] for start in range(0, len(numbers), BATCH_SIZE))


def _uses(made: dict[str, list[int]]) -> Iterator[str]:
    """What has come to refer to something that was made, one code a row: the name of its table; and what was edited
    since."""
    own = {TABLES[what]: set(numbers) for what, numbers in made.items()}
    lists = {getattr(TABLES[what], listing).through for what, listing in SLOT_LISTS.items()}
    for what, numbers in made.items():
        if what == "user":
            continue  # an account that somebody uses remains
        for part in _parts(numbers):
            yield from _edited(what, part)
            for relation in TABLES[what]._meta.related_objects:
                model = relation.related_model
                if model in OWN_PARTS or model in lists or relation.many_to_many or isinstance(model, str):
                    continue
                found = model._default_manager.filter(**{f"{relation.field.name}__in": part})
                for number in found.values_list("pk", flat=True):
                    if number not in own.get(model, ()):
                        yield model._meta.model_name or ""


def _edited(what: str, numbers: list[int]) -> Iterator[str]:
    rows = TABLES[what]._default_manager.filter(pk__in=numbers)
    if what in (*VERSIONED, "organisation"):
        rows = rows.filter(version__gt=1)
    elif what == "wish":
        rows = rows.exclude(answer=Wish.Answer.OPEN)
    else:
        return
    yield from (f"edited_{what}" for _ in rows.values_list("pk"))


def _changes(changed: dict[str, list[Undo]]) -> Iterator[str]:
    """What is not any more as the import left it."""
    for what, entries in changed.items():
        rows = _rows(what, [one["pk"] for one in entries])
        listing = SLOT_LISTS.get(what, "")
        for one in entries:
            row = rows.get(one["pk"])
            if row is None or any(_value(row, name, listing) != value for name, value in one["after"].items()):
                yield f"edited_{what}"


def _rows(what: str, numbers: list[int]) -> dict[int, models.Model]:
    found = {}
    for part in _parts(numbers):
        rows = TABLES[what]._default_manager.filter(pk__in=part)
        if what in SLOT_LISTS:
            rows = rows.prefetch_related(SLOT_LISTS[what])
        found.update({row.pk: row for row in rows})
    return found


def _value(row: models.Model, name: str, listing: str) -> Any:
    return sorted(slot.pk for slot in getattr(row, name).all()) if name == listing else getattr(row, name)


def _restore(what: str, entries: list[Undo], by: User) -> None:
    if what == "organisation":
        organisations.edit_all({one["pk"]: one["before"] for one in entries}, by=by.pk)
        return
    listing = SLOT_LISTS.get(what, "")
    columns = {one["pk"]: {n: v for n, v in one["before"].items() if n != listing} for one in entries}
    set_columns(what, columns)
    for number, row in _rows(what, [one["pk"] for one in entries if listing in one["before"]]).items():
        slots = next(one["before"][listing] for one in entries if one["pk"] == number)
        getattr(row, listing).set(slots)


def _remove(what: str, numbers: list[int], by: User) -> None:
    if what == "organisation":
        organisations.remove_all(numbers, by=by.pk)
    elif what == "identifier":
        organisations.forget_identifiers(numbers, by=by.pk)
    elif what == "user":
        people.close_unused_accounts(numbers, by=by.pk)
    else:
        for part in _parts(numbers):
            TABLES[what]._default_manager.filter(pk__in=part).delete()
