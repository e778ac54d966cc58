"""Models that every package shares."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from django.db import models

# What the details of an audit entry may hold: codes and figures. Free text could name a person.
CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}", re.ASCII)
Detail = str | int | bool | None


class AppendOnly(RuntimeError):
    """Attempt to change or delete an audit entry."""


class AuditLines(models.QuerySet["AuditLine"]):
    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly("audit lines are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit lines are never removed")


class AuditLine(models.Model):
    """Audit entry: who did what to which object, and when. Entries are added and never changed.

    `by` is the number of the user (None: the program itself), not a foreign key: accounts belong to a higher layer, and
    the entry outlives them. `details` hold codes and figures, no personal data."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    details = models.JSONField(default=dict)

    objects = AuditLines.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["kind", "key"], name="audit_by_object"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("audit lines are never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly("audit lines are never removed")


def record(verb: str, kind: str, key: object, *, by: int | None, **details: Detail) -> AuditLine:
    """Add one audit line, in the caller's transaction. Raises `ValueError` where a detail is free text."""
    for name, value in details.items():
        if isinstance(value, str) and not CODE.fullmatch(value):
            raise ValueError(f"detail {name} of {verb} is no code")
    return AuditLine.objects.create(verb=verb, kind=kind, key=str(key), by=by, details=details)
