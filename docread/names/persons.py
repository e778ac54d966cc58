"""Persons with the role and the body that the words around their names give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from docread.document import Person, Span
from docread.names.gazetteer import places
from docread.names.organisations import Entity
from docread.names.shapes import CHINESE, COMMON, is_chinese_name, is_korean_name, words_before

BY_RULE = {"headed": 0.95, "named": 0.93, "glossed": 0.8, "guessed_org": 0.5, "chinese": 0.85}
_PARTICLES = r"(?:으로부터|에게서|에게|께서|이라고|라고|으로|로|은|는|이|가|을|를|과|와|의|도|만|및|등|측|님|간|와는|과는|와도|과도)?"

# An envoy speaks for the country that sent him, whoever is the host of the text.
_ENVOY = re.compile(r"주한\s?(?P<of>[가-힣]{2,9})\s?(?:대리\s)?(?:대사|총영사|공사)")
# How words end that belong to the sentence, not to a name.
_NO_PART = re.compile(
    r"(?:은|는|을|를|과|와|의|에|에서|에게|으로|하여|하고|하며|께서|및|등|측|인|된|한|할|던|위해|통해|대해|따라|이날|이번|장관|차관|국장|위원장|회장|대표|정부|기관|기업|부문|분야|담당|신임|현지|오전|오후|부|청|처|국)$|^(?:또한|특히|한편|이어|아울러|양측|먼저|이후|오늘|최근|당시|前|현|전|및|등|동|계기|함께|직접|공동|주재|각각|다시|새로|올해|내년|날|같은|그|주한|중|겸)$|^[가-힣]{2,}(?:이|가)$"
)
# Words that are roles only beside a body or a place.
_AMBIGUOUS = {"성장", "시장", "대표", "이사", "감사", "상무", "위원", "의원", "주임", "조리", "서기", "감독", "고문", "총괄", "영사", "수석", "대행", "단장", "부장", "기자", "원장", "사장"} - {"단장", "원장", "사장"}  # fmt: skip
_NO_ROLE = re.compile(
    r"(?:중국|해외|현지|국내|전자|금융|노동|조달|세계|수출|에너지|글로벌|미국|일본|소비|인프라|환경|제조|거래|개척)시장$|(?:고|저|경제|동반|지속|산업|수출)성장$|(?:사|사람|기관)?위원회$|민감사$|^기관장$|[가-힣]사이사$|기자$|(?:박람|전시|상담|설명|연)회장$"
)


# `산둥성장` governs a place; `녹색성장` does not.
_OF_PLACE = re.compile(r"(?P<place>(?!(?:부|전|현|신임|등|및)(?:성장|시장))[가-힣]{2,8}?)(?:부?성장|부?시장)")
_OF_PROVINCES = {"당서기", "부서기", "성장", "부성장", "시장", "부시장", "도지사", "부지사", "주지사"}
_OF_MINISTRIES = {"장관", "차관", "차관보", "제1차관", "제2차관"}
_POSTED = re.compile(r"주[가-힣]{2,7}$")  # `주온두라스 대한민국 대사`
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
def _patterns() -> tuple[re.Pattern[str], ...]:
    role = _roles()
    headed = re.compile(
        rf"\(\s?(?P<role>(?:(?:{role})\s)?[가-힣]{{0,8}}?(?:{role}|[가-힣]{{1,3}}장)(?:\s?직무대[리행])?)\s?[:：]?\s?(?P<name>[가-힣]{{2,4}}|[가-힣]{{1,6}}(?:\s[가-힣]{{1,6}}){{1,3}})(?=\s?[,)/·]|\s이하)"
    )
    word = re.compile(
        rf"(?<![가-힣A-Za-z])(?P<role>(?:제?\d)?[가-힣A-Za-z·]{{0,16}}?(?:{role})(?:\(차관\)|\(차관급\))?)(?={_PARTICLES}(?:[^가-힣A-Za-z]|$))"
    )
    first = re.compile(
        rf"(?<![가-힣])(?P<role>{role})\s(?P<name>[가-힣]{{1,7}}(?:\s[가-힣]{{1,7}}){{1,3}})\s?\((?P<gloss>[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+)\)(?!\s?[가-힣]{{0,8}}(?:{role}))"
    )
    abroad = re.compile(
        rf"\(\s?(?P<role>{role})\s?[:：]?\s?(?P<name>[가-힣]{{1,8}}(?:\s[가-힣]{{1,8}}){{1,4}}),\s?(?P<gloss>[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+)\)"
    )
    holder = re.compile(
        rf"(?P<role>[가-힣]{{2,12}}(?:시장|도지사|군수|구청장|장관|차관|청장|처장|총리|대사|위원장|원장|사장|회장))\((?P<name>[가-힣]{{3}})\)(?={_PARTICLES}(?:[^가-힣A-Za-z]|$))"
    )
    return headed, word, first, abroad, holder


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
        from docread.names import chinese_persons

        return chinese_persons.find(folded, spans, entities, host)
    if language != "ko":
        return []
    finder = _Finder(folded, entities, host)
    for start, end in spans:
        finder.headed(start, end)
        finder.by_role(start, end)
        finder.role_first(start, end)
        finder.holders(start, end)
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
        if re.search(r"(?:본부|위원|추진|사무|부)장$", name):
            return  # an office, not a person
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
        """`환경부(장관 한화진)`, `도시인프라부(장관 찰투 사니 이브라힘, Chaltu Sani Ibrahim)`."""
        for match in _patterns()[3].finditer(self.folded, start, end):
            if len(match["name"].split()) == len(match["gloss"].split()) and (org := self.ends.get(match.start())):
                self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "headed")
                self._gloss(match["name"], match["gloss"], match.start("name"))
        for match in _patterns()[0].finditer(self.folded, start, end):
            name = match["name"]
            if " " in name and (abroad := self.ends.get(match.start())) and abroad.country not in {"KR", None}:
                self.add(name, match["role"], abroad, [match.span("name"), match.span("role")], "headed")
                continue
            if not is_korean_name(name) and name[0] not in "리쑹천류왕장":
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

    def holders(self, start: int, end: int) -> None:
        """`부산시장(박형준)`."""
        for match in _patterns()[4].finditer(self.folded, start, end):
            if is_korean_name(match["name"]):
                org = self._entity_at(match.start(), match.end("role"))
                self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "headed")

    def role_first(self, start: int, end: int) -> None:
        """`설립자 앤드류 존스(Andrew Jones)`: the role before a name whose Latin gloss has as many words."""
        for match in _patterns()[2].finditer(self.folded, start, end):
            if len(match["name"].split()) != len(match["gloss"].split()):
                continue
            org = self._org_before([], 0, match.start("role"))
            self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "glossed")
            if org is None:
                self.found[-1].org = None  # a foreigner without a body is not of the host
            self._gloss(match["name"], match["gloss"], match.start("name"))

    def _at_role(self, match: re.Match[str], start: int) -> None:
        if self._is_no_role(match):
            return
        words = words_before(self.folded, start, match.start())
        org = self._entity_at(match.start(), match.end()) if match.end() - match.start() > 3 else None
        for passed, index in enumerate(range(len(words) - 1, -1, -1)):
            text, begin, finish, gloss = words[index]
            entity = self._entity_at(begin, finish)
            if text == "겸" or text in _role_words():
                continue
            if entity is None and (passed or len(text) > 1 or gloss) and self._named(match, start, words, index, org):
                return
            if entity is not None:
                org = org or entity
            elif not (_OFFICE.search(text) or text in places() or _POSTED.match(text)) or passed == 4:
                return

    def _is_no_role(self, match: re.Match[str]) -> bool:
        of_place = _OF_PLACE.fullmatch(match["role"])
        return bool(
            _NO_ROLE.search(match["role"])
            or _patterns()[2].match(self.folded, match.start("role"))
            or (of_place and of_place["place"] not in places() and not self._entity_at(*match.span("role")))
        )

    def _named(
        self, match: re.Match[str], start: int, words: list[tuple[str, int, int, str]], index: int, org: Entity | None
    ) -> bool:
        """Whether the word at `index` is the name that the role belongs to; then the person is added."""
        _, _, finish, gloss = words[index]
        role = match["role"]
        country = self._foreign(org, role, words, index)
        name, name_start = self._name(words, index, country)
        if not name:
            return False
        org = org or self._org_before(words, index, name_start)
        if org and org.kind == "local_gov" and role in _OF_MINISTRIES:
            org = None
        if org is None and role in _OF_PROVINCES - _AMBIGUOUS:
            org = self._province_before(start, name_start)
        if org is None and role in _AMBIGUOUS:
            return True  # a role only beside a body: nobody is named here
        self.add(name, role, org, [(name_start, finish), match.span("role")], "glossed" if gloss else "named", gloss)
        envoy = _ENVOY.search(self.folded, finish, match.end())
        state = envoy["of"] if envoy else self._state(words[index + 1 :], country, name_start) if org is None else None
        if state:
            person = next(each for each in self.found if each.name == name)
            person.org, person.rule = state, "named"
        if gloss:
            self._gloss(name, gloss, name_start)
        return True

    def _state(self, between: list[tuple[str, int, int, str]], country: str, before: int) -> str | None:
        """The foreign state that somebody without a body speaks for."""
        named = (text for text, *_ in between if text in places() and places()[text].kind == "country")
        state = next(named, None) or (self._country_named(before) if country == "?" else None)
        return state if state not in {"한국", "대한민국"} else None

    def _foreign(self, org: Entity | None, role: str, words: list[tuple[str, int, int, str]], index: int) -> str:
        """The foreign country whose body or place the name belongs to, stands beside, or speaks for; `?` for one that is
        not told, nothing for Korea."""
        if org and org.country != "KR" and (org.country or org.kind == "university"):
            return org.country or "?"
        around = words[index + 1 :] + words[max(0, index - 2) : index]
        for text, begin, finish, _ in around:
            entity = self._entity_at(begin, finish)
            if entity and entity.country not in {"KR", None}:
                return entity.country or ""
            place = places().get(text) or places().get(re.sub(r"[성시의]$", "", text))
            if place and place.country != "KR":
                return place.country
            if text.startswith(("주한", "방한")):
                return "?"
        return "?" if role.startswith("주한") or role in {"총리", "국왕", "왕세자", "술탄"} else ""

    def _province_before(self, start: int, before: int) -> Entity | None:
        """The province or city named last, not far before: `랴오닝성 서열 1위 … 당서기`."""
        near = [(a, e) for a, b, e in self.inside if max(start, before - 40) <= a < before and e.kind == "local_gov"]
        return max(near, key=lambda item: item[0])[1] if near else None

    def _country_named(self, before: int) -> str | None:
        """The foreign country that the text named last."""
        words = re.findall(r"[가-힣]{2,}", self.folded[max(0, before - 500) : before])
        bare = [re.sub(r"(?:에서는|에서|에는|으로|로|은|는|의|와|과|을|를|이|가|에)$", "", word) for word in words]
        named = [word for word in bare if word in places() and places()[word].kind == "country"]
        return next((word for word in reversed(named) if places()[word].country != "KR"), None)

    def _name(self, words: list[tuple[str, int, int, str]], index: int, foreign: str) -> tuple[str, int]:
        """The name at `index` with where it begins, or nothing."""
        text, begin, _, gloss = words[index]
        if text[:-1] in _role_words() and text[-1] in "이가은는을를과와":
            return "", 0
        if foreign == "CN" and len(text) > 1 and is_chinese_name(text) and len(gloss.split()) < 2:
            return text, begin
        if (foreign or len(gloss.split()) > 1) and (joined := self._joined(words, index, gloss)):
            return joined
        if gloss and re.fullmatch(r"[가-힣]{2,6}", text):
            before = words[index - 1] if index and len(gloss.split()) > 1 else None
            split = before and before[0] in CHINESE and not text.startswith(CHINESE)
            return (f"{before[0]} {text}", before[1]) if before and split else (text, begin)
        korean = is_korean_name(text) and not (foreign and len(text) > 3)
        return (text, begin) if korean or (foreign and is_chinese_name(text)) else ("", 0)

    def _joined(self, words: list[tuple[str, int, int, str]], index: int, gloss: str) -> tuple[str, int] | None:
        """A foreign name of several words: as many as its Latin gloss has, else all that look like parts of a name."""
        last = words[index][0]
        if not re.fullmatch(r"[가-힣]{1,7}", last) or re.search("[一-鿿]", gloss):
            return None
        if last in places() or last in COMMON or _NO_PART.search(last) or last.endswith(("장", "주한", "보는")):
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
            and text not in COMMON
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
                words = words_before(self.folded, start, match.start())
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
