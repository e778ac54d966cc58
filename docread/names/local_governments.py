"""Provinces and cities that act: a place is a body where it governs, signs, sends or stands in a list of bodies."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names.entities import Mention
from docread.names.gazetteer import Place, places
from docread.patterns import regex

_CITY = r"(?P<name>(?P<stem>[가-힣]{2,6}?)(?:\([一-鿿]{1,6}\))?(?:특별자치시|특별자치도|광역시|특별시|신구|(?:좡족|후이족|위구르|몽골)?자치구|성|시|도|군|주|현))"
_PLACE = regex(
    rf"(?:(?<![가-힣A-Za-z0-9])|(?<=부)|(?<=청)){_CITY}(?P<after>\s?(?:인민)?정부|(?=장?(?:은|는|이|가|과|와|의|등|도|측)?(?:[\s,.·)(/]|$)))"
)
_ACTS = regex(
    r"^(?:은|는|이|가|과|와)(?:의|도)?\s|^\s?(?:인민)?정부|^\s?(?:부성장|성장|당서기|부시장|시장|서기|도지사|군수|부지사)|^의\s(?:협력|교류|당서기|성장)|^\s?측|^장(?:\s|은|과|와|이|\(|,)|^\s(?:경제|행정|정무|문화|환경)?(?:부시장|부지사)|^\s?의회|^\s?대표단|^\s?등과|^\s?등\s?(?:\d+개\s)?(?:지자체|지방자치단체|지방정부|광역)|^\s?(?:상무|생태|외사)|^\s?(?:등)?(?:이|가|과|와)?\s?(?:공동\s?)?(?:후원|주최|주관)"
)
_LIST = regex(r"^[·,]\s?[가-힣]{2,6}(?:시|도|군|성|청)")
_WHERE = regex(r"^(?:에|에서|으로|로|내|의\s?[가-힣]+에서|\s?소재|\s?(?:일대|전역|지역|현지)|에서는)")
# `아스타나시와 알마티시에 파견`: where, not who.
_WHERE_WITH = regex(r"^(?:과\s|와\s|·|,\s)[가-힣]{2,6}(?:시|성|주|도|군)(?:에|에서|으?로)[\s,]")
_HOSTS = regex(r"^(?:은|는|이|가|도\s|\s?등이?|\s?등과|[·,])")
_DESCRIBED = regex(r"^(?:은|는)\s[^,.]{0,30}(?:중 하나|지역으?로|지역이|도시로|도시이|지로서)")
_ADDRESS = regex(r"[가-힣]{2,6}성\s[가-힣]{0,6}(?:시)?\s?,?\s?$|[가-힣]{2,6}성\s[가-힣]{2,6}시,\s$")
_NOT_PLACES = {"지방주", "연방주", "정도", "제도", "지도", "속도", "온도", "강도", "태도", "의도", "보도", "유도", "한도", "용도", "인도", "역시", "다시", "잠시", "즉시", "당시", "필요시", "수시", "동시", "일시", "상시", "도시", "전시", "공시", "제시", "지시", "표시", "완성", "구성", "조성", "생성", "달성", "여성", "남성", "특성", "가능성", "중요성", "필요성", "다양성", "안정성", "경쟁력", "성군", "매주", "민주", "이주", "발주", "수주", "제주", "거주", "광주", "전주", "원주", "청주", "파주", "여주", "충주", "상주", "나주", "경주", "진주", "공주", "양주", "표현", "실현", "재현", "구현", "출현", "스마트도시", "시범도시", "수변도시"}  # fmt: skip


def find(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> list[Mention]:
    """Places that act as governments, with all their other mentions in the same form."""
    seen: dict[str, list[tuple[int, int, str]]] = {}
    acting: set[str] = set()
    countries: dict[str, str] = {}
    abroad = _regions(folded, spans)
    for start, end in spans:
        for match in _PLACE.finditer(folded, start, end):
            name = re.sub(r"\(.*\)", "", match["name"])
            place = places().get(match["stem"]) or places().get(name) or abroad.get(name)
            if name in _NOT_PLACES or (place is None and not _is_korean_city(name, folded, match)):
                continue
            if place and (
                place.name == name
                or (place.name == match["stem"] and place.kind == "country")
                or not _fits(name, place.country)
            ):
                continue
            stop = match.end("after") if match["after"] else match.end("name")
            seen.setdefault(name, []).append((match.start(), match.end("name"), folded[match.start() : stop].strip()))
            countries[name] = place.country if place else "KR"
            rest = folded[match.end("name") : match.end("name") + 24]
            before = folded[max(0, match.start() - 12) : match.start()]
            if _acts(rest, before, place is not None):
                acting.add(name)
    return [
        Mention(start, start + len(text), text, "local", name, countries[name], "local_gov")
        for name in acting
        for start, _, text in seen[name]
    ]


_REGION = regex(r"(?<![가-힣])(?P<state>[가-힣]{2,9})\s(?P<name>[가-힣]{2,6}(?:주|현))(?![가-힣]{4})")


def _regions(folded: str, spans: tuple[Span, ...]) -> dict[str, Place]:
    """`카자흐스탄 알마티주`: regions that only this text knows, each with the state that stands before it once."""
    found: dict[str, Place] = {}
    for start, end in spans:
        for match in _REGION.finditer(folded, start, end):
            state = places().get(match["state"])
            if state and state.kind == "country" and state.country not in {"KR", "CN"}:
                found[match["name"]] = state
    return found


def _acts(rest: str, before: str, known: bool) -> bool:
    if any(pattern.match(rest) for pattern in (_WHERE, _WHERE_WITH, _DESCRIBED)):
        return False
    # `장쑤성 옌청시, 산둥성 …` is a list of addresses, not of governments.
    if re.match(r"[·,]?\s?[가-힣]{2,6}성\s[가-힣]{2,6}시|\s[가-힣]{2,6}시(?:[·,]|를[\s,])", rest) or re.match(
        r"[가-힣]{2,6}[시도군성],?\s[가-힣]{2,6}성\s[가-힣]{2,6}시", rest.lstrip()
    ):
        return False
    if (_LIST.match(rest) or re.search(r"(?:시|도|군|성|청)\s?[·,]\s?$", before)) and not _ADDRESS.search(before):
        return True
    beside = re.search(r"(?:부|처|청|원|공사|공단|협회|센터)(?:\([^()]*\))?\s?[·,]\s?$", before)
    return known and bool((beside and _HOSTS.match(rest)) or _ACTS.match(rest))


def _fits(name: str, country: str) -> bool:
    """`성` ends Chinese provinces only, `도` Korean ones."""
    return (country in {"CN", "VN"}) == name.endswith(("성", "자치구", "신구")) or name.endswith(("시", "주", "현"))


def _is_korean_city(name: str, folded: str, match: re.Match[str]) -> bool:
    """A city that is not in the table counts only between others in a list of cities."""
    before = folded[max(0, match.start() - 8) : match.start()]
    after = folded[match.end("name") : match.end("name") + 8]
    beside = re.search(r"[가-힣]{2,4}(?:시|도|군)[·,]\s?$", before) or re.match(
        r"[·,]\s?[가-힣]{2,4}(?:시|도|군)(?:[·,\s]|등)", after
    )
    return bool(beside) and name.endswith(("시", "군")) and len(name) <= 4
