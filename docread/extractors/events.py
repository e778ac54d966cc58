"""Events: what takes place at a time, under a name of its own or as the matter of the text."""

from __future__ import annotations

import re

from docread.document import Event, ReadingWarning, Span
from docread.extractors.chinese import events as chinese_events
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english import events as english
from docread.extractors.event_details import Gathering, boxed_place, date, inherit, place_of, plain
from docread.extractors.event_phrases import (
    NOUNS,
    TOPIC_WORDS,
    VERBS,
    between_states,
    ceremonies,
    dated,
    first_editions,
    glossed,
    nameless,
    past_editions,
)
from docread.extractors.event_verbs import by_verb, is_held, openings, overviews
from docread.patterns import regex
from docread.temporal import TimeExpression

_PROPER = regex(
    rf"(?:{NOUNS})(?:\s?\([^()]{{2,30}}\)|\s?20\d\d|\s?’?\d{{2}})?$|^(?:20\d\d|제\s?\d+[회차])\s.{{4,}}|^20\d\d년\s.*(?:{NOUNS})\sin\s|[A-Z]{{3,}}\s?20\d\d$"
)
_NOT_EVENTS = regex(
    r"(?:협약|양해각서|MOU|계약|선언|전략|계획|방안|사업|지원단|협의체|프로젝트|정책|대책|개정안|법|법률|고시|규정|시행령|조례|지침|로드맵|산업|시장|기술|플랫폼|보고서|목표|비전|시스템|서비스|센터|마켓|체계|제도|파크|시티|뉴딜)$|[을를]\s[가-힣]{2,6}$|^.{1,3}$|까지$|[다요]$"
)
# `2030 … 유치위원회`: a body that bears a year.
_OF_YEAR = regex(r"^20\d\d.*(?:위원회|지원단|추진단|기획단|본부|재단|사무국|조직위)$")
_ORDINAL = regex(
    rf"(?P<name>(?:20\d\d\s?(?:년\s?)?)?제\s?\d+\s?(?:회|차)\s?(?:20\d\d\s)?(?:[가-힣A-Za-z0-9·\-()]+\s){{0,5}}?[가-힣A-Za-z0-9·\-]*?(?:{NOUNS}|위원회|협의회))(?=[가-힣]{{0,3}}(?:[\s,.·)('\"’”」]|$))"
)
_MAIN = regex(
    rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,4}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}|방한|방중|방문|대표단))(?P<gloss>\s?\([A-Za-z][^()]{{2,40}}\))?{VERBS}"
)
_SENT = regex(
    r"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){0,3}?[가-힣A-Za-z0-9·\-]*(?:사절단|대표단|개척단|방문단))(?P<gloss>\s?\([A-Za-z][^()]{2,40}\))?\*?(?:이|가|을|를)\s(?:[^,.]|(?<=\d)\.|,\s(?=[가-힣]{2,8}(?:\s|에))){0,48}?(?:방문|파견|출국|보내|보낸)"
)
_WHERE_HELD = regex(
    rf"(?:열리는|열린|개최되는|개최된|개최하는|개최한)\s(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}))(?P<gloss>\s?\([A-Za-z][^()]{{2,40}}\))?(?=에|에서|의|을|를)"
)
_HELD = regex(VERBS)
_BOX_WHEN = regex(r"(?:일\s{0,6}시|기\s{0,6}간|일시\s?[/·]\s?장소|일시·장소)\s?\)?\s?[:：]?\s?")
BY_RULE = {
    "quoted": 0.65,
    "ordinal": 0.65,
    "main": 0.7,
    "visit": 0.75,
    "listed": 0.7,
    "edition": 0.8,
    "generic": 0.6,
    "dated": 0.75,
    "states": 0.7,
    "glossed": 0.75,
    "yeared": 0.7,
}


def find(scene: DocumentContext) -> tuple[tuple[Event, ...], list[ReadingWarning]]:
    """Events in order of their first mention, and what the text says of them in two ways."""
    if scene.language == "zh":
        return chinese_events.find(scene)
    if scene.language == "en":
        return english.find(scene)
    found: list[Gathering] = []
    for index, sentence in enumerate(scene.sentences):
        for each in _candidates(scene, sentence, index):
            _merge(scene, found, each)
    found = _with_short_names(found)
    for each in found:
        # A phrase found by its date has it already; the prize of a fair is won on another day than the fair's.
        if each.rule != "dated" and (each.rule != "yeared" or _held_here(scene, each)):
            date(scene, each)
        if each.when and _of_another_year(scene, each):
            each.when = None
        each.place = each.place or place_of(scene, each)
    if found and not found[0].place:
        found[0].place = boxed_place(scene)
    inherit(scene, found)
    for each in found:
        each.when = each.when or _of_its_name(scene, each)
    found += openings(scene, found)
    found += overviews(scene, found)
    found += nameless(scene, found)
    warnings = _boxes(scene, found)
    found = [each for each in found if _is_worth(scene, each)]
    found += past_editions(scene) + first_editions(scene, found)
    return tuple(_event(each) for each in found), warnings


def _of_another_year(scene: DocumentContext, each: Gathering) -> bool:
    """A time beside `2030 …박람회` in another year tells of something else: a bare year, or any if the fair is years ahead."""
    year = re.match(r"20[2-4]\d", each.name)
    when = each.when
    if not year or not when or when.start[:4] == year.group():
        return False
    fair = _YEAR_FIRST.match(each.name)
    ahead = bool(fair and scene.reference and int(year.group()) > scene.reference.year and not each.told)
    return ahead or (len(when.start) == 4 and when.start == when.end)


def _days_of(scene: DocumentContext, year: str) -> tuple[TimeExpression, tuple[str, Span] | None] | None:
    """`유치가 결정되면 2030년 5월 1일부터 10월 31일까지 … 개최된다`: the days in a year that is ahead."""
    for sentence in scene.sentences:
        for when in sentence.times:
            if when.start.startswith(f"{year}-") and len(when.start) == 10 and when.start != when.end:
                at = _AT_AREA.match(scene.folded, when.span[1])
                return when, (at["place"], at.span("place")) if at else None
    return None


_AT_AREA = regex(r"(?:까지)?\s?(?:\d+개월간\s)?(?P<place>(?:[가-힣]+\s){0,3}[가-힣]+(?:\s일원)?)(?=에서)")
_YEAR_FIRST = regex(r"(?P<year>20[2-4]\d)(?:년)?\s?[가-힣].*(?:박람회|엑스포|올림픽|대회|월드컵|총회)$")


def _of_its_name(scene: DocumentContext, each: Gathering) -> TimeExpression | None:
    """`2030 부산세계박람회`: of one that is years ahead, the year in its name."""
    year = _YEAR_FIRST.match(each.name) if each.rule in {"quoted", "yeared"} else None
    if not year or not scene.reference or int(year["year"]) <= scene.reference.year:
        return None
    if told := _days_of(scene, year["year"]):
        each.place = each.place or told[1]
        return told[0]
    return TimeExpression(year["year"], year["year"], (each.span[0], each.span[0] + 4)) if year else None


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


def _candidates(scene: DocumentContext, sentence: Sentence, index: int) -> list[Gathering]:
    found: list[Gathering] = []
    for start, end in sentence.names:
        if sentence.in_speech(start) and not re.search(r"제\s?\d+[회차]|^20\d\d\s", scene.folded[start:end]):
            continue
        text = re.sub(r"[*]+$|\s?\[[^\[\]]*\]$", "", scene.folded[start:end]).strip()
        won = re.match(r"[’'”\"」]?\s?(?:수상|지정|선정)\s?(?:기업|업체|제품|작)", scene.folded[end : end + 12])
        if won or _SLOGAN.match(scene.folded, end):
            continue
        each = _named(text, start, sentence, "quoted")
        proper = _PROPER.search(each.name) and not _OF_YEAR.search(each.name)
        if (proper and not _NOT_EVENTS.search(each.name)) or is_held(scene, sentence, start, end):
            found.append(each)
    for match in _ORDINAL.finditer(sentence.text):
        start = sentence.start + match.start("name")
        if all(not (a <= start < b) for a, b in sentence.names):
            found.append(_named(match["name"], start, sentence, "ordinal"))
    found += ceremonies(scene, sentence)
    found += _listed(sentence)
    found += _visits(scene, sentence)
    found += glossed(sentence)
    found += _years_ahead(scene, sentence)
    found += dated(scene, sentence, found)
    found += by_verb(scene, sentence, found)
    found += between_states(sentence, found)
    if index <= 1 and not any(each.when or _held_here(scene, each) for each in found):
        found += _main(scene, sentence, found)
    return found


_SLOGAN = regex(r"[’'”\"」]?\s?(?:이)?라는\s(?:슬로건|표어|구호|주제)")
_LISTED = regex(rf"[△▲①-⑩]\s?(?P<name>[가-힣A-Za-z0-9·\-:\s]{{3,30}}?(?:{NOUNS}))(?=,|를|을|\s등|$)")
_VISIT = regex(r"(?P<name>(?:[가-힣]{2,10}\s){0,2}[가-힣]{2,10}의\s(?:방한|방중|방일|방미))(?=[\s(을를이]|$)")


_AHEAD = regex(
    r"(?<![\d가-힣])(?P<name>(?P<year>20[2-4]\d)(?:년)?\s?[가-힣]{0,6}\s?(?:세계\s?박람회|월드\s?엑스포|엑스포|올림픽|아시안게임|월드컵))(?!\s?[가-힣]{0,4}(?:위원회|조직위|지원단))"
)


def _years_ahead(scene: DocumentContext, sentence: Sentence) -> list[Gathering]:
    """`2030부산세계박람회`: of one that is years ahead, whatever the sentence says of it."""
    found = []
    for match in _AHEAD.finditer(sentence.text):
        start = sentence.start + match.start("name")
        ahead = bool(scene.reference and int(match["year"]) > scene.reference.year)
        if ahead and not sentence.in_speech(start) and not any(a <= start < b for a, b in sentence.names):
            found.append(Gathering(match["name"], (start, start + len(match["name"])), sentence, "yeared"))
    return found


def _listed(sentence: Sentence) -> list[Gathering]:
    """Items marked with signs: `△ … 세미나, △ … 상담회를 개최`."""
    return [
        _named(match["name"], sentence.start + match.start("name"), sentence, "listed")
        for match in _LISTED.finditer(sentence.text)
        if sentence.times
    ]


def _visits(scene: DocumentContext, sentence: Sentence) -> list[Gathering]:
    """`… 대표단의 방한` with a date before it."""
    found = []
    for match in _VISIT.finditer(sentence.text):
        start = sentence.start + match.start("name")
        if any(0 <= start - when.span[1] <= 8 for when in sentence.times):
            found.append(_named(match["name"], start, sentence, "visit"))
    return found


def _held_here(scene: DocumentContext, each: Gathering) -> bool:
    """Whether the sentence says that the named event is held or attended."""
    return bool(_HELD.search(scene.folded, each.span[1], min(each.sentence.end, each.span[1] + 60)))


_IN_BRACKET = regex(r"\s?\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)$")
_CALLED = regex(r"(?:이하|약칭)\s?[“\"‘']?(?P<name>[가-힣A-Za-z0-9 ]{2,20})")


def _named(text: str, start: int, sentence: Sentence, rule: str) -> Gathering:
    """An event; what stands in brackets at its end is another name (`(CIIE 2024)`, `(이하 …)`), or when and where it is."""
    bracket = _IN_BRACKET.search(text)
    name = text[: bracket.start()] if bracket and len(text[: bracket.start()]) > 3 else text
    name = name.lstrip("-· ").rstrip("* ")
    begin = start + text.find(name)
    each = Gathering(name, (begin, begin + len(name)), sentence, rule)
    if bracket and name != text:
        inside = bracket["inside"]
        called = _CALLED.search(inside)
        if called or re.fullmatch(r"[A-Za-z][^()]{2,40}", inside):
            each.others += [called["name"].strip() if called else inside, text]
        first, last = start + bracket.start("inside"), start + bracket.end("inside")
        each.told = next((when for when in sentence.times if first <= when.span[0] < last), None)
    return each


def _main(scene: DocumentContext, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """What the leading sentence says was held: `… 생태환경청과 녹색산업 협력 실무위원회를 개최했다`."""
    best: Gathering | None = None
    for match in (*_MAIN.finditer(sentence.text), *_WHERE_HELD.finditer(sentence.text), *_SENT.finditer(sentence.text)):
        text = match["name"]
        begin = match.start("name")
        cut = TOPIC_WORDS.match(text)
        if cut:
            begin += cut.end()
            text = text[cut.end() :]
        start = sentence.start + begin
        if (
            sentence.in_speech(start)
            or len(plain(text)) < 4
            or re.search(r"^(?:이번|이날|동|본|금번|각종|다양한|매년)", text)
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


def _strip_entities(scene: DocumentContext, start: int, text: str) -> str:
    for begin, end, _ in scene.entities_between(start, start + len(text)):
        if begin == start and end < start + len(text) - 3 and text[end - start : end - start + 1] in "와과의":
            return text[end - start :].lstrip("와과의 ")
    return text


def _is_same(scene: DocumentContext, one: Gathering, other: Gathering) -> bool:
    """The same name, or the same ordinal with words of which one name has all that the other has: `2021년 제2차 P4G 정상회의`
    and `제2차 서울 P4G 정상회의`, `제1차 한-IORA 세미나` under the other name of IORA."""
    years = [re.search(r"20\d\d", each.name) for each in (one, other)]
    if all(years) and years[0].group() != years[1].group():  # type: ignore[union-attr]
        return False
    if all(years) and all(_AHEAD.match(each.name) for each in (one, other)):
        return True  # the one fair of that year, by its other name
    if one.plain == other.plain or other.plain in {plain(name) for name in one.others}:
        return True
    numbers = [re.search(r"제\s?\d+\s?[회차]", each.name) for each in (one, other)]
    if not all(numbers) or re.sub(r"\s", "", numbers[0].group()) != re.sub(r"\s", "", numbers[1].group()):  # type: ignore[union-attr]
        return False
    words = [_words(scene, each.name) for each in (one, other)]
    return min(map(len, words)) > 1 and (words[0] <= words[1] or words[1] <= words[0])


def _words(scene: DocumentContext, name: str) -> set[str]:
    for entity in scene.entities:
        for form in sorted(entity.forms, key=len, reverse=True):
            name = name.replace(form, entity.key)
    bare = re.sub(r"\[[^\[\]]*\]|\([^()]*\)|제\s?\d+\s?[회차]|20\d\d년?", " ", name)
    return set(bare.split())


def _merge(scene: DocumentContext, found: list[Gathering], each: Gathering) -> None:
    for known in found:
        if _is_same(scene, known, each) and not _apart(known, each):
            known.others.append(each.name)
            known.spans.append(each.span)
            if not known.when and each.sentence.times and not known.sentence.times:
                known.sentence, known.span, known.spans = each.sentence, each.span, [known.span, *known.spans[:-1]]
            return
    found.append(each)


def _apart(one: Gathering, other: Gathering) -> bool:
    """Held on two days that stand beside the name each time: two gatherings."""
    return bool(one.rule == other.rule == "dated" and one.when and other.when and one.when.start != other.when.start)


def _with_short_names(found: list[Gathering]) -> list[Gathering]:
    """`국제 스마트시티 엑스포` is `제4회 2018 국제 스마트시티 엑스포`, if no ordinal of its own parts them."""
    kept: list[Gathering] = []
    for each in sorted(found, key=lambda item: -len(item.plain)):
        owner = next(
            (other for other in kept if _is_short_for(each.plain, other.plain) and not _apart(each, other)), None
        )
        if owner:
            owner.others.append(each.name)
            owner.spans.append(each.span)
            if not owner.sentence.times and each.sentence.times:
                owner.sentence = each.sentence
        else:
            kept.append(each)
    return sorted(kept, key=lambda item: item.span[0])


def _is_short_for(short: str, long: str) -> bool:
    ordinal = r"제\d+[회차]"
    years = [re.search(r"20\d\d", each) for each in (short, long)]
    if all(years) and years[0].group() != years[1].group():  # type: ignore[union-attr]
        return False
    if re.search(ordinal, short):
        return False
    bare = re.sub(rf"{ordinal}|^20\d\d|20\d\d$", "", long)
    if bare.startswith(short) and re.search(rf"(?:{NOUNS})$", bare[len(short) :]):
        return False  # `… 박람회 기획 회의` is held before the fair
    return len(short) >= 5 and (
        bare.endswith(short) or short in bare or (len(bare) >= 5 and bare in short and bare != short)
    )


def _boxes(scene: DocumentContext, found: list[Gathering]) -> list[ReadingWarning]:
    """Overview boxes (`일시·장소 : …`) date the main event; where they differ from the sentence, both stand as a contradiction."""
    warnings: list[ReadingWarning] = []
    for sentence in scene.sentences:
        box = _BOX_WHEN.search(sentence.text[:30])
        if not box or not sentence.times or not found:
            continue
        when, main = sentence.times[0], found[0]
        if main.when is None or (len(main.when.start) < 10 and when.start.startswith(main.when.start)):
            main.when = when
        elif len(main.when.start) == 10 and len(when.start) == 10 and when.start != main.when.start:
            warnings.append(ReadingWarning("contradiction", when.span, f"{main.when.start} / {when.start}"))
    return warnings


def _is_worth(scene: DocumentContext, each: Gathering) -> bool:
    if re.fullmatch(r"(?:업무|상호)?(?:협력)?(?:협약|양해각서)?(?:체결|교환|서명|협약)식", each.plain):
        return False  # a signing without a name of its own is an agreement
    if each.rule == "ordinal" and each.when is None and len(each.plain) <= 6:
        return False  # `제1차 대화` of one that was named before
    return each.rule in {"quoted", "ordinal", "states", "yeared"} or each.when is not None
