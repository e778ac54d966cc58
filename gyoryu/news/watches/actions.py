"""Watches: notify officers of documents that contain certain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from gyoryu.base.emails import send_email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.search import parse_query
from gyoryu.news.documents.models import Document
from gyoryu.news.rules import may_read_document
from gyoryu.news.search.index import INDEX
from gyoryu.news.search.spellings import in_directory, other_scripts
from gyoryu.news.watches.codes import digits_of, names_code
from gyoryu.news.watches.models import Watch, WatchHit
from gyoryu.news.watches.visibility import visible_hits
from gyoryu.people.models import User
from gyoryu.programmes.queries import load_permissions
from gyoryu.programmes.rules import Permissions

MAX_WATCHES = 50


MAX_PER_EMAIL = 50


@transaction.atomic
def add_watch(
    words: str,
    frequency: str,
    *,
    owner: User,
    now: datetime,
    programme: int | None = None,
    kind: str = Watch.Kind.WORDS,
) -> Watch:
    """Begin to watch. Refuses `nothing_to_watch` for words without letters or digits, `not_a_code` and
    `too_many_watches`."""
    words = " ".join(words.split())
    if not parse_query(words):
        raise Refused("nothing_to_watch")
    if kind == Watch.Kind.CODE and not digits_of(words):
        raise Refused("not_a_code")
    if Watch.objects.filter(owner=owner, is_on=True).count() >= MAX_WATCHES:
        raise Refused("too_many_watches", most=MAX_WATCHES)
    watch = Watch.objects.create(
        owner=owner, kind=kind, words=words[:200], frequency=frequency, programme_id=programme, made_at=now
    )
    record("watch", "watch", watch.pk, by=owner.pk, of=kind, often=frequency)
    return watch


@transaction.atomic
def end_watch(number: int, *, owner: User) -> None:
    """End a watch of its owner; its hits stay."""
    watch = Watch.objects.get(pk=number, owner=owner)
    watch.is_on = False
    watch.save(update_fields=["is_on"])
    record("end_watch", "watch", watch.pk, by=owner.pk)


def match_watches(document: Document, now: datetime) -> int:
    """Record hits of watches that match the document and whose owners may read it, and email those who want immediate
    notice. Return the number of new hits. Called in the action that reads the document."""
    count = 0
    permissions: dict[int, Permissions] = {}
    for watch in Watch.objects.filter(is_on=True).select_related("owner"):
        if watch.owner_id not in permissions:
            permissions[watch.owner_id] = load_permissions(watch.owner)
        if not may_read_document(permissions[watch.owner_id], document.programme_id) or not _concerns(watch, document):
            continue
        hit, is_new = WatchHit.objects.get_or_create(watch=watch, document=document, defaults={"at": now})
        count += is_new
        if is_new and watch.frequency == Watch.Frequency.ONCE:
            _write(watch, [hit], now)
    return count


def _concerns(watch: Watch, document: Document) -> bool:
    if watch.kind == Watch.Kind.CODE:
        return names_code(document.text, digits_of(watch.words))
    if watch.kind == Watch.Kind.BODY:
        return _contains_any([*other_scripts(watch.words), *in_directory(watch.words)], document.pk)
    if watch.kind == Watch.Kind.REGION:
        return _contains_any(other_scripts(watch.words), document.pk)
    return all(_contains_any(other_scripts(word), document.pk) for word in watch.words.split())


def _contains_any(forms: Iterable[str], document: int) -> bool:
    """Return whether the document holds one of these names."""
    matching = Document.objects.alias(row=F("pk") * 2).filter(pk=document)
    return any(matching.filter(row__in=INDEX.matches(runs)).exists() for form in forms if (runs := parse_query(form)))


@transaction.atomic
def mark_hits_seen(programme: int, *, now: datetime, by: User) -> int:
    """Mark the hits of a programme's watches as seen. Return their number."""
    count = WatchHit.objects.filter(watch__programme=programme, seen_at=None).update(seen_at=now)
    record("see_watch_hits", "programme", programme, by=by.pk, hits=count)
    return count


@transaction.atomic
def send_digests(now: datetime) -> int:
    """Send the daily digests: one email for each watch with new hits. Return their number."""
    sent = 0
    for watch in Watch.objects.filter(is_on=True, frequency=Watch.Frequency.DAILY).select_related("owner"):
        waiting = visible_hits(load_permissions(watch.owner)).filter(watch=watch, mailed_at=None)
        hits = list(waiting.select_related("document")[:MAX_PER_EMAIL])
        if hits:
            _write(watch, hits, now)
            sent += 1
    return sent


def _write(watch: Watch, hits: list[WatchHit], now: datetime) -> None:
    lines = [{"title": hit.document.title or hit.document.name, "publisher": hit.document.publisher} for hit in hits]
    language = watch.owner.language
    params = {"words": watch.words, "documents": lines, "link": f"/news/watches/{watch.pk}/"}
    occasion = f"watch_hit.{min(hit.pk for hit in hits)}"  # a hit is mailed once
    send_email("watch_hits", watch.owner.email, language, params, occasion=occasion)  # type: ignore[arg-type]
    WatchHit.objects.filter(pk__in=[hit.pk for hit in hits]).update(mailed_at=now)
