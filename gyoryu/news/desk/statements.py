"""Statements of documents about one body, person, place or agreement, under all of its names, by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from docread.text import fold, split_sentences
from gyoryu.base.text import name_key
from gyoryu.news.desk.models import Mention, Proposal
from gyoryu.news.desk.visibility import visible_mentions
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.search.spellings import keys_of_the_same
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


def name_page(kind: str, name: str, permissions: Permissions) -> NamePage:
    """From the documents that someone may read. Five queries at most, however many documents there are."""
    mentions = visible_mentions(permissions)
    own_mentions = mentions.filter(kind=kind, key=name_key(name)[:200])
    linked = set(own_mentions.exclude(organisation=None).order_by().values_list("organisation", flat=True).distinct())
    keys = keys_of_the_same(kind, name, linked)
    matching = mentions.filter(kind=kind, key__in=keys).order_by()
    names = matching.values("name").annotate(many=Count("pk")).order_by("-many", "name")
    by_year = matching.values(year=ExtractYear("document__published_on")).annotate(
        many=Count("document", distinct=True)
    )
    counts: dict[int | None, int] = {row["year"]: row["many"] for row in by_year}
    return NamePage(
        kind,
        frozenset(keys),
        tuple(row["name"] for row in names[:20]),
        Organisation.objects.filter(pk__in=linked).first() if linked else None,
        _without_gaps({year: count for year, count in counts.items() if year}),
        counts.get(None, 0),
    )


def _without_gaps(counts: dict[int, int]) -> tuple[tuple[int, int], ...]:
    if not counts:
        return ()
    last_year = max(counts)
    first_year = max(min(counts), last_year - MAX_YEARS + 1)
    return tuple((year, counts.get(year, 0)) for year in range(first_year, last_year + 1))


def documents_of(page: NamePage, permissions: Permissions, year: int | None = None) -> QuerySet[Document]:
    """Return the documents that a user may read and that mention it, the newest first; undated ones last."""
    mentions = Mention.objects.filter(kind=page.kind, key__in=page.keys)
    documents = visible_documents(permissions).filter(pk__in=mentions.values("document"))
    if year:
        documents = documents.filter(published_on__year=year)
    return documents.order_by("-published_on", "-received_at", "-pk")


@dataclass(frozen=True, slots=True)
class Statement:
    """Statement of one document about it: the sentences, the proposal that they support, and the details (a role, a
    status) as values of the reading."""

    document: Document
    sentences: tuple[str, ...]
    proposal: int | None
    values: dict[str, Any]


_OF_KIND = {"place": "event"}


def statements_in(documents: Sequence[Document], page: NamePage) -> list[Statement]:
    """One query for the proposals of all these documents."""
    kind = _OF_KIND.get(page.kind, page.kind)
    proposals = Proposal.objects.filter(document__in=[document.pk for document in documents], kind=kind)
    proposals_by_document: dict[int, list[Proposal]] = {}
    for proposal in proposals.exclude(state=Proposal.State.REJECTED):
        if page.keys & {name_key(name)[:200] for name in _names_in(proposal, page.kind)}:
            proposals_by_document.setdefault(proposal.document_id, []).append(proposal)
    return [_statement(document, proposals_by_document.get(document.pk, []), page) for document in documents]


def _names_in(proposal: Proposal, kind: str) -> list[str]:
    """Return the names in a proposal: the names of a body, the place of an event, the title or the parties of an
    agreement."""
    return [*_named(proposal.values, kind), *_named(proposal.corrected_values or {}, kind)]


def _named(values: dict[str, Any], kind: str) -> list[str]:
    if kind == "agreement":
        title = values.get("title") or " · ".join(str(alias) for alias in values.get("parties") or [])
        return [str(title)]
    if kind == "place":
        return [str(values.get("place") or "")]
    return [str(values.get("name") or ""), *(str(alias) for alias in values.get("aliases") or [])]


def _statement(document: Document, proposals: list[Proposal], page: NamePage) -> Statement:
    starts = [start for proposal in proposals for start, _ in proposal.spans][: 2 * MAX_SENTENCES]
    sentences = dict.fromkeys(sentence for start in starts if (sentence := sentence_at(document.text, start)))
    if not proposals:
        sentences = dict.fromkeys(_with_a_name(document.text, page.names))
    proposal = proposals[0] if proposals else None
    return Statement(
        document,
        tuple(sentences)[:MAX_SENTENCES],
        proposal.pk if proposal else None,
        proposal.shown if proposal else {},
    )


def sentence_at(text: str, position: int) -> str:
    """Return the sentence of its line that holds a place of the text."""
    begin, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[begin : len(text) if end < 0 else end]
    for span in split_sentences(fold(line), 0, len(line)):
        if span.start <= position - begin < span.end:
            return line[span.start : span.end]
    return line.strip()


def _with_a_name(text: str, names: Iterable[str]) -> list[str]:
    places = sorted(position for name in names if (position := text.find(name)) >= 0)
    return [sentence_at(text, position) for position in places[:MAX_SENTENCES]]


def names_mentioned(permissions: Permissions, kind: str, text: str = "") -> QuerySet[Mention, Any]:
    """Return rows of `kind`, `key`, `name`, `documents` and `last`, the most frequently mentioned first."""
    mentions = visible_mentions(permissions).filter(kind__in=(kind,) if kind in NAMED else NAMED).order_by()
    if key := name_key(text):
        mentions = mentions.filter(key__contains=key)
    return (
        mentions.values("kind", "key")
        .annotate(name=Max("name"), documents=Count("document"), last=Max("document__published_on"))
        .order_by("-documents", "key", "kind")
    )


def counts_of_names(permissions: Permissions) -> dict[str, int]:
    """Return the number of mentioned names by kind."""
    rows = visible_mentions(permissions).order_by().values("kind").annotate(many=Count("key", distinct=True))
    return {row["kind"]: row["many"] for row in rows}
