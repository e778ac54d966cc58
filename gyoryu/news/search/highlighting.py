"""Highlight the words of a query in a text: extracts with the hits marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docread.text import fold

BESIDE = 60  # characters left and right of a hit


MAX_EXTRACTS = 2


MAX_WORDS = 8


_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it is a hit."""

    text: str
    hit: bool


def words_of(query: str) -> list[str]:
    """Return the words of a query as in the index: letters and digits, normalised."""
    return list(dict.fromkeys(_RUN.findall(fold(query))))[:MAX_WORDS]


def _pattern(query: str) -> re.Pattern[str] | None:
    """Return the whole of the query first, then its words. Blanks between Hangul are a matter of taste, and so are
    skipped."""
    words = words_of(query)
    if not words:
        return None
    forms = [r"[\W_]*".join(words), *words] if len(words) > 1 else words
    patterns = [re.sub(r"(?<=[가-힣])(?=[가-힣])", r"\\s?", form) for form in forms]
    return re.compile("|".join(patterns), re.IGNORECASE)


def marked(text: str, query: str) -> list[Part]:
    """Return all of the text, its hits marked."""
    return list(_parts(text, 0, len(text), list(_hits(text, query))))


def extracts(text: str, query: str) -> list[list[Part]]:
    """At most two extracts around hits that are not within one another's surroundings."""
    passages: list[list[Part]] = []
    hits = list(_hits(text, query))
    end = -1
    for start, stop in hits:
        if start < end or len(passages) == MAX_EXTRACTS:
            continue
        first, end = max(0, start - BESIDE), min(len(text), stop + BESIDE)
        passages.append(list(_parts(text, first, end, [hit for hit in hits if first <= hit[0] and hit[1] <= end])))
    return passages


def _hits(text: str, query: str) -> Iterator[tuple[int, int]]:
    pattern = _pattern(query)
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(fold(text)))


def _parts(text: str, first: int, end: int, hits: list[tuple[int, int]]) -> Iterator[Part]:
    position = first
    for start, stop in hits:
        if start > position:
            yield Part(text[position:start], False)
        yield Part(text[start:stop], True)
        position = stop
    if position < end:
        yield Part(text[position:end], False)
