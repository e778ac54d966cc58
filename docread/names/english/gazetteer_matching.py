"""Bodies of the gazetteer under their English names and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docread.names.english.name_phrases import Token
from docread.names.english.places import country_in
from docread.names.english.vocabulary import TAIL
from docread.names.entities import Mention
from docread.names.gazetteer import Body, bodies_by_form


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Known English forms by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for form in bodies_by_form():
        if form.isascii() and len(form) > 1 and re.match(r"[A-Za-z0-9]", form):
            found.setdefault(re.split(r"[ ,'’]", form)[0], []).append(form)
    return {first: tuple(sorted(forms, key=len, reverse=True)) for first, forms in found.items()}


def known(folded: str, tokens: list[Token], year: int | None) -> Iterator[Mention]:
    until = -1
    for token in tokens:
        if token.start < until:
            continue
        for form in _forms().get(token.bare, ()) or _forms().get(token.text, ()):
            stop = token.start + len(form)
            if not folded.startswith(form, token.start) or re.match(r"[A-Za-z0-9]", folded[stop : stop + 1]):
                continue
            if re.match(
                r"\s(?:Hotel|Tower|World|Plaza|Hall|Building|Department Store|Convention|Arena|Center\b|Centre\b)",
                folded[stop : stop + 18],
            ):
                continue  # a house that is named after it
            if form in {"UN", "EU", "LG", "SK"} and re.match(
                r"\s(?:[A-Z][a-z]|agency|body|organization|report|official|goals)", folded[stop : stop + 14]
            ):
                continue
            before, after = (
                country_in(folded[max(0, token.start - 24) : token.start].rsplit(".", 1)[-1], last=True),
                TAIL.match(folded[stop : stop + 40] and _tail(folded, stop)),
            )
            said = (
                country_in(after.group())
                if after
                else (
                    before
                    if re.search(r"[A-Z][\w’']+(?:['’]s)?\s$", folded[max(0, token.start - 24) : token.start])
                    else None
                )
            )
            body = _body_of(form, year, said)
            if body is not None:
                yield Mention(token.start, stop, form, "known", body.name, body.country, body.kind, body)
                until = stop
            break


def _tail(folded: str, stop: int) -> str:
    """The words `of China` right after a name, cut where they end."""
    match = re.match(r"\s(?:of|in)\s(?:the\s)?[A-Z][\w’']*(?:\s[A-Z][\w’']*|\sof\s[A-Z]\w+)*", folded[stop : stop + 50])
    return match.group() if match else ""


def _body_of(form: str, year: int | None, said: str | None) -> Body | None:
    """Of bodies that share a form, that of the country said beside it; else the one valid in the year."""
    candidates = bodies_by_form()[form]
    if said:
        of_country = [body for body in candidates if body.country in {said, "INT"} or body.kind == "company"]
        return of_country[0] if of_country else None
    return ([body for body in candidates if body.is_valid_in(year)] or list(candidates))[0]
