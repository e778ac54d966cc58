"""Firms told by what is said of them: listed on the exchange, explained in a footnote, with an officer of theirs, in a
list of shops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docread.document import Span
from docread.names.entities import Mention
from docread.names.gazetteer import bodies_by_form, is_common, is_word, places
from docread.names.name_patterns import is_chinese_name, is_korean_name
from docread.names.suffixes import OFFICE_HOLDER, country_of, items_of, kind_of, may_be_name
from docread.patterns import regex

_LETTERED = regex(r"(?<![A-Za-z가-힣])(?P<name>[A-Z]{1,3}\s?그룹)(?=(?:은|는|이|가|을|를|과|와|의|도)?[\s,.·)])")
_LISTED_FIRM = regex(
    r"(?:상장기업|상장사|상장업체|선도기업|합작기업|합작사|자회사|모회사)\s(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:과|와|이|가|은|는|의)\s"
)
# `* 가온: 글로벌 태양광 웨이퍼 제조사`
_NOTE = regex(
    r"\*+\s?(?P<name>[가-힣A-Za-z0-9&]{2,14})(?:\([A-Za-z .&]{2,24}\))?\s?[:：]\s?[^*\n]{0,46}?(?:제조사|제조기업|제조업체|기업|업체|회사|플랫폼|유통사|운영사|개발사)(?=\s?(?:\*|\n|,|$|임))"
)
_HEADS = (
    r"(?:대표이사|대표|회장|부회장|사장|부사장|전무이사|전무|상무이사|상무|이사|본부장|팀장|연구소장|최고경영자|CEO)"
)
_OFFICER = regex(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>(?:㈜|\(주\))?[가-힣A-Za-z0-9&]{{3,14}})\s(?P<person>[가-힣]{{3}})\s[가-힣]{{0,6}}{_HEADS}(?=(?:은|는|이|가|을|를|과|와|의|도|께서)?[\s,.()])"
)
_OFFICER_LAST = regex(
    rf"(?<![가-힣A-Za-z0-9])(?P<person>[가-힣]{{3}})\s(?P<name>(?:㈜|\(주\))?[가-힣A-Za-z0-9&]{{3,14}})\s(?:[가-힣]{{2,6}})?{_HEADS}(?=(?:은|는|이|가|을|를|과|와|의|도|께서)?[\s,.()])"
)
# `유통업체 민하이과기와`, `로봇 기업 ‘나르고’`: what kind of firm it is, then its name.
_TRADE = regex(
    r"(?:기업|업체|회사|제조사|운영사|유통사|제작사|개발사|선사|스타트업|농업법인|현지법인|전문기업|브랜드|유통망|체인|만드는|생산하는|제조하는|개발하는|개발한|운영하는|공급하는)(?:인)?\s(?P<quote>[‘'“\"])?(?P<name>(?:㈜|\(주\))?[가-힣A-Za-z0-9&]{2,16})(?(quote)[’'”\"]|(?=[\s,·.()]))"
)
# Endings that only firms bear, Korean and Chinese ones as Korean texts write them.
_BY_ENDING = regex(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z]{2,12}(?:집단|환보|과기|로보틱스|로보텍|머티리얼즈?|테크윈|클린텍|필터텍|수소텍|에너텍|파워텍|메디칼|메디컬|마그네틱스|시스템즈|이엔지|케미칼|정공|중공|강철|철강그룹|정밀화학|네트웍스|솔루션즈|랩스|테크놀로지|인더스트리|코퍼레이션|바이오텍|바이오팜|코리아|에프앤비|투자증권|코스메틱스?))(?=(?:은|는|이|가|을|를|과|와|의|도|에|등)?[\s,·.()])"
)
_PARTICLE = regex(
    r"(?:으로서|로서|에서는|에서|에게|에는|으로부터|로부터|으로|이다|이며|은|는|이|가|을|를|과|와|의|에|도|로)$"
)
_SIGNS = regex(
    r"(?:계약|협약|양해각서|MOU|합작법인|계약서|의향서)[^\n。]{0,32}?(?:체결|도장|맺|서명|교환|조인|세우|설립|주고받|따냈|따내)"
)
_PARTY = regex(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9&]{3,14}?)(?:\([^()]{2,20}\))?(?P<particle>은|는|이|가|과의|와의|과|와|도)\s"
)
_LATIN = regex(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z0-9+&.\-]*(?:\s[A-Za-z0-9+&.\-]+){0,4}?[.\s](?:GmbH|AG|SE|Inc\.?|Ltd\.?|LLC|Corp\.?|Co\.,?\s?Ltd\.?|PLC|plc|N\.V\.|B\.V\.|SpA|S\.A\.|Oy|ASA|AB))(?![A-Za-z])"
)
_OF_LAW = regex(
    r"(?<![가-힣])(?P<name>(?:법무|회계|세무|특허|노무)법인\s?(?:\(유\)\s?)?[가-힣]{2,5}?)(?=(?:은|는|이|가|과|와|의|에서|도)?(?:[\s,.·)]|$))"
)
_SHOPS = regex(
    r"(?:매장|유통매장|유통업체|유통망|마트|백화점|쇼핑몰|온라인몰|플랫폼|바이어|구매기업)\((?P<items>(?:[A-Z][A-Za-z&.\- ]{2,24}(?:,\s?|/)){1,6}[A-Z][A-Za-z&.\- ]{2,24})\)"
)
_NO_FIRM = regex(
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
        for pattern in (_OFFICER, _OFFICER_LAST):
            for match in pattern.finditer(folded, start, end):
                name = re.sub(r"의$", "", match["name"]) if pattern is _OFFICER else match["name"]
                if _is_firm(name) and is_korean_name(match["person"]) and match["person"] not in bodies_by_form():
                    yield _mention(folded, start, match.start("name"), name)
        for pattern in (_LATIN, _OF_LAW):
            for match in pattern.finditer(folded, start, end):
                yield replace(_firm(match, folded, start), country=_home_of(match, folded, start))
        for match in _BY_ENDING.finditer(folded, start, end):
            if is_new(match["name"]):
                yield _firm(match, folded, start)
        yield from _traded(folded, start, end)
        yield from _signing(folded, start, end)
        yield from _glossed(folded, start, end)
        yield from _shops(folded, start, end)


def _home_of(match: re.Match[str], folded: str, start: int) -> str | None:
    if not match["name"][0].isascii():
        return "KR"
    if match["name"].endswith("GmbH"):
        return "DE"
    # The state named last in the paragraph before a list of foreign firms.
    words = re.findall(r"[가-힣]{2,}", folded[max(start, match.start() - 160) : match.start()])
    states = [places()[word].country for word in words if word in places() and places()[word].kind == "country"]
    return next((state for state in reversed(states) if state != "KR"), None)


def _traded(folded: str, start: int, end: int) -> Iterator[Mention]:
    for match in _TRADE.finditer(folded, start, end):
        name = match["name"] if match["quote"] else _bare(match["name"])
        new = (
            not is_common(name) and name not in places()
            if match["quote"]
            else is_new(name) and (not is_chinese_name(name) or is_common(name[-2:]))
        )
        if (len(name) > 2 or match["quote"]) and new:
            yield _mention(folded, start, match.start("name"), name)
            if match["quote"]:
                yield from _quoted(folded, start, end, name)


def _quoted(folded: str, start: int, end: int, name: str) -> Iterator[Mention]:
    """The same name in quotes elsewhere."""
    for match in re.finditer(rf"[‘'“\"]{re.escape(name)}[’'”\"]", folded[start:end]):
        yield _mention(folded, start, start + match.start() + 1, name)


def _bare(word: str) -> str:
    """The word without its particle, if there is one and the rest is still a name."""
    particle = _PARTICLE.search(word)
    return word[: particle.start()] if particle and particle.start() > 1 else word


# What these are put to stays a common noun: `지재 + 권`, `인지 + 도`.
_SUFFIXES = frozenset("관존제권품성화나수애상도력률율량비액금들학적용별급형자층군팀실과국처층원장점지")
_NO_NAME = regex(
    r"들$|[하되]$|[려해내]주$|(?:입국|출국|방문|참여|진출)$|(?:계층|중산층|세대)$|입니다$|^유한공사$|[가-힣](?:사무소|연구소|단체|클러스터|공간|지역|동산|운영사|운수사|선사|협력사|거래처|수요처|발주처|담당자|관계자|대표단|사절단|옴부즈만|대상|선정|정보|제도|까지|부터|에서)$"
)


def is_new(name: str) -> bool:
    """Whether the word is a name that only this text brings: no common noun, no known place."""
    bare = re.sub(r"㈜|\(주\)", "", name)
    korean = re.fullmatch(r"[가-힣]+", bare)
    told = _NO_FIRM.search(bare)
    if bare.endswith("집단"):  # a Chinese group, unless it is one of people: `이익집단`
        return not bare.endswith("기업집단") and not is_common(bare[:-2]) and not is_common(bare)
    if told and (len(told.group()) > 1 or is_common(bare[: told.start()])):
        return False
    if bare in places() or OFFICE_HOLDER.search(bare) or bare[0].isdigit():
        return False
    if _NO_NAME.search(bare) or (bare[-1] in _SUFFIXES and is_common(bare[:-1])):
        return False
    return (
        not is_common(bare) and not is_korean_name(bare) if korean else bool(re.search(r"[A-Z][a-z]|[가-힣]{2}", bare))
    )


_LONGEST_SENTENCE = 600


def _signing(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`바다결은 … 민하이과기와 … 계약을 체결`: who signs with whom, whatever their names."""
    for signs in _SIGNS.finditer(folded, start, end):
        first = max(start, signs.start() - _LONGEST_SENTENCE)
        begin = max(folded.rfind(each, first, signs.start()) for each in (". ", "\n", "다.")) + 1
        begin = max(begin, first)
        parties = [each for each in _PARTY.finditer(folded, begin, signs.start()) if len(each["name"]) > 2]
        new = [
            each
            for each in parties
            if is_new(each["name"])
            and kind_of(each["name"]) in {"other", "company"}
            and not each["name"].endswith("주")  # a region
        ]
        if not any(each["particle"][0] in "과와" for each in parties):
            continue
        new += [each for each in parties if each not in new and _is_told_firm(folded, start, end, each)]
        for each in new:
            if not re.search(r"[다요음함됨할한된][은는이가]?$", each["name"]):
                yield _mention(folded, start, each.start("name"), each["name"])


_AS_FIRM = regex(r"(?:기업|업체|회사|제조사|선사|개발사)(?:인)?\s$")
_WITH_ROLE = regex(rf"\s[가-힣A-Za-z]{{0,8}}{_HEADS}")


def _is_told_firm(folded: str, start: int, end: int, party: re.Match[str]) -> bool:
    """`부품기업 가온정밀과`, `소리결은 … 계약을`: a name of common words after the kind of firm, or one like a person's
    that nowhere bears an office."""
    name = party["name"]
    if name in places() or kind_of(name) not in {"other", "company"}:
        return False
    if len(name) > 3 and _AS_FIRM.search(folded, max(start, party.start() - 8), party.start()):
        return not is_word(name) and may_be_name(name) and not name.endswith("화")
    if not is_korean_name(name) or name[-1] in "회단소원실팀관부처청국과장" or is_common(name):
        return False
    often = [match.end() for match in re.finditer(re.escape(name), folded[start:end])]
    return len(often) > 1 and not any(_WITH_ROLE.match(folded, start + at) for at in often)


def _mention(folded: str, start: int, at: int, name: str) -> Mention:
    country = country_of(name) or ("CN" if name.endswith("과기") else _near(folded, start, at))
    key = re.sub(r"\s|㈜|\(주\)", "", name)
    return Mention(at, at + len(name), name, "company", key, country, "company")


def _is_firm(name: str) -> bool:
    bare = re.sub(r"㈜|\(주\)", "", name)
    return (
        len(bare) > 2
        and is_new(bare)
        and bool(re.search("[가-힣]|[A-Z][a-z]", bare))
        and may_be_name(bare)
        and not _NO_FIRM.search(bare)
        and (kind_of(bare) in {"other", "company"})
    )


def _firm(match: re.Match[str], folded: str, start: int) -> Mention:
    return _mention(folded, start, match.start("name"), match["name"])


_IN_HANJA = regex(
    r"(?<![가-힣])(?P<name>[가-힣]{2,14})\((?P<hanja>[一-鿿]{2,12}(?:公司|集团|集團|科技|重工|汽车|汽車|电子|電子|钢铁|鋼鐵|银行|銀行|股份|能源|化工|制药|製藥|建设|建設|造船))\)"
)


def _glossed(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`뤼순중공(旅順重工)`: the gloss tells a firm, and one of China."""
    for match in _IN_HANJA.finditer(folded, start, end):
        yield replace(_firm(match, folded, start), country="CN")


# `탕산시의`, `톈진항의`, `샤먼의`
_OF_PLACE = regex(r"(?P<place>[가-힣]{2,6}?)(?:성|시|주|현|항|구)?(?:의|에서는|에서|에|은|는|이|가|과|와|을|를)?$")


def _near(folded: str, start: int, at: int) -> str:
    """The country of the place right before the name, else Korea: `중국 쑤저우시 소재 T그룹`."""
    for word in reversed(re.findall(r"[가-힣]+", folded[max(start, at - 30) : at])):
        found = _OF_PLACE.match(word)
        place = places().get(word) or (places().get(found["place"]) if found else None)
        if place:
            return place.country
    return "KR"


def _everywhere(folded: str, start: int, end: int, told: re.Match[str]) -> Iterator[Mention]:
    name = told["name"]
    country = country_of(name) or _near(folded, start, told.start("name"))
    for match in re.finditer(rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}(?![가-힣]{{3}})", folded[start:end]):
        at = start + match.start()
        yield Mention(at, at + len(name), name, "company", name, country, "company")


def _shops(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`현지 대형유통매장(Gaon Mart, Narae Grocer) 47개 점포`."""
    for match in _SHOPS.finditer(folded, start, end):
        for at, name in items_of(match["items"]):
            first = match.start("items") + at
            yield Mention(first, first + len(name), name, "listed", name, None, "company")
