"""Jobs of the news package."""

from __future__ import annotations

from django.utils import timezone

import docread
from gyoryu.base.queue import Job
from gyoryu.jobs.work import Work
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import mark_document_failed, read_document
from gyoryu.news.sources.actions import fetch_document, mark_source_failed, poll_source, schedule_due_sources
from gyoryu.news.sources.models import Source
from gyoryu.news.speech.actions import record_speech
from gyoryu.news.watches.actions import send_digests


def read(work: Work) -> None:
    """Read one document that arrived."""
    if Document.objects.filter(pk=work.args["arrival"]).exists():
        read_document(work.args["arrival"], timezone.now())


def read_again(work: Work) -> None:
    """Read again what an older reader has read, after the reader has improved."""
    old = Document.objects.exclude(reader_version=docread.VERSION).order_by("pk")
    numbers = list(old.values_list("pk", flat=True))
    for count, number in enumerate(numbers):
        if work.progress(count / len(numbers), "reading"):
            return
        read_document(number, timezone.now())


def mail(work: Work) -> None:
    """Send the daily digests of watches."""
    send_digests(timezone.now())


def fetch(work: Work) -> None:
    """Fetch one document by its address."""
    if Document.objects.filter(pk=work.args["arrival"]).exists():
        fetch_document(work.args["arrival"], timezone.now())


def poll_due(work: Work) -> None:
    """Enqueue a poll of each source that is due."""
    schedule_due_sources(timezone.now())


def poll(work: Work) -> None:
    """Ingest what is new at one source."""
    if Source.objects.filter(pk=work.args["source"]).exists():
        poll_source(work.args["source"], timezone.now(), lambda share: work.progress(share, "reading"))


def speak(work: Work) -> None:
    """Read a post aloud for browsers that have no voice."""
    record_speech(work.args["post"])


def mark_document(job: Job, code: str) -> None:
    """Record that the document was not fetched, or not read."""
    mark_document_failed(job.args["arrival"], code)


def mark_source(job: Job, code: str) -> None:
    """Record that the source could not be polled."""
    mark_source_failed(job.args["source"], code, timezone.now())
