"""Ingest documents: store them, and have the worker read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from gyoryu.base.files import StoredFile, store_file
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news.documents.mails import parts_of
from gyoryu.news.documents.models import Document
from gyoryu.people.models import User

MAX_BYTES = 50 << 20


@dataclass(frozen=True, slots=True)
class Received:
    document: Document
    is_new: bool


@transaction.atomic
def ingest(
    data: bytes,
    name: str,
    ingest_method: str,
    *,
    now: datetime,
    by: User | None,
    url: str = "",
    programme: int | None = None,
) -> Received:
    """Store a document and enqueue its reading. The same bytes are one document, whatever their origin; documents of
    other programmes are not considered.

    Refuses `file_is_empty` and `file_too_large`."""
    if not data.strip():
        raise Refused("file_is_empty")
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    file = store_file(data, "application/octet-stream")
    existing = known_document(file, programme)
    if existing is not None:
        return Received(existing, False)
    document = Document.objects.create(
        file=file,
        name=name[:200] or ingest_method,
        url=url[:1000],
        ingest_method=ingest_method,
        programme_id=programme,
        by=by,
        received_at=now,
    )
    record("receive_document", "arrival", document.pk, by=by.pk if by else None, how=ingest_method)
    enqueue("read_arrival", {"arrival": document.pk}, by=by.pk if by else None, unique_key=f"read-{document.pk}")
    return Received(document, True)


def known_document(file: StoredFile, programme: int | None) -> Document | None:
    """Return the document with the same bytes, of this programme or of none."""
    documents = Document.objects.filter(Q(programme=programme) | Q(programme=None), file=file)
    return documents.order_by(F("programme").desc(nulls_last=True)).first()


def ingest_mail(data: bytes, *, now: datetime, by: User | None, programme: int | None = None) -> list[Received]:
    """Ingest an e-mail file: its text and each attachment become documents, also those of nested mails. Logos,
    invitations and signatures are omitted. Refuses `mail_is_empty` where there is nothing else."""
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    parts = parts_of(data)
    if not parts:
        raise Refused("mail_is_empty")
    return [
        ingest(part.data, part.name, Document.IngestMethod.MAIL, now=now, by=by, programme=programme) for part in parts
    ]
