"""Failures of the worker: documents that were not read, sources that were not polled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.news.actions.polling import record_poll
from gyoryu.news.models import Arrival, Source


@transaction.atomic
def mark_document_failed(number: int, code: str) -> None:
    """A document that waits for the reader is refused, with the code of the reason; one that was read stays read."""
    waiting = Arrival.objects.filter(pk=number, state=Arrival.State.WAITING)
    if waiting.update(state=Arrival.State.REFUSED, refusal=code[:40]):
        record("refuse_document", "arrival", number, by=None, code=code)


@transaction.atomic
def mark_source_failed(number: int, code: str, now: datetime) -> None:
    """Record that a poll of the source failed, and why; the next one follows after a growing pause."""
    source = Source.objects.select_for_update().filter(pk=number).first()
    if source is not None:
        record_poll(source, now, code[:40])
