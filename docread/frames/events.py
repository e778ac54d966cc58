"""Events: what takes place at a time, under a name of its own or as the matter of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docread.document import Event, Span, Warning
from docread.frames.scene import Scene, Sentence
from docread.moments import When
from docread.names.gazetteer import places

_NOUNS = (
    "연석회의|공동위원회|공동위|경제공동위|실무위원회|총회|정상회의|정상회담|장관회의|장관회담|고위급회담|고위급대화|실무회의|실무회담|화상회의|토론회|공청회|기술협력회의|협력회의|협의회 회의|회의|회담|대화|포럼|세미나|심포지엄|컨퍼런스|콘퍼런스|워크숍|워크샵|박람회|엑스포|전시회|산업전|수출상담회|상담회|설명회|발표회|보고회|발대식|교류회|간담회|"
    "교류전|품평회|페스티벌|축제|대회|대전|위크|주간|페어|플라자|쇼케이스|로드쇼|발족식|체결식|기념식|개막식|폐막식|개소식|출범식|착공식|준공식|시상식|서명식|수여식|기공식|사절단|시장개척단|개척단|면담|컨벤션|서밋|아카데미|경진대회|공모전|데이|한마당|캠프|클러스터데이|라운드테이블|강연회|연수|컨소시엄 회의"
    "|Expo|EXPO|Fair|Forum|Summit|Week|Conference|Seminar|Dialogue"
)
_PROPER = re.compile(
    rf"(?:{_NOUNS})(?:\s?\([^()]{{2,30}}\)|\s?20\d\d|\s?’?\d{{2}})?$|^(?:20\d\d|제\s?\d+[회차])\s.{{4,}}|[A-Z]{{3,}}\s?20\d\d$"
)
_NOT_EVENTS = re.compile(
    r"(?:협약|양해각서|MOU|계약|선언|전략|계획|방안|사업|지원단|협의체|프로젝트|정책|대책|개정안|법|법률|고시|지침|로드맵|산업|시장|기술|플랫폼|보고서|목표|비전|시스템|서비스|센터|마켓|체계|제도|파크|시티|뉴딜)$|^.{1,3}$|까지$|[다요]$"
)
_ORDINAL = re.compile(
    rf"(?P<name>(?:20\d\d\s?(?:년\s?)?)?제\s?\d+\s?(?:회|차)\s?(?:20\d\d\s)?(?:[가-힣A-Za-z·\-()]+\s){{0,5}}?[가-힣A-Za-z·\-]*?(?:{_NOUNS}))(?=[가-힣]{{0,3}}(?:[\s,.·)('\"’”」]|$))"
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
_WHERE = re.compile(
    r"(?P<place>(?:[가-힣A-Za-z()（）一-鿿·\-]+\s){0,4}?[가-힣A-Za-z0-9()一-鿿·\-]+?)(?:\s?에\s소재한\s(?P<more>[가-힣A-Za-z0-9\s]+?))?(?:\([^()]{2,20}(?:소재|층|호)\))?\s?(?:에서(?:는|도)?)(?=[\s,]|열)"
)
_GENERIC_PLACE = re.compile(
    r"(?:이번|이날|회의|포럼|박람회|행사|세미나|간담회|면담|상담회|대화|공동위|실무위원회|분야|측면|과정|상황|시장|차원|방문|대회|위원회|엑스포|전시회|축사|발표|강연|현장|자리|관점|협약|한편|국내|해외|해외시장|전시장|기간|설명회|쇼케이스|행사장|출장|토론|전시관|부스|가운데|속|점|곳|면|각지|기조연설|공모전|전략|시범|사업|조달시장|조사|보고서)$"
)


@dataclass(slots=True)
class _Found:
    name: str
    span: Span
    sentence: Sentence
    rule: str
    spans: list[Span] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    when: When | None = None
    place: tuple[str, Span] | None = None

    @property
    def plain(self) -> str:
        return _plain(self.name)


BY_RULE = {"quoted": 0.85, "ordinal": 0.85, "main": 0.7, "visit": 0.75, "listed": 0.7}


def find(scene: Scene) -> tuple[tuple[Event, ...], list[Warning]]:
    """Events in order of their first mention, and what the text says of them in two ways."""
    found: list[_Found] = []
    for index, sentence in enumerate(scene.sentences):
        for each in _candidates(scene, sentence, index):
            _merge(found, each)
    found = _with_short_names(found)
    for each in found:
        _date(scene, each)
        each.place = each.place or _place(scene, each)
    _inherit(scene, found)
    warnings = _boxes(scene, found)
    found = [each for each in found if _is_worth(scene, each)]
    return tuple(_event(each) for each in found), warnings


def _event(found: _Found) -> Event:
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


def _plain(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", re.sub(r"\([^()]*\)", "", name))


def _candidates(scene: Scene, sentence: Sentence, index: int) -> list[_Found]:
    found: list[_Found] = []
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
    if scene.language == "zh":
        found += _chinese(sentence)
    elif index <= 1 and not any(each.when or _held_here(scene, each) for each in found):
        found += _main(scene, sentence, found)
    return found


_LISTED = re.compile(rf"[△▲①-⑩]\s?(?P<name>[가-힣A-Za-z0-9·\-:\s]{{3,30}}?(?:{_NOUNS}))(?=,|를|을|\s등|$)")
_VISIT = re.compile(r"(?P<name>(?:[가-힣]{2,10}\s){0,2}[가-힣]{2,10}의\s(?:방한|방중|방일|방미))(?=[\s(을를이]|$)")


def _listed(sentence: Sentence) -> list[_Found]:
    """Items marked with signs: `△ … 세미나, △ … 상담회를 개최`."""
    return [
        _named(match["name"], sentence.start + match.start("name"), sentence, "listed")
        for match in _LISTED.finditer(sentence.text)
        if sentence.whens
    ]


def _visits(scene: Scene, sentence: Sentence) -> list[_Found]:
    """`… 대표단의 방한` with a date before it."""
    found = []
    for match in _VISIT.finditer(sentence.text):
        start = sentence.start + match.start("name")
        if any(0 <= start - when.span[1] <= 8 for when in sentence.whens):
            found.append(_named(match["name"], start, sentence, "visit"))
    return found


def _held_here(scene: Scene, each: _Found) -> bool:
    """Whether the sentence says that the named event is held or attended."""
    return bool(_HELD.search(scene.folded, each.span[1], min(each.sentence.end, each.span[1] + 60)))


def _named(text: str, start: int, sentence: Sentence, rule: str) -> _Found:
    """An event; a gloss in brackets (`(CIIE 2024)`) becomes another name."""
    gloss = re.search(r"\s?\((?P<gloss>[A-Za-z][^()]{2,40})\)$", text)
    name = text[: gloss.start()] if gloss else text
    name = name.lstrip("-· ").rstrip("* ")
    begin = start + text.find(name)
    each = _Found(name, (begin, begin + len(name)), sentence, rule)
    if gloss:
        each.others.append(gloss["gloss"])
        each.others.append(text)
    return each


_TOPIC_WORDS = re.compile(
    r"^(?:.*(?:은|는|이|가|에서|으로|로|을|를|과|와|의|및|등|하여|하는|위한|위해|한|된|간의|정부|함께|열린|있는|따른|마련한|개최한|에)\s)"
)


def _main(scene: Scene, sentence: Sentence, others: list[_Found]) -> list[_Found]:
    """What the leading sentence says was held: `… 생태환경청과 녹색산업 협력 실무위원회를 개최했다`."""
    best: _Found | None = None
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
            or len(_plain(text)) < 4
            or re.search(r"^(?:이번|이날|동|본|금번|각종|다양한)", text)
        ):
            continue
        if any(a <= start < b for a, b in sentence.names) or (
            re.search(r"방문$|면담$", text) and len(_plain(text)) < 7
        ):
            continue
        rest = _strip_entities(scene, start, text)
        start += len(text) - len(rest)
        best = _Found(rest, (start, start + len(rest)), sentence, "main")
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


def _chinese(sentence: Sentence) -> list[_Found]:
    found: list[_Found] = []
    for match in _ZH_NAMED.finditer(sentence.text):
        group = "name" if match["name"] else "quoted"
        if not any(each.span[0] <= sentence.start + match.start(group) < each.span[1] for each in found):
            found.append(_named(match[group], sentence.start + match.start(group), sentence, "ordinal"))
    return found


def _merge(found: list[_Found], each: _Found) -> None:
    for known in found:
        if known.plain == each.plain:
            known.others.append(each.name)
            known.spans.append(each.span)
            if not known.when and each.sentence.whens and not known.sentence.whens:
                known.sentence, known.span, known.spans = each.sentence, each.span, [known.span, *known.spans[:-1]]
            return
    found.append(each)


def _with_short_names(found: list[_Found]) -> list[_Found]:
    """`국제 스마트시티 엑스포` is `제4회 2018 국제 스마트시티 엑스포`, if no ordinal of its own parts them."""
    kept: list[_Found] = []
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


def _date(scene: Scene, each: _Found) -> None:
    """The time of the event: in its sentence the nearest before it, or one in brackets right after it; past editions
    keep to their own brackets."""
    sentence = each.sentence
    whens = [
        when for when in sentence.whens if not sentence.in_speech(when.span[0]) or sentence.in_speech(each.span[0])
    ]
    whens = [
        when
        for when in whens
        if not _only_since(scene, when) and not (when.until and when.start == when.end and not _is_range(scene, when))
    ]
    if not whens:
        return
    after = [
        when
        for when in whens
        if 0 <= when.span[0] - each.span[1] <= 12 and re.match(r"[^.]{0,3}\(", scene.folded[each.span[1] :])
    ]
    before = [when for when in whens if when.span[1] <= each.span[0]]
    next_to = [when for when in whens if when.span[0] >= each.span[1]]
    days = [when for when in before if len(when.start) >= 7 and "X" not in when.start]
    if after and (len(after[0].start) >= 7 or not days):
        each.when = after[0]
    elif days:
        each.when = days[-1]
    elif before:
        each.when = before[-1]
    elif next_to and _no_event_between(scene, each, next_to[0]):
        each.when = next_to[0]
    if noted := _footnote(scene, each):
        each.when = noted
    if each.when is None or len(each.when.start) < 7:
        each.when = _told_below(scene, each) or each.when


def _told_below(scene: Scene, each: _Found) -> When | None:
    """`이번 박람회는 5월 26일부터 …`: the day that the next sentences tell of it."""
    noun = re.search(r"[가-힣]{2,4}$", each.name)
    subject = re.compile(
        rf"(?:이번|동|금번|올해)\s(?:행사|{noun.group()[-3:] if noun else '행사'}|{noun.group()[-2:] if noun else '행사'})(?:은|는|이|가)"
    )
    below = [sentence for sentence in scene.sentences if sentence.start > each.span[1]][:5]
    for sentence in below:
        if subject.match(sentence.text) or subject.search(sentence.text[:30]):
            days = [when for when in sentence.whens if len(when.start) == 10 and "X" not in when.start]
            if days:
                return days[0]
    return None


def _footnote(scene: Scene, each: _Found) -> When | None:
    """The range of days in the footnote that an asterisk after the name points to."""
    if (
        not re.match(r"[\s」'’”\"]{0,2}\*|\s?\([^()]*\)\*", scene.folded[each.span[1] : each.span[1] + 20])
        and scene.folded[each.span[1]] != "*"
    ):
        return None
    after = [sentence for sentence in scene.sentences if sentence.start > each.span[1]][:8]
    note = next(
        (sentence for sentence in after if sentence.text.startswith("*") and not sentence.text.startswith("**")), None
    )
    if note is None:
        return None
    return next((when for when in note.whens if when.start != when.end and len(when.start) == 10), None)


_CLOCK = re.compile(r"(?:오전|오후)\s?\d{1,2}시")
_OTHER_TIME = re.compile(r"앞서|지난|작년|내년|매년|향후|이후에도|예정|사전")


def _inherit(scene: Scene, found: list[_Found]) -> None:
    """Parts of one gathering are named without a date: those with an hour are on the day named last, others on the day of the
    leading sentence, where that tells one gathering."""
    lead = next((each for sentence in scene.sentences[:1] for each in sentence.whens if len(each.start) == 10), None)
    for each in found:
        if each.when or each.rule != "quoted" or re.search(r"20\d\d|제\s?\d", each.name):
            continue
        if _CLOCK.search(each.sentence.text):
            earlier = [
                when
                for s in scene.sentences
                if s.start < each.sentence.start
                for when in s.whens
                if len(when.end) == 10
            ]
            each.when = earlier[-1] if earlier else None
        elif lead and not _OTHER_TIME.search(each.sentence.text):
            each.when = lead


def _is_range(scene: Scene, when: When) -> bool:
    return when.start != when.end


def _only_since(scene: Scene, when: When) -> bool:
    """`2005년부터` says since when, not when."""
    return (
        bool(re.match(r"\s?(?:부터|이후|이래)", scene.folded[when.span[1] : when.span[1] + 5]))
        and when.start == when.end
    ) or bool(re.match(r"\s?(?:만에|이상)", scene.folded[when.span[1] : when.span[1] + 4]))


def _no_event_between(scene: Scene, each: _Found, when: When) -> bool:
    return all(not each.span[1] <= start < when.span[0] for start, _ in each.sentence.names)


def _place(scene: Scene, each: _Found) -> tuple[str, Span] | None:
    """`… 중국 칭다오에서`: the words before `에서` in the event's sentence, before its name if possible."""
    best: tuple[str, Span] | None = None
    text = each.sentence.text
    for match in _WHERE.finditer(text):
        start = each.sentence.start + match.start("place")
        words = match["place"].split(" ")
        while words and not _is_place(words):
            start += len(words[0]) + 1
            words = words[1:]
        if not words or _GENERIC_PLACE.search(words[-1]):
            continue
        end = each.sentence.start + (match.end("more") if match["more"] else match.end("place"))
        place = scene.folded[start:end]
        if best is None or start < each.span[0]:
            best = (place, (start, end))
    return best


_PLACE_END = re.compile(
    r"(?:시|도|군|구|동|성|현|주|역|호텔|센터|타워|회관|코엑스|킨텍스|벡스코|엑스코|컨벤션|회의실|대회의실|회의장|홀|청사|대학교|공원|단지|항|공항|광장|본부|협회|본사|서울|온라인|컨벤션센터|전시장|박람회장|도시|플라자|빌딩|대강당|강당)$"
)


def _is_place(words: list[str]) -> bool:
    first = re.sub(r"\(.*?\)", "", words[0])
    return (
        first in places()
        or re.sub(r"(?:성|시|도|현|주)$", "", first) in places()
        or (len(words) <= 2 and bool(_PLACE_END.search(first)) and not _GENERIC_PLACE.search(first))
    )


def _boxes(scene: Scene, found: list[_Found]) -> list[Warning]:
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


def _is_worth(scene: Scene, each: _Found) -> bool:
    return each.rule in {"quoted", "ordinal"} or each.when is not None
