"""Countries, provinces and cities as English texts write them, with the adjectives of countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "english_places.tsv"
_WORD = re.compile(r"(?<![A-Za-z])[A-Z][\w.’-]*(?:'an\b)?")


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
        rest = text[match.start() : min(end, match.start() + 40)]
        words = re.findall(r"[\w.'-]+(?: |$|(?=\W))", rest)
        for count in range(min(5, len(words)), 0, -1):
            name = "".join(words[:count]).rstrip(" ")
            for form in (name, name.rstrip("."), re.sub(r"'s?$", "", name), re.sub(r"-(?:based|led|style|funded)$", "", name), name.split("-")[0]):
                if form in places():
                    country, kind = places()[form]
                    told = match.start() + len(form)
                    yield match.start(), told, country, kind
                    break
            else:
                continue
            break


def country_in(text: str, *, last: bool = False) -> str | None:
    """The country that the first (or last) place in `text` lies in, or is."""
    found = [country for _, _, country, _ in places_in(text)]
    return found[-1 if last else 0] if found else None
