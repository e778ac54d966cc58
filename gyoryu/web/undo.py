"""Actions that can be undone from their notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.emails import Email, collect_emails
from gyoryu.base.undo import snapshot, store_undo
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest


@dataclass(slots=True)
class UndoRule:
    """`back`: the URL that undoes the action, "" where it changed nothing."""

    back: str = ""


@contextmanager
def undoable(
    request: SignedInRequest, act: str, event: Event | None, *rows: models.QuerySet[Any], emails: bool = False
) -> Iterator[UndoRule]:
    """Run an action that changes some of `rows` and, with `emails`, sends email, in one transaction: the changes are
    stored for undo, and the emails are held back for a while."""
    by, undo_rule = request.user, UndoRule()
    with transaction.atomic():
        if event is not None:
            Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        before = snapshot(rows)
        with collect_emails() as numbers:
            yield undo_rule
        watched = [*rows, Email.objects.filter(pk__in=numbers)] if emails else rows
        entry = store_undo(
            act, before, snapshot(watched), by=by.pk, event=event.pk if event else None, now=timezone.now()
        )
    undo_rule.back = reverse("undo", args=[entry.token]) if entry else ""
