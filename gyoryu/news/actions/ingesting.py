"""Ingest documents: store them, and have the worker read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

import docread
from gyoryu.base.files import StoredFile, store_file
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news import queries
from gyoryu.news.actions.mentioning import mention
from gyoryu.news.actions.proposing import propose
from gyoryu.news.actions.watching import match_watches
from gyoryu.news.duplicates import MIN_LIKENESS, likeness, shingles_of
from gyoryu.news.mails import parts_of
from gyoryu.news.models import Arrival, Shingle
from gyoryu.news.reader_process import READER, Reading, Unpacked
from gyoryu.people.models import User

MAX_BYTES = 50 << 20
MAX_OTHERS = 50  # names of files in an archive that are no documents


@dataclass(frozen=True, slots=True)
class Received:
    arrival: Arrival
    is_new: bool


@transaction.atomic
def ingest(
    data: bytes,
    name: str,
    how: str,
    *,
    now: datetime,
    by: User | None,
    url: str = "",
    programme: int | None = None,
) -> Received:
    """Store a document and enqueue its reading. The same bytes are one arrival, whatever their origin; documents of
    other programmes are not considered.

    Refuses `file_is_empty` and `file_too_large`."""
    if not data.strip():
        raise Refused("file_is_empty")
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    file = store_file(data, "application/octet-stream")
    existing = known_arrival(file, programme)
    if existing is not None:
        return Received(existing, False)
    arrival = Arrival.objects.create(
        file=file, name=name[:200] or how, url=url[:1000], how=how, programme_id=programme, by=by, received_at=now
    )
    record("receive_document", "arrival", arrival.pk, by=by.pk if by else None, how=how)
    enqueue("read_arrival", {"arrival": arrival.pk}, by=by.pk if by else None, unique_key=f"read-{arrival.pk}")
    return Received(arrival, True)


def known_arrival(file: StoredFile, programme: int | None) -> Arrival | None:
    """The arrival with the same bytes, of this programme or of none."""
    arrivals = Arrival.objects.filter(Q(programme=programme) | Q(programme=None), file=file)
    return arrivals.order_by(F("programme").desc(nulls_last=True)).first()


def ingest_mail(data: bytes, *, now: datetime, by: User | None, programme: int | None = None) -> list[Received]:
    """An e-mail file: its text and each attachment are arrivals, those of mails within it as well. Logos,
    invitations and signatures are none. Refuses `mail_is_empty` where there is nothing else."""
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", most=MAX_BYTES >> 20)
    parts = parts_of(data)
    if not parts:
        raise Refused("mail_is_empty")
    return [ingest(part.data, part.name, Arrival.How.MAIL, now=now, by=by, programme=programme) for part in parts]


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
    queries.INDEX.put([(queries.arrival_row(arrival.pk), queries.tokens_of_arrival(arrival))])
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
    candidates = queries.sharing_shingles(arrival.pk, values)
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
