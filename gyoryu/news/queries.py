"""Queries of the news package: copies, search, timelines, the board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from docread.names.gazetteer import bodies_by_form
from gyoryu.base.names import Language, Names
from gyoryu.base.search import Index, parse_query, tokenize
from gyoryu.base.text import name_key as key_of
from gyoryu.news.highlighting import words_of
from gyoryu.news.models import Arrival, KeptRecord, Mention, Post, PostText, Proposal, Shingle, WatchHit
from gyoryu.news.visibility import board_posts, editable_posts, visible_arrivals, visible_hits, visible_mentions
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery, match_all
from gyoryu.programmes.rules import Permissions

INDEX = Index("gyoryu_news_search")
MAX_LENGTH = 100
# Hashes that two texts must share before they are compared in full.
MIN_SHARED = 8
MAX_NEAR = 20


def arrival_row(number: int) -> int:
    """The row of an arrival in the index; posts have the odd ones."""
    return number * 2


def post_row(number: int) -> int:
    return number * 2 + 1


def tokens_of_arrival(arrival: Arrival) -> list[str]:
    return tokenize([arrival.title, arrival.text])


def post_tokens(texts: Iterable[PostText]) -> list[str]:
    return tokenize([part for text in texts for part in (text.title, text.body)])


def sharing_shingles(number: int, values: Sequence[int]) -> dict[int, list[int]]:
    """Arrivals that share many hashes with these values, with all of theirs. Two queries."""
    candidates = (
        Shingle.objects.filter(value__in=values)
        .exclude(arrival=number)
        .values("arrival")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=min(MIN_SHARED, max(1, len(values) // 2)))
        .order_by("-shared")[:MAX_NEAR]
    )
    shingles: dict[int, list[int]] = {row["arrival"]: [] for row in candidates}
    for arrival, value in Shingle.objects.filter(arrival__in=shingles).values_list("arrival", "value"):
        shingles[arrival].append(value)
    return shingles


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """Search of the arrivals: words and filters."""

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


def search_arrivals(filters: DocumentFilters, permissions: Permissions) -> QuerySet[Arrival]:
    """Arrivals that someone may read and that hold all the words, those with the words in their title first, then the
    newest."""
    arrivals, mentions = visible_arrivals(permissions), visible_mentions(permissions)
    if filters.state:
        arrivals = arrivals.filter(state=filters.state)
    if filters.kind:
        arrivals = arrivals.filter(pk__in=Proposal.objects.filter(kind=filters.kind).values("arrival"))
    if filters.name:
        arrivals = arrivals.filter(pk__in=mentions.filter(name__icontains=filters.name).values("arrival"))
    if filters.place:
        places = mentions.filter(kind="place", name__icontains=filters.place)
        arrivals = arrivals.filter(pk__in=places.values("arrival"))
    if filters.ministry:
        arrivals = arrivals.filter(source__icontains=filters.ministry)
    if filters.topic:
        arrivals = arrivals.filter(posts__in=_with_topic(filters.topic, _visible_posts(permissions)))
    if filters.since:
        arrivals = arrivals.filter(published_on__gte=filters.since)
    if filters.until:
        arrivals = arrivals.filter(published_on__lte=filters.until)
    if filters.programme:
        arrivals = arrivals.filter(programme=filters.programme)
    words = filters.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if not runs:
        return arrivals.order_by("-received_at", "-pk") if not words else arrivals.none()
    rows = INDEX.matches(runs)
    arrivals = arrivals.alias(row=F("pk") * 2).filter(row__in=rows)
    return arrivals.alias(weight=_weight_of_title(words)).order_by("-weight", "-published_on", "-pk")


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
    """Names that hold what is typed, of documents that someone may read: name and kind, the most frequent first."""
    key = key_of(text)
    if not key:
        return []
    rows = (
        visible_mentions(permissions)
        .filter(key__contains=key, **({"kind": kind} if kind else {}))
        .values("name", "kind")
        .annotate(documents=Count("arrival"))
        .order_by("-documents", "name")[:MAX_SUGGESTED]
    )
    return [(row["name"], row["kind"]) for row in rows]


def ministries(permissions: Permissions) -> list[str]:
    """Where documents that someone may read come from, the most frequent first."""
    sources = visible_arrivals(permissions).exclude(source="").values("source").annotate(documents=Count("pk"))
    return [row["source"] for row in sources.order_by("-documents", "source")[:100]]


def topics(permissions: Permissions | None = None) -> list[str]:
    """Topics of posts that everybody may read, or that someone may; the most frequent first."""
    posts = board_posts() if permissions is None else _visible_posts(permissions)
    counts = Counter(topic for topics in posts.order_by().values_list("topics", flat=True) for topic in topics)
    return [topic for topic, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:100]


def _visible_posts(permissions: Permissions) -> QuerySet[Post]:
    return board_posts() | editable_posts(permissions)


@dataclass(frozen=True, slots=True)
class PostFilters:
    """Search of the board: words and filters."""

    words: str = ""
    topic: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None


def shown_posts(filters: PostFilters | None = None) -> QuerySet[Post]:
    """What everyone may read, the newest first; of those that hold the words, those with them in the title first."""
    filters = filters or PostFilters()
    posts = board_posts().prefetch_related("texts")
    if filters.topic:
        posts = posts.filter(pk__in=_with_topic(filters.topic, board_posts()))
    if filters.department:
        posts = posts.filter(department=filters.department)
    if filters.since:
        posts = posts.filter(published_at__date__gte=filters.since)
    if filters.until:
        posts = posts.filter(published_at__date__lte=filters.until)
    words = filters.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if words and not runs:
        return posts.none()
    if not runs:
        return posts
    posts = posts.alias(row=F("pk") * 2 + 1).filter(row__in=INDEX.matches(runs))
    titled = Exists(PostText.objects.filter(post=OuterRef("pk"), title__icontains=words))
    return posts.alias(titled=titled).order_by("-titled", "-number")


def departments() -> list[str]:
    """Those that have posts on the board."""
    posts = board_posts().exclude(department="").order_by("department")
    return list(posts.values_list("department", flat=True).distinct())


def titles_like(text: str, limit: int = 8) -> list[str]:
    """Topics and titles of shown posts that hold what is typed."""
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return []
    matching_topics = [topic for topic in topics() if text.casefold() in topic.casefold()]
    texts = PostText.objects.filter(post__is_shown=True, title__icontains=text).order_by("-post__number", "pk")
    return list(dict.fromkeys([*matching_topics, *texts.values_list("title", flat=True)[:limit]]))[:limit]


def _with_topic(topic: str, posts: QuerySet[Post]) -> list[int]:
    """Compare topics in Python, since JSON may hold escaped characters."""
    return [pk for pk, topics in posts.order_by().values_list("pk", "topics") if topic in topics]


def neighbours(post: Post) -> tuple[Post | None, Post | None]:
    """The shown post before and the one after. Four queries with their texts."""
    posts = board_posts().prefetch_related("texts")
    return (
        posts.filter(number__lt=post.number).order_by("-number").first(),
        posts.filter(number__gt=post.number).order_by("number").first(),
    )


def text_for(post: Post, language: Language) -> PostText | None:
    """The text for a reader of `language`; failing that the official one, then any."""
    texts = list(post.texts.all())
    own_text = next((text for text in texts if text.language == language), None)
    official = next((text for text in texts if text.mark == PostText.Mark.OFFICIAL), None)
    return own_text or official or (texts[0] if texts else None)


@dataclass(frozen=True, slots=True)
class SuggestedProposal:
    """Entries of the directory that a body in a text may be; `linked` is the one that a person chose."""

    proposal: int
    organisations: tuple[Organisation, ...]
    linked: int | None


def suggestions(arrival: Arrival, proposals: Sequence[Proposal]) -> dict[int, SuggestedProposal]:
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
    links = arrival.mentions.exclude(organisation=None).values_list("kind", "name", "organisation_id")
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
    """The names in the text."""
    values = proposal.shown
    aliases = values.get("aliases") or []
    return [str(values["name"]), *(str(alias) for alias in (aliases if isinstance(aliases, list) else []))]


def _forms(proposal: Proposal) -> list[str]:
    """The names of the body in the text, and those that are known of it in other scripts."""
    names = _names(proposal) if proposal.kind == "organisation" else [str(proposal.shown.get("org") or "")]
    known_names = [
        form
        for name in names
        for body in bodies_by_form().get(name, ())
        for form in (body.name, *body.others, *body.chinese, body.english)
    ]
    return [form for form in dict.fromkeys([*names, *known_names]) if form]


MAX_HITS = 10


def watch_hits(programme: int, permissions: Permissions) -> list[WatchHit]:
    """Hits of a programme's watches that the user may read: unseen ones first, then the
    newest. One query."""
    hits = visible_hits(permissions).filter(watch__programme=programme, watch__is_on=True)
    hits = hits.select_related("watch", "arrival").defer("arrival__text", "arrival__reading")
    return list(hits.order_by(F("seen_at").desc(nulls_first=True), "-at", "-pk")[:MAX_HITS])


# The order in which records lie on a committee's table: kinds as they are listed, each by its day; `Z` puts a month
# behind its days, whatever the collation, and what has no day comes last.
_RANKS = {KeptRecord.Kind.EVENT: 0, KeptRecord.Kind.AGREEMENT: 1, KeptRecord.Kind.COMMITMENT: 2}


def confirmed_records(programme: int, kind: str = "") -> QuerySet[KeptRecord]:
    """Records of a programme: events and agreements by their day, commitments by the day on which they are due."""
    records = KeptRecord.objects.filter(programme=programme, **({"kind": kind} if kind else {}))
    rank = Case(
        *(When(kind=code, then=Value(rank_number)) for code, rank_number in _RANKS.items()), output_field=IntegerField()
    )
    relevant_day = Case(When(kind=KeptRecord.Kind.COMMITMENT, then=F("ends")), default=F("starts"))
    day = Case(When(own=Value(""), then=Value("Z")), default=Concat(F("own"), Value("Z")))
    records = records.select_related("proposal__arrival", "proposal__decided_by")
    return records.alias(rank=rank, own=relevant_day).alias(day=day).order_by("rank", "day", "pk")


def counts_of_records(programme: int) -> dict[str, int]:
    counts = KeptRecord.objects.filter(programme=programme).order_by().values("kind").annotate(many=Count("pk"))
    return {row["kind"]: row["many"] for row in counts}


def bodies_named_in(arrivals: Iterable[int]) -> set[str]:
    mentions = Mention.objects.filter(arrival__in=list(arrivals), kind="organisation").order_by()
    return set(mentions.values_list("name", flat=True))


def is_late(record: KeptRecord, today: date) -> bool:
    """Whether the last day of a commitment, or of its month or year, has passed."""
    if record.kind != KeptRecord.Kind.COMMITMENT or not record.ends:
        return False
    return record.ends < today.isoformat()[: len(record.ends)]
