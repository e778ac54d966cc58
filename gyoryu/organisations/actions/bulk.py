"""Many organisations at once, as imports bring them: as few queries for thousands as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from gyoryu.base.models import record
from gyoryu.base.text import name_key
from gyoryu.organisations.actions.indexing import reindex
from gyoryu.organisations.models import SEARCH, Identifier, NameKey, Organisation

BATCH_SIZE = 500
NAMES = ("short_ko", "short_zh", "short_en", "name_ko", "name_zh", "name_en")

Columns = Mapping[str, Any]


@transaction.atomic
def register_all(columns: Sequence[Columns], *, by: int | None) -> list[int]:
    """Take organisations into the directory; their numbers, in the same order."""
    organisations = Organisation.objects.bulk_create(
        [Organisation(**organisation) for organisation in columns], batch_size=BATCH_SIZE
    )
    _update_all_name_keys(organisations)
    numbers = [organisation.pk for organisation in organisations]
    reindex(numbers)
    record("register_organisations", "organisation", "", by=by, count=len(organisations))
    return numbers


@transaction.atomic
def edit_all(columns: Mapping[int, Columns], *, now: datetime, by: int | None) -> None:
    """Change these columns of organisations, by their numbers. Former names go on being found."""
    rows = Organisation.objects.in_bulk(columns.keys())
    by_names: dict[tuple[str, ...], list[Organisation]] = {}
    for number, row in rows.items():
        for name, value in columns[number].items():
            setattr(row, name, value)
        row.updated_at = now
        by_names.setdefault(tuple(sorted(columns[number])), []).append(row)
    for names, changed in by_names.items():
        Organisation.objects.bulk_update(changed, [*names, "updated_at"], batch_size=BATCH_SIZE)
    for start in range(0, len(rows), BATCH_SIZE):
        part = list(rows)[start : start + BATCH_SIZE]
        Organisation.objects.filter(pk__in=part).update(version=F("version") + 1)
    _update_all_name_keys(rows.values())
    reindex(rows)
    record("edit_organisations", "organisation", "", by=by, count=len(rows))


@transaction.atomic
def identify_all(numbers: Sequence[tuple[int, str, str]], *, by: int | None) -> list[int]:
    """Store identifiers (organisation, scheme, compact number) that no other organisation has."""
    rows = [
        Identifier(organisation_id=organisation, scheme=scheme, value=value) for organisation, scheme, value in numbers
    ]
    created = Identifier.objects.bulk_create(rows, batch_size=BATCH_SIZE)
    reindex({organisation for organisation, _, _ in numbers})
    record("add_identifiers", "organisation", "", by=by, count=len(created))
    return [identifier.pk for identifier in created]


@transaction.atomic
def forget_identifiers(identifiers: Sequence[int], *, by: int | None) -> None:
    """Take numbers in registers away again."""
    affected = set()
    for start in range(0, len(identifiers), BATCH_SIZE):
        rows = Identifier.objects.filter(pk__in=identifiers[start : start + BATCH_SIZE])
        affected |= set(rows.values_list("organisation_id", flat=True))
        rows.delete()
    if identifiers:
        reindex(affected)
        record("remove_identifiers", "organisation", "", by=by, count=len(identifiers))


@transaction.atomic
def remove_all(numbers: Sequence[int], *, by: int | None) -> None:
    """Remove organisations that nothing refers to any more."""
    for start in range(0, len(numbers), BATCH_SIZE):
        Organisation.objects.filter(pk__in=numbers[start : start + BATCH_SIZE]).delete()
    SEARCH.remove(list(numbers))
    if numbers:
        record("remove_organisations", "organisation", "", by=by, count=len(numbers))


def _update_all_name_keys(organisations: Any) -> None:
    """As `keep_name_keys`, in three queries."""
    rows = list(organisations)
    stored: dict[tuple[int, str], NameKey] = {}
    for start in range(0, len(rows), BATCH_SIZE):
        for row in NameKey.objects.filter(organisation__in=rows[start : start + BATCH_SIZE]):
            stored[row.organisation_id, row.key] = row
    required = {(row.pk, name_key(name)): name for row in rows for column in NAMES if (name := getattr(row, column))}
    differing = [row for identity, row in stored.items() if row.is_other == (identity in required)]
    for row in differing:
        row.is_other = not row.is_other
    NameKey.objects.bulk_update(differing, ["is_other"], batch_size=BATCH_SIZE)
    NameKey.objects.bulk_create(
        [
            NameKey(organisation_id=organisation, key=key, name=name)
            for (organisation, key), name in required.items()
            if (organisation, key) not in stored
        ],
        batch_size=BATCH_SIZE,
    )
