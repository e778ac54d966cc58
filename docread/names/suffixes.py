"""Names of bodies by how they end, by who heads them, and by the signs of companies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.names.entities import Mention
from docread.names.gazetteer import places
from docread.patterns import regex

# Ending → kind. Longer endings first.
_KINDS: tuple[tuple[str, str], ...] = (
    ("총영사관|대사관|대표부", "embassy"),
    ("병원|의료원|교육청|본부세관|보건소|테크노파크|테크노밸리|산학협력단|수목원|휴양림관리소|국악원|지방[가-힣]{2,8}청|박물관(?=장|은|는|이|과|와|\\()|미술관(?=장|은|는|이|과|와|\\()|문화전당|중앙극장", "agency"),
    ("대학교|사관학교|과학기술원|대학원|대학(?!생)", "university"),
    ("[가-힣]{2,}증권|자산운용|유한책임회사|유한공사|주식회사|영농조합법인|농업회사법인|그룹|홀딩스|생명과학|바이오텍|엔지니어링|테크놀로지|솔루션즈?|중공업|에너지㈜|텔레콤|건설㈜", "company"),
    ("상공회의소|경제인연합회|연합회|중앙회|협의회|협회|학회|조합|진흥회|총연맹|연맹|경제인회|기업인회|상회|(?:변호|변리|회계|세무|건축|기술|관세|노무|법무)사회|의사회|약사회|시민연합|시민연대|참여연대|운동연합|CFE?연합", "association"),
    ("공단|공사|은행(?!권|장)|개발공사|도시공사|항만공사", "public_corp"),
    ("개발계획|[가-힣]{2,}기구|사무국", "intl_org"),
    ("규획설계총원|연구설계원|연구총원|설계총원|진흥원|연구원|기술원|평가원|관리원|정보원|개발원|교육원|인증원|표준원|안전원|정책원|과학원|보건원|인재원|시험원|지원단|사업단|관리단|사업소|관리소|검역소|진흥재단|재단|연구소|지질조사국|조사국|무역관|문화원|연구회|통제소|물관리원"
        "|위원회|센터|생태환경청|상무청|상무국|공업정보화청|과학기술청|발전개혁위|외사판공실|생태환경국|공안국|공안청|해관총서|인민법원|시장감독관리국|투자촉진국|투자촉진센터|지식산권국|지식재산권국|문화여유국|문화관광국|수리국|주택건설청|농업농촌청|교통운수청|개발청|경제청|개발구관리위원회|관리위원회|지청|기업청|환경청|노동청|관리국|총국|관리사|협력사|기술사|계획사|사무소|본부|의회|의과학원|과학연구원", "agency"),
)  # fmt: skip
_ENDINGS = "|".join(endings for endings, _ in _KINDS)
_PARTICLES = r"(?:이?라고|이?라는|에서는|에서도|에서의|에서|에게|에는|에도|에|으로부터|로부터|으로서|로서|으로|로|은|는|이|가|을|를|과의|와의|과|와|의|도|만|측은|측이|측과|측|장|간)?"
_NAME = regex(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9]{{0,18}}?(?:{_ENDINGS}))(?={_PARTICLES}(?:[^가-힣A-Za-z0-9]|$))"
)
_LEFT = regex(r"(?:(?<=\s)|(?<=^)|(?<=[(,·\"'“‘「\-/:]))(?P<place>(?:[가-힣]{2,8}(?:성|시|주|현|도)|[가-힣]{2,6}))\s$")
# Words with such endings that name no body, alone or at the end of a longer word.
_GENERIC = regex(
    r"^(?:유관|관계|관련|외국|주관|주최|전문|연구|공공|민간|금융|협력|지원|국제|현지|국내|해외|정부|지방|중앙|각|양국|이|그|동|해당|본|당|우리|한국|중국|소속|참여|회원|산하|대한)?(?:기관|협회|학회|조합|연구소|연구원|위원회|센터|재단|은행|그룹|협의회|공사|공단|대학|대학교|사무국|본부|지역본부|사무소|의회|대사관|총영사관|연합회|대표부|무역관|지원단|사업단|상회|과학원|기술원|주식회사|상공회의소|관리국|개발구)$"
    r"|(?:실무|공동|운영|추진|심의|자문|평가|선정|심사|고위|조정|준비|조직|합동|집행|특별|이사|총괄|전문)위원회$|소위원회|협력위원회$|데이터센터|물류센터|콜센터|서비스센터|헬프데스크|고객센터|상담센터|쇼핑센터|체험센터|체육센터|복지센터|전시센터|컨벤션센터|국제회의센터|비즈니스센터|주민센터|수거센터|관제센터|허브센터|[0-9]개|[0-9]여|벤처기업$|건설공사|설치공사|공사$(?<!발공사)(?<!도시공사)(?<!투자공사)(?<!한국공사)"
    r"|중소기업$|협약은행$|지역사무소$|상의회$|투자그룹$|시공사|발주공사|^[가-힣]{0,2}(?:교사|강사|의사|회사)$|수출협의회$|간담회|실무협의회$|정책협의회|대책본부$|[가-힣]*(?:생산|판매|수입|해외)조합|기술사$|계획사$(?<!규획계획사)|^[가-힣]{1,2}(?:사|관리사|협력사)$|협력사$(?<!국제협력사)|관리사$(?<!자원관리사)|(?:국제|협의|다자|전담|유엔|심의|자문|집행|운영|조정|산하|정부간|지역|상설|행정|감독|관리|총괄|추진|사회|의결|운동|의료|조리|실험|연구|협력|(?<=에너지\s)협력)기구$|국제금융기구$|보조기구$|^추진본부$|^[가-힣]{0,4}지역본부$|중앙은행$|시중은행$|개발은행$(?<!아시아개발은행)(?<!미주개발은행)|[가-힣]+들|^국회의회$|^[0-9]+|^인민위원회$"
)
# Offices of a province or city: names only together with it.
_OFFICES = {
    "공안국",
    "공안청",
    "투자촉진국",
    "문화여유국",
    "문화관광국",
    "시장감독관리국",
    "상무청",
    "상무국",
    "수리국",
    "외사판공실",
    "생태환경청",
    "생태환경국",
    "발전개혁위",
    "개발구관리위원회",
}
_A_MEETING = regex(r"(?:정상|장관|인|관|장|부|상의|위급)회$")
_NUMBERED = regex(r"제\s?\d+[회차]\s(?:[가-힣A-Za-z·\-]+\s){0,3}$")
_DEPARTMENT = regex(
    r"(?:산업기술|미래|빅데이터|인공지능|기획|운영|사업|개발|안전|디자인|영업|경영|기술|수출|마케팅)(?:센터|본부|연구소|지원단|사업단)$"
)
_PUBLIC_CORP = regex(
    r"(?:[가-힣]{2,}(?:토지|수자원|개발|도시|항만|공항|관광|무역|투자|석유|가스|전력|철도|도로|유통|하수도|광물|광해|방송|조폐|마사|에너지|농어촌|주택|물류|환경|교통|산업|전기안전|자원|난방|해양|보험|금융)[가-힣]*)공사$"
)
_ROLE = r"(?:장관|차관|청장|처장|위원장|원장|회장|협회장|이사장|사장|대표이사|대표|총장|학교장|학과장|소장|센터장|관장|단장|본부장|국장|시장|군수|구청장|도지사|지사|성장|총재|행장|의장|부장|사무총장|대사|총영사|은행장|학장|교장|조합장|실장|[가-힣]{1,3}장(?:\s?직무대[리행])?)"
_HEADED = regex(
    rf"(?P<name>(?:[가-힣A-Za-z0-9·&㈜]+ ){{0,2}}?[가-힣A-Za-z0-9·&㈜()]*[가-힣A-Za-z0-9㈜])\((?:{_ROLE})(?:\s?[:：]\s?|\s)[가-힣]{{2,4}}(?:[,)\s])"
)
_COMPANY = regex(
    r"(?:[가-힣]{2,8}법인)?(?:㈜|\(주\)|주식회사\s)\s?(?P<a>[가-힣A-Za-z0-9&.]{1,20}?)(?=(?:은|는|이|가|을|를|과|와|의|등|도)?(?:[\s,·)(/]|$))|(?P<b>[가-힣A-Za-z0-9&.]{1,20})(?:㈜|\(주\))|(?P<c>[가-힣A-Za-z]{2,20}(?:유한공사|집단유한공사))"
)
_COUNTRY_OF_EMBASSY = regex(r"^주(?P<host>[가-힣]{1,8}?)(?P<owner>대한민국|한국|[가-힣]{2,6})(?:대사관|총영사관)$")


OFFICE_HOLDER = regex(
    r"(?:장관|차관|차관보|조리|국장|청장|위원장|부장|본부장|총영사|대사|참사관|정책관|조정관|사무총장|사무처장|비서관|보좌관)$"
)


def may_be_name(text: str) -> bool:
    """Whether an item of a list may be a firm's name: no common noun, no number, no verb."""
    return (
        2 <= len(text) <= 16
        and not re.search(
            r"(?:기업|업체|기관|분야|산업|기술|제품|정책|지역|국가|시장|서비스|소재|부품|장비|시설|협력|지원|수출|투자|교류|관계자|하는|되는|한|된|[하되있없이했였]고|이고|[가-힣]며|들|등|및|개사|설비|사업|공정|물류|바이오|화장품|식품|반도체|에너지|정부|지자체|콘텐츠|패션|뷰티)$",
            text,
        )
        and not text[0].isdigit()
        and not re.search(r"%|\d명|\d개", text)
        and text not in places()
        and not OFFICE_HOLDER.search(text)
    )


def may_be_item(text: str) -> bool:
    """Whether an item after a label (`참석기업 : …`) may be a name: there a short word may be one as well."""
    return len(text) > 2 or (may_be_name(text) and not re.search(r"[은는을를]$", text))


def is_generic_list(items: list[str]) -> bool:
    """A list of fields or wares, not of firms: most of its items are common nouns."""
    return sum(may_be_name(re.sub(r"\(.*$", "", item)) for item in items) * 2 <= len(items)


_SHORT_KINDS = (
    (regex(r"(?:특별자치|광역|특별)[시도]$|[가-힣]{2}[도군]$"), "local_gov"),
    (regex(r"[가-힣]{3}부$"), "ministry"),
    (regex(r"[가-힣]{2}[청처]$"), "agency"),
    (regex(r"[가-힣]{2}회$"), "association"),
)


def kind_of(name: str) -> str:
    """The kind of a body by the ending of its name."""
    for ending, kind in _KINDS:
        if re.search(rf"(?:{ending})$", name):
            return kind
    return next((kind for ending, kind in _SHORT_KINDS if ending.search(name)), "other")


def mention_of(start: int, end: int, text: str, rule: str, country: str | None, kind: str) -> Mention:
    return Mention(start, end, text, rule, re.sub(r"\s+", "", text), country, kind)


_ENDING_ALONE = regex("(?:" + _ENDINGS.replace("[가-힣]{2,}기구", "기구") + ")")


def _is_body(name: str) -> bool:
    if _ENDING_ALONE.fullmatch(name):
        return False
    if _GENERIC.search(name):
        return bool(_PUBLIC_CORP.match(name))
    return len(name) >= 4 and not _DEPARTMENT.search(name)


def find(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Names by their endings."""
    for match in _NAME.finditer(folded, start, end):
        name = match["name"]
        begin = match.start()
        left = _LEFT.search(folded, max(start, begin - 10), begin)
        place = _place(left["place"]) if left else None
        if name.endswith("본부") and folded.startswith("장", match.end()):
            continue  # an office of a ministry, named by its head
        glossed = (
            re.match(r"[\[(][A-Z][A-Za-z]{2,11}[\])]", folded[match.end() : match.end() + 16])
            and len(name) > 5
            and name != "다자개발은행"
        )
        if not _is_body(name) and not glossed and not (place and place[1] != "country" and name in _OFFICES):
            continue
        country = country_of(name)
        if left and place and place[0] != "KR" and not name.startswith(("한국", "주")):
            country = place[0]
            if place[1] != "country" and not name.startswith("중국"):
                begin = left.start("place")
        if _ANY_HOSPITAL.fullmatch(name):
            continue
        if _TO_BE_BUILT.match(folded, match.end()):
            continue
        if _A_MEETING.search(name) and folded.startswith("의", match.end()):
            continue  # `경제인회의`, not a 경제인회
        if name.endswith("협의회") and _NUMBERED.search(folded, max(start, begin - 26), begin):
            continue  # the sixth of its meetings
        if name.endswith(("센터", "그룹", "사무소", "지사")) and (
            _VENUE.match(folded, match.end())
            or re.match(
                r"\s(?:건립|구축|설립|조성|착공|준공|개소|기공)|\s중\s하나", folded[match.end() : match.end() + 5]
            )
        ):
            continue
        country = country or _of_university(folded, start, begin) or _side(folded, start, begin) or "KR"
        yield mention_of(begin, match.end(), folded[begin : match.end()], "ending", country, kind_of(name))


_UNIVERSITY_BEFORE = regex(r"(?<![가-힣])(?P<name>[가-힣]{2,10}(?:대학교?|과기대))\s$")


def _of_university(folded: str, start: int, begin: int) -> str | None:
    """`산둥대학 …연구센터`: of the country of its university."""
    match = _UNIVERSITY_BEFORE.search(folded, max(start, begin - 14), begin)
    return country_of(match["name"]) if match else None


_ANY_HOSPITAL = regex(
    r"(?:요양|전담|재활|정신|종합|상급|거점|협력|국립|대학|대|전문|감염병|일반|동네|공공|대형|치과|한방|민간|지역|해당|유명|현지|우수|어린이|노인)+병원"
)
_TO_BE_BUILT = regex(r"[’'”\"」]?[을를]\s(?:[^\s.]+\s){0,4}?(?:세우|설립|구축|건립|조성|만들|열고|열기로|개소)")
_VENUE = regex(r"\s?(?:[가-힣0-9]+(?:홀|실|룸|장|층)(?:\s[가-힣]+)?)?(?:에서|에서는|\)|,\s?['’]?\d|\((?!이하))")
_SIDES = regex(
    r"(?:^|[\s(（])(?:(?P<cn>中|중국에서는|중국은|중국측|중국 ?측)|(?P<kr>韓|우리나라에서는|우리나라는|한국측|한국 ?측))"
)


def _side(folded: str, start: int, begin: int) -> str | None:
    """The country whose side the sentence speaks of: `중국에서는 …`, `(中) …`."""
    sentence = max(folded.rfind(". ", start, begin), folded.rfind("\n", start, begin), start - 1) + 1
    side = None
    for match in _SIDES.finditer(folded, max(sentence - 1, start), begin):
        side = "CN" if match["cn"] else "KR"
    return side


def _place(word: str) -> tuple[str, str] | None:
    found = places().get(word) or places().get(re.sub(r"(?:성|시|주|현|도)$", "", word))
    return (found.country, found.kind) if found else None


_TELLING = (
    (regex(r"전미|미연방"), "US"),
    (regex(r"아시아|세계|글로벌|유엔|국제연합|동남아|.*기구$"), "INT"),
)


def country_of(name: str) -> str | None:
    """The country that a name tells: `주중국대한민국대사관` is Korea's, `산둥성생태환경청` China's."""
    if match := _COUNTRY_OF_EMBASSY.match(name):
        owner = match["owner"]
        return "KR" if owner in {"대한민국", "한국"} else (places()[owner].country if owner in places() else None)
    if match := re.match(r"^주한(?P<owner>[가-힣]{2,8}?)(?:대사관|총영사관)$", name):
        return places()[match["owner"]].country if match["owner"] in places() else None
    if known := next((country for said, country in _TELLING if said.match(name)), None):
        return known
    for length in (4, 3, 2):
        if (place := places().get(name[:length])) and len(name) > length + 2:
            if place.country != "KR" and (
                place.kind != "country" or name[:length] not in {"인도", "가나", "이란", "아이티", "몰타"}
            ):
                return place.country
            return "KR" if place.country == "KR" else None
    return "CN" if name.endswith(("유한공사", "인민정부")) else None


_GLOSSED_ABBREVIATION = regex(
    r"(?<![A-Za-z])(?P<name>[A-Z]{2,8})\([A-Z][A-Za-z&\- ]{4,50}(?P<what>Association|Agency|Organi[sz]ation|Institute|Council|Bank|Corporation|Ministry|Authority|Commission|University|Federation|Foundation|Chamber of Commerce)[A-Za-z ]{0,30}\)"
)


def abbreviations(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`CTA(Consumer Technology Association)`: the long form tells that the short one is a body."""
    kinds = {
        "Association": "association",
        "Federation": "association",
        "Ministry": "ministry",
        "University": "university",
        "Bank": "public_corp",
        "Corporation": "company",
    }
    for match in _GLOSSED_ABBREVIATION.finditer(folded, start, end):
        country = _country_of_place(folded, start, match.start())
        yield mention_of(*match.span("name"), match["name"], "listed", country, kinds.get(match["what"], "agency"))


def headed(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`X(회장 …)`: whatever its ending, X is a body."""
    for match in _HEADED.finditer(folded, start, end):
        words = match["name"].split(" ")
        name = words[-1]
        if (
            len(words) > 1
            and not re.search(r"[은는이가을를와과의,에서]$|[.,]$", words[-2])
            and len(name) <= 3
            and kind_of(name) == "other"
        ):
            name = " ".join(words[-2:])
        name = re.sub(r"^\((?:사|재|주|유)\)", "", name)
        name = re.sub(r"^.*[(·](?=[가-힣A-Za-z㈜])", "", name) if "(" in name else name
        name = name.rstrip("()").lstrip("·")
        if len(name) < 2 or (_GENERIC.search(name) and not _PUBLIC_CORP.match(name)):
            continue
        begin = match.start("name") + len(match["name"]) - len(name)
        left = _LEFT.search(folded, max(start, begin - 10), begin)
        place = _place(left["place"]) if left else None
        abroad = place[0] if place and place[1] == "country" and place[0] != "KR" else None
        yield mention_of(begin, begin + len(name), name, "headed", abroad or country_of(name) or "KR", kind_of(name))


def companies(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Names with the sign of a company."""
    for match in _COMPANY.finditer(folded, start, end):
        group = match.lastgroup or "a"
        name = match[group]
        country = "CN" if group == "c" else (country_of(name) or "KR")
        if len(name) > 1:
            yield mention_of(match.start(), match.end(), match.group(), "company", country, "company")


_QUOTED_FIRM = regex(
    r"(?P<what>브랜드|기업|업체|플랫폼|유통사|회사|제조사|유통업체|스타트업)인?\s['‘“\"](?P<name>[가-힣A-Za-z0-9&. ]{2,16})['’”\"](?=\s?(?:체인|그룹)?(?:은|는|도|이|가|와|과)\s)"
)
# `'… 수출협의회'가 발족`: a generic word in quotes is a name where the body is founded.
_FOUNDED = regex(
    r"['‘「](?P<name>[가-힣A-Za-z0-9·\- ]{2,24}(?:협의회|협의체|위원회|연합|협회|재단|얼라이언스|기구|동맹))['’」](?:이|가|을|를)?\s?(?:[가-힣]{2,6}\s)?(?:발족|출범|설립|창립)"
)
_COUNTED = regex(r"\d+\s?개?(?:사|社)\s?\(")
_LABELLED = regex(
    r"(?:(?P<country>[가-힣]{2,8})\s(?:측\s)?)?(?:참여|참가|참석|주최|주관|후원|진출|초청|유관|협력|지원|대상|선정|수상|수출|투자|협약|국내|해외|우리|한국|중국)\s?(?:기관|기업|업체|회사|단체)(?:명단)?\s?[)\]:：]\s?|(?<=[◇ㅇ○□▪•]\s)구\s?성\s?[:：]\s?(?=[^\n]{2,40}\(단장\))|(?:참가|참여|참석|입주)\s?\(\d+\s?개\s?(?:사|기업|기관|업체)\)\s?[:：]\s?"
)


def enumerated(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Firms counted and named in brackets, `9개사(A, B, …)`; bodies after a label, `참여기관: A, B 등`."""
    for match in _QUOTED_FIRM.finditer(folded, start, end):
        country = _country_of_place(folded, start, match.start()) or "KR"
        yield mention_of(*match.span("name"), match["name"], "company", country, "company")
    for match in _FOUNDED.finditer(folded, start, end):
        yield mention_of(*match.span("name"), match["name"], "headed", country_of(match["name"]) or "KR", "association")
    for match in _COUNTED.finditer(folded, start, end):
        close = _closing(folded, match.end(), end)
        for at, text in items_of(folded[match.end() : close]):
            first = match.end() + at
            name = re.sub(r"㈜|\(주\)", "", text)
            # `성부산업`, `…기술` are names in a counted list, `산업` alone is not.
            if may_be_name(name) or (
                re.fullmatch(r"[가-힣]{2,6}(?:산업|기술|바이오|에너지|식품|설비|물류)", name)
                and name[:2] not in _FIELDS
            ):
                yield mention_of(first, first + len(text), text, "company", country_of(text) or "KR", "company")
    for match in _LABELLED.finditer(folded, start, end):
        stop = min(end, *(at for at in (folded.find("\n", match.end()), folded.find("。", match.end()), end) if at > 0))
        of_label = places()[match["country"]].country if match["country"] in places() else None
        for at, text in items_of(folded[match.end() : stop]):
            first = match.end() + at
            if 2 <= len(text) <= 24 and may_be_item(text) and not re.search(r"\d|[다함임]$", text):
                yield mention_of(
                    first, first + len(text), text, "listed", country_of(text) or of_label or "KR", kind_of(text)
                )


def _country_of_place(folded: str, start: int, at: int) -> str | None:
    """The country of the place named last before a firm in its sentence: `쓰촨성 지역 1위 편의점 브랜드인 …`."""
    found = [place for word in re.findall(r"[가-힣]+", folded[max(start, at - 40) : at]) if (place := _place(word))]
    return found[-1][0] if found else None


_FIELDS = {"농업", "환경", "자동", "반도", "조선", "철강", "화학", "기계", "전자", "건설", "의료", "식품", "수산", "관광", "문화", "첨단", "신산", "재생", "친환", "디지", "정보", "섬유", "항공", "우주", "해양", "방위", "물산", "녹색"}  # fmt: skip


def _closing(folded: str, start: int, end: int) -> int:
    depth = 1
    for position in range(start, min(end, start + 400)):
        depth += (folded[position] == "(") - (folded[position] == ")")
        if depth == 0:
            return position
    return start


def items_of(text: str) -> Iterator[tuple[int, str]]:
    """The items of a list with where they begin, separated by commas outside brackets, without what brackets add."""
    for match in re.finditer(r"(?:[^,(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", text):
        item = match.group()
        lead = len(item) - len(item.lstrip(" *"))
        lead += (
            len(head.group())
            if (head := re.match(r"\([가-힣A-Za-z]{2,10}(?:\s\d+\s?개?[사社])?\)\s", item[lead:]))
            else 0
        )
        bare = re.sub(r"\s?\((?!주\)|유\))(?![A-Za-z0-9]{1,3}\)[가-힣]).*$|\s?등(?:\s.*)?$", "", item[lead:]).strip()
        if bare:
            yield match.start() + lead, bare
