"""Persons with the role and the body that the words around their names give them."""

from __future__ import annotations

import re

from docread.document import Span
from docread.names.affiliation import Bodies, Word
from docread.names.chinese import persons as chinese_persons
from docread.names.english import persons as english_persons
from docread.names.entities import Entity, PersonMention
from docread.names.gazetteer import places
from docread.names.name_patterns import CHINESE, COMMON, is_chinese_name, is_korean_name, words_before
from docread.names.roles import patterns, role_words
from docread.patterns import regex

# An envoy speaks for the country that sent him, whoever is the host of the text.
_ENVOY = regex(r"주(?:한|\(駐\)[가-힣]{2,6})\s?(?P<of>[가-힣]{2,9})\s?(?:대리\s)?(?:대사|총영사|공사)")
# How words end that belong to the sentence, not to a name.
_NO_PART = regex(
    r"(?:은|는|을|를|과|와|의|에|에서|에게|으로|하여|하고|하며|였고|했고|제출|께서|및|등|측|인|된|한|할|던|위해|통해|대해|따라|이날|이번|장관|차관|국장|위원장|회장|대표|정부|기관|기업|부문|분야|담당|신임|현지|오전|오후|부|청|처|국)$|^(?:또한|특히|한편|이어|아울러|양측|먼저|이후|오늘|최근|당시|前|현|전|및|등|동|계기|함께|직접|공동|주재|각각|다시|새로|올해|내년|날|같은|그|주|주한|중|겸)$|^[가-힣]{2,}(?:이|가)$"
)
# Words that are roles only beside a body or a place.
_AMBIGUOUS = {"성장", "시장", "대표", "이사", "감사", "상무", "위원", "의원", "주임", "조리", "서기", "감독", "고문", "총괄", "영사", "수석", "대행", "단장", "부장", "기자", "원장", "사장"} - {"단장", "원장", "사장"}  # fmt: skip
_NO_ROLE = regex(
    r"(?:중국|해외|현지|국내|전자|금융|노동|조달|세계|수출|에너지|글로벌|미국|일본|소비|인프라|환경|제조|거래|개척)시장$|(?:고|저|경제|동반|지속|산업|수출)성장$|(?:사|사람|기관)?위원회$|민감사$|^기관장$|[가-힣]사이사$|기자$|(?:박람|전시|상담|설명|연)회장$"
)


# `산둥성장` governs a place; `녹색성장` does not.
_OF_PLACE = regex(r"(?P<place>(?!(?:부|전|현|신임|등|및)(?:성장|시장))[가-힣]{2,8}?)(?:부?성장|부?시장)")
_OF_PROVINCES = {"당서기", "부서기", "성장", "부성장", "시장", "부시장", "도지사", "부지사", "주지사"}
_OF_MINISTRIES = {"장관", "차관", "차관보", "제1차관", "제2차관"}
_OF_PARTY = {"주석", "국가주석", "총서기"}
_OF_GOVERNMENT = {"대통령", "국무총리", "총리"}
_HANJA = regex(r"[가-힣]\([一-鿿]{2,4}\)")
_POSTED = regex(r"주(?:[가-힣]{2,7})?$")  # `주온두라스 대한민국 대사`
_SECOND_ROLE = regex(r"\s(?P<role>[가-힣]{2,12}(?:장|관|차관|장관|대사))\)")
# `경제안보 자문위원회(위원장: …)`: heads it, whether or not it is a body of its own.
_COMMITTEE = regex(r"(?P<name>(?:[가-힣]{2,10}\s)?[가-힣]{2,12}(?:위원회|협의회|추진단|자문단))$")
_OFFICE_BEFORE = regex(r"\s[가-힣]{2,10}(?:과|부|국|실|센터|단|원|소)$")
_OFFICE = regex(r"(?:부|청|처|국|과|실|팀|원|단|사|회|소|관|센터|성|시|도|본부|주한|주중|측|중국|담당|분야|정부)$")


def find(
    folded: str, spans: tuple[Span, ...], language: str, entities: list[Entity], host: Entity | None
) -> list[PersonMention]:
    """The persons named within `spans`. `host`: the body that speaks, taken where a role names none."""
    if language == "zh":
        return chinese_persons.find(folded, spans, entities, host)
    if language == "en":
        return english_persons.find(folded, spans, entities, host)
    finder = _Finder(folded, entities, host)
    for start, end in spans:
        finder.headed(start, end)
        finder.by_role(start, end)
        finder.role_first(start, end)
        finder.holders(start, end)
        finder.in_hanja(start, end)
    finder.again(spans)
    finder.short_forms(spans)
    return finder.found


class _Finder:
    def __init__(self, folded: str, entities: list[Entity], host: Entity | None) -> None:
        self.folded, self.host = folded, host
        self.found: list[PersonMention] = []
        self.by_name: dict[str, PersonMention] = {}
        self.taken: dict[str, set[Span]] = {}  # spans by name
        self.bodies = Bodies.of(folded, entities)

    def add(self, name: str, role: str, org: Entity | None, spans: list[Span], rule: str, gloss: str = "") -> None:
        if re.search(r"(?:본부|위원|추진|사무|부)장$", name):
            return  # an office, not a person
        known = self.by_name.get(name)
        if known:
            known.spans += [span for span in spans if span not in self.taken[name]]
            self.taken[name].update(spans)
            if org and known.rule == "guessed_org":
                known.org, known.rule = org.spoken, rule
            return
        of_list = self._of_list(spans[0][0]) if org is None else None
        if of_list:
            self._append(PersonMention(name, role, of_list, spans, rule))
            return
        if org is None and self.host:
            org, rule = self.host, "guessed_org"
        self._append(PersonMention(name, role, org.spoken if org else None, spans, rule))

    def _append(self, person: PersonMention) -> None:
        self.found.append(person)
        self.by_name[person.name] = person
        self.taken[person.name] = set(person.spans)

    def _of_list(self, start: int) -> str | None:
        """`국립가온원 이견본 원장, 박견본 과장`: who stands in a list right after somebody is of the same body."""
        for each in self.found:
            end = max(span[1] for span in each.spans[:2])
            if 0 < start - end <= 4 and re.fullmatch(r"(?:,|·|과|와|및|\s)+", self.folded[end:start]):
                return each.org
        return None

    def headed(self, start: int, end: int) -> None:
        """`환경부(장관 한화진)`, `도시인프라부(장관 찰투 사니 이브라힘, Chaltu Sani Ibrahim)`."""
        for match in patterns()[3].finditer(self.folded, start, end):
            if len(match["name"].split()) == len(match["gloss"].split()) and (
                org := self.bodies.ends.get(match.start())
            ):
                self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "headed")
                self._gloss(match["name"], match["gloss"], match.start("name"))
        for match in patterns()[0].finditer(self.folded, start, end):
            name = match["name"]
            if " " in name and (abroad := self.bodies.ends.get(match.start())) and abroad.country not in {"KR", None}:
                self.add(name, match["role"], abroad, [match.span("name"), match.span("role")], "headed")
                continue
            if not is_korean_name(name) and name[0] not in "리쑹천류왕장":
                continue
            org = self.bodies.ends.get(match.start()) or self.bodies.at(match.start() - 3, match.start())
            if org is None and (
                office := _OFFICE_BEFORE.search(self.folded, max(0, match.start() - 14), match.start())
            ):
                org = self.bodies.ends.get(office.start())
            committee = (
                _COMMITTEE.search(self.folded, max(0, match.start() - 30), match.start()) if org is None else None
            )
            self.add(name, match["role"], org, [match.span("name"), match.span("role")], "headed")
            if committee and self.found[-1].name == name:
                self.found[-1].org = committee["name"]
            self._second_role(name, match)

    def _second_role(self, name: str, match: re.Match[str]) -> None:
        """`추진단(단장 이견본 통상교섭본부장)`: both are held."""
        person = next((each for each in self.found if each.name == name), None)
        second = _SECOND_ROLE.match(self.folded, match.end("name"))
        if person and second and person.role == match["role"]:
            person.role = f"{match['role']}·{second['role']}"

    def by_role(self, start: int, end: int) -> None:
        """A name before or after the body whose role ends the group."""
        for match in patterns()[1].finditer(self.folded, start, end):
            self._at_role(match, start)

    def holders(self, start: int, end: int) -> None:
        """`부산시장(박형준)`."""
        for match in patterns()[4].finditer(self.folded, start, end):
            if is_korean_name(match["name"]):
                org = self.bodies.at(match.start(), match.end("role"))
                self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "headed")

    def role_first(self, start: int, end: int) -> None:
        """`설립자 앤드류 존스(Andrew Jones)`: the role before a name whose Latin gloss has as many words."""
        for match in patterns()[2].finditer(self.folded, start, end):
            if len(match["name"].split()) != len(match["gloss"].split()):
                continue
            org = self.bodies.before([], 0, match.start("role"))
            self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "glossed")
            if org is None:
                self.found[-1].org = None  # a foreigner without a body is not of the host
            self._gloss(match["name"], match["gloss"], match.start("name"))

    def in_hanja(self, start: int, end: int) -> None:
        """`주한 중국대사 다이빙(戴兵), 경제공사 왕즈린(王治林)`: the role before a name glossed in Chinese characters."""
        for match in patterns()[5].finditer(self.folded, start, end) if _HANJA.search(self.folded, start, end) else ():
            if not is_chinese_name(match["name"]) or any(each.name == match["name"] for each in self.found):
                continue
            envoy = _ENVOY.search(self.folded, max(start, match.start() - 8), match.end("role"))
            org = self.bodies.before([], 0, match.start("role"))
            self.add(match["name"], match["role"], org, [match.span("name"), match.span("role")], "glossed")
            if state := (envoy["of"] if envoy else None if org else self.bodies.country_named(match.start())):
                self.found[-1].org = state
            self._gloss(match["name"], match["gloss"], match.start("name"))

    def _at_role(self, match: re.Match[str], start: int) -> None:
        if self._is_no_role(match):
            return
        words = words_before(self.folded, start, match.start())
        org = self.bodies.at(match.start(), match.end()) if match.end() - match.start() > 3 else None
        for passed, index in enumerate(range(len(words) - 1, -1, -1)):
            text, begin, finish, gloss = words[index]
            entity = self.bodies.at(begin, finish)
            if text == "겸" or text in role_words():
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
            or patterns()[2].match(self.folded, match.start("role"))
            or (
                of_place
                and match["role"] not in role_words()
                and of_place["place"] not in places()
                and not self.bodies.at(*match.span("role"))
            )
        )

    def _named(self, match: re.Match[str], start: int, words: list[Word], index: int, org: Entity | None) -> bool:
        """Whether the word at `index` is the name that the role belongs to; then the person is added."""
        _, _, finish, gloss = words[index]
        role = match["role"]
        country = self._foreign(org, role, words, index)
        name, name_start = self._name(words, index, country)
        if not name:
            return False
        org = org or self.bodies.before(words, index, name_start)
        if org and org.kind == "local_gov" and role in _OF_MINISTRIES:
            org = None
        if org is None and role in _OF_PROVINCES - _AMBIGUOUS:
            org = self.bodies.province_before(start, name_start)
        abroad = self.bodies.state(words[index + 1 :], "", name_start) if gloss and org is None else None
        if org is None and role in _AMBIGUOUS and not abroad:
            return True  # a role only beside a body: nobody is named here
        self.add(name, role, org, [(name_start, finish), match.span("role")], "glossed" if gloss else "named", gloss)
        envoy = _ENVOY.search(self.folded, finish, match.end())
        state = envoy["of"] if envoy else self._state(words[index + 1 :], country, name_start, (name, role), org)
        if state:
            person = next(each for each in self.found if each.name == name)
            person.org, person.rule = state, "named"
        if gloss:
            self._gloss(name, gloss, name_start)
        return True

    def _state(
        self, between: list[Word], country: str, before: int, holder: tuple[str, str], org: Entity | None
    ) -> str | None:
        """The state that somebody without a body speaks for; Korea's heads of government speak for the government.
        `holder`: name and role."""
        name, role = holder
        if org is not None:
            return None
        if state := self.bodies.state(between, country, before):
            return state
        if state := self.bodies.state_before(before):
            return state
        if role in _OF_PARTY and is_chinese_name(name):
            return "중국"
        return "대한민국 정부" if role in _OF_GOVERNMENT and not country else None

    def _foreign(self, org: Entity | None, role: str, words: list[Word], index: int) -> str:
        """The foreign country whose body or place the name belongs to, stands beside, or speaks for; `?` for one that is
        not told, nothing for Korea."""
        if org and org.country != "KR" and (org.country or org.kind == "university"):
            return org.country or "?"
        around = words[index + 1 :] + words[max(0, index - 2) : index]
        for text, begin, finish, _ in around:
            entity = self.bodies.at(begin, finish)
            if entity and entity.country not in {"KR", None}:
                return entity.country or ""
            place = places().get(text) or places().get(re.sub(r"[성시의]$", "", text))
            if place and place.country != "KR":
                return place.country
            if text.startswith(("주한", "방한")):
                return "?"
        return "?" if role.startswith("주한") or role in {"총리", "국왕", "왕세자", "술탄"} else ""

    def _name(self, words: list[Word], index: int, foreign: str) -> tuple[str, int]:
        """The name at `index` with where it begins, or nothing."""
        text, begin, _, gloss = words[index]
        if text[:-1] in role_words() and text[-1] in "이가은는을를과와":
            return "", 0
        apart = index and len(text) == 2 and re.fullmatch("[一-鿿]{3}", gloss) and words[index - 1][0] in CHINESE
        if foreign == "CN" and index and len(text) in {2, 3} and self._is_surname(words, index - 1):
            return f"{words[index - 1][0]} {text}", words[index - 1][1]
        if foreign == "CN" and len(text) > 1 and is_chinese_name(text) and len(gloss.split()) < 2 and not apart:
            return text, begin
        if (foreign or len(gloss.split()) > 1) and (joined := self._joined(words, index, gloss)):
            return joined
        if gloss and re.fullmatch(r"[가-힣]{2,6}", text):
            apart = len(gloss.split()) > 1 or (re.fullmatch("[一-鿿]{3}", gloss) and len(text) == 2)
            before = words[index - 1] if index and apart else None
            split = before and before[0] in CHINESE and (not gloss.isascii() or not text.startswith(CHINESE))
            return (f"{before[0]} {text}", before[1]) if before and split else (text, begin)
        korean = is_korean_name(text) and not (foreign and len(text) > 3)
        return (text, begin) if korean or (foreign and is_chinese_name(text)) else ("", 0)

    def _is_surname(self, words: list[Word], index: int) -> bool:
        """A Chinese surname of one letter that stands apart: `왕 원타오`."""
        text, _, finish, gloss = words[index]
        return len(text) == 1 and text in CHINESE and not gloss and self.folded[finish : words[index + 1][1]] == " "

    def _joined(self, words: list[Word], index: int, gloss: str) -> tuple[str, int] | None:
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

    def _is_part(self, words: list[Word], index: int) -> bool:
        text, begin, finish, gloss = words[index]
        return (
            bool(re.fullmatch(r"[가-힣]{1,7}", text))
            and not gloss
            and text not in COMMON
            and text not in places()
            and not _NO_PART.search(text)
            and self.bodies.at(begin, finish) is None
            and self.folded[finish : words[index + 1][1]] == " "
        )

    def _gloss(self, name: str, gloss: str, at: int) -> None:
        person = next(each for each in self.found if each.name == name)
        begin = self.folded.find(gloss, at, at + 90)
        for part in re.split(r",\s?", gloss):
            where = self.folded.find(part, begin)
            person.others.append((part.strip(), (where, where + len(part.strip()))))

    def again(self, spans: tuple[Span, ...]) -> None:
        """Names of several words wherever they stand again."""
        for person in (each for each in self.found if " " in each.name):
            known = {span[0] for span in person.spans}
            for start, end in spans:
                at = self.folded.find(person.name, start, end)
                while at >= 0:
                    if at not in known:
                        person.spans.append((at, at + len(person.name)))
                    at = self.folded.find(person.name, at + 1, end)

    def short_forms(self, spans: tuple[Span, ...]) -> None:
        """`정 차관보`, `박선호 실장`: the person named before whose surname and role fit."""
        for start, end in spans:
            for match in patterns()[1].finditer(self.folded, start, end):
                words = words_before(self.folded, start, match.start())
                if not words:
                    continue
                text, begin, finish, _ = words[-1]
                if len(text) > 4 or self.bodies.at(begin, finish):
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
