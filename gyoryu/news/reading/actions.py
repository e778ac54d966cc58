"""Read documents, record what was read, and rebuild the search index."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

import docread
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.news.board.models import Post
from gyoryu.news.board.queries import post_tokens
from gyoryu.news.desk.mentions import mention
from gyoryu.news.desk.proposals import propose
from gyoryu.news.documents.actions import Received, ingest
from gyoryu.news.documents.duplicates import MIN_LIKENESS, likeness, shingles_of
from gyoryu.news.documents.models import Arrival, Shingle
from gyoryu.news.documents.queries import sharing_shingles, tokens_of_arrival
from gyoryu.news.reading.reader_process import READER, Reading, Unpacked
from gyoryu.news.search.index import INDEX, arrival_row, post_row
from gyoryu.news.watches.actions import match_watches


@transaction.atomic
def mark_document_failed(number: int, code: str) -> None:
    """A document that waits for the reader is refused, with the code of the reason; one that was read stays read."""
    waiting = Arrival.objects.filter(pk=number, state=Arrival.State.WAITING)
    if waiting.update(state=Arrival.State.REFUSED, refusal=code[:40]):
        record("refuse_document", "arrival", number, by=None, code=code)


BATCH_SIZE = 200


@transaction.atomic
def reindex() -> int:
    """Write the entries of all documents and posts; how many there are."""
    INDEX.clear()
    arrivals = Arrival.objects.filter(state=Arrival.State.READ).only("title", "text").order_by("pk")
    entries = (
        (arrival_row(arrival.pk), tokens_of_arrival(arrival)) for arrival in arrivals.iterator(chunk_size=BATCH_SIZE)
    )
    count = 0
    for row in entries:
        INDEX.put([row])
        count += 1
    for post in Post.objects.prefetch_related("texts").order_by("pk").iterator(chunk_size=BATCH_SIZE):
        INDEX.put([(post_row(post.pk), post_tokens(post.texts.all()))])
        count += 1
    return count


MAX_OTHERS = 50  # names of files in an archive that are no documents


def read_arrival(number: int, now: datetime) -> None:
    """Read a document, or read it again: decisions that people took stay, what changed is proposed again. The documents
    of an archive become arrivals of their own."""
    arrival = Arrival.objects.select_related("file").get(pk=number)
    if arrival.file is None:
        return
    outcome = READER.read(
        arrival.file.read(), name=arrival.name, url=arrival.url, fetched=arrival.received_at.date().isoformat()
    )
    if isinstance(outcome, docread.Refusal):
        _refuse(arrival, outcome.code)
    elif isinstance(outcome, Unpacked):
        _ingest_members(arrival, outcome, now)
    else:
        _take(arrival, outcome, now)


@transaction.atomic
def _refuse(arrival: Arrival, code: str) -> None:
    arrival.state, arrival.refusal, arrival.reader = Arrival.State.REFUSED, code, docread.VERSION
    arrival.save()
    record("refuse_document", "arrival", arrival.pk, by=None, code=code)


@transaction.atomic
def _ingest_members(arrival: Arrival, unpacked: Unpacked, now: datetime) -> None:
    """Each document of an archive becomes an arrival of its own; the archive lists them and the members left out."""
    other_names = list(unpacked.others)
    members: list[Received] = []
    for name, data in unpacked.documents:
        try:
            members.append(
                ingest(data, name, arrival.how, now=now, by=arrival.by, url=arrival.url, programme=arrival.programme_id)
            )
        except Refused as refused:
            if refused.code == "disk_full":  # no fault of the document: read the archive again
                raise
            other_names.append(name)
    if not members:
        _refuse(arrival, "archive_without_documents")
        return
    new = [member.arrival.pk for member in members if member.is_new]
    Arrival.objects.filter(pk__in=new).update(archive=arrival)
    arrival.state, arrival.refusal, arrival.reader = Arrival.State.UNPACKED, "", docread.VERSION
    arrival.reading = {"others": other_names[:MAX_OTHERS], "documents": [member.arrival.pk for member in members]}
    arrival.save()
    record("unpack_document", "arrival", arrival.pk, by=None, documents=len(members))


@transaction.atomic
def _take(arrival: Arrival, reading: Reading, now: datetime) -> None:
    is_first_reading = arrival.state != Arrival.State.READ
    values = reading.values
    arrival.state, arrival.refusal, arrival.reader = Arrival.State.READ, "", docread.VERSION
    arrival.text, arrival.reading, arrival.language = reading.text, values, values["language"]
    arrival.title = str(_value(values, "title") or arrival.name)[:400]
    arrival.publisher = str(_value(values, "publisher"))[:200]
    arrival.source = str(_value(values, "source", "name"))[:200]
    arrival.published_on = _day(str(_value(values, "published")))
    arrival.save()
    _find_original(arrival, reading)
    changed = propose(arrival)
    mention(arrival)
    INDEX.put([(arrival_row(arrival.pk), tokens_of_arrival(arrival))])
    if is_first_reading:
        match_watches(arrival, now)
    record("read_document", "arrival", arrival.pk, by=None, proposals=changed)


def _value(values: dict[str, Any], name: str, field: str = "value") -> object:
    """What was read for `name`; empty if nothing was."""
    return (values.get(name) or {}).get(field) or ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _find_original(arrival: Arrival, reading: Reading) -> None:
    """Group with the copies that are known. The original is the earliest, or what is no re-post."""
    values = shingles_of(reading.article or reading.text)
    arrival.shingles.all().delete()
    Shingle.objects.bulk_create(Shingle(arrival=arrival, value=value) for value in values)
    candidates = sharing_shingles(arrival.pk, values)
    scores = [(likeness(values, shingles), number) for number, shingles in candidates.items()]
    best = max(scores, default=None)
    if best is None or best[0] < MIN_LIKENESS:
        return
    match = Arrival.objects.get(pk=best[1])
    root = match.original or match
    if root.pk == arrival.pk:
        return
    if _comes_before(arrival, root):
        root.copies.update(original=arrival)
        root.original = arrival
        root.save(update_fields=["original"])
    else:
        arrival.original = root
        arrival.save(update_fields=["original"])


def _comes_before(arrival: Arrival, other: Arrival) -> bool:
    """Whether `arrival` is the original. Of copies published on one day, a re-post names its source."""
    if arrival.published_on != other.published_on:
        return arrival.published_on is not None and (
            other.published_on is None or arrival.published_on < other.published_on
        )
    return bool(other.reading.get("posted")) and not arrival.reading.get("posted")
