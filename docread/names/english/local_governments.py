"""Provinces and cities of English texts where they act: governments always, `Shandong Province` where something is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.names.english.places import places, places_in
from docread.names.english.vocabulary import ACTS_AFTER, STARTERS
from docread.names.entities import Mention
from docread.patterns import regex

_NAME = r"(?P<place>[A-Z][a-z]+(?:[' -][A-Za-z]?[a-z]+)?)"
_GOVERNMENTS = regex(
    rf"\b{_NAME}\s(?:(?:Provincial|Municipal|Metropolitan|City|County|District|provincial|municipal|metropolitan|city|county|district|Special Self-Governing Provincial|Prefectural|Regional|State)\s)(?:Peoples?['’]?s?\s)?(?:[Gg]overnment|[Aa]uthorities)\b"
    rf"|\b(?:Provincial\s|Municipal\s)?(?:People['’]s\s)?Government\sof\s(?:the\s)?{_NAME.replace('place', 'place2')}(?:\s(?:Province|City|Municipality|County|District))?"
    r"|\b(?:[Tt]he\s)?(?:[Cc]ity|[Mm]unicipality)\sof\s(?P<place3>[A-Z][a-z]+)"
)
_UNITS = regex(
    r"\b(?P<place>(?:(?:North|South)\s)?[A-Z][a-z]+(?:['-][a-z]+)?(?:nam-do|buk-do|-do|-si)?)\s(?P<unit>(?:Special Self-Governing |Metropolitan |Special )?(?:Province|City|Municipality|Prefecture|County|District))\b(?!\s[A-Z][a-z]+\s(?:Government|Bureau|Department))"
)
_DO = regex(r"\b(?P<place>[A-Z][a-z]+(?:nam|buk|gi|won|ju)?)-(?:do|si)\b")
_PARTY_BEFORE = regex(r"\b(?:between|with|by)\s(?:China's\s|the\s|South Korea's\s|Korea's\s|Chinese\s)?$")
_AND_BEFORE = regex(
    r"\b(?P<other>[A-Z][\w']+)(?:\s(?:Province|City|Metropolitan City|Government))?(?:\s\([A-Z]{2,8}\))?(?:,)?\sand\s(?:China's\s|the\s)?$"
)


def find(folded: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Governments, and places with their unit that act or are parties; those within longer names are left out."""
    for match in _GOVERNMENTS.finditer(folded, start, end):
        group = next(name for name in ("place", "place2", "place3") if match[name])
        place = match[group]
        begin = match.start() + (4 if match.group()[:4].lower() == "the " else 0)
        if group == "place3" and not _acts(folded, begin, match.end()):
            continue
        if place not in STARTERS:
            yield Mention(
                begin, match.end(), folded[begin : match.end()], "local", f"gov:{place}", _country(place), "local_gov"
            )
    yield from _cities(folded, start, end)
    yield from _bare(folded, start, end, taken)
    for pattern in (_UNITS, _DO):
        for match in pattern.finditer(folded, start, end):
            if any(a <= match.start() < b for a, b in taken) or not _acts(folded, match.start(), match.end()):
                continue
            place = match["place"]
            yield Mention(*match.span(), match.group(), "local", f"gov:{place}", _country(place), "local_gov")


_CITIES = regex(r"\b(?:cities|provinces)\sof\s(?P<names>[A-Z][\w' -]+(?:,\s[A-Z][\w' -]+?)*(?:,?\sand\s[A-Z][a-z]+))")
_ACTS_BARE = regex(
    r"\s(?:also\s|jointly\s)?(?:will|plans\sto|signed|agreed|has\s(?:decided|agreed|pledged|launched|signed)|decided|pledged|announced|aims\sto|proposed|intends\sto|invested|hosted)\b"
)
_UNIT_NAMED = regex(r"\b(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?P<unit>Province|City)\b(?!\s[A-Z])")
_BACK = regex(
    r"\b[Tt]he\s(?P<unit>city|province|provincial\sgovernment|municipal\sgovernment|city\sgovernment|provincial\sauthorities)(?=\s(?:also\s|has\s|had\s|have\s)?(?:will|plans|told|said|decided|agreed|signed|aims|announced|pledged|invested|intends|expects|would)\b)"
)


def _cities(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`the cities of Sejong, Busan and Bucheon`."""
    for match in _CITIES.finditer(folded, start, end):
        for name in re.finditer(r"[A-Z][A-Za-z' -]*?(?=,|\sand\s|$)", match["names"]):
            at = match.start("names") + name.start()
            if name.group() in places():
                yield Mention(
                    at,
                    at + len(name.group()),
                    name.group(),
                    "local",
                    f"gov:{name.group()}",
                    _country(name.group()),
                    "local_gov",
                )


_NOT_SUBJECT = regex(r"\b(?:in|at|from|of|to|across|near|and|,)\s(?:the\s)?$|[A-Z]\w+\s$")


def _bare(folded: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """`Weihai will …`; and the place last named before `the city plans …`, which is a body from there on."""
    for a, b, country, kind in places_in(folded, start, end):
        acts = kind in {"city", "province"} and _ACTS_BARE.match(folded, b)
        if acts and not any(x <= a < y for x, y in taken) and not _NOT_SUBJECT.search(folded[max(0, a - 14) : a]):
            yield Mention(a, b, folded[a:b], "local", f"gov:{folded[a:b]}", country, "local_gov")


def referred(folded: str, spans: tuple[tuple[int, int], ...], mentions: list[Mention]) -> Iterator[Mention]:
    """The place that `the city plans …` or `the provincial government told …` means, where no government was named."""
    for start, end in spans:
        for match in _BACK.finditer(folded, start, end):
            wanted = "province" if match["unit"].startswith("provin") else "city"
            if any(m.key.startswith("gov:") and m.start < match.start() and _is_kind(m, wanted) for m in mentions):
                continue
            unit = [
                m
                for m in _UNIT_NAMED.finditer(folded, start, match.start())
                if m["unit"].lower() == wanted
                and m["place"] not in STARTERS
                and not any(x.start <= m.start() < x.end for x in mentions)
            ]
            if unit:
                last = unit[-1]
                yield Mention(
                    *last.span(), last.group(), "local", f"gov:{last['place']}", _country(last["place"]), "local_gov"
                )
                return
            before = [each for each in places_in(folded, start, match.start()) if each[3] == wanted]
            if before:
                # The one that stands alone is the name: `Weihai`, not the first word of a firm's name.
                free = [each for each in before if not any(m.start <= each[0] < m.end for m in mentions)] or before
                a, b, country, _ = free[-1]
                yield Mention(a, b, folded[a:b], "local", f"gov:{folded[a:b]}", country, "local_gov")
                return


def _is_kind(mention: Mention, wanted: str) -> bool:
    place = mention.key.split(":")[-1]
    return place not in places() or places()[place][1] == wanted


def _country(place: str) -> str | None:
    return places()[place][0] if place in places() else None


def _acts(folded: str, start: int, end: int) -> bool:
    if ACTS_AFTER.match(folded, end) and not re.search(
        r"\b(?:in|at|from|of|to|across|near|,)\s(?:the\s)?$", folded[max(0, start - 12) : start]
    ):
        return True
    before = folded[max(0, start - 60) : start]
    if _PARTY_BEFORE.search(before):
        return True
    if re.match(r"(?:\s\([A-Z]{2,8}\))?,?\sand\s(?:China's\s|the\s)?[A-Z]", folded[end : end + 30]) and not re.search(
        r"\b(?:in|at|from|of|to|near|as)\s(?:the\s)?$", before
    ):
        return bool(
            re.search(
                r"(?:^|[.\n]\s?|[Bb]etween\s|[Ww]ith\s|[Bb]y\s|[Tt]hat\s|\"\s?)(?:China's\s|South Korea's\s|the\s|The\s)?$",
                before,
            )
        )
    and_before = _AND_BEFORE.search(before)
    return bool(
        and_before
        and (
            ACTS_AFTER.match(folded, end)
            or re.search(r"\b(?:between|with|by)\s[^.]{0,40}$", before[: and_before.start()] + " ")
        )
    )
