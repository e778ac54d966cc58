"""Bodies told by what stands beside their names: a gloss in Latin letters, the sign of a firm, a person at the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.document import Span
from docread.names import suffixes
from docread.names.entities import Mention
from docread.names.gazetteer import places
from docread.patterns import regex

_LONG = r"[A-Z][A-Za-z&' \-]{6,60}"
_GLOSSED = regex(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>(?:[가-힣]{{2,6}}-[가-힣]{{2,6}}\s)?[가-힣]{{2,14}})\s?[(\[](?:(?P<long>{_LONG}),\s?(?:이하\s?)?(?P<short>[A-Z][A-Za-z0-9]{{1,8}})|(?P<abbr>[A-Z]{{2,8}})\s?[:,]\s?(?P<after>{_LONG}))[)\]]"
)
_ORGANISED = regex(
    r"Association|Organi[sz]ation|Agency|Institute|Council|Bank|Corporation|Ministry|Authority|Commission|University|Federation|Foundation|Chamber|Union|Fund|Centre|Center|Secretariat|Society|Alliance|Board|Bureau"
)
_SIGN = r"사|[가-힣]{0,2}금융그룹|금융지주|뱅크|은행|그룹|증권|건설|전자|화학|제약|에너지|바이오|소프트|테크|코리아"
_FIRM = regex(
    rf"(?<![가-힣A-Za-z])(?P<name>[가-힣]{{2,8}}(?:\s[가-힣]{{1,8}}){{0,2}}\([A-Za-z][A-Za-z.&' \-]{{1,40}}\))(?P<sign>{_SIGN})(?=[의는가와과은이를\s])"
)
# `미연방조달청(GSA)`: an office by its ending and its letters.
_LETTERED = regex(
    r"(?<![가-힣A-Za-z0-9])(?P<name>(?:유엔|세계|국제|미국|중국|일본)?[가-힣]{2,12}(?:\s[가-힣]{2,6})?(?:청|처|부|기구|위원회|은행|협회|학회|공사|공단|재단|진흥원|연구원|연구소|이사회|연맹|연합회|의회|기금|본부))\((?P<abbr>[A-Z][A-Za-z]{1,7})\)"
)
_NO_OFFICE = regex(
    r"(?:정부|대부|일부|내부|외부|전부|간부|요청|신청|초청|출처|대처|근처|거래처|발주처|수요처|개발은행)$"
)
_COUNTED = regex(r"(?<![A-Za-z가-힣0-9])(?P<name>[A-Z가-힣][A-Za-z0-9&가-힣]{1,14}?)\s?社")
# `하르트 하이퍼루프(Hardt Hyperloop)` beside another of its kind: `A(…)-B(…) 간`.
_PAIR = regex(
    r"(?P<a>[가-힣]+(?:\s[가-힣]+)?\([A-Z][A-Za-z.&' -]+\))\s?[-–]\s?(?P<b>[가-힣]+(?:\s[가-힣]+)?\([A-Z][A-Za-z.&' -]+\))\s?간"
)
# `Diversified Communications사`; `(Organon) 여성 헬스케어 중심의 바이오 기업`.
_LATIN_FIRM = regex(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z0-9&.]+(?:\s[A-Z][A-Za-z0-9&.]+){0,3})\s?사(?=[는은이가를을의와과\s])"
)
_EXPLAINED = regex(
    r"(?:\n\*+|,)\s\((?P<name>[A-Z][A-Za-z0-9&. ]{1,24})\)\s[^(),]{2,40}?(?:기업|업체|회사|제조사|유통사)(?=[,\s.)]|$)"
)
_PROFESSOR = regex(
    r"(?<![가-힣])(?P<name>[가-힣]{2,6}대|(?:[가-힣]{2,6}\s){1,2}대학)(?=\s(?:명예|석좌|초빙|겸임)?교수)"
)
_BEING_FIRM = regex(
    r"(?:기업|업체|단체|기관|협회|연합회|기구)인\s(?P<name>(?:[가-힣]{2,4}\s(?=[가-힣]{2,6}\())?[가-힣A-Za-z0-9&]{3,14}?)(?:\([A-Za-z][A-Za-z0-9 .&]{1,24}\))?(?:과|와|이|은|는|가)\s"
)
_NAMED_BY_HEAD = regex(
    r"(?:기업|업체|회사|스타트업|브랜드|제조사)인\s(?P<name>[가-힣A-Za-z0-9&]{2,14})\s(?=[가-힣]{3}\s(?:회장|대표이사|대표|사장|부사장|이사))"
)
_NO_FIRST = regex(r"(?:에|라|며|고|및|등|들어|의|인|온|에서|한|된|던|은|는|을|를|과|와)$")


def glossed(folded: str, spans: tuple[Span, ...]) -> Iterator[Mention]:
    """`환인도양연합[Indian Ocean Rim Association, 이하 IORA]`: the long form tells a body; `마이코(Maiko)사` is a firm."""
    for start, end in spans:
        for match in _GLOSSED.finditer(folded, start, end):
            name = match["name"]
            if len(name) > 4 and _ORGANISED.search(match["long"] or match["after"]):
                country = suffixes.country_of(name) or ("INT" if name.endswith(("연합", "기금", "연맹")) else None)
                yield Mention(*match.span("name"), name, "headed", name, country, suffixes.kind_of(name))
        for match in _FIRM.finditer(folded, start, end):
            begin = match.start()
            name = folded[begin : match.end("sign")]
            while " " in name.split("(")[0] and _NO_FIRST.search(name.split(" ")[0]):
                begin += len(name.split(" ")[0]) + 1
                name = folded[begin : match.end("sign")]
            country = _country_said(folded, max(start, begin - 24), begin) or (None if match["sign"] == "사" else "KR")
            bare = re.sub(r"\(.*\)", "", name)
            key = bare if match["sign"] != "사" else bare[:-1]
            yield Mention(begin, match.end("sign"), name, "company", key, country, "company")
            for again in re.finditer(rf"(?<![가-힣]){key}(?![가-힣]*기업)", folded[start:end]):
                at = start + again.start()
                yield Mention(at, at + len(key), key, "company", key, country, "company")
        yield from _signed(folded, start, end)


def _signed(folded: str, start: int, end: int) -> Iterator[Mention]:
    for match in _LETTERED.finditer(folded, start, end):
        name, begin = match["name"], match.start()
        if " " in name and not name.startswith("유엔"):
            begin, name = begin + name.index(" ") + 1, name[name.index(" ") + 1 :]
        if not _NO_OFFICE.search(name) and len(name) > 3:
            country = suffixes.country_of(name) or _country_said(folded, max(start, begin - 8), begin) or "KR"
            yield Mention(
                begin, match.end("name"), name, "ending", name.replace(" ", ""), country, suffixes.kind_of(name)
            )
    for match in _COUNTED.finditer(folded, start, end):
        if suffixes.may_be_name(match["name"]) and not match["name"].endswith(
            ("개", "전", "각", "본", "당", "양", "타")
        ):
            yield Mention(match.start(), match.end(), match.group(), "company", match["name"], None, "company")
    for match in _PAIR.finditer(folded, start, end):
        for group in "ab":
            name = match[group]
            yield Mention(*match.span(group), name, "company", re.sub(r"\(.*", "", name), None, "company")
    yield from _firms(folded, start, end)


_OF_STATES = {"美": "US", "中": "CN", "日": "JP", "獨": "DE", "英": "GB"}


def _firms(folded: str, start: int, end: int) -> Iterator[Mention]:
    for match in _LATIN_FIRM.finditer(folded, start, end):
        said = _country_said(folded, max(start, match.start() - 12), match.start())
        country = _OF_STATES.get(folded[max(0, match.start() - 2)], said)
        yield Mention(*match.span("name"), match["name"], "company", match["name"], country, "company")
    for match in _EXPLAINED.finditer(folded, start, end):
        yield from _everywhere(folded, start, end, match["name"])
    for match in _PROFESSOR.finditer(folded, start, end):
        yield Mention(*match.span("name"), match["name"], "ending", match["name"], None, "university")
    for pattern in (_BEING_FIRM, _NAMED_BY_HEAD):
        for match in pattern.finditer(folded, start, end):
            if (not match["name"].endswith("의") and suffixes.may_be_name(match["name"])) or re.search(
                r"[가-힣]{3}(?:산업|에너지|물류|바이오)$", match["name"]
            ):
                country = suffixes.country_of(match["name"]) or _country_said(
                    folded, max(start, match.start() - 60), match.start()
                )
                yield Mention(*match.span("name"), match["name"], "company", match["name"], country or "KR", "company")


def _everywhere(folded: str, start: int, end: int, name: str) -> Iterator[Mention]:
    """A name in Latin letters wherever it stands."""
    for match in re.finditer(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", folded[start:end]):
        yield Mention(start + match.start(), start + match.end(), name, "company", name, None, "company")


def _country_said(folded: str, start: int, end: int) -> str | None:
    """The country named last between two positions: `멕시코에서 온`, `영국의`."""
    words = re.findall(r"[가-힣]+", folded[start:end])
    found = [place for word in words if (place := places().get(re.sub(r"(?:에서|의|에|내|은|는|이|가)$", "", word)))]
    return found[-1].country if found else None
