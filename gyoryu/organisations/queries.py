"""Finding organisations: by what is typed into a search field, and by identifier or name when data come in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Length
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from gyoryu.base.names import Names
from gyoryu.base.search import parse_query
from gyoryu.base.text import name_key, without_legal_form
from gyoryu.organisations import rules
from gyoryu.organisations.models import SEARCH, Identifier, NameKey, Organisation

MAX_LENGTH = 100
MAX_CANDIDATES = 200  # of those that are put first because their name is, or begins with, what was typed
MAX_SIMILAR = 20
# Of similar names: per cent of characters, and of sounds. 한빛 and 한울 differ by three letters of six.
NEAR_BY_LETTERS, NEAR_BY_SOUND = 84, 90
MIN_PHONETIC_LENGTH = 6
MAX_NEAR = 3
SIMILAR_ENOUGH = 72  # per cent of letters, for one typing mistake in four letters


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search gives. `similar`: nothing matches, and these are spelled nearly so."""

    organisations: QuerySet[Organisation]
    similar: bool = False


def search(query: str, *, country: str = "", kind: str = "", field: str = "") -> SearchResult:
    """Organisations by name in any script, part of a name, pinyin without tones, or identifier; best first.

    Nothing typed: all of them, the newest first. The other arguments leave only those of that country, kind and field
    of technology."""
    query = query.strip()[:MAX_LENGTH]
    candidates = _filtered(country, kind, field)
    runs = parse_query(without_legal_form(query)) or parse_query(query)
    if not runs:
        return SearchResult(candidates.order_by("-pk") if not query else candidates.none())
    matches = _ranked(candidates.filter(pk__in=SEARCH.matches(runs)), name_key(query))
    if matches.exists():
        return SearchResult(matches)
    return SearchResult(_similar(candidates, name_key(query)), similar=True)


def _filtered(country: str, kind: str, field: str) -> QuerySet[Organisation]:
    filters = {name: value for name, value in (("country", country), ("kind", kind)) if value}
    candidates = Organisation.objects.filter(**filters)
    if field:
        candidates = candidates.alias(field_codes=Cast("fields", TextField())).filter(
            field_codes__contains=f'"{field}"'
        )
    return candidates


def _ranked(candidates: QuerySet[Organisation], key: str) -> QuerySet[Organisation]:
    """Return the name itself first, then names that begin so, then the others."""
    name_keys = NameKey.objects.filter(key__gte=key, key__lt=f"{key}\uffff").order_by("key")
    prefix_matches = list(name_keys.values_list("organisation_id", "key")[:MAX_CANDIDATES]) if key else []
    exact = {organisation for organisation, matched_key in prefix_matches if matched_key == key}
    begins = {organisation for organisation, _ in prefix_matches} - exact
    ranks = [When(pk__in=numbers, then=Value(n)) for n, numbers in enumerate((exact, begins)) if numbers]
    if not ranks:  # a Case without any would be a bare number, which ORDER BY takes for a column
        return candidates.order_by("pk")
    return candidates.order_by(Case(*ranks, default=Value(2), output_field=IntegerField()), "pk")


def _similar(candidates: QuerySet[Organisation], key: str) -> QuerySet[Organisation]:
    """Those whose names are spelled nearly as `key`."""
    if len(key) < 3:
        return candidates.none()
    similar_length = NameKey.objects.alias(length=Length("key")).filter(
        length__gte=len(key) - 2, length__lte=len(key) + 2
    )
    keys = list(similar_length.values_list("organisation_id", "key"))
    matches = process.extract(
        key, [stored_key for _, stored_key in keys], scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH, limit=MAX_SIMILAR
    )
    numbers = list(dict.fromkeys(keys[index][0] for _, _, index in matches))
    order = Case(*(When(pk=pk, then=Value(n)) for n, pk in enumerate(numbers)), output_field=IntegerField())
    return candidates.filter(pk__in=numbers).order_by(order) if numbers else candidates.none()


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """An organisation as incoming data describe it. `identifiers`: pairs of scheme and number, as typed."""

    names: Names
    identifiers: Sequence[tuple[str, str]] = field(default=())

    def compact(self) -> list[tuple[str, str]]:
        compacted = ((scheme, rules.compact_identifier(scheme, value)) for scheme, value in self.identifiers)
        return [(scheme, value) for scheme, value in compacted if value]

    def name_keys(self) -> list[str]:
        names = (self.names.ko, self.names.zh, self.names.en)
        return list(dict.fromkeys(key for name in names if name and (key := name_key(name))))


@dataclass(frozen=True, slots=True)
class Match:
    """`organisation`: the one meant, if that is certain. `candidates`: all that bear one of the names. `by`:
    `identifier`, `name` or "" (unknown, or several of that name)."""

    organisation: int | None = None
    by: str = ""
    candidates: tuple[int, ...] = ()


def match_all(queries: Sequence[MatchQuery]) -> list[Match]:
    """For each description the organisation it means: by identifier, else by a name that one organisation alone bears.
    Two queries, however many there are."""
    compact = [query.compact() for query in queries]
    by_identifier = _organisation_by_identifier(compact)
    by_name = _organisations_by_name(queries)
    return [
        _match(pairs, query.name_keys(), by_identifier, by_name) for pairs, query in zip(compact, queries, strict=True)
    ]


def _organisation_by_identifier(compact: Sequence[Sequence[tuple[str, str]]]) -> dict[tuple[str, str], int]:
    values = [value for pairs in compact for _, value in pairs]
    rows = Identifier.objects.filter(value__in=values).values_list("scheme", "value", "organisation_id")
    return {(scheme, value): organisation for scheme, value, organisation in rows}


def _organisations_by_name(queries: Sequence[MatchQuery]) -> dict[str, set[int]]:
    by_name: dict[str, set[int]] = {}
    keys = {key for query in queries for key in query.name_keys()}
    for key, organisation in NameKey.objects.filter(key__in=keys).values_list("key", "organisation_id"):
        by_name.setdefault(key, set()).add(organisation)
    return by_name


def _match(
    pairs: list[tuple[str, str]],
    keys: list[str],
    by_identifier: dict[tuple[str, str], int],
    by_name: dict[str, set[int]],
) -> Match:
    candidates = tuple(sorted({organisation for key in keys for organisation in by_name.get(key, ())}))
    for pair in pairs:
        if pair in by_identifier:
            return Match(by_identifier[pair], "identifier", candidates)
    if len(candidates) == 1:
        return Match(candidates[0], "name", candidates)
    return Match(candidates=candidates)


def match(query: MatchQuery) -> Match:
    return match_all([query])[0]


def similar_all(queries: Sequence[MatchQuery]) -> list[tuple[int, ...]]:
    """For each description the organisations, at most three, whose names are nearly one of its names: a slip of the
    finger, a Hangul letter or a Chinese character of the same sound. The nearest first. One query, however many there
    are.

    Names are compared that begin or end alike: all with all would take minutes for thousands."""
    query_forms = [[(key, _sound(key)) for key in query.name_keys()] for query in queries]
    ends = {end for forms in query_forms for _, sound in forms for end in _ends(sound)}
    forms_by_end: dict[str, set[tuple[str, str, int]]] = {}
    for key, organisation in NameKey.objects.values_list("key", "organisation_id").iterator() if ends else ():
        sound = _sound(key)
        for end in ends.intersection(_ends(sound)):
            forms_by_end.setdefault(end, set()).add((key, sound, organisation))
    return [_nearest(forms, forms_by_end) for forms in query_forms]


def _nearest(
    forms: Sequence[tuple[str, str]], forms_by_end: Mapping[str, set[tuple[str, str, int]]]
) -> tuple[int, ...]:
    scores: dict[int, float] = {}
    for key, sound in forms:
        for other_key, other_sound, organisation in {row for end in _ends(sound) for row in forms_by_end.get(end, ())}:
            if _digits(key) != _digits(other_key):  # 제1공장 and 제2공장 are two
                continue
            by_letters = fuzz.ratio(key, other_key, score_cutoff=NEAR_BY_LETTERS)
            score = max(by_letters, fuzz.ratio(sound, other_sound, score_cutoff=NEAR_BY_SOUND))
            if score:
                scores[organisation] = max(scores.get(organisation, 0), score)
    return tuple(sorted(scores, key=lambda number: (-scores[number], number))[:MAX_NEAR])


def _sound(key: str) -> str:
    """Hangul by its letters, Chinese as it sounds: what differs by one of them is nearly the same."""
    if any("\u4e00" <= char <= "\u9fff" for char in key):
        return "".join(lazy_pinyin(key))
    return unicodedata.normalize("NFD", key)


def _ends(sound: str) -> tuple[str, ...]:
    """Beginning and end; nothing for what is too short to be mistaken."""
    return (f"{sound[:3]}…", f"…{sound[-3:]}") if len(sound) >= MIN_PHONETIC_LENGTH else ()


def _digits(key: str) -> str:
    return "".join(char for char in key if char.isdecimal())


def similar(query: MatchQuery) -> tuple[int, ...]:
    return similar_all([query])[0]


def possible_duplicates(organisation: Organisation) -> QuerySet[Organisation]:
    """Others that bear one of its names."""
    keys = organisation.name_keys.values("key")
    return Organisation.objects.filter(~Q(pk=organisation.pk), name_keys__key__in=keys).distinct().order_by("pk")
