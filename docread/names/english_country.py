"""Which country an English text gives a body: in its name, in the words around it, in the heading of its list."""

from __future__ import annotations

import re

from docread.names.english_places import country_in, places_in

_BEFORE = re.compile(
    r"(?P<of>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})(?:['’]s?)?(?:-(?:based|listed|owned|invested))?\s(?:(?!and\s|with\s|to\s|by\s|in\s|from\s|while\s|for\s)(?:[a-z][\w-]*|\d+)\s){0,4}$"
)
_AFTER = re.compile(
    r"(?:\s\([A-Za-z&-]{2,10}\))?(?:,\s(?:(?:which is|a|an|the|one of)\s[^,.;]{0,40}?)?(?:based|headquartered|located)\s(?:in|out of)|,?\s(?:of|in)(?:\sthe)?|,)\s(?P<of>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})"
)
_OF_AFTER = re.compile(
    r"(?:\s\([A-Za-z&-]{2,10}\))?\sof\s(?:the\s)?(?P<of>[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,3})"
)
_A_KIND = re.compile(
    r"(?:\s\([A-Za-z&-]{2,10}\))?,\s(?:an?|the|one of)\s(?P<of>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)(?:-based)?\s[a-z]"
)
_IN_BRACKETS = re.compile(r"\s?\((?P<of>[A-Z][\w. ]{1,24})\)")
_INTERNATIONAL = re.compile(
    r"^(?:United Nations|UN |World |International |Asian |ASEAN|Asia|European|Global |Inter-|African|OECD|Intergovernmental)|\b(?:Trilateral)\b"
)


def country_of_name(name: str) -> str | None:
    """By a place in the name itself; `INT` for bodies of many states."""
    if found := country_in(name):
        return found
    return "INT" if _INTERNATIONAL.search(name) else None


def country_around(folded: str, start: int, end: int, sentence: int) -> str | None:
    """By `Korean`, `China's`, `Jinan-based` before it, or `, based in Suwon`, `of China`, `(Vietnam)` after it."""
    if (match := _OF_AFTER.match(folded, end)) and (country := country_in(match["of"])):
        return country
    if match := _BEFORE.search(folded, max(sentence, start - 70), start):
        near = list(places_in(match["of"]))
        if (
            (near
            and match["of"].rstrip("’'s").endswith(match["of"][near[-1][0] : near[-1][1]].rstrip("s")))
            or (near and "-" in match["of"])
        ):
            return near[-1][2]
    for pattern in (_IN_BRACKETS, _AFTER, _A_KIND):
        if (match := pattern.match(folded, end)) and (found := list(places_in(match["of"]))) and found[0][0] == 0:
            return found[0][2]
    return None


_LISTED = re.compile(
    r"(?P<of>[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)?)\s(?:(?:[a-z][\w-]*|\d+|and)\s){0,5}(?:companies|firms|enterprises|makers|manufacturers|agencies|institutions|organi[sz]ations|bodies|startups|start-ups|exhibitors|buyers|universities|institutes|suppliers|developers|conglomerates|importers|participants|partners|side)\b"
)


def country_of_list(folded: str, start: int, sentence: int) -> str | None:
    """`Korean companies such as A, B and C`: all of them are of that country."""
    found = [match for match in _LISTED.finditer(folded, sentence, start)]
    if not found or re.search(r"\b(?:while|whereas|met with|with)\b", folded[found[-1].end() : start]):
        return None
    return country_in(found[-1]["of"], last=True)
