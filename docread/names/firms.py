"""Firms told by what is said of them: listed on the exchange, explained in a footnote, with an officer of theirs, in a
list of shops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docread.document import Span
from docread.names.endings import country_of, items_of, kind_of, may_be_name
from docread.names.gazetteer import places
from docread.names.shapes import is_korean_name

if TYPE_CHECKING:
    from docread.names.organisations import Mention

_LETTERED = re.compile(r"(?<![A-Za-z가-힣])(?P<name>[A-Z]{1,3}\s?그룹)(?=(?:은|는|이|가|을|를|과|와|의|도)?[\s,.·)])")
_LISTED_FIRM = re.compile(
    r"(?:상장기업|상장사|상장업체|선도기업|합작기업|합작사|자회사|모회사)\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:과|와|이|가|은|는|의)\s"
)
# `* 가온: 글로벌 태양광 웨이퍼 제조사`
_NOTE = re.compile(
    r"\*+\s?(?P<name>[가-힣A-Za-z0-9&]{2,14})(?:\([A-Za-z .&]{2,24}\))?\s?[:：]\s?[^*\n]{0,46}?(?:제조사|제조기업|제조업체|기업|업체|회사|플랫폼|유통사|운영사|개발사)(?=\s?(?:\*|\n|,|$|임))"
)
_OFFICER = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>(?:㈜|\(주\))?[가-힣A-Za-z0-9&]{3,14})\s(?P<person>[가-힣]{3})\s(?:대표이사|대표|회장|부회장|사장|부사장|전무이사|전무|상무이사|상무|이사)(?=(?:은|는|이|가|을|를|과|와|의|도|께서)?[\s,.()])"
)
_SHOPS = re.compile(
    r"(?:매장|유통매장|유통업체|유통망|마트|백화점|쇼핑몰|온라인몰|플랫폼|바이어|구매기업)\((?P<items>(?:[A-Z][A-Za-z&.\- ]{2,24}(?:,\s?|/)){1,6}[A-Z][A-Za-z&.\- ]{2,24})\)"
)
_NO_FIRM = re.compile(
    r"(?:은|는|을|를|과|와|의|에|에서|에게|으로|며|고|및|등|측|인|된|한|할|던|통해|대해|따라|이날|이번|신임|현지|국내|공동|당시|현|전|겸|협회장|수석|신임|로|대표이사|CEO|부문|담당|글로벌|해외|중국|한국|소속|산하)$|[가-힣](?:부|청|처|원|회|국|과|실|팀|단|장)$"
)


def find(folded: str, spans: tuple[Span, ...]) -> Iterator[Mention]:
    """Such firms within `spans`."""
    for start, end in spans:
        for match in _LETTERED.finditer(folded, start, end):
            yield _firm(match, folded, start)
        for pattern in (_LISTED_FIRM, _NOTE):
            for match in pattern.finditer(folded, start, end):
                if may_be_name(match["name"]):
                    yield from _everywhere(folded, start, end, match)
        for match in _OFFICER.finditer(folded, start, end):
            if _is_firm(match["name"]) and is_korean_name(match["person"]):
                yield _firm(match, folded, start)
        yield from _shops(folded, start, end)


def _is_firm(name: str) -> bool:
    bare = re.sub(r"㈜|\(주\)", "", name)
    return (
        len(bare) > 2
        and bool(re.search("[가-힣]|[A-Z][a-z]", bare))
        and may_be_name(bare)
        and not _NO_FIRM.search(bare)
        and (kind_of(bare) in {"other", "company"})
    )


def _firm(match: re.Match[str], folded: str, start: int) -> Mention:
    from docread.names.organisations import Mention

    name = match["name"]
    country = country_of(name) or _near(folded, start, match.start("name"))
    return Mention(*match.span("name"), name, "company", re.sub(r"\s|㈜|\(주\)", "", name), country, "company")


def _near(folded: str, start: int, at: int) -> str:
    """The country of the place right before the name, else Korea: `중국 쑤저우시 소재 T그룹`."""
    for word in reversed(re.findall(r"[가-힣]+", folded[max(start, at - 24) : at])):
        place = places().get(word) or places().get(re.sub(r"(?:성|시|주|현|의|에서)$", "", word))
        if place:
            return place.country
    return "KR"


def _everywhere(folded: str, start: int, end: int, told: re.Match[str]) -> Iterator[Mention]:
    from docread.names.organisations import Mention

    name = told["name"]
    country = country_of(name) or _near(folded, start, told.start("name"))
    for match in re.finditer(rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}(?![가-힣]{{3}})", folded[start:end]):
        at = start + match.start()
        yield Mention(at, at + len(name), name, "company", name, country, "company")


def _shops(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`현지 대형유통매장(Gaon Mart, Narae Grocer) 47개 점포`."""
    from docread.names.organisations import Mention

    for match in _SHOPS.finditer(folded, start, end):
        for at, name in items_of(match["items"]):
            first = match.start("items") + at
            yield Mention(first, first + len(name), name, "listed", name, None, "company")
