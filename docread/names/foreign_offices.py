"""Offices of other states: by the country before them, and ministries by their matters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.names.entities import Mention
from docread.names.gazetteer import places
from docread.names.suffixes import mention_of
from docread.patterns import regex

_FOREIGN = regex(
    r"(?<![가-힣])(?P<country>[가-힣]{2,8})\s(?P<name>[가-힣]{2,10}(?:부|청|처|성|위원회|원)|[가-힣]{4,9}국(?!가|제|장|민|내|외|산|방|책))(?=(?:은|는|이|가|을|를|과|와|의|에|장관|청장|처장|부장관|차관)?(?:도|의|서)?(?:[\s,.·)(\['\"’”]|$))"
)
_NO_FOREIGN = regex(
    r"(?:정부|대부|일부|내부|외부|전부|간부|북부|남부|동부|서부|중부|본부|대표부|공관원|직원|위원|회원|일원|지원|자원|차원|인원|구성원|요청|신청|초청|(?<!감)시청|방청|완성|구성|조성|가능성|특성|여성|안정성|중요성|필요성|출처|대처|근처|거래처|발주처|수출처|공급처|구매처|협의회|상공회의소|성|기업부|당국|양국|각국|참가국|회원국|주재국|상대국|수출국|수입국|강국|대국|개국|사무국)$|^(?:정부|현지|지방|중앙|주요|유관|대사|진출)"
)


def foreign(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`브라질 농업축산부, 위생감시청`: offices of a country that stands before them, and those joined to them."""
    known: set[tuple[str, str]] = set()  # names whose further places were told
    for match in _FOREIGN.finditer(folded, start, end):
        place = places().get(match["country"])
        if place is None or place.country == "KR" or _NO_FOREIGN.search(match["name"]):
            continue
        if place.kind != "country":
            if place.country != "CN" and match["name"].endswith(("청", "공사")):
                kind = "agency" if match["name"].endswith("청") else "public_corp"
                yield mention_of(match.start(), match.end("name"), match.group(), "local", place.country, kind)
            continue
        first, last = match.span("name")
        kind = "ministry" if match["name"].endswith(("부", "성")) else "agency"
        yield mention_of(first, last, match["name"], "local", place.country, kind)
        is_new = (match["name"], place.country) not in known
        known.add((match["name"], place.country))
        elsewhere = rf"(?<![가-힣A-Za-z0-9]){match['name']}(?![가-힣]*기업)"
        for further in re.finditer(elsewhere, folded[start:end]) if is_new else ():
            at = start + further.start()
            if at != first:
                yield mention_of(at, at + len(match["name"]), match["name"], "local", place.country, kind)
        while joined := re.compile(
            r",\s(?P<name>[가-힣]{2,10}(?:부|청|처|위원회|원))(?=[,\s]|과|와|의|등|은|이)"
        ).match(folded, last, end):
            if _NO_FOREIGN.search(joined["name"]):
                break
            last = joined.end()
            kind = "ministry" if joined["name"].endswith("부") else "agency"
            yield mention_of(*joined.span("name"), joined["name"], "local", place.country, kind)


_OF_CHINA = regex(
    r"(?<![가-힣])(?P<place>[가-힣]{2,10}?)(?P<rank>성|시|省|市|현|신구|개발구|고신구|보세구|(?:[가-힣]{2,3}족|위구르)?자치구|단지)\s?(?P<office>[가-힣]{2,12}?(?:국|청|위원회|판공실|촉진회|촉진중심|교류중심|총국|상회))(?=(?:은|는|이|가|을|를|과|와|의|도|에|측|등)?(?:[\s,.·)(/\-]|$))"
)
_ZONES = {"단지", "개발구", "고신구", "보세구"}
_NO_OFFICE = regex(
    r"(?:양국|각국|외국|전국|참가국|회원국|주재국|상대국|한국|중국|미국|영국|태국|당국|대국|강국|시국|개국|요청|신청|초청|시청|방청)$"
)


def offices(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`푸젠성 해양어업국`, `옌청시 무역촉진회`: an office together with the Chinese province or city that it is of."""
    for match in _OF_CHINA.finditer(folded, start, end):
        place = (
            places().get(match["place"])
            or places().get(match["place"][:2])
            or places().get(match["place"] + match["rank"])
        )
        of_people = match["office"] == "인민위원회" and match["rank"] == "성" and "베트남" in folded
        if (place is None or place.country not in {"CN", "VN"}) and match["rank"] not in _ZONES and not of_people:
            continue
        if _NO_OFFICE.search(match["office"]) or len(match["office"]) < 3:
            continue
        if match["rank"] in _ZONES and match["office"] != "관리위원회":
            continue
        kind = "association" if match["office"].endswith(("촉진회", "상회")) else "agency"
        country = place.country if place else ("VN" if of_people else "CN")
        if match["office"] == "인민위원회":
            kind = "local_gov"
        yield mention_of(match.start(), match.end("office"), match.group(), "local", country, kind)


_UNIVERSITY = regex(
    r"(?<![가-힣])(?P<name>(?P<place>[가-힣]{2,4})(?P<what>대|세관|해관))(?=(?<=관)(?:은|는|이|가|과|와|장|의)?[\s,.·)]|(?:[,·]\s?[가-힣]|\s등|\s[가-힣]{0,3}교수|와\s|과\s|는\s))"
)


def universities(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`샤먼대`: a city's university by its short name."""
    for match in _UNIVERSITY.finditer(folded, start, end):
        place = places().get(match["place"])
        if place and place.kind != "country":
            kind = "agency" if match["what"].endswith("관") else "university"
            yield mention_of(*match.span("name"), match["name"], "local", place.country, kind)


_NATIONAL = regex(
    r"(?<![가-힣])(?P<name>(?:한국|대한|중국)[가-힣]{2,8}회)(?=(?:은|는|이|가|을|를|과|와|의|도)?[\s,.·)(])"
)
_NO_SOCIETY = regex(
    r"(?:교역|전시|박람|위원|설명|간담|협의|상담|토론|발표|대|총|보고|교류|공청|품평|국|사|기|개|음악|체육대|경진대|수료|연수|정상|연찬|강연|심의|친선대)회$"
)


def societies(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`한국수산회`: a society that bears its country's name, whatever else it is called."""
    for match in _NATIONAL.finditer(folded, start, end):
        if not _NO_SOCIETY.search(match["name"]):
            country = "CN" if match["name"].startswith("중국") else "KR"
            yield mention_of(*match.span("name"), match["name"], "ending", country, "association")


_MATTERS = "과학|기술|산업|혁신|공공|사업|교통|환경|자원|수자원|기상|재정|경제|농업|농촌|농림|농축산|축산|수산|보건|복지|교육|통상|무역|외교|내무|국방|에너지|통신|정보|문화|관광|노동|건설|주택|개발|계획|투자|광물|광업|전력|물|인프라|지역|도시|천연|생태|디지털|스포츠|청년|국제|협력|상업|공업|관개|산림|식품|해양"
_MINISTRY = regex(
    rf"(?<![가-힣])(?P<name>(?:{_MATTERS}){{2,5}}부)(?=(?:은|는|이|가|을|를|과|와|의|에서|에)?(?:[\s,.·)(\[]|$))"
)


def ministries(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`산업과학기술혁신부`: a ministry by its matters. Korea's are all known, so that it is that of the country which
    the article named last."""
    for match in _MINISTRY.finditer(folded, start, end):
        named = [place for word in re.findall(r"[가-힣]+", folded[max(start, match.start() - 600) : match.start()])
                 if (place := places().get(re.sub(r"(?:에서는|에서|에는|측에서는|은|는|의|와|과|을|를|이|가|에)$", "", word)))
                 and place.kind == "country" and place.country != "KR"]  # fmt: skip
        if named:
            yield mention_of(*match.span("name"), match["name"], "local", named[-1].country, "ministry")
