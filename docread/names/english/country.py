"""Which country an English text gives a body: in its name, in the words around it, in the heading of its list."""

from __future__ import annotations

import re
from itertools import pairwise

from docread.document import Span
from docread.names.english.places import country_in, places_in
from docread.names.entities import Mention
from docread.patterns import regex

_BEFORE = regex(
    r"(?P<of>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})(?:['’]s?)?(?:-(?:based|listed|owned|invested))?\s(?:(?!and\s|with\s|to\s|by\s|in\s|from\s|while\s|for\s)(?:[a-z][\w-]*|\d+)\s){0,4}$"
)
_AFTER = regex(
    r"(?:\s\([A-Za-z&-]{2,10}\))?(?:,\s(?:(?:which is|a|an|the|one of)\s[^,.;]{0,40}?)?(?:based|headquartered|located)\s(?:in|out of)|,?\s(?:of|in)(?:\sthe)?|,)\s(?P<of>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})"
)
_OF_AFTER = regex(
    r"(?:\s\([A-Za-z&-]{2,10}\))?\sof\s(?:the\s)?(?P<of>[A-Z][\w.’'-]*(?:\s(?:of\s)?[A-Z][\w.’'-]*){0,3})"
)
_A_KIND = regex(
    r"(?:\s\([A-Za-z&-]{2,10}\))?,\s(?:an?|the|one of)\s(?P<of>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)(?:-based)?\s[a-z]"
)
_IN_BRACKETS = regex(r"\s?\((?P<of>[A-Z][\w. ]{1,24})\)")
_INTERNATIONAL = regex(
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
        if (near and match["of"].rstrip("’'s").endswith(match["of"][near[-1][0] : near[-1][1]].rstrip("s"))) or (
            near and "-" in match["of"]
        ):
            return near[-1][2]
    for pattern in (_IN_BRACKETS, _AFTER, _A_KIND):
        if (match := pattern.match(folded, end)) and (found := list(places_in(match["of"]))) and found[0][0] == 0:
            return found[0][2]
    return None


_LISTED = regex(
    r"(?P<of>[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)?)\s(?:(?:[a-z][\w-]*|\d+|and)\s){0,5}(?:companies|firms|enterprises|makers|manufacturers|agencies|institutions|organi[sz]ations|bodies|startups|start-ups|exhibitors|buyers|universities|institutes|suppliers|developers|conglomerates|importers|participants|partners|side)\b"
)


def country_of_list(folded: str, start: int, sentence: int) -> str | None:
    """`Korean companies such as A, B and C`: all of them are of that country."""
    found = list(_LISTED.finditer(folded, sentence, start))
    if not found or re.search(r"\b(?:while|whereas|met with|with)\b", folded[found[-1].end() : start]):
        return None
    return country_in(found[-1]["of"], last=True)


_SITE = regex(r"\b(?:Ministry|Embassy|Consulate|Department|Government|Agency|Chamber|Association|Institute)\b")
_OF_DATELINE = regex(
    r"(?:^|[\n(\[])(?P<of>[A-Z][A-Za-z ,'.]{2,40}?)(?:,?\s(?:[A-Z][a-z]+\.?\s\d|\d)|\s?[(/-])[^\n]{0,50}$"
)


def home_of(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> str | None:
    """The country that the article is written from: that of its dateline, else of the body that it begins with; Korea
    where the text speaks of it."""
    if not spans:
        return None
    line = _OF_DATELINE.search(folded[max(0, spans[0][0] - 90) : spans[0][0]])
    lead = folded[spans[0][0] : spans[0][0] + 160].split(". ", maxsplit=1)[0]
    if line and re.search(r"\b(?:South Korean?|S\. Korean?)\b", lead):
        return "KR"  # a Korean matter, reported from abroad
    if line and (country := country_in(line["of"].title()) or country_in(line["of"])):
        return country
    site = folded[: spans[0][0]].lstrip().split("\n", 1)[0]
    if (len(site.split()) < 6 or _SITE.search(site)) and (country := country_in(site.title()) or country_in(site)):
        return country
    first = mentions[0] if mentions else None
    if first and (country := first.country or country_of_name(first.text)) and country != "INT":
        return country
    of_states = [country for start, end in spans for _, _, country, kind in places_in(folded, start, end)]
    return "KR" if "KR" in of_states else (of_states[0] if of_states else None)


def set_countries(folded: str, mentions: list[Mention], home: str | None) -> None:
    for mention in mentions:
        if mention.country or mention.body:
            continue
        line = folded.rfind("\n", 0, mention.start) + 1
        sentence = max(line, folded.rfind(". ", line, mention.start) + 1)
        mention.country = (
            country_of_name(mention.text)
            or country_around(folded, mention.start, mention.end, sentence)
            or country_of_list(folded, mention.start, sentence)
        )
    _of_neighbours(folded, mentions)
    told = {m.key: m.country for m in mentions if m.country}
    for mention in mentions:
        if mention.country is None and mention.body is None:
            mention.country = told.get(mention.key) or (None if mention.text.startswith("University of") else home)


_ASIDE = regex(r"\.\s|\n|\b(?:with|to|from|while|by|between|said|against)\s")


def _of_neighbours(folded: str, mentions: list[Mention]) -> None:
    """Who stands in one row with bodies of a country is of that country."""
    for before, mention in pairwise(mentions):
        if mention.country is None and mention.rule in {"listed", "company"} and before.country not in {None, "INT"}:
            gap = folded[before.end : mention.start]
            governed = re.search(r"\b(?:with|to|from|by)\s(?:the\s)?$", folded[max(0, before.start - 9) : before.start])
            if len(gap) < 60 and not governed and not _ASIDE.search(gap):
                mention.country = before.country
