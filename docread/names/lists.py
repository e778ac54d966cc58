"""Bodies that are known by whom they stand beside: partners of an agreement, items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docread.document import Span
from docread.names import endings

if TYPE_CHECKING:
    from docread.names.organisations import Mention

_PARTNER_AFTER = re.compile(
    r"(?:\([^()]*\))?(?:과|와)\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:\([^()]*\))?(?:은|는|이|가)\s"
)
_PARTNER_BEFORE = re.compile(r"(?:^|[\s,(])(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:\([^()]*\))?(?:과|와)\s$")
_JOINED = re.compile(r"[^.\n]{0,200}?(?:협약|양해각서|MOU|협정|계약)[가-힣()A-Z ]{0,12}(?:체결|서명|교환|맺)")


def partnered(folded: str, mentions: list[Mention]) -> list[Mention]:
    """`보건복지부(장관 …)와 X는 … 협약을 체결`: who signs with a body is a body, whatever its name."""
    from docread.names.organisations import Mention

    found = []
    for mention in mentions:
        if not _JOINED.match(folded, mention.end):
            continue
        after = _PARTNER_AFTER.match(folded, mention.end)
        before = _PARTNER_BEFORE.search(folded, max(0, mention.start - 40), mention.start)
        for match in (after, before):
            if match and endings.may_be_name(match["name"]) and not _COMMON_PARTNER.search(match["name"]):
                begin, stop = match.span("name")
                if all(stop <= m.start or m.end <= begin for m in mentions):
                    kind = endings.kind_of(match["name"])
                    name = match["name"]
                    found.append(
                        Mention(begin, stop, name, "listed", name, "KR", "company" if kind == "other" else kind)
                    )
    return found


_COMMON_PARTNER = re.compile(
    r"(?:관계자|대표|장관|차관|청장|원장|회장|위원장|국장|협력|교류|발전|강화|체결|양국|기관|기업|업계|단체|지자체|정부|학계|협약|행사|회의|이번|이날|함께|공동|사업|분야|확대|개발|지원|국가|대학|학회들?|지역|시민|국민|관련|화주|선사|국적선사|협력사|협력업체|브랜드|파트너사)$"
)
_QUOTED_LIST = re.compile(
    r"(?P<items>(?:['‘][가-힣A-Za-z0-9&. ]{2,16}['’][,·]?\s?){2,12})\s?등\s?(?:[가-힣\d,]+\s){0,3}?[가-힣]*(?:기업|업체|회사|개사|社)"
)


def quoted_firms(folded: str, spans: tuple[Span, ...]) -> Iterator[Mention]:
    """`'A', 'B' 등 5개 수출기업`."""
    from docread.names.organisations import Mention

    for start, end in spans:
        for match in _QUOTED_LIST.finditer(folded, start, end):
            for item in re.finditer(r"[가-힣A-Za-z0-9&.][가-힣A-Za-z0-9&. ]*", match["items"]):
                at = match.start("items") + item.start()
                country = _home(folded, match.start(), "")
                yield Mention(at, at + len(item.group()), item.group(), "listed", item.group(), country, "company")


_LIST_END = re.compile(
    r"\s?(?:\([^()]{1,24}\))?\s?등\s?(?:의\s)?(?:[가-힣\d,]+\s){0,3}?(?P<noun>[가-힣]*(?:기업|업체|기관|회사|지자체|단체|기구|사가|개사|社|바이어|유통망|협단체))"
)
_ITEM = re.compile(r"(?:㈜|\(주\))?[가-힣A-Za-z0-9&.]{2,16}(?:㈜|\(주\))?(?:\([A-Za-z]{2,10}\))?")


def listed(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Unknown items of a list that ends in `등 … 기업`: `A(B)·C 등 기업`."""
    from docread.names.organisations import Mention, country_before

    found: list[Mention] = []
    for match in re.finditer(_LIST_END, folded):
        noun = match["noun"]
        position = match.start()
        items: list[tuple[int, int]] = []
        while True:
            item = _last_item(folded, position)
            if item is None:
                break
            items.append(item)
            between = re.search(r"[·,/]\s?$", folded[max(0, item[0] - 3) : item[0]])
            if not between:
                break
            position = item[0] - len(between.group())
        spans = {(m.start, m.end) for m in mentions}
        taken = [item for item in items if any(a < item[1] and item[0] < b for a, b in spans)]
        proper = [item for item in items if re.search(r"\([A-Za-z]+\)|^[A-Z]{2,}", folded[item[0] : item[1]])]
        if not re.search(r"기업|업체|회사|사가|개사|社|유통망", noun) or not (taken or proper):
            continue
        if endings.is_generic_list([folded[a:b] for a, b in items]):
            continue
        for start, end in items:
            text = re.sub(r"\(.*$", "", folded[start:end])
            if not any(a < end and start < b for a, b in spans) and endings.may_be_name(text):
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
