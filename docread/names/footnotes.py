"""Bodies that a footnote lists for a phrase that only counts them: `7개 기업*, 12개 지자체**와 …`."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names import suffixes
from docread.names.entities import Mention
from docread.names.gazetteer import places
from docread.patterns import regex

_MARKED = regex(
    r"(?:(?P<country>[가-힣]{2,8})\s(?:현지\s)?)?(?:주요\s)?(?:(?P<count>\d+)개\s?)?(?P<noun>기업|업체|회사|대학|단체|기관|바이어|지자체|지방자치단체|공공기관|공기업|운수사|건설사|선사|은행|협회|학회|개사|사|社)(?P<mark>\*{1,4})(?!\*)"
)
# `국내 기업 10개* 사와`
_MARKED_COUNT = regex(
    r"(?:(?P<country>[가-힣]{2,8})\s(?:현지\s)?)?(?P<noun>기업|업체|회사|대학|단체|기관)\s(?P<count>\d+)개(?P<mark>\*{1,4})\s?(?:사|社|곳)?"
)


def noted(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> None:
    """Add the items of such footnotes to `mentions`; of `중국 현지 4개 기관*` all are of that country."""
    for start, end in spans:
        for match in (*_MARKED.finditer(folded, start, end), *_MARKED_COUNT.finditer(folded, start, end)):
            place = places().get(match["country"]) if match["country"] else None
            if place is None and not match["count"]:
                continue
            line = _line_of(folded, match["mark"], match.end(), end)
            if line:
                _add_items(folded, line, match, place.country if place else None, mentions)


def _line_of(folded: str, mark: str, after: int, end: int) -> Span | None:
    """The first line after a position that begins with just that mark."""
    found = re.compile(
        rf"\n\s*{re.escape(mark)}(?!\*)\s?(?:\([^()]{{2,12}}\)\s?|[가-힣]{{2,8}}\s?[:：]\s?)?(?P<rest>[^\n]+)"
    ).search(folded, after, min(end, after + 900))
    return found.span("rest") if found else None


def _add_items(folded: str, line: Span, match: re.Match[str], country: str | None, mentions: list[Mention]) -> None:
    items = [(line[0] + at, text) for at, text in suffixes.items_of(folded[line[0] : line[1]])]
    # As many as were counted, or nearly: then they are names, whatever they look like.
    counted = match["count"] and abs(len(items) - int(match["count"])) <= 1
    local = match["noun"] in {"지자체", "지방자치단체"}
    for begin, text in items:
        within = [m for m in mentions if begin <= m.start and m.end <= begin + len(text)]
        for mention in within:
            if mention.body is None and country:
                mention.country = country
        whole = any(m.start <= begin and begin + len(text) <= m.end for m in mentions)
        if whole or re.search(r"\d+\s?개", text) or not 2 <= len(text) <= 24 or (within and not counted):
            continue
        if counted or (len(text) > 2 and suffixes.may_be_name(text)):
            kind = "local_gov" if local else suffixes.kind_of(text)
            kind = "company" if kind == "other" and "기관" not in match["noun"] else kind
            of = country or suffixes.country_of(text) or "KR"
            mentions.append(Mention(begin, begin + len(text), text, "listed", text.replace(" ", ""), of, kind))
