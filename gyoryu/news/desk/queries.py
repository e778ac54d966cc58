"""Queries for the desk: search of documents, names, suggestions, confirmed records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from docread.names.gazetteer import bodies_by_form
from gyoryu.base.names import Names
from gyoryu.base.search import parse_query
from gyoryu.base.text import name_key as key_of
from gyoryu.news.board.queries import posts_with_topic
from gyoryu.news.board.visibility import visible_posts
from gyoryu.news.desk.models import ConfirmedRecord, Mention, Proposal
from gyoryu.news.desk.visibility import visible_mentions
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.search.highlighting import words_of
from gyoryu.news.search.index import INDEX, MAX_LENGTH
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery, match_all
from gyoryu.programmes.rules import Permissions


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """Search of the documents: words and filters."""

    words: str = ""
    state: str = ""
    kind: str = ""  # of a record that was read
    name: str = ""  # of a body, a person or a place that is mentioned
    ministry: str = ""  # that the text comes from
    place: str = ""
    topic: str = ""  # of a post that was written from it
    since: date | None = None
    until: date | None = None
    programme: int | None = None


def search_documents(filters: DocumentFilters, permissions: Permissions) -> QuerySet[Document]:
    """Return the documents that a user may read and that contain all the words: matches in the title first, then the
    newest."""
    documents, mentions = visible_documents(permissions), visible_mentions(permissions)
    if filters.state:
        documents = documents.filter(state=filters.state)
    if filters.kind:
        documents = documents.filter(pk__in=Proposal.objects.filter(kind=filters.kind).values("document"))
    if filters.name:
        documents = documents.filter(pk__in=mentions.filter(name__icontains=filters.name).values("document"))
    if filters.place:
        places = mentions.filter(kind="place", name__icontains=filters.place)
        documents = documents.filter(pk__in=places.values("document"))
    if filters.ministry:
        documents = documents.filter(ministry__icontains=filters.ministry)
    if filters.topic:
        documents = documents.filter(posts__in=posts_with_topic(filters.topic, visible_posts(permissions)))
    if filters.since:
        documents = documents.filter(published_on__gte=filters.since)
    if filters.until:
        documents = documents.filter(published_on__lte=filters.until)
    if filters.programme:
        documents = documents.filter(programme=filters.programme)
    words = filters.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if not runs:
        return documents.order_by("-received_at", "-pk") if not words else documents.none()
    rows = INDEX.matches(runs)
    documents = documents.alias(row=F("pk") * 2).filter(row__in=rows)
    return documents.alias(weight=_weight_of_title(words)).order_by("-weight", "-published_on", "-pk")


def _weight_of_title(words: str) -> Combinable:
    """Weight of the query's words in the title: one for each word, three for the whole query in one piece."""
    weights: Combinable = _in_title(words, 3)
    for word in words_of(words):
        weights = weights + _in_title(word, 1)
    return weights


def _in_title(words: str, weight: int) -> Case:
    return Case(When(title__icontains=words, then=Value(weight)), default=Value(0), output_field=IntegerField())


MAX_SUGGESTED = 12


def names_like(text: str, permissions: Permissions, kind: str = "") -> list[tuple[str, str]]:
    """Return names containing the typed text, from documents that a user may read: name and kind, the most frequent
    first."""
    key = key_of(text)
    if not key:
        return []
    rows = (
        visible_mentions(permissions)
        .filter(key__contains=key, **({"kind": kind} if kind else {}))
        .values("name", "kind")
        .annotate(documents=Count("document"))
        .order_by("-documents", "name")[:MAX_SUGGESTED]
    )
    return [(row["name"], row["kind"]) for row in rows]


@dataclass(frozen=True, slots=True)
class SuggestedProposal:
    """Entries of the directory that a body in a text may be; `linked` is the one that a person chose."""

    proposal: int
    organisations: tuple[Organisation, ...]
    linked: int | None


def suggestions(document: Document, proposals: Sequence[Proposal]) -> dict[int, SuggestedProposal]:
    """For each proposed body, and for the body of each person, the entries of the directory that bear one of its names,
    in any script. Five queries."""
    bodies = [proposal for proposal in proposals if proposal.kind in {"organisation", "person"}]
    forms = [_forms(proposal) for proposal in bodies]
    indexed_forms = [(index, form) for index, names in enumerate(forms) for form in names]
    matched = match_all([MatchQuery(Names(ko=form)) for _, form in indexed_forms])
    numbers: dict[int, list[int]] = {}
    for (index, _), match in zip(indexed_forms, matched, strict=True):
        numbers.setdefault(index, []).extend(n for n in match.candidates if n not in numbers.get(index, []))
    organisations = Organisation.objects.in_bulk({n for organisation_ids in numbers.values() for n in organisation_ids})
    links = document.mentions.exclude(organisation=None).values_list("kind", "name", "organisation_id")
    linked = {(kind, name): number for kind, name, number in links}
    return {
        proposal.pk: SuggestedProposal(
            proposal.pk,
            tuple(organisations[n] for n in dict.fromkeys(numbers.get(index, [])) if n in organisations),
            next((linked[proposal.kind, name] for name in _names(proposal) if (proposal.kind, name) in linked), None),
        )
        for index, proposal in enumerate(bodies)
    }


def _names(proposal: Proposal) -> list[str]:
    """Return the names in the text."""
    values = proposal.shown
    aliases = values.get("aliases") or []
    return [str(values["name"]), *(str(alias) for alias in (aliases if isinstance(aliases, list) else []))]


def _forms(proposal: Proposal) -> list[str]:
    """Return the names of the body in the text, and its known names in other scripts."""
    names = _names(proposal) if proposal.kind == "organisation" else [str(proposal.shown.get("org") or "")]
    known_names = [
        form
        for name in names
        for body in bodies_by_form().get(name, ())
        for form in (body.name, *body.others, *body.chinese, body.english)
    ]
    return [form for form in dict.fromkeys([*names, *known_names]) if form]


# The order in which records lie on a committee's table: kinds as they are listed, each by its day; `Z` puts a month
# behind its days, under any collation, and records without a day come last.
_RANKS = {ConfirmedRecord.Kind.EVENT: 0, ConfirmedRecord.Kind.AGREEMENT: 1, ConfirmedRecord.Kind.COMMITMENT: 2}


def confirmed_records(programme: int, kind: str = "") -> QuerySet[ConfirmedRecord]:
    """Records of a programme: events and agreements by their day, commitments by the day on which they are due."""
    records = ConfirmedRecord.objects.filter(programme=programme, **({"kind": kind} if kind else {}))
    rank = Case(
        *(When(kind=code, then=Value(rank_number)) for code, rank_number in _RANKS.items()), output_field=IntegerField()
    )
    relevant_day = Case(When(kind=ConfirmedRecord.Kind.COMMITMENT, then=F("ends")), default=F("starts"))
    day = Case(When(own=Value(""), then=Value("Z")), default=Concat(F("own"), Value("Z")))
    records = records.select_related("proposal__document", "proposal__decided_by")
    return records.alias(rank=rank, own=relevant_day).alias(day=day).order_by("rank", "day", "pk")


def counts_of_records(programme: int) -> dict[str, int]:
    counts = ConfirmedRecord.objects.filter(programme=programme).order_by().values("kind").annotate(many=Count("pk"))
    return {row["kind"]: row["many"] for row in counts}


def bodies_named_in(documents: Iterable[int]) -> set[str]:
    mentions = Mention.objects.filter(document__in=list(documents), kind="organisation").order_by()
    return set(mentions.values_list("name", flat=True))


def is_late(record: ConfirmedRecord, today: date) -> bool:
    """Return whether the last day of a commitment, or of its month or year, has passed."""
    if record.kind != ConfirmedRecord.Kind.COMMITMENT or not record.ends:
        return False
    return record.ends < today.isoformat()[: len(record.ends)]


def count_documents_with(words: str, permissions: Permissions) -> int:
    """How many that someone may read."""
    runs = parse_query(words)
    if not runs:
        return 0
    return visible_documents(permissions).alias(row=F("pk") * 2).filter(row__in=INDEX.matches(runs)).count()
