"""Events: what takes place at a time, under a name of its own or as the matter of the text."""

from __future__ import annotations

import re

from docread.document import Event, Span, Warning
from docread.frames.gatherings import Gathering, date, editions, inherit, place_of, plain
from docread.frames.scene import Scene, Sentence

_NOUNS = (
    "연석회의|공동위원회|공동위|경제공동위|실무위원회|총회|정상회의|정상회담|장관회의|장관회담|고위급회담|고위급대화|실무회의|실무회담|화상회의|토론회|공청회|기술협력회의|협력회의|협의회 회의|회의|회담|대화|포럼|세미나|심포지엄|컨퍼런스|콘퍼런스|워크숍|워크샵|박람회|엑스포|전시회|산업전|수출상담회|상담회|설명회|발표회|보고회|발대식|교류회|간담회|"
    "교류전|품평회|페스티벌|축제|대회|대전|위크|주간|페어|플라자|쇼케이스|로드쇼|발족식|체결식|기념식|개막식|폐막식|개소식|출범식|착공식|준공식|시상식|서명식|수여식|기공식|사절단|시장개척단|개척단|면담|컨벤션|서밋|아카데미|경진대회|공모전|데이|한마당|캠프|클러스터데이|라운드테이블|챌린지|해커톤|강연회|연수|컨소시엄 회의"
    "|Expo|EXPO|Fair|Forum|Summit|Week|Conference|Seminar|Dialogue"
)
_PROPER = re.compile(
    rf"(?:{_NOUNS})(?:\s?\([^()]{{2,30}}\)|\s?20\d\d|\s?’?\d{{2}})?$|^(?:20\d\d|제\s?\d+[회차])\s.{{4,}}|[A-Z]{{3,}}\s?20\d\d$"
)
_NOT_EVENTS = re.compile(
    r"(?:협약|양해각서|MOU|계약|선언|전략|계획|방안|사업|지원단|협의체|프로젝트|정책|대책|개정안|법|법률|고시|지침|로드맵|산업|시장|기술|플랫폼|보고서|목표|비전|시스템|서비스|센터|마켓|체계|제도|파크|시티|뉴딜)$|^.{1,3}$|까지$|[다요]$"
)
_ORDINAL = re.compile(
    rf"(?P<name>(?:20\d\d\s?(?:년\s?)?)?제\s?\d+\s?(?:회|차)\s?(?:20\d\d\s)?(?:[가-힣A-Za-z0-9·\-()]+\s){{0,5}}?[가-힣A-Za-z0-9·\-]*?(?:{_NOUNS}))(?=[가-힣]{{0,3}}(?:[\s,.·)('\"’”」]|$))"
)
_VERBS = r"(?:(?:을|를|에|이|가|은|는)?\s?(?:[가-힣]+(?:하게|으로|로|에서|적으로)\s)?(?:공동\s?)?(?:개최|열린|열리|열었|열렸|연다|엽니다|참가|참여|참석|진행|파견|출범|발족|전개|초청|운영|주최|주관|실시|가졌|갖|방문|마련|만나))"
_MAIN = re.compile(
    rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,4}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS}|방한|방중|방문|대표단))(?P<gloss>\s?\([A-Za-z][^()]{{2,40}}\))?{_VERBS}"
)
_WHERE_HELD = re.compile(
    rf"(?:열리는|열린|개최되는|개최된|개최하는)\s(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS}))(?P<gloss>\s?\([A-Za-z][^()]{{2,40}}\))?(?=에|에서|의|을|를)"
)
_HELD = re.compile(_VERBS)
_BOX_WHEN = re.compile(r"(?:일\s?시|기\s?간|일시\s?[/·]\s?장소|일시·장소)\s?\)?\s?[:：]?\s?")
BY_RULE = {
    "quoted": 0.85,
    "ordinal": 0.85,
    "main": 0.7,
    "visit": 0.75,
    "listed": 0.7,
    "edition": 0.8,
    "generic": 0.6,
    "dated": 0.75,
    "states": 0.7,
    "glossed": 0.75,
}


def find(scene: Scene) -> tuple[tuple[Event, ...], list[Warning]]:
    """Events in order of their first mention, and what the text says of them in two ways."""
    found: list[Gathering] = []
    for index, sentence in enumerate(scene.sentences):
        for each in _candidates(scene, sentence, index):
            _merge(found, each)
    found = _with_short_names(found)
    for each in found:
        if each.rule != "dated":
            date(scene, each)
        each.place = each.place or place_of(scene, each)
    inherit(scene, found)
    found += _generic(scene, found)
    warnings = _boxes(scene, found)
    found = [each for each in found if _is_worth(scene, each)]
    found += _past_editions(scene)
    return tuple(_event(each) for each in found), warnings


def _event(found: Gathering) -> Event:
    spans: list[Span] = [found.span, *found.spans]
    if found.when:
        spans.append(found.when.span)
    if found.place:
        spans.append(found.place[1])
    confidence = BY_RULE[found.rule] * (1 if found.when else 0.85)
    aliases = tuple(dict.fromkeys(name for name in found.others if name != found.name))
    return Event(
        found.name, aliases, found.when.start if found.when else None, found.when.end if found.when else None,
        found.place[0] if found.place else None, tuple(dict.fromkeys(spans)), round(confidence, 2),
    )  # fmt: skip


def _candidates(scene: Scene, sentence: Sentence, index: int) -> list[Gathering]:
    found: list[Gathering] = []
    for start, end in sentence.names:
        if sentence.in_speech(start) and not re.search(r"제\s?\d+[회차]", scene.folded[start:end]):
            continue
        text = re.sub(r"[*]+$", "", scene.folded[start:end]).strip()
        if _PROPER.search(text) and not _NOT_EVENTS.search(text):
            each = _named(text, start, sentence, "quoted")
            found.append(each)
    for match in _ORDINAL.finditer(sentence.text):
        start = sentence.start + match.start("name")
        if all(not (a <= start < b) for a, b in sentence.names):
            found.append(_named(match["name"], start, sentence, "ordinal"))
    found += _listed(sentence)
    found += _visits(scene, sentence)
    found += _glossed(sentence)
    found += _dated(scene, sentence, found)
    found += _between_states(sentence, found)
    if scene.language == "zh":
        found += _chinese(sentence)
    elif index <= 1 and not any(each.when or _held_here(scene, each) for each in found):
        found += _main(scene, sentence, found)
    return found


_GLOSSED = re.compile(
    rf"(?P<name>(?:[가-힣A-Za-z0-9·?\-]+\s){{0,2}}?[가-힣A-Za-z0-9·?\-]*(?:{_NOUNS}))\((?P<gloss>[A-Z][A-Za-z0-9][A-Za-z0-9 &\-]{{1,28}})\)\*?{_VERBS}"
)
_AS_PART = re.compile(
    rf"일환으로\s(?:개최|열리|열린|마련|진행)[가-힣]*\s(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,2}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS}))(?=에|에서|의|을|를|은|이)"
)


def _glossed(sentence: Sentence) -> list[Gathering]:
    """`… 산업전(ENTECH)에 참가`, and what is held as part of something else: `… 일환으로 개최된 … 체결식`."""
    found = []
    for pattern in (_GLOSSED, _AS_PART):
        for match in pattern.finditer(sentence.text):
            text, begin = match["name"], match.start("name")
            if cut := _TOPIC_WORDS.match(text):
                begin, text = begin + cut.end(), text[cut.end() :]
            start = sentence.start + begin
            if len(plain(text)) < 4 or any(a <= start < b for a, b in sentence.names) or not sentence.whens:
                continue
            each = Gathering(text, (start, start + len(text)), sentence, "glossed")
            if pattern is _GLOSSED:
                each.others.append(match["gloss"])
            found.append(each)
    return found


_PHRASE = rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,4}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS}))"
_BRACKETED = re.compile(
    rf"{_PHRASE}(?:(?:\s및\s|,\s|·)(?P<more>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS})))?\s?\((?=[’'20]*\d)"
)
_AFTER_DATE = re.compile(
    rf"(?:에|\s?[가-힣]{{2,8}}에서)?(?:\s(?:개최되는|개최된|열리는|열린))?\s[「'‘\"“]?{_PHRASE}(?=[」'’\"”]?(?:에|의|을|를|과|와|은|는|이|가|\s(?:참석|개최|계기|참가)))"
)


def _dated(scene: Scene, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`… 통상장관회의(9.27, 베이징)`, `금년 3월 … 포럼 참석차`: a phrase with its own date beside it."""
    found: list[Gathering] = []
    for match in _BRACKETED.finditer(sentence.text):
        at = sentence.start + match.end()
        when = next((each for each in sentence.whens if 0 <= each.span[0] - at <= 1), None)
        if when is None or len(when.start) < 7:
            continue
        place = re.match(r"\.?,\s?(?P<place>[가-힣A-Za-z]{2,12})\)", scene.folded[when.span[1] : when.span[1] + 20])
        for group in ("name", "more"):
            if each := _phrase(sentence, match, group, others):
                each.when = when
                if place:
                    begin = when.span[1] + place.start("place")
                    each.place = (place["place"], (begin, begin + len(place["place"])))
                found.append(each)
    for when in sentence.whens:
        match_after = _AFTER_DATE.match(sentence.text, when.span[1] - sentence.start)
        if not match_after or len(when.start) < 7 or "X" in when.start:
            continue
        each = _phrase(sentence, match_after, "name", [*others, *found])
        if each and len(plain(each.name)) > 6:
            each.when = when
            found.append(each)
    return found


def _phrase(sentence: Sentence, match: re.Match[str], group: str, others: list[Gathering]) -> Gathering | None:
    """A gathering named by a group of a match, without what belongs to the clause before it."""
    text, begin = match[group], match.start(group)
    if text is None:
        return None
    if cut := _TOPIC_WORDS.match(text):
        begin, text = begin + cut.end(), text[cut.end() :]
    start = sentence.start + begin
    taken = any(a <= start < b for a, b in sentence.names) or any(
        e.span[0] < start + len(text) and start < e.span[1] for e in others
    )
    if taken or len(plain(text)) < 5 or sentence.in_speech(start) or _NO_NAME.search(text):
        return None
    return Gathering(text, (start, start + len(text)), sentence, "dated")


_STATES = re.compile(
    rf"(?P<name>(?:한중일|한일중|한중|한일|한미|한·중·일|한·중|한·일|한·미|한[-·][가-힣]{{2,8}})(?:\s?[가-힣A-Za-z0-9·\-]+){{0,4}}?(?:{_NOUNS}))(?=(?:을|를)\s(?:[가-힣]+\s)?(?:개최|공동|열|주재|진행|통해))"
)


def _between_states(sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`한중 상무장관회담을 개최하여`: named by its states, with a date or without."""
    found = [_phrase(sentence, match, "name", others) for match in _STATES.finditer(sentence.text)]
    for each in found:
        if each:
            each.rule = "states"
    return [each for each in found if each]


_NO_NAME = re.compile(r"^(?:이번|이날|동|본|금번|각종|다양한|오전|오후)")
_EDITIONS = re.compile(rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{_NOUNS}))(?=\*)")


def _past_editions(scene: Scene) -> list[Gathering]:
    """One gathering held several times, with a footnote that tells when and where."""
    found = []
    for sentence in scene.sentences:
        for match in _EDITIONS.finditer(sentence.text):
            text, begin = match["name"], match.start("name")
            if cut := _TOPIC_WORDS.match(text):
                begin, text = begin + cut.end(), text[cut.end() :]
            start = sentence.start + begin
            for when, place in editions(scene, text, sentence, sentence.start + match.end()):
                each = Gathering(text, (start, start + len(text)), sentence, "edition", when=when, place=place)
                found.append(each)
    return found


_VISIT_TITLE = re.compile(r"(?:\[[^\]]*\]\s?|\([^()]*\)\s?)?(?P<name>[^\[\]“\"‘]{4,44}(?:방문|방한|방중))(?:\s결과)?$")
_NAMELESS = re.compile(
    r"(?:이번|이날|금번|동)\s(?:열린\s)?(?P<name>[가-힣]{0,4}(?:발족식|체결식|개소식|출범식|발대식|협약식|서명식|면담|회담|방문|시찰|간담회|회의|행사))(?=[은는이가을를에의과와,\s])"
)


def _generic(scene: Scene, found: list[Gathering]) -> list[Gathering]:
    """Where the text gives its main happening no name (`이번 방문은 …`), the headline or the generic word is the name."""
    lead = next((w for s in scene.sentences[:1] for w in s.whens if len(w.start) == 10 and "X" not in w.start), None)
    if (
        lead is None
        or scene.language != "ko"
        or any(each.when and each.when.start[:10] == lead.start for each in found)
    ):
        return []
    if scene.title and (visit := _VISIT_TITLE.match(scene.title.text)) and "방문" in scene.sentences[0].text:
        at = scene.title.start + visit.start("name")
        return [Gathering(visit["name"], (at, at + len(visit["name"])), scene.sentences[0], "generic", when=lead)]
    for sentence in scene.sentences[:6]:
        match = _NAMELESS.search(sentence.text)
        if not match or sentence.in_speech(sentence.start + match.start()):
            continue
        noun, start = match["name"], sentence.start + match.start("name")
        each = Gathering(noun, (start, start + len(noun)), scene.sentences[0], "generic", when=lead)
        if scene.title and (
            headline := re.search(rf"(?:^|\]\s?)(?P<name>[^\]]{{4,40}}{noun})(?:\s결과)?$", scene.title.text)
        ):
            at = scene.title.start + headline.start("name")
            each.name, each.span, each.spans = headline["name"], (at, at + len(headline["name"])), [each.span]
        each.place = place_of(scene, each)
        return [each]
    return []


_LISTED = re.compile(rf"[△▲①-⑩]\s?(?P<name>[가-힣A-Za-z0-9·\-:\s]{{3,30}}?(?:{_NOUNS}))(?=,|를|을|\s등|$)")
_VISIT = re.compile(r"(?P<name>(?:[가-힣]{2,10}\s){0,2}[가-힣]{2,10}의\s(?:방한|방중|방일|방미))(?=[\s(을를이]|$)")


def _listed(sentence: Sentence) -> list[Gathering]:
    """Items marked with signs: `△ … 세미나, △ … 상담회를 개최`."""
    return [
        _named(match["name"], sentence.start + match.start("name"), sentence, "listed")
        for match in _LISTED.finditer(sentence.text)
        if sentence.whens
    ]


def _visits(scene: Scene, sentence: Sentence) -> list[Gathering]:
    """`… 대표단의 방한` with a date before it."""
    found = []
    for match in _VISIT.finditer(sentence.text):
        start = sentence.start + match.start("name")
        if any(0 <= start - when.span[1] <= 8 for when in sentence.whens):
            found.append(_named(match["name"], start, sentence, "visit"))
    return found


def _held_here(scene: Scene, each: Gathering) -> bool:
    """Whether the sentence says that the named event is held or attended."""
    return bool(_HELD.search(scene.folded, each.span[1], min(each.sentence.end, each.span[1] + 60)))


def _named(text: str, start: int, sentence: Sentence, rule: str) -> Gathering:
    """An event; a gloss in brackets (`(CIIE 2024)`) becomes another name."""
    gloss = re.search(r"\s?\((?P<gloss>[A-Za-z][^()]{2,40})\)$", text)
    name = text[: gloss.start()] if gloss else text
    name = name.lstrip("-· ").rstrip("* ")
    begin = start + text.find(name)
    each = Gathering(name, (begin, begin + len(name)), sentence, rule)
    if gloss:
        each.others.append(gloss["gloss"])
        each.others.append(text)
    return each


_TOPIC_WORDS = re.compile(
    r"^(?:.*(?:은|는|이|가|에서|으로|로|을|를|과|와|의|및|등|하여|하는|위한|위해|한|된|간의|정부|함께|열린|있는|따른|마련한|개최한|에)\s)"
)


def _main(scene: Scene, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """What the leading sentence says was held: `… 생태환경청과 녹색산업 협력 실무위원회를 개최했다`."""
    best: Gathering | None = None
    for match in (*_MAIN.finditer(sentence.text), *_WHERE_HELD.finditer(sentence.text)):
        text = match["name"]
        begin = match.start("name")
        cut = _TOPIC_WORDS.match(text)
        if cut:
            begin += cut.end()
            text = text[cut.end() :]
        start = sentence.start + begin
        if (
            sentence.in_speech(start)
            or len(plain(text)) < 4
            or re.search(r"^(?:이번|이날|동|본|금번|각종|다양한)", text)
        ):
            continue
        if any(a <= start < b for a, b in sentence.names) or (re.search(r"방문$|면담$", text) and len(plain(text)) < 7):
            continue
        rest = _strip_entities(scene, start, text)
        start += len(text) - len(rest)
        best = Gathering(rest, (start, start + len(rest)), sentence, "main")
        if match["gloss"]:
            best.others.append(match["gloss"].strip(" ()"))
    return [best] if best else []


def _strip_entities(scene: Scene, start: int, text: str) -> str:
    for begin, end, _ in scene.entities_between(start, start + len(text)):
        if begin == start and end < start + len(text) - 3 and text[end - start : end - start + 1] in "와과의":
            return text[end - start :].lstrip("와과의 ")
    return text


_ZH_NOUNS = "大会|会议|论坛|博览会|展览会|交易会|洽谈会|研讨会|座谈会|对接会|推介会|峰会|对话会|交流会|签约仪式|开幕式|发布会|委员会会议|世博会|进博会|周"
_ZH_NAMED = re.compile(
    rf"(?P<name>(?:(?:20\d\d(?:年(?!上|下|\d))?|第[一二三四五六七八九十百\d]+[届次回])(?:(?![在与和将举召])[一-鿿A-Za-z0-9·—\-（）()“”]){{0,30}}?(?:{_ZH_NOUNS})))|[“「《](?P<quoted>[^”」》]{{2,30}}(?:{_ZH_NOUNS}))[”」》]"
)


def _chinese(sentence: Sentence) -> list[Gathering]:
    found: list[Gathering] = []
    for match in _ZH_NAMED.finditer(sentence.text):
        group = "name" if match["name"] else "quoted"
        if not any(each.span[0] <= sentence.start + match.start(group) < each.span[1] for each in found):
            found.append(_named(match[group], sentence.start + match.start(group), sentence, "ordinal"))
    return found


def _merge(found: list[Gathering], each: Gathering) -> None:
    for known in found:
        if known.plain == each.plain:
            known.others.append(each.name)
            known.spans.append(each.span)
            if not known.when and each.sentence.whens and not known.sentence.whens:
                known.sentence, known.span, known.spans = each.sentence, each.span, [known.span, *known.spans[:-1]]
            return
    found.append(each)


def _with_short_names(found: list[Gathering]) -> list[Gathering]:
    """`국제 스마트시티 엑스포` is `제4회 2018 국제 스마트시티 엑스포`, if no ordinal of its own parts them."""
    kept: list[Gathering] = []
    for each in sorted(found, key=lambda item: -len(item.plain)):
        owner = next((other for other in kept if _is_short_for(each.plain, other.plain)), None)
        if owner:
            owner.others.append(each.name)
            owner.spans.append(each.span)
            if not owner.sentence.whens and each.sentence.whens:
                owner.sentence = each.sentence
        else:
            kept.append(each)
    return sorted(kept, key=lambda item: item.span[0])


def _is_short_for(short: str, long: str) -> bool:
    ordinal = r"제\d+[회차]"
    if re.search(ordinal, short):
        return False
    bare = re.sub(rf"{ordinal}|^20\d\d|20\d\d$", "", long)
    return len(short) >= 5 and (
        bare.endswith(short) or short in bare or (len(bare) >= 5 and bare in short and bare != short)
    )


def _boxes(scene: Scene, found: list[Gathering]) -> list[Warning]:
    """Overview boxes (`일시·장소 : …`) date the main event; where they differ from the sentence, both stand as a contradiction."""
    warnings: list[Warning] = []
    for sentence in scene.sentences:
        box = _BOX_WHEN.search(sentence.text[:30])
        if not box or not sentence.whens or not found:
            continue
        when, main = sentence.whens[0], found[0]
        if main.when is None:
            main.when = when
        elif len(main.when.start) == 10 and len(when.start) == 10 and when.start != main.when.start:
            warnings.append(Warning("contradiction", when.span, f"{main.when.start} / {when.start}"))
    return warnings


def _is_worth(scene: Scene, each: Gathering) -> bool:
    return each.rule in {"quoted", "ordinal", "states"} or each.when is not None
