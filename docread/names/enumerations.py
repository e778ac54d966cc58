"""Bodies that are known by whom they stand beside: partners of an agreement, items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.document import Span
from docread.names import suffixes
from docread.names.companies import is_new
from docread.names.entities import Mention
from docread.names.gazetteer import is_word, places
from docread.names.gazetteer_matching import country_before
from docread.patterns import regex

_PARTNER_AFTER = regex(r"(?:\([^()]*\))?(?:과|와)\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:\([^()]*\))?(?:은|는|이|가)\s")
_PARTNER_BEFORE = regex(r"(?:^|[\s,(])(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:\([^()]*\))?(?:과|와)\s$")
_JOINED = regex(r"[^.\n]{0,200}?(?:협약|양해각서|MOU|협정|계약)[가-힣()A-Z ]{0,12}(?:체결|서명|교환|맺)")


def partnered(folded: str, mentions: list[Mention]) -> list[Mention]:
    """`보건복지부(장관 …)와 X는 … 협약을 체결`: who signs with a body is a body, whatever its name."""
    found = []
    for mention in mentions:
        if not _JOINED.match(folded, mention.end):
            continue
        after = _PARTNER_AFTER.match(folded, mention.end)
        before = _PARTNER_BEFORE.search(folded, max(0, mention.start - 40), mention.start)
        for match in (after, before):
            if match and suffixes.may_be_name(match["name"]) and not _COMMON_PARTNER.search(match["name"]):
                begin, stop = match.span("name")
                if all(stop <= m.start or m.end <= begin for m in mentions):
                    kind = suffixes.kind_of(match["name"])
                    name = match["name"]
                    found.append(
                        Mention(
                            begin, stop, name, "listed", name, _country(name), "company" if kind == "other" else kind
                        )
                    )
    return found


def _country(name: str) -> str:
    return suffixes.country_of(name) or "KR"


_LAST_OF_LIST = regex(r"(?:\([^()]*\))?,\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:과|와)\s")


def last_partner(folded: str, mentions: list[Mention]) -> list[Mention]:
    """`A, B와 … 협약을 체결`: B signs as A does."""
    found = []
    for mention in mentions:
        match = _LAST_OF_LIST.match(folded, mention.end)
        if match and _JOINED.match(folded, match.end()) and suffixes.may_be_name(match["name"]):
            begin, stop = match.span("name")
            if not _COMMON_PARTNER.search(match["name"]) and all(stop <= m.start or m.end <= begin for m in mentions):
                kind = suffixes.kind_of(match["name"])
                found.append(
                    Mention(begin, stop, match["name"], "listed", match["name"], _country(match["name"]), kind)
                )
    return found


_COMMON_PARTNER = regex(
    r"(?:관계자|대표|장관|차관|청장|원장|회장|위원장|국장|협력|교류|발전|강화|체결|양국|기관|기업|업계|단체|지자체|정부|학계|협약|행사|회의|이번|이날|함께|공동|사업|분야|확대|개발|지원|국가|대학|학회들?|지역|시민|국민|관련|화주|선사|국적선사|협력사|협력업체|브랜드|파트너사)$"
)
_QUOTED_LIST = regex(
    r"(?P<items>(?:['‘][가-힣A-Za-z0-9&. ]{2,16}['’][,·]?\s?){1,12})\s?등\s?(?:[가-힣\d,]+\s){0,3}?[가-힣]*(?:기업|업체|회사|개사|社)"
)


def quoted_firms(folded: str, spans: tuple[Span, ...]) -> Iterator[Mention]:
    """`'A', 'B' 등 5개 수출기업`."""
    for start, end in spans:
        for match in _QUOTED_LIST.finditer(folded, start, end):
            for item in re.finditer(r"[가-힣A-Za-z0-9&.][가-힣A-Za-z0-9&. ]*", match["items"]):
                at = match.start("items") + item.start()
                country = _home(folded, match.start(), "")
                yield Mention(at, at + len(item.group()), item.group(), "listed", item.group(), country, "company")


_LIST_END = regex(
    r"\s?(?:\([^()]{1,24}\))?\s?등\s?(?:의\s)?(?:[가-힣\d,]+(?:\([가-힣]{1,8}\))?\s){0,4}?(?P<noun>\d*\s?[가-힣]*(?:기업|업체|기관|회사|지자체|단체|기구|사가|개사|社|바이어|유통망|협단체|[가-힣]{2,4}\s\d+곳))"
)
_ITEM = regex(
    r"(?:㈜|\(주\))?[가-힣A-Za-z0-9&.]{2,16}(?:㈜|\(주\))?(?:\([A-Za-z]{2,10}\)|\([一-鿿]{2,10}\)|\([가-힣 ·,]{1,18}\))?\*{0,3}"
)


_OF_COUNTRIES = regex(r"(?:[가-힣A-Za-z0-9&.]{2,14}\([가-힣A-Z]{2,6}\)(?:,\s|·)?){3,}")
_ONE_OF = regex(r"(?P<name>[가-힣A-Za-z0-9&.]{2,14})\((?P<country>[가-힣A-Z]{2,6})\)")


def of_countries(folded: str) -> Iterator[Mention]:
    """`이온(일본), 제이원푸드(미국), 파킨샵(홍콩)`: names with their countries, which are no places themselves."""
    for run in _OF_COUNTRIES.finditer(folded):
        items = [(item, places().get(item["country"])) for item in _ONE_OF.finditer(folded, *run.span())]
        if any(place is None or item["name"] in places() or item["name"][-1].isdigit() for item, place in items):
            continue
        for item, place in items:
            if place and suffixes.may_be_name(item["name"]):
                kind = suffixes.kind_of(item["name"])
                name, kind = item["name"], "company" if kind == "other" else kind
                yield Mention(*item.span("name"), name, "listed", name, place.country, kind)


_CONNECTIVES = {"이어서", "또한", "아울러", "한편", "특히", "먼저", "그리고", "이어", "이후", "이날"}
_BETWEEN = regex(
    r"(?P<items>(?:[가-힣A-Za-z0-9&()]{2,24}(?:,\s|·)){1,5}[가-힣A-Za-z0-9&()]{2,24})\s간(?:의)?\s(?=[^.]{0,80}?(?:협약|양해각서|협정|계약)[^.]{0,12}(?:체결|맺))"
)


def between(folded: str, mentions: list[Mention]) -> Iterator[Mention]:
    """`A, B, C 간 … 협약을 체결`: each of them signs."""
    for match in _BETWEEN.finditer(folded):
        items = list(re.finditer(r"[^,·\s][^,·]*", match["items"]))
        spans = [(match.start("items") + item.start(), match.start("items") + item.end()) for item in items]
        if not any(m.start >= a and m.end <= b for a, b in spans for m in mentions):
            continue
        for begin, stop in spans:
            name = folded[begin:stop]
            free = all(stop <= m.start or m.end <= begin for m in mentions)
            if free and suffixes.may_be_name(name) and not _COMMON_PARTNER.search(name) and name not in _CONNECTIVES:
                kind = suffixes.kind_of(name)
                yield Mention(begin, stop, name, "listed", name, _country(name), "company" if kind == "other" else kind)


_DOTTED = regex(r"\s?등(?:은|이|과|의)\s")


def dotted(folded: str, mentions: list[Mention]) -> list[Mention]:
    """`A·B·한국임업진흥원·목재문화진흥회 등은`: at least half of the list are bodies, so that the others are too."""
    found: list[Mention] = []
    for match in _DOTTED.finditer(folded):
        items = _items_before(folded, match.start(), "·")
        known = [each for each in items if any(m.start <= each[0] and each[1] <= m.end for m in mentions)]
        if len(items) < 3 or len(known) < 2 or 2 * len(known) < len(items):
            continue
        for start, end in items:
            text = folded[start:end]
            free = all(end <= m.start or m.end <= start for m in mentions)
            if free and re.fullmatch(r"[가-힣A-Za-z0-9&]{3,14}", text) and not _COMMON_PARTNER.search(text):
                kind = suffixes.kind_of(text)
                found.append(
                    Mention(start, end, text, "listed", text, _country(text), "company" if kind == "other" else kind)
                )
    return found


def _items_before(folded: str, position: int, joints: str = "·,/") -> list[tuple[int, int]]:
    """The items of the list that ends at a position, the last first."""
    items: list[tuple[int, int]] = []
    while item := _last_item(folded, position):
        items.append(item)
        between = re.search(rf"[{joints}]\s?$", folded[max(0, item[0] - 3) : item[0]])
        if not between:
            break
        position = item[0] - len(between.group())
    return items


def listed(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Unknown items of a list that ends in `등 … 기업`: `A(B)·C 등 기업`."""
    found: list[Mention] = []
    for match in _LIST_END.finditer(folded):
        noun = match["noun"]
        items = _items_before(folded, match.start())
        spans = {(m.start, m.end) for m in mentions}
        taken = [item for item in items if any(a < item[1] and item[0] < b for a, b in spans)]
        proper = [item for item in items if re.search(r"\([A-Za-z]+\)|^[A-Z]{2,}", folded[item[0] : item[1]])]
        bare = [re.sub(r"\(.*$|\*+$", "", folded[a:b]) for a, b in items]
        fresh = len(items) > 1 and 3 * sum(map(is_new, bare)) >= 2 * len(items) and not any(map(is_word, bare))
        if not re.search(r"기업|업체|회사|사가|개사|社|유통망|\d곳", noun) or not (taken or proper or fresh):
            continue
        if suffixes.is_generic_list([folded[a:b] for a, b in items]):
            continue
        for start, end in items:
            text = re.sub(r"\(.*$|\*+$", "", folded[start:end])
            told = "(" in folded[start:end] and is_new(text)
            if not any(a < end and start < b for a, b in spans) and (suffixes.may_be_name(text) or told):
                country = country_before(folded, items[-1][0]) or _home(folded, items[-1][0], noun)
                found.append(Mention(start, start + len(text), text, "listed", text, country, "company"))
    return found


def _home(folded: str, start: int, noun: str) -> str | None:
    """Korea for firms of a list, unless the sentence speaks of foreign ones."""
    around = folded[max(0, start - 40) : start] + noun
    return None if re.search(r"글로벌|해외|외국|다국적|물론|바이어", around) else "KR"


def _last_item(folded: str, position: int) -> tuple[int, int] | None:
    match = re.search(_ITEM.pattern + r"$", folded[max(0, position - 30) : position])
    if not match:
        return None
    start = max(0, position - 30) + match.start()
    return (start, position) if not match.group().isdigit() else None
