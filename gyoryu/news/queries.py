"""Reads of the news room that are worth a name: copies, search, timelines, what is on the board."""

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
    near = (
        Shingle.objects.filter(value__in=values)
        .exclude(arrival=number)
        .values("arrival")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=min(MIN_SHARED, max(1, len(values) // 2)))
        .order_by("-shared")[:MAX_NEAR]
    )
    found: dict[int, list[int]] = {row["arrival"]: [] for row in near}
    for arrival, value in Shingle.objects.filter(arrival__in=found).values_list("arrival", "value"):
        found[arrival].append(value)
    return found


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """What is asked of the arrivals: words, and what narrows them."""

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


def search_arrivals(asked: DocumentFilters, standings: Permissions) -> QuerySet[Arrival]:
    """Arrivals that someone may read and that hold all the words, those with the words in their title first, then the
    newest."""
    found, mentions = visible_arrivals(standings), visible_mentions(standings)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.kind:
        found = found.filter(pk__in=Proposal.objects.filter(kind=asked.kind).values("arrival"))
    if asked.name:
        found = found.filter(pk__in=mentions.filter(name__icontains=asked.name).values("arrival"))
    if asked.place:
        places = mentions.filter(kind="place", name__icontains=asked.place)
        found = found.filter(pk__in=places.values("arrival"))
    if asked.ministry:
        found = found.filter(source__icontains=asked.ministry)
    if asked.topic:
        found = found.filter(posts__in=_with_topic(asked.topic, _visible_posts(standings)))
    if asked.since:
        found = found.filter(published_on__gte=asked.since)
    if asked.until:
        found = found.filter(published_on__lte=asked.until)
    if asked.programme:
        found = found.filter(programme=asked.programme)
    words = asked.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if not runs:
        return found.order_by("-received_at", "-pk") if not words else found.none()
    rows = INDEX.matches(runs)
    found = found.alias(row=F("pk") * 2).filter(row__in=rows)
    return found.alias(weight=_weight_of_title(words)).order_by("-weight", "-published_on", "-pk")


def _weight_of_title(words: str) -> Combinable:
    """How much of what is asked for the title holds: each word once, all of it in one piece as much as three words."""
    weights: Combinable = _in_title(words, 3)
    for word in words_of(words):
        weights = weights + _in_title(word, 1)
    return weights


def _in_title(words: str, weight: int) -> Case:
    return Case(When(title__icontains=words, then=Value(weight)), default=Value(0), output_field=IntegerField())


MAX_SUGGESTED = 12


def names_like(typed: str, standings: Permissions, kind: str = "") -> list[tuple[str, str]]:
    """Names that hold what is typed, of documents that someone may read: name and kind, the most frequent first."""
    key = key_of(typed)
    if not key:
        return []
    found = (
        visible_mentions(standings)
        .filter(key__contains=key, **({"kind": kind} if kind else {}))
        .values("name", "kind")
        .annotate(documents=Count("arrival"))
        .order_by("-documents", "name")[:MAX_SUGGESTED]
    )
    return [(row["name"], row["kind"]) for row in found]


def ministries(standings: Permissions) -> list[str]:
    """Where documents that someone may read come from, the most frequent first."""
    found = visible_arrivals(standings).exclude(source="").values("source").annotate(documents=Count("pk"))
    return [row["source"] for row in found.order_by("-documents", "source")[:100]]


def topics(standings: Permissions | None = None) -> list[str]:
    """Topics of posts that everybody may read, or that someone may; the most frequent first."""
    posts = board_posts() if standings is None else _visible_posts(standings)
    found = Counter(topic for topics in posts.order_by().values_list("topics", flat=True) for topic in topics)
    return [topic for topic, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))][:100]


def _visible_posts(standings: Permissions) -> QuerySet[Post]:
    return board_posts() | editable_posts(standings)


@dataclass(frozen=True, slots=True)
class PostFilters:
    """What is asked of the board: words, and what narrows them."""

    words: str = ""
    topic: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None


def shown_posts(asked: PostFilters | None = None) -> QuerySet[Post]:
    """What everyone may read, the newest first; of those that hold the words, those with them in the title first."""
    asked = asked or PostFilters()
    found = board_posts().prefetch_related("texts")
    if asked.topic:
        found = found.filter(pk__in=_with_topic(asked.topic, board_posts()))
    if asked.department:
        found = found.filter(department=asked.department)
    if asked.since:
        found = found.filter(published_at__date__gte=asked.since)
    if asked.until:
        found = found.filter(published_at__date__lte=asked.until)
    words = asked.words.strip()[:MAX_LENGTH]
    runs = parse_query(words)
    if words and not runs:
        return found.none()
    if not runs:
        return found
    found = found.alias(row=F("pk") * 2 + 1).filter(row__in=INDEX.matches(runs))
    titled = Exists(PostText.objects.filter(post=OuterRef("pk"), title__icontains=words))
    return found.alias(titled=titled).order_by("-titled", "-number")


def departments() -> list[str]:
    """Those that have posts on the board."""
    found = board_posts().exclude(department="").order_by("department")
    return list(found.values_list("department", flat=True).distinct())


def titles_like(typed: str, most: int = 8) -> list[str]:
    """Topics and titles of shown posts that hold what is typed."""
    typed = typed.strip()[:MAX_LENGTH]
    if not typed:
        return []
    named = [topic for topic in topics() if typed.casefold() in topic.casefold()]
    texts = PostText.objects.filter(post__is_shown=True, title__icontains=typed).order_by("-post__number", "pk")
    return list(dict.fromkeys([*named, *texts.values_list("title", flat=True)[:most]]))[:most]


def _with_topic(topic: str, posts: QuerySet[Post]) -> list[int]:
    """JSON may hold letters escaped, so that topics are compared here."""
    return [pk for pk, topics in posts.order_by().values_list("pk", "topics") if topic in topics]


def neighbours(post: Post) -> tuple[Post | None, Post | None]:
    """The shown post before and the one after. Four queries with their texts."""
    shown = board_posts().prefetch_related("texts")
    return (
        shown.filter(number__lt=post.number).order_by("-number").first(),
        shown.filter(number__gt=post.number).order_by("number").first(),
    )


def text_for(post: Post, language: Language) -> PostText | None:
    """The text for a reader of `language`; failing that the official one, then any."""
    texts = list(post.texts.all())
    own = next((text for text in texts if text.language == language), None)
    official = next((text for text in texts if text.mark == PostText.Mark.OFFICIAL), None)
    return own or official or (texts[0] if texts else None)


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
    flat = [(place, form) for place, names in enumerate(forms) for form in names]
    matched = match_all([MatchQuery(Names(ko=form)) for _, form in flat])
    numbers: dict[int, list[int]] = {}
    for (place, _), match in zip(flat, matched, strict=True):
        numbers.setdefault(place, []).extend(n for n in match.candidates if n not in numbers.get(place, []))
    known = Organisation.objects.in_bulk({n for found in numbers.values() for n in found})
    links = arrival.mentions.exclude(organisation=None).values_list("kind", "name", "organisation_id")
    linked = {(kind, name): number for kind, name, number in links}
    return {
        proposal.pk: SuggestedProposal(
            proposal.pk,
            tuple(known[n] for n in dict.fromkeys(numbers.get(place, [])) if n in known),
            next((linked[proposal.kind, name] for name in _names(proposal) if (proposal.kind, name) in linked), None),
        )
        for place, proposal in enumerate(bodies)
    }


def _names(proposal: Proposal) -> list[str]:
    """The names in the text."""
    shown = proposal.shown
    aliases = shown.get("aliases") or []
    return [str(shown["name"]), *(str(alias) for alias in (aliases if isinstance(aliases, list) else []))]


def _forms(proposal: Proposal) -> list[str]:
    """The names of the body in the text, and those that are known of it in other scripts."""
    names = _names(proposal) if proposal.kind == "organisation" else [str(proposal.shown.get("org") or "")]
    known = [
        form
        for name in names
        for body in bodies_by_form().get(name, ())
        for form in (body.name, *body.others, *body.chinese, body.english)
    ]
    return [form for form in dict.fromkeys([*names, *known]) if form]


MAX_HITS = 10


def watch_hits(programme: int, standings: Permissions) -> list[WatchHit]:
    """What watches found for a programme, as far as someone may read it: what nobody has seen first, then the
    newest. One query."""
    found = visible_hits(standings).filter(watch__programme=programme, watch__is_on=True)
    found = found.select_related("watch", "arrival").defer("arrival__text", "arrival__reading")
    return list(found.order_by(F("seen_at").desc(nulls_first=True), "-at", "-pk")[:MAX_HITS])


# The order in which records lie on a committee's table: kinds as they are listed, each by its day; `Z` puts a month
# behind its days, whatever the collation, and what has no day comes last.
_RANKS = {KeptRecord.Kind.EVENT: 0, KeptRecord.Kind.AGREEMENT: 1, KeptRecord.Kind.COMMITMENT: 2}


def confirmed_records(programme: int, kind: str = "") -> QuerySet[KeptRecord]:
    """Records of a programme: events and agreements by their day, commitments by the day on which they are due."""
    found = KeptRecord.objects.filter(programme=programme, **({"kind": kind} if kind else {}))
    rank = Case(*(When(kind=code, then=Value(place)) for code, place in _RANKS.items()), output_field=IntegerField())
    own_day = Case(When(kind=KeptRecord.Kind.COMMITMENT, then=F("ends")), default=F("starts"))
    day = Case(When(own=Value(""), then=Value("Z")), default=Concat(F("own"), Value("Z")))
    found = found.select_related("proposal__arrival", "proposal__decided_by")
    return found.alias(rank=rank, own=own_day).alias(day=day).order_by("rank", "day", "pk")


def counts_of_records(programme: int) -> dict[str, int]:
    found = KeptRecord.objects.filter(programme=programme).order_by().values("kind").annotate(many=Count("pk"))
    return {row["kind"]: row["many"] for row in found}


def bodies_named_in(arrivals: Iterable[int]) -> set[str]:
    found = Mention.objects.filter(arrival__in=list(arrivals), kind="organisation").order_by()
    return set(found.values_list("name", flat=True))


def is_late(record: KeptRecord, today: date) -> bool:
    """Whether the last day of a commitment, or of its month or year, has passed."""
    if record.kind != KeptRecord.Kind.COMMITMENT or not record.ends:
        return False
    return record.ends < today.isoformat()[: len(record.ends)]
