"""Persons with the role and the body that the words around their names give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from docread.document import Person, Span
from docread.names.gazetteer import places
from docread.names.organisations import Entity

BY_RULE = {"headed": 0.95, "named": 0.93, "glossed": 0.8, "guessed_org": 0.5, "chinese": 0.85}
_SURNAMES = set(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부황복태목형피두감호음빈동온시범좌팽승간상갈단견당화창"
)
_DOUBLE_SURNAMES = ("남궁", "황보", "선우", "제갈", "독고", "사공", "서문")
# Chinese and other surnames as Korean texts write them by their sound.
_CHINESE = (
    "왕", "리", "싱", "장", "류", "천", "양", "황", "자오", "저우", "우", "쉬", "쑨", "후", "주", "가오", "린", "허", "궈", "마", "뤄", "량", "쑹", "정", "셰", "한", "탕", "펑", "위",
    "둥", "샤오", "청", "차오", "위안", "덩", "푸", "선", "쩡", "펑", "뤼", "쑤", "루", "장", "차이", "자", "딩", "웨이", "쉐", "예", "옌", "판", "두", "다이", "샤", "중", "톈", "티안",
    "런", "장", "팡", "스", "야오", "랴오", "쩌우", "슝", "진", "루", "하오", "쿵", "바이", "추이", "캉", "마오", "추", "친", "장", "구", "허우", "샤오", "멍", "룽", "완", "돤", "레이", "첸", "탄", "칭", "인", "이", "황", "치", "원",
)  # fmt: skip
_PARTICLES = r"(?:으로부터|에게서|에게|께서|이라고|라고|으로|로|은|는|이|가|을|를|과|와|의|도|만|및|등|측|님|간|와는|과는|와도|과도)?"
_NOT_NAMES = re.compile(
    r"(?:부|청|처|국|과|실|팀|원|단|사|회|소|관|장|급|성|시|도|군|구|의|은|는|을|를|과|와|에|서|고|며|한|된|할|들|등|및|측|적|간|후|전|중|별|상|하|씨|인|론|력|업|권|금|품|액|율|률|법|안|제|화|자|무|망)$"
)
_COMMON = {"이날", "이번", "정부", "장관", "차관", "한국", "중국", "양국", "우리", "주요", "신임", "현지", "한편", "이어", "이후", "오늘", "지난", "이달", "전담", "공동", "고위", "선임", "수석", "주한", "주중", "주일", "주미", "하고", "하며", "위한", "통해", "대한", "관련", "이하", "남측", "상대", "민간", "기업", "조직", "신규", "상임", "부문", "유관", "경제", "국제", "최고", "전체", "방한", "방중", "지역", "정상", "해당", "현직", "전직", "기관", "국내", "해외", "도시", "서울", "이사", "심사", "구매", "기술", "연구", "사업", "추진", "안전", "인사", "공공", "선정", "주재", "차기", "총괄", "노사", "하반기", "상반기", "정책", "사무", "조사", "지방", "기조", "주재국", "이사회", "양자", "한중", "주요국", "상대국", "참가국", "회원국", "당사국"}  # fmt: skip
_GLOSS = (
    r"(?:\s?\((?P<gloss>[A-Za-z][A-Za-z .\-']{2,40}(?:,\s?[一-鿿]{2,5})?|[一-鿿]{2,5}(?:,\s?[A-Za-z .\-']{2,40})?)\))?"
)


# An envoy speaks for the country that sent him, whoever is the host of the text.
_ENVOY = re.compile(r"주한\s?(?P<of>[가-힣]{2,9})\s?(?:대리\s)?(?:대사|총영사|공사)")
# How words end that belong to the sentence, not to a name.
_NO_PART = re.compile(
    r"(?:은|는|을|를|과|와|의|에|에서|에게|으로|하여|하고|하며|께서|및|등|측|인|된|한|할|던|위해|통해|대해|따라|이날|이번|장관|차관|국장|위원장|회장|대표|정부|기관|기업|부문|분야|담당|신임|현지|오전|오후|부|청|처|국)$|^(?:또한|특히|한편|이어|아울러|양측|먼저|이후|오늘|최근|당시|前|현|전|및|등|함께|직접|공동|주재|각각|다시|새로|올해|내년|날|같은|그|주한|중|겸)$|^[가-힣]{2,}(?:이|가)$"
)
# Words that are roles only beside a body or a place.
_AMBIGUOUS = {"성장", "시장", "대표", "이사", "감사", "상무", "위원", "의원", "주임", "조리", "서기", "감독", "고문", "총괄", "영사", "수석", "대행", "단장", "부장", "기자", "원장", "사장"} - {"단장", "원장", "사장"}  # fmt: skip
_NO_ROLE = re.compile(
    r"(?:중국|해외|현지|국내|전자|금융|노동|조달|세계|수출|에너지|글로벌|미국|일본|소비|인프라|환경|제조|거래|개척)시장$|(?:고|저|경제|동반|지속|산업|수출)성장$|(?:사|사람|기관)?위원회$|민감사$|^기관장$|[가-힣]사이사$|기자$"
)


_OFFICE_BEFORE = re.compile(r"\s[가-힣]{2,10}(?:과|부|국|실|센터|단|원|소)$")
_OFFICE = re.compile(r"(?:부|청|처|국|과|실|팀|원|단|사|회|소|관|센터|성|시|도|본부|주한|주중|측|중국|담당|분야|정부)$")


@cache
def _roles() -> str:
    words = (Path(__file__).parent / "data" / "roles.txt").read_text(encoding="utf-8").split()
    return "|".join(sorted(set(words), key=len, reverse=True))


@cache
def _role_words() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "data" / "roles.txt").read_text(encoding="utf-8").split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    role = _roles()
    headed = re.compile(
        rf"\(\s?(?P<role>[가-힣]{{0,8}}?(?:{role}|[가-힣]{{1,3}}장)(?:\s?직무대[리행])?)\s?[:：]?\s?(?P<name>[가-힣]{{2,4}}|[가-힣]{{1,3}}\s[가-힣]{{1,3}})(?=\s?[,)/·]|\s이하)"
    )
    word = re.compile(
        rf"(?<![가-힣A-Za-z])(?P<role>(?:제?\d)?[가-힣A-Za-z·]{{0,16}}?(?:{role})(?:\(차관\)|\(차관급\))?)(?={_PARTICLES}(?:[^가-힣A-Za-z]|$))"
    )
    return headed, word


@dataclass(slots=True)
class Found:
    name: str
    role: str
    org: str | None
    spans: list[Span]
    rule: str
    others: list[tuple[str, Span]] = field(default_factory=list)

    def names(self, folded: str) -> list[Span]:
        """Where the name itself stands."""
        return [span for span in self.spans if folded[slice(*span)].startswith(self.name)]

    def as_person(self) -> Person:
        aliases = tuple(dict.fromkeys(text for text, _ in self.others if text != self.name))
        spans = (*self.spans, *(span for _, span in self.others))
        return Person(self.name, aliases, self.role, self.org, tuple(dict.fromkeys(spans)), BY_RULE[self.rule])


def find(
    folded: str, spans: tuple[Span, ...], language: str, entities: list[Entity], host: Entity | None
) -> list[Found]:
    """The persons named within `spans`. `host`: the body that speaks, taken where a role names none."""
    if language == "zh":
        from docread.names import persons_zh

        return persons_zh.find(folded, spans, entities)
    if language != "ko":
        return []
    finder = _Finder(folded, entities, host)
    for start, end in spans:
        finder.headed(start, end)
        finder.by_role(start, end)
    finder.short_forms(spans)
    return finder.found


class _Finder:
    def __init__(self, folded: str, entities: list[Entity], host: Entity | None) -> None:
        self.folded, self.host = folded, host
        self.found: list[Found] = []
        self.ends: dict[int, Entity] = {}
        self.inside: list[tuple[int, int, Entity]] = []
        for entity in entities:
            for mention in entity.mentions:
                self.ends[mention.end] = entity
                self.inside.append((mention.start, mention.end, entity))
            for _, (start, end) in entity.others:
                self.inside.append((start, end, entity))

    def _entity_at(self, start: int, end: int) -> Entity | None:
        """The last body named between two positions; a part of a longer word counts, as in `산둥성장`."""
        found = [(a, entity) for a, b, entity in self.inside if a < end and b > start]
        return max(found, key=lambda item: item[0])[1] if found else None

    def add(self, name: str, role: str, org: Entity | None, spans: list[Span], rule: str, gloss: str = "") -> None:
        known = next((each for each in self.found if each.name == name), None)
        if known:
            known.spans += [span for span in spans if span not in known.spans]
            if org and known.rule == "guessed_org":
                known.org, known.rule = org.name, rule
            return
        if org is None and self.host:
            org, rule = self.host, "guessed_org"
        self.found.append(Found(name, role, org.name if org else None, spans, rule))

    def headed(self, start: int, end: int) -> None:
        """`환경부(장관 한화진)`."""
        for match in _patterns()[0].finditer(self.folded, start, end):
            name = match["name"]
            if not _is_korean_name(name) and name[0] not in "리쑹천류왕장":
                continue
            org = self.ends.get(match.start()) or self._entity_at(match.start() - 3, match.start())
            if org is None and (
                office := _OFFICE_BEFORE.search(self.folded, max(0, match.start() - 14), match.start())
            ):
                org = self.ends.get(office.start())
            self.add(name, match["role"], org, [match.span("name"), match.span("role")], "headed")

    def by_role(self, start: int, end: int) -> None:
        """A name before or after the body whose role ends the group."""
        for match in _patterns()[1].finditer(self.folded, start, end):
            self._at_role(match, start)

    def _at_role(self, match: re.Match[str], start: int) -> None:
        if _NO_ROLE.search(match["role"]):
            return
        words = _words_before(self.folded, start, match.start())
        role_org = self._entity_at(match.start(), match.end()) if match.end() - match.start() > 3 else None
        org = role_org
        for passed, index in enumerate(range(len(words) - 1, -1, -1)):
            text, begin, finish, gloss = words[index]
            entity = self._entity_at(begin, finish)
            if text == "겸" or text in _role_words():
                continue
            if entity is None and not (passed == 0 and len(text) == 1):
                name, name_start = self._name(
                    words,
                    index,
                    foreign=bool(org and org.country not in {"KR", None})
                    or match["role"].startswith("주한")
                    or self._foreign_before(words, index),
                )
                if name:
                    org = org or self._org_before(words, index, name_start)
                    between = [word[0] for word in words[index + 1 :]]
                    state = next(
                        (word for word in between if word in places() and places()[word].kind == "country"), None
                    )
                    if org is None and match["role"] in _AMBIGUOUS:
                        return
                    rule = "glossed" if gloss else "named"
                    role = match["role"]
                    self.add(name, role, org, [(name_start, finish), match.span("role")], rule, gloss)
                    envoy = _ENVOY.search(self.folded, finish, match.end())
                    if envoy or (org is None and state and state not in {"한국", "대한민국"}):
                        person = next(each for each in self.found if each.name == name)
                        person.org, person.rule = (envoy["of"] if envoy else state), "named"
                    if gloss:
                        self._gloss(name, gloss, name_start)
                    return
            if entity is not None:
                org = org or entity
            elif (not _OFFICE.search(text) and text not in places()) or passed == 4:
                return

    def _foreign_before(self, words: list[tuple[str, int, int, str]], index: int) -> bool:
        """Whether a foreign place or body stands between the name and its role, or before the name."""
        around = words[index + 1 :] + words[max(0, index - 2) : index]
        for text, begin, finish, _ in around:
            entity = self._entity_at(begin, finish)
            if entity and entity.country not in {"KR", None}:
                return True
            place = places().get(text) or places().get(re.sub(r"[성시의]$", "", text))
            if place and place.country != "KR":
                return True
            if text.startswith(("주한", "방한")):
                return True
        return False

    def _name(self, words: list[tuple[str, int, int, str]], index: int, *, foreign: bool) -> tuple[str, int]:
        text, begin, _, gloss = words[index]
        if (foreign or len(gloss.split()) > 1) and (joined := self._joined(words, index, gloss)):
            return joined
        if gloss and re.fullmatch(r"[가-힣]{2,6}", text):
            if index and len(gloss.split()) > 1 and words[index - 1][0] in _CHINESE and not text.startswith(_CHINESE):
                return f"{words[index - 1][0]} {text}", words[index - 1][1]
            return text, begin
        if (_is_korean_name(text) and not (foreign and len(text) > 3)) or (foreign and _is_chinese_name(text)):
            return text, begin
        return "", 0

    def _joined(self, words: list[tuple[str, int, int, str]], index: int, gloss: str) -> tuple[str, int] | None:
        """A foreign name of several words: as many as its Latin gloss has, else all that look like parts of a name."""
        last = words[index][0]
        if not re.fullmatch(r"[가-힣]{1,7}", last) or re.search("[一-鿿]", gloss):
            return None
        if last in places() or last in _COMMON or _NO_PART.search(last) or last.endswith(("장", "주한", "보는")):
            return None
        most = len(gloss.split()) if gloss else 6
        first = index
        while first > 0 and index - first + 1 < most and self._is_part(words, first - 1):
            first -= 1
        if first == index:
            return None
        return self.folded[words[first][1] : words[index][1] + len(words[index][0])], words[first][1]

    def _is_part(self, words: list[tuple[str, int, int, str]], index: int) -> bool:
        text, begin, finish, gloss = words[index]
        return (
            bool(re.fullmatch(r"[가-힣]{1,7}", text))
            and not gloss
            and text not in _COMMON
            and text not in places()
            and not _NO_PART.search(text)
            and self._entity_at(begin, finish) is None
            and self.folded[finish : words[index + 1][1]] == " "
        )

    def _org_before(self, words: list[tuple[str, int, int, str]], index: int, name_start: int) -> Entity | None:
        """The body right before the name: `조달청 김…`, `산업통상자원부(장관 …) 정…`, with a department between."""
        text = self.folded[max(0, name_start - 60) : name_start]
        tail = re.search(r"(?:\([^()]*\))?\s?(?:[가-힣]{2,12}(?:국|과|실|사|본부|센터)\s)?$", text)
        at = name_start - len(text) + (tail.start() if tail else len(text))
        for end in (at, at - 1):
            if end in self.ends:
                return self.ends[end]
        for finish, entity in self.ends.items():
            if 0 <= name_start - finish <= 3 and self.folded[finish:name_start].strip(" (") == "":
                return entity
        return None

    def _gloss(self, name: str, gloss: str, at: int) -> None:
        person = next(each for each in self.found if each.name == name)
        begin = self.folded.find(gloss, at, at + 90)
        for part in re.split(r",\s?", gloss):
            where = self.folded.find(part, begin)
            person.others.append((part.strip(), (where, where + len(part.strip()))))

    def short_forms(self, spans: tuple[Span, ...]) -> None:
        """`정 차관보`, `박선호 실장`: the person named before whose surname and role fit."""
        for start, end in spans:
            for match in _patterns()[1].finditer(self.folded, start, end):
                words = _words_before(self.folded, start, match.start())
                if not words:
                    continue
                text, begin, finish, _ = words[-1]
                if len(text) > 4 or self._entity_at(begin, finish):
                    continue
                fitting = [
                    each
                    for each in self.found
                    if (
                        each.name == text
                        or (len(text) <= 2 and each.name.startswith(text) and len(each.name) > len(text))
                    )
                    and each.role[-2:] == match["role"][-2:]
                ]
                if not fitting and len(text) == 1 and len(words) == 1:
                    # `나 국장은` of a person whose office is called otherwise: the only one of that surname.
                    fitting = [each for each in self.found if each.name.startswith(text) and len(each.name) > 1]
                if len(fitting) == 1 and fitting[0].spans[0][0] < begin:
                    fitting[0].others.append((self.folded[begin : match.end()], (begin, match.end())))


def _words_before(folded: str, start: int, position: int) -> list[tuple[str, int, int, str]]:
    """Up to seven words left of `position` within its clause: text, start, end, gloss in brackets."""
    begin = max(start, position - 90)
    left = folded[begin:position]
    words: list[tuple[str, int, int, str]] = []
    for match in re.finditer(rf"(?P<word>[가-힣A-Za-z0-9·&㈜.]+){_GLOSS}(?P<other>\([^()]*\))?", left):
        gap = left[words[-1][2] - begin : match.start()] if words else ""
        if words and gap.strip(" 前現") not in {"", ")"}:
            words.clear()
        words.append((match["word"], begin + match.start("word"), begin + match.end(), match["gloss"] or ""))
    if words and folded[words[-1][2] : position].strip(" ):前現"):
        return []
    return words[-7:]


def _is_korean_name(text: str) -> bool:
    if text in _COMMON or text in places() or not re.fullmatch(r"[가-힣]{2,4}", text):
        return False
    if len(text) == 3 and text[:2] in _COMMON and text[2] in "은는이가을를의도":
        return False
    if text.startswith(_DOUBLE_SURNAMES):
        return 3 <= len(text) <= 4
    if text[0] not in _SURNAMES or len(text) != 3:
        return (
            len(text) == 2
            and text[0] in "김이박최정강조윤장임한오서신권황안송류홍유고문양손배백허남심노곽"
            and not _NOT_NAMES.search(text)
            and text not in _COMMON
        )
    return not re.search(
        r"[의를을]$|(?:정부|기업|협회|기관|산업|대표|위원|관계|에서|으로|하는|하여|하고|이며|통상|환경|교통|협력|경제|사업|기술|국제|해외|지역|도시|분야|중국|한국)$",
        text,
    )


def _is_chinese_name(text: str) -> bool:
    return (
        bool(re.fullmatch(r"[가-힣]{2,5}", text))
        and text.startswith(_CHINESE)
        and text not in places()
        and text not in _COMMON
        and not re.search(r"(?:은|는|을|를|과|와|의|에|서|로|성|시|부|국|청|측)$", text[2:])
    )
