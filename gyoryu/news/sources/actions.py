"""Fetch documents: one by its address, or repeatedly from a source."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from gyoryu.base.files import store_file
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news.documents.actions import ingest, known_document
from gyoryu.news.documents.models import Document
from gyoryu.news.sources.feeds import PRESS_HOST, Entry, entries_of, press_address, releases_of, windows
from gyoryu.news.sources.fetching import Fetched, checked_url, fetch, may_fetch
from gyoryu.news.sources.models import Source, SourceItem
from gyoryu.people.models import User


@transaction.atomic
def mark_source_failed(number: int, code: str, now: datetime) -> None:
    """Record that a poll of the source failed, and why; the next one follows after a growing pause."""
    source = Source.objects.select_for_update().filter(pk=number).first()
    if source is not None:
        record_poll(source, now, code[:40])


log = logging.getLogger(__name__)


MAX_PER_POLL = 100


# Days covered by the first poll of a source, and at most by a poll after a pause.
FIRST_DAYS, MAX_DAYS = 3, 30


MAX_HOURS = 24 * 14


Fetch = Callable[..., Fetched]


Progress = Callable[[float], bool]


@transaction.atomic
def request_fetch(url: str, *, now: datetime, by: User, programme: int | None = None) -> Document:
    """Have the worker fetch one document. Refuses `address_not_https` and `host_not_allowed` at once."""
    url = url.strip()
    checked_url(url, settings.NEWS_HOSTS)
    document = Document.objects.create(
        name=url[:200],
        url=url[:1000],
        ingest_method=Document.IngestMethod.ADDRESS,
        programme_id=programme,
        by=by,
        received_at=now,
    )
    record("ask_for_address", "arrival", document.pk, by=by.pk)
    enqueue("fetch_arrival", {"arrival": document.pk}, by=by.pk, unique_key=f"fetch-{document.pk}")
    return document


def fetch_document(number: int, now: datetime, *, fetch: Fetch = fetch) -> None:
    """Fetch a requested document. One that cannot be fetched is a refused document with its reason; bytes that are
    stored already are not stored twice."""
    document = Document.objects.get(pk=number)
    if document.file_id is not None:
        return
    try:
        response = fetch(document.url, settings.NEWS_HOSTS)
    except Refused as refused:
        with transaction.atomic():
            document.state, document.refusal = Document.State.REFUSED, refused.code
            document.save(update_fields=["state", "refusal"])
            record("refuse_document", "arrival", number, by=None, code=refused.code)
        return
    _store_fetched(document, response)


@transaction.atomic
def _store_fetched(document: Document, response: Fetched) -> None:
    file = store_file(response.data, "application/octet-stream")
    existing = known_document(file, document.programme_id)
    record("fetch_document", "arrival", existing.pk if existing else document.pk, by=document.by_id)
    if existing is not None:
        document.delete()
        return
    document.file, document.name, document.url = file, _name(response.url), response.url[:1000]
    document.state, document.refusal = Document.State.WAITING, ""
    document.save()
    enqueue("read_arrival", {"arrival": document.pk}, by=document.by_id, unique_key=f"read-{document.pk}")


def _name(url: str) -> str:
    return (url.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1] or url)[:200]


@transaction.atomic
def add_source(
    kind: str, name: str, address: str, interval_hours: int, *, now: datetime, by: User, programme: int | None = None
) -> Source:
    """Add a feed or the press-release service to the polled sources. Refuses `needs_a_name`, `hours_out_of_range`,
    `source_is_known`, `press_key_is_missing`, and what `fetch` refuses of an address."""
    name, address = " ".join(name.split())[:120], address.strip() if kind == Source.Kind.FEED else ""
    if not name:
        raise Refused("needs_a_name")
    if not 1 <= interval_hours <= MAX_HOURS:
        raise Refused("hours_out_of_range", most=MAX_HOURS)
    if kind == Source.Kind.RELEASES and not settings.PRESS_RELEASE_KEY:
        raise Refused("press_key_is_missing")
    if kind == Source.Kind.FEED:
        checked_url(address, settings.NEWS_HOSTS)
    if Source.objects.filter(kind=kind, address=address).exists():
        raise Refused("source_is_known")
    source = Source.objects.create(
        kind=kind,
        name=name,
        address=address,
        interval_hours=interval_hours,
        programme_id=programme,
        next_poll_at=now,
        by=by,
    )
    record("add_source", "source", source.pk, by=by.pk, of=kind)
    _enqueue_poll(source.pk, by=by.pk)
    return source


@transaction.atomic
def set_source_on(number: int, is_on: bool, *, now: datetime, by: User) -> Source:
    """Pause or resume a source; resuming polls it at once."""
    source = Source.objects.select_for_update().get(pk=number)
    source.is_on, source.next_poll_at, source.failures = is_on, now, 0
    source.save(update_fields=["is_on", "next_poll_at", "failures"])
    record("resume_source" if is_on else "pause_source", "source", number, by=by.pk)
    if is_on:
        _enqueue_poll(number, by=by.pk)
    return source


@transaction.atomic
def request_poll(number: int, *, now: datetime, by: User) -> None:
    """Have the worker poll a source at once, before its time. A paused one stays paused."""
    if Source.objects.filter(pk=number, is_on=True).update(next_poll_at=now):
        _enqueue_poll(number, by=by.pk)
        record("ask_for_visit", "source", number, by=by.pk)


def _enqueue_poll(number: int, *, by: int | None) -> None:
    enqueue("visit_source", {"source": number}, by=by, unique_key=f"visit-{number}")


@transaction.atomic
def schedule_due_sources(now: datetime) -> int:
    """Have the worker poll each source that is due. Return their number. Each poll has its own audit entry."""
    due = list(Source.objects.filter(is_on=True, next_poll_at__lte=now).values_list("pk", flat=True))
    for number in due:
        _enqueue_poll(number, by=None)
    return len(due)


def poll_source(number: int, now: datetime, progress: Progress, *, fetch: Fetch = fetch) -> int:
    """Ingest new entries, at most a hundred at a time. Return their number. A failed poll is recorded on the source's
    row and retried after a growing pause; a single entry that fails is skipped until the next poll."""
    source = Source.objects.get(pk=number)
    count = 0
    try:
        entries = list(_new(source, _listed(source, now, fetch)))[:MAX_PER_POLL]
    except Refused as refused:
        record_poll(source, now, refused.code)
        return 0
    for index, entry in enumerate(entries):
        if progress(index / len(entries)):
            return count
        try:
            count += _take(source, entry, now, fetch)
        except Refused as refused:
            if refused.code == "disk_full":  # as it will be of the entries after it
                record_poll(source, now, refused.code)
                return count
        except DatabaseError:
            raise
        except Exception:  # a faulty entry is skipped alone
            log.exception("source %s: an entry was passed over", number)
    record_poll(source, now, "")
    return count


def _listed(source: Source, now: datetime, fetch: Fetch) -> list[Entry]:
    if source.kind == Source.Kind.FEED:
        response = fetch(source.address, settings.NEWS_HOSTS)
        return _entries(source, response)
    if not settings.PRESS_RELEASE_KEY:
        raise Refused("press_key_is_missing")
    end = now.date()
    start = max((source.polled_at or now - timedelta(days=FIRST_DAYS)).date(), end - timedelta(days=MAX_DAYS))
    return [entry for window in windows(start, end) for entry in _releases(*window, fetch)]


def _entries(source: Source, response: Fetched) -> list[Entry]:
    """Return the entries in the response of a host; any content that cannot be parsed is `not_a_feed`."""
    try:
        return entries_of(response.data, response.url)
    except Refused:
        raise
    except Exception:
        log.exception("source %s: its list cannot be read", source.pk)
        raise Refused("not_a_feed") from None


def _releases(start: date, end: date, fetch: Fetch) -> list[Entry]:
    return releases_of(fetch(press_address(settings.PRESS_RELEASE_KEY, start, end), [PRESS_HOST]).data)


def _new(source: Source, entries: list[Entry]) -> Iterator[Entry]:
    """The entries that were not taken before, each once."""
    seen_keys = set(source.items.values_list("key", flat=True))
    for entry in entries:
        if (key := _key(entry)) not in seen_keys:
            seen_keys.add(key)
            yield entry


def _key(entry: Entry) -> str:
    return hashlib.sha256(entry.key.encode("utf-8", "replace")).hexdigest()


def _take(source: Source, entry: Entry, now: datetime, fetch: Fetch) -> bool:
    """Ingest an entry; return whether it became a new document. Its page is fetched where its host is allowed; else the
    content of the feed is stored."""
    data, url, name = entry.as_page(), entry.link, f"{entry.title[:180]}.html"
    if source.kind == Source.Kind.FEED and may_fetch(entry.link, settings.NEWS_HOSTS):
        response = fetch(entry.link, settings.NEWS_HOSTS)
        data, url, name = response.data, response.url, _name(response.url)
    url = url if url.startswith(("https://", "http://")) else ""
    try:
        with transaction.atomic():
            received = ingest(data, name, source.kind, now=now, by=None, url=url, programme=source.programme_id)
            SourceItem.objects.create(source=source, key=_key(entry), document=received.document)
    except IntegrityError:  # another poll took it meanwhile
        return False
    return received.is_new


@transaction.atomic
def record_poll(source: Source, now: datetime, failure: str) -> None:
    """Record the end of a poll; `failure`: the code of why it failed, "" where it succeeded."""
    source.last_error = failure
    source.failures = min(source.failures + 1, 6) if failure else 0
    source.next_poll_at = now + timedelta(hours=source.interval_hours) * 2**source.failures
    if not failure:
        source.polled_at = now
    source.save(update_fields=["last_error", "failures", "next_poll_at", "polled_at"])
    record("visit_source", "source", source.pk, by=None, trouble=failure or "none")
