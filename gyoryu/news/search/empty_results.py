"""Why a search finds nothing, and alternative queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gyoryu.news.search.highlighting import words_of
from gyoryu.news.search.spellings import other_scripts

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
    """Return names of the same place or body in other scripts that have results."""
    words = words.strip()
    forms = [form for form in other_scripts(words) if form not in words and words not in form] if words else []
    return tuple(form for form in forms[: 2 * MAX_OTHERS] if count_matches(form))[:MAX_OTHERS]
