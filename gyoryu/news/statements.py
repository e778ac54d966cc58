"""What documents say of one body, person, place or agreement, under all of its names, over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from docread.text import fold, split_sentences
from gyoryu.base.text import name_key
from gyoryu.news.models import Arrival, Mention, Proposal
from gyoryu.news.spellings import keys_of_the_same
from gyoryu.news.visibility import visible_arrivals, visible_mentions
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.rules import Permissions

NAMED = ("organisation", "person", "place", "agreement")
MAX_SENTENCES = 3
MAX_YEARS = 30


@dataclass(frozen=True, slots=True)
class NamePage:
    """`keys`: under which documents name it; `names`: as they write it, the most frequent first; `years`: how many
    documents there are of each year, without a gap; `undated`: of how many the day is not known."""

    kind: str
    keys: frozenset[str]
    names: tuple[str, ...]
    organisation: Organisation | None
    years: tuple[tuple[int, int], ...]
    undated: int


def name_page(kind: str, name: str, standings: Permissions) -> NamePage:
    """From the documents that someone may read. Five queries at most, however many documents there are."""
    mentions = visible_mentions(standings)
    own = mentions.filter(kind=kind, key=name_key(name)[:200])
    linked = set(own.exclude(organisation=None).order_by().values_list("organisation", flat=True).distinct())
    keys = keys_of_the_same(kind, name, linked)
    found = mentions.filter(kind=kind, key__in=keys).order_by()
    names = found.values("name").annotate(many=Count("pk")).order_by("-many", "name")
    by_year = found.values(year=ExtractYear("arrival__published_on")).annotate(many=Count("arrival", distinct=True))
    counts: dict[int | None, int] = {row["year"]: row["many"] for row in by_year}
    return NamePage(
        kind,
        frozenset(keys),
        tuple(row["name"] for row in names[:20]),
        Organisation.objects.filter(pk__in=linked).first() if linked else None,
        _without_gaps({year: many for year, many in counts.items() if year}),
        counts.get(None, 0),
    )


def _without_gaps(counts: dict[int, int]) -> tuple[tuple[int, int], ...]:
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - MAX_YEARS + 1)
    return tuple((year, counts.get(year, 0)) for year in range(first, last + 1))


def documents_of(found: NamePage, standings: Permissions, year: int | None = None) -> QuerySet[Arrival]:
    """The documents that someone may read and that name it, the newest first; those without a day at
    the end."""
    mentions = Mention.objects.filter(kind=found.kind, key__in=found.keys)
    named = visible_arrivals(standings).filter(pk__in=mentions.values("arrival"))
    if year:
        named = named.filter(published_on__year=year)
    return named.order_by("-published_on", "-received_at", "-pk")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says of it: the sentences, the proposal that they are evidence of, and what stands there of it
    (a role, a status) as values of the reading."""

    arrival: Arrival
    sentences: tuple[str, ...]
    proposal: int | None
    values: dict[str, Any]


_OF_KIND = {"place": "event"}


def statements_in(arrivals: Sequence[Arrival], found: NamePage) -> list[Statement]:
    """One query for the proposals of all these documents."""
    kind = _OF_KIND.get(found.kind, found.kind)
    proposals = Proposal.objects.filter(arrival__in=[one.pk for one in arrivals], kind=kind)
    telling: dict[int, list[Proposal]] = {}
    for proposal in proposals.exclude(state=Proposal.State.REJECTED):
        if found.keys & {name_key(name)[:200] for name in _names_in(proposal, found.kind)}:
            telling.setdefault(proposal.arrival_id, []).append(proposal)
    return [_statement(arrival, telling.get(arrival.pk, []), found) for arrival in arrivals]


def _names_in(proposal: Proposal, kind: str) -> list[str]:
    """What a proposal names: a body its names, an event its place, an agreement its title or its parties."""
    return [*_named(proposal.values, kind), *_named(proposal.kept or {}, kind)]


def _named(values: dict[str, Any], kind: str) -> list[str]:
    if kind == "agreement":
        title = values.get("title") or " · ".join(str(one) for one in values.get("parties") or [])
        return [str(title)]
    if kind == "place":
        return [str(values.get("place") or "")]
    return [str(values.get("name") or ""), *(str(one) for one in values.get("aliases") or [])]


def _statement(arrival: Arrival, proposals: list[Proposal], found: NamePage) -> Statement:
    starts = [start for proposal in proposals for start, _ in proposal.spans][: 2 * MAX_SENTENCES]
    sentences = dict.fromkeys(sentence for start in starts if (sentence := sentence_at(arrival.text, start)))
    if not proposals:
        sentences = dict.fromkeys(_with_a_name(arrival.text, found.names))
    first = proposals[0] if proposals else None
    return Statement(
        arrival, tuple(sentences)[:MAX_SENTENCES], first.pk if first else None, first.shown if first else {}
    )


def sentence_at(text: str, place: int) -> str:
    """The sentence of its line that holds a place of the text."""
    begin, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[begin : len(text) if end < 0 else end]
    for piece in split_sentences(fold(line), 0, len(line)):
        if piece.start <= place - begin < piece.end:
            return line[piece.start : piece.end]
    return line.strip()


def _with_a_name(text: str, names: Iterable[str]) -> list[str]:
    places = sorted(place for name in names if (place := text.find(name)) >= 0)
    return [sentence_at(text, place) for place in places[:MAX_SENTENCES]]


def names_mentioned(standings: Permissions, kind: str, typed: str = "") -> QuerySet[Mention, Any]:
    """Rows of `kind`, `key`, `name`, `documents` and `last`, those that most documents name first."""
    found = visible_mentions(standings).filter(kind__in=(kind,) if kind in NAMED else NAMED).order_by()
    if key := name_key(typed):
        found = found.filter(key__contains=key)
    return (
        found.values("kind", "key")
        .annotate(name=Max("name"), documents=Count("arrival"), last=Max("arrival__published_on"))
        .order_by("-documents", "key", "kind")
    )


def counts_of_names(standings: Permissions) -> dict[str, int]:
    """How many names of each kind documents hold."""
    rows = visible_mentions(standings).order_by().values("kind").annotate(many=Count("key", distinct=True))
    return {row["kind"]: row["many"] for row in rows}
