"""Why a search finds nothing, and alternative queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F

from gyoryu.base.search import parse_query
from gyoryu.news.highlighting import words_of
from gyoryu.news.queries import INDEX, PostFilters, shown_posts
from gyoryu.news.spellings import other_scripts
from gyoryu.news.visibility import visible_arrivals
from gyoryu.programmes.rules import Permissions

MAX_OTHERS = 6
Counted = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class EmptyResult:
    """`absent`: words that nothing holds; `without_filters`: how many there were, had nothing been narrowed; `others`:
    other spellings of the query that have matches."""

    absent: tuple[str, ...]
    without_filters: int
    others: tuple[str, ...]


def explain_empty_result(words: str, count_matches: Counted, *, narrowed: bool) -> EmptyResult:
    """`count_matches`: counts the documents that contain some words, without other filters."""
    single = words_of(words)
    absent = tuple(word for word in single if len(single) > 1 and not count_matches(word))
    return EmptyResult(absent, count_matches(words) if narrowed and words else 0, other_spellings(words, count_matches))


def other_spellings(words: str, count_matches: Counted) -> tuple[str, ...]:
    """Names of the same place or body in other scripts, those that are found."""
    words = words.strip()
    forms = [form for form in other_scripts(words) if form not in words and words not in form] if words else []
    return tuple(form for form in forms[: 2 * MAX_OTHERS] if count_matches(form))[:MAX_OTHERS]


def arrivals_with(words: str, permissions: Permissions) -> int:
    """How many that someone may read."""
    runs = parse_query(words)
    if not runs:
        return 0
    return visible_arrivals(permissions).alias(row=F("pk") * 2).filter(row__in=INDEX.matches(runs)).count()


def posts_with(words: str) -> int:
    return shown_posts(PostFilters(words)).count() if parse_query(words) else 0
