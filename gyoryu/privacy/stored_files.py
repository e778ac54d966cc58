"""Deletion of files with the last row that refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model

from gyoryu.base.files import StoredFile


def references() -> Iterator[tuple[type[Model], str]]:
    """Every foreign key to a stored file, as (model, name of the field)."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is StoredFile:
                yield model, field.name


def remove_unused(file_ids: Iterable[int]) -> None:
    """Remove those of these files that nothing refers to: rows in this transaction, bytes once it is committed."""
    rows = StoredFile.objects.select_for_update().filter(pk__in=set(file_ids))
    for model, name in references():
        used = model._base_manager.exclude(**{name: None}).values(name)
        rows = rows.exclude(pk__in=used)
    for stored in rows:
        stored.delete()
        transaction.on_commit(partial(_unlink, stored.digest))


@transaction.atomic
def remove_left_behind(before: datetime) -> None:
    """Remove files that were stored before `before` and that nothing refers to any more."""
    remove_unused(StoredFile.objects.filter(created_at__lt=before).values_list("pk", flat=True))


def _unlink(digest: str) -> None:
    """Delete the file unless it is in use: the same bytes may have been stored again in between."""
    if not StoredFile.objects.filter(digest=digest).exists():
        StoredFile(digest=digest).path.unlink(missing_ok=True)
