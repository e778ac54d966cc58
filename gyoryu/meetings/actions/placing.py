"""Shared by all actions that place meetings, or change where meetings may be placed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gyoryu.base.transactions import conflicts_refused
from gyoryu.programmes.models import Event


@contextmanager
def placing(event: int, code: str = "taken_meanwhile") -> Iterator[Event]:
    """Open a transaction that locks the event with this number, and yield its row. Such actions run one after another,
    so that checks still hold when an action writes; violated database constraints raise `Refused(code)`."""
    with conflicts_refused(code):
        yield Event.objects.select_for_update(of=("self",)).select_related("programme").get(pk=event)
