"""Gatherings told by the verb beside them: held at a place on a day, held in a year that is over, visits and editions
with their dates in brackets, ceremonies on the day of which the text speaks."""

from __future__ import annotations

from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.event_details import Gathering, boxed_place, plain
from docread.extractors.event_phrases import NOUNS, phrase_of
from docread.patterns import regex
from docread.temporal import TimeExpression

_PHRASE = rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,4}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}))"
_TAKING_PLACE = r"(?:진행되는|진행된|진행될|열리는|열린|열릴|개최되는|개최된|개최될|개최하는|개최한|마련된)"
_AT_PLACE = regex(
    rf"[^.]{{0,40}}?에서\s(?:[가-힣]+\s)?{_TAKING_PLACE}\s{_PHRASE}(?=에서는|에서|에는|에|의|을|를|은|는|이|가)"
)
_IN_YEAR = regex(
    rf"(?P<between>[^.]{{0,70}}?\s){_PHRASE}(?:을|를)\s(?:[가-힣]+\s)?(?:개최해|개최했|개최하였|개최한\s바|열었|열고)"
)
_TRAVEL = regex(r"(?P<name>방중|방한|방일|방미)\s?\((?=[’']?\d)")
_NUMBERED = regex(r"\s?\(\s?(?P<name>제\s?\d+\s?[차회])\s?,\s?(?P<place>[가-힣A-Za-z]{2,12})\s?\)")
_OPENING = regex(
    r"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){0,4}?[가-힣A-Za-z0-9·\-]*(?:착공식|준공식|기공식|개소식|출범식|개막식|발대식))(?=에서|에는|에\s)"
)
# What stands right before a name in quotes that is being held, and right after it.
_HELD_BEFORE = regex(rf"{_TAKING_PLACE}\s?[「'‘“\"<〈]$")
_HELD_AFTER = regex(
    r"[」'’”\">〉](?:을|를|이|가|\s첫\s?회의를|\s제?\d차\s회의를)\s(?!주제|위해|위한|통해|계기)(?:[가-힣0-9.()~]+\s){0,3}?(?:개최|열었|열린|열리|연다|열고)"
)
_RUN_AFTER = regex(r"[」'’”\">〉](?:을|를)\s[^.「]{0,24}?(?:진행|운영|시작)")
_NO_NAME = regex(
    r"(?:협약|양해각서|MOU|계약|선언|전략|계획|방안|사업|정책|대책|법|로드맵|시스템|플랫폼|센터|보고서|자료집|앱|프로그램)$|[을를]\s[가-힣]{2,6}$|[다요]$"
)


_OFTEN = regex(r"부터|이후|이래|매년|해마다|차례|\d+회|꾸준|지속")


def is_held(scene: DocumentContext, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the name in quotes between two positions is of something that is held, whatever it is called."""
    name = scene.folded[start:end]
    if _NO_NAME.search(name) or sentence.in_speech(start) or len(plain(name)) < 5:
        return False
    before, after = scene.folded[max(sentence.start, start - 16) : start], scene.folded[end : end + 60]
    if _HELD_BEFORE.search(before) or _HELD_AFTER.match(after):
        return True
    return bool(sentence.times and _RUN_AFTER.match(after))


def by_verb(scene: DocumentContext, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """Gatherings of one sentence that its verbs tell."""
    found = _at_place(sentence, others)
    found += _in_year(scene, sentence, [*others, *found])
    found += _travels(sentence)
    found += _numbered_meetings(sentence)
    found += _listed_days(sentence)
    found += _numbered(scene, sentence)
    return found


def _at_place(sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`9월 10일 카자흐스탄 알마티에서 열리는 물산업 수출상담회에서는`."""
    found: list[Gathering] = []
    for number, when in enumerate(sentence.times):
        if len(when.start) < 7 or "X" in when.start:
            continue
        match = _AT_PLACE.match(sentence.text, when.span[1] - sentence.start)
        later = [
            each
            for each in sentence.times[number + 1 :]
            if match and each.span[0] < sentence.start + match.start("name")
        ]
        each = phrase_of(sentence, match, "name", [*others, *found]) if match and not later else None
        if each:
            each.when = when
            found.append(each)
    return found


def _in_year(scene: DocumentContext, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`지난해 … 물산업 협력회의를 개최해`: held before, in a year or month that is told."""
    today = scene.reference.isoformat() if scene.reference else ""
    for when in sentence.times:
        if len(when.start) > 7 or when.start != when.end or when.end >= today[: len(when.end)]:
            continue
        match = _IN_YEAR.match(sentence.text, when.span[1] - sentence.start)
        if match is None or _OFTEN.search(match["between"] + match["name"]):
            continue
        if each := phrase_of(sentence, match, "name", others):
            each.when = when
            return [each]
    return []


def _beside(sentence: Sentence, at: int) -> TimeExpression | None:
    return next((when for when in sentence.times if 0 <= when.span[0] - at <= 1), None)


_DAY_OF_LIST = regex(
    r"(?:[•·ㅇ○◦▪✔✓\-*]\s?)(?P<name>[가-힣A-Za-z0-9·\-‘’“”' ]{4,40}?)\s?[:–\-]\s(?=\d{1,2}월|\d{1,2}\.\s?\d|20\d\d)"
)
_PLACE_OF_LIST = regex(r"(?:\s?\d{1,2}:\d\d)?,\s?(?P<place>[가-힣A-Za-z0-9Ⅰ-Ⅹ ]{2,30})")


_NO_GATHERING = regex(
    r"\(?\s?(?:일\s*[시자]|기\s*간|장\s*소|날\s*짜|시\s*간|접\s*수|마\s*감|신\s*청|문\s*의|발\s*표|일\s*정|배\s*포|등\s*록|모\s*집|공\s*고|조기|참가비|[^:]{0,12}기간$)"
)


def _listed_days(sentence: Sentence) -> list[Gathering]:
    """`• 제4회 한중 포럼 – 9월 17일 14:00, 컨벤션홀 205호`: a line of a programme."""
    match = _DAY_OF_LIST.match(sentence.text)
    when = next(
        (each for each in sentence.times if match and each.span[0] - sentence.start - match.end() in {0, 1}), None
    )
    if match is None or when is None or _NO_GATHERING.match(match["name"]):
        return []
    name, start = match["name"].strip(), sentence.start + match.start("name")
    each = Gathering(name, (start, start + len(name)), sentence, "dated", when=when)
    if place := _PLACE_OF_LIST.match(sentence.text, when.span[1] - sentence.start):
        begin = sentence.start + place.start("place")
        each.place = (place["place"].strip(), (begin, begin + len(place["place"].strip())))
    return [each]


def _travels(sentence: Sentence) -> list[Gathering]:
    """`방중(8.8-10, 칭다오)`."""
    found = []
    for match in _TRAVEL.finditer(sentence.text):
        when = _beside(sentence, sentence.start + match.end())
        if when:
            start = sentence.start + match.start("name")
            each = Gathering(match["name"], (start, start + len(match["name"])), sentence, "dated", when=when)
            found.append(each)
    return found


_NTH = regex(r"(?<!제)(?<![\d.])(?P<name>\d{1,2}차\s(?:회의|협의회|위원회|대화|회담|포럼))(?=은|는|를|을)")
_NTH_HELD = regex(r"[^\n]{0,50}?(?:개최|연다|열|갖|가졌)")


def _numbered_meetings(sentence: Sentence) -> list[Gathering]:
    """`2차 회의는 올해 11월 … 개최한다`, `지난 1월에는 … 1차 회의를 개최`."""
    found = []
    for match in _NTH.finditer(sentence.text):
        start = sentence.start + match.start("name")
        near = [when for when in sentence.times if abs(when.span[0] - start) <= 80 and len(when.start) >= 7]
        if near and _NTH_HELD.match(sentence.text, match.end()):
            each = Gathering(match["name"], (start, start + len(match["name"])), sentence, "dated", when=near[0])
            found.append(each)
    return found


def _numbered(scene: DocumentContext, sentence: Sentence) -> list[Gathering]:
    """`‘17.1.13(제1차, 베이징), ’18.3.22(제2차, 서울)`: editions by their numbers."""
    found = []
    for when in sentence.times:
        if match := _NUMBERED.match(scene.folded, when.span[1]):
            each = Gathering(match["name"], match.span("name"), sentence, "edition", when=when)
            each.place = (match["place"], match.span("place"))
            found.append(each)
    return found


_OVERVIEW = regex(rf"[<\[【「\s]*(?P<name>[^<>\[\]「」:：]{{4,50}}?(?:{NOUNS}|[오만조]찬))\s?개요[>\]】」\s]*$")
_BOX_WHEN = regex(r"[^가-힣]{0,4}(?:일\s{0,6}시|기\s{0,6}간)(?:\s?[/·및]\s?장\s?소)?")


def _is_told(found: Gathering, name: str, when: TimeExpression) -> bool:
    """Whether the box tells of this one: its name within, or on the same day under the same last word."""
    if found.plain in plain(name):
        return True
    same_day = found.when and found.when.start == when.start
    return bool(same_day and plain(found.name.split()[-1]) in plain(name))


def overviews(scene: DocumentContext, found: list[Gathering]) -> list[Gathering]:
    """A box that begins `… 업무협약식 개요` and tells when: held under that name, if it was not told before."""
    told = []
    for index, sentence in enumerate(scene.sentences):
        match = _OVERVIEW.match(sentence.text) if len(sentence.text) < 64 else None
        below = scene.sentences[index + 1 : index + 4] if match else []
        box = next((each for each in below if _BOX_WHEN.match(each.text) and each.times), None)
        if match is None or box is None or any(_is_told(e, match["name"], box.times[0]) for e in found):
            continue
        start = sentence.start + match.start("name")
        each = Gathering(match["name"], (start, start + len(match["name"])), box, "glossed", when=box.times[0])
        each.place = boxed_place(scene)
        told.append(each)
    return told


def openings(scene: DocumentContext, found: list[Gathering]) -> list[Gathering]:
    """`… 실증센터 착공식에서 협약이 체결되며`: on the day of which the leading sentence speaks."""
    lead = next((w for s in scene.sentences[:1] for w in s.times if len(w.start) == 10 and "X" not in w.start), None)
    for sentence in scene.sentences[:3] if lead else ():
        match = _OPENING.search(sentence.text)
        if match and not [when for when in sentence.times if when.span[0] < sentence.start + match.start()]:
            each = phrase_of(sentence, match, "name", found)
            if each:
                each.when, each.rule = lead, "glossed"
                return [each]
    return []
