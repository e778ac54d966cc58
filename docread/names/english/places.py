"""Countries, provinces and cities as English texts write them, with the adjectives of countries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docread.patterns import regex

_DATA = Path(__file__).parents[1] / "data" / "english_places.tsv"
_WORD = regex(r"(?<![A-Za-z])(?:[A-Z]\.){2,}|(?<![A-Za-z])[A-Z][\w-]*(?:'an\b)?")
_STEM = regex(r"-.*$")


@cache
def places() -> dict[str, tuple[str, str]]:
    """Country and kind (`country`, `adjective`, `province`, `city`) by name."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: (country, kind) for name, country, kind in rows}


def places_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str, str]]:
    """Places between two positions: start, end, country, kind; the longest name at each."""
    end = len(text) if end is None else end
    told = start
    for match in _WORD.finditer(text, start, end):
        if match.start() < told:
            continue
        first = _STEM.sub("", match.group())
        for name in _by_first().get(first, ()) or _by_first().get(match.group(), ()):
            stop = match.start() + len(name)
            if stop <= end and text.startswith(name, match.start()) and not text[stop : stop + 1].isalnum():
                country, kind = places()[name]
                told = stop
                yield match.start(), stop, country, kind
                break


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    """Names by their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for name in places():
        found.setdefault(name.split(" ")[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def country_in(text: str, *, last: bool = False) -> str | None:
    """The country that the first (or last) place in `text` lies in, or is."""
    found = [country for _, _, country, _ in places_in(text)]
    return found[-1 if last else 0] if found else None
