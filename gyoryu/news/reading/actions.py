"""Reading of documents, storage of the results, and rebuilding of the search index."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

import docread
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news.board.models import Post
from gyoryu.news.board.queries import post_tokens
from gyoryu.news.desk.mentions import mention
from gyoryu.news.desk.proposals import propose
from gyoryu.news.documents.actions import Received, ingest
from gyoryu.news.documents.duplicates import MIN_LIKENESS, likeness, shingles_of
from gyoryu.news.documents.models import Document, Shingle
from gyoryu.news.documents.queries import document_tokens, sharing_shingles
from gyoryu.news.reading.reader_process import READER, Reading, Unpacked
from gyoryu.news.search.index import INDEX, document_row, post_row
from gyoryu.news.watches.actions import match_watches
from gyoryu.people.models import User


@transaction.atomic
def mark_document_failed(number: int, code: str) -> None:
    """A document that waits for the reader is refused, with the code of the reason; one that was read stays read."""
    waiting = Document.objects.filter(pk=number, state=Document.State.WAITING)
    if waiting.update(state=Document.State.REFUSED, refusal=code[:40]):
        record("refuse_document", "arrival", number, by=None, code=code)


BATCH_SIZE = 200


@transaction.atomic
def reindex() -> int:
    """Write the entries of all documents and posts; how many there are."""
    INDEX.clear()
    documents = Document.objects.filter(state=Document.State.READ).only("title", "text").order_by("pk")
    entries = (
        (document_row(document.pk), document_tokens(document)) for document in documents.iterator(chunk_size=BATCH_SIZE)
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


@transaction.atomic
def request_rereading(document: Document, *, by: User) -> None:
    """Have the worker read a document again, or fetch it where its bytes never came."""
    kind = "read_arrival" if document.file_id else "fetch_arrival"
    enqueue(kind, {"arrival": document.pk}, by=by.pk, unique_key=f"{kind}-{document.pk}")
    record("ask_to_read_again", "arrival", document.pk, by=by.pk)


@transaction.atomic
def request_rereading_of_all(*, by: User) -> None:
    """Queue the rereading of all documents that were read by an older version of the reader."""
    enqueue("read_again", {}, by=by.pk, unique_key="read-again")
    record("ask_to_read_all_again", "arrival", "", by=by.pk)


def read_document(number: int, now: datetime) -> None:
    """Read a document for the first time or again: decisions are kept, changed results are proposed again. The
    documents of an archive become separate documents."""
    document = Document.objects.select_related("file").get(pk=number)
    if document.file is None:
        return
    outcome = READER.read(
        document.file.read(), name=document.name, url=document.url, fetched=document.received_at.date().isoformat()
    )
    if isinstance(outcome, docread.Refusal):
        _refuse(document, outcome.code)
    elif isinstance(outcome, Unpacked):
        _ingest_members(document, outcome, now)
    else:
        _take(document, outcome, now)


@transaction.atomic
def _refuse(document: Document, code: str) -> None:
    document.state, document.refusal, document.reader_version = Document.State.REFUSED, code, docread.VERSION
    document.save()
    record("refuse_document", "arrival", document.pk, by=None, code=code)


@transaction.atomic
def _ingest_members(document: Document, unpacked: Unpacked, now: datetime) -> None:
    """Each document of an archive becomes a document of its own; the archive lists them and the members left out."""
    other_names = list(unpacked.others)
    members: list[Received] = []
    for name, data in unpacked.documents:
        try:
            members.append(
                ingest(
                    data,
                    name,
                    document.ingest_method,
                    now=now,
                    by=document.by,
                    url=document.url,
                    programme=document.programme_id,
                )
            )
        except Refused as refused:
            if refused.code == "disk_full":  # no fault of the document: read the archive again
                raise
            other_names.append(name)
    if not members:
        _refuse(document, "archive_without_documents")
        return
    new = [member.document.pk for member in members if member.is_new]
    Document.objects.filter(pk__in=new).update(archive=document)
    document.state, document.refusal, document.reader_version = Document.State.UNPACKED, "", docread.VERSION
    document.reading = {"others": other_names[:MAX_OTHERS], "documents": [member.document.pk for member in members]}
    document.save()
    record("unpack_document", "arrival", document.pk, by=None, documents=len(members))


@transaction.atomic
def _take(document: Document, reading: Reading, now: datetime) -> None:
    is_first_reading = document.state != Document.State.READ
    values = reading.values
    document.state, document.refusal, document.reader_version = Document.State.READ, "", docread.VERSION
    document.text, document.reading, document.language = reading.text, values, values["language"]
    document.title = str(_value(values, "title") or document.name)[:400]
    document.publisher = str(_value(values, "publisher"))[:200]
    document.ministry = str(_value(values, "source", "name"))[:200]
    document.published_on = _day(str(_value(values, "published")))
    document.save()
    _find_original(document, reading)
    changed = propose(document)
    mention(document)
    INDEX.put([(document_row(document.pk), document_tokens(document))])
    if is_first_reading:
        match_watches(document, now)
    record("read_document", "arrival", document.pk, by=None, proposals=changed)


def _value(values: dict[str, Any], name: str, field: str = "value") -> object:
    """Return the value read for `name`; empty if there is none."""
    return (values.get(name) or {}).get(field) or ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _find_original(document: Document, reading: Reading) -> None:
    """Group the document with known copies. The original is the earliest, or the one that is no re-post."""
    values = shingles_of(reading.article or reading.text)
    document.shingles.all().delete()
    Shingle.objects.bulk_create(Shingle(document=document, value=value) for value in values)
    candidates = sharing_shingles(document.pk, values)
    scores = [(likeness(values, shingles), number) for number, shingles in candidates.items()]
    best = max(scores, default=None)
    if best is None or best[0] < MIN_LIKENESS:
        return
    match = Document.objects.get(pk=best[1])
    root = match.original or match
    if root.pk == document.pk:
        return
    if _comes_before(document, root):
        root.copies.update(original=document)
        root.original = document
        root.save(update_fields=["original"])
    else:
        document.original = root
        document.save(update_fields=["original"])


def _comes_before(document: Document, other: Document) -> bool:
    """Whether `document` is the original. Of copies published on one day, a re-post names its source."""
    if document.published_on != other.published_on:
        return document.published_on is not None and (
            other.published_on is None or document.published_on < other.published_on
        )
    return bool(other.reading.get("posted")) and not document.reading.get("posted")
