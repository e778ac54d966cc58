"""When and where a gathering is: its own words, a footnote, the next sentences, the gathering that it is part of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docread.document import Span
from docread.frames.scene import Scene, Sentence
from docread.moments import When
from docread.names.gazetteer import places

_WHERE = re.compile(
    r"(?P<place>(?:[가-힣A-Za-z()（）一-鿿·\-]+\s){0,4}?[가-힣A-Za-z0-9()一-鿿·\-]+?)(?:\s?에\s소재한\s(?P<more>[가-힣A-Za-z0-9\s]+?))?(?:\([^()]{2,20}(?:소재|층|호)\))?\s?(?:에서(?:는|도)?)(?=[\s,]|열)"
)
_GENERIC_PLACE = re.compile(
    r"(?:이번|이날|회의|포럼|박람회|행사|세미나|간담회|면담|상담회|대화|공동위|실무위원회|분야|측면|과정|상황|시장|차원|방문|대회|위원회|엑스포|전시회|축사|발표|강연|현장|자리|관점|협약|한편|국내|해외|해외시장|전시장|기간|설명회|쇼케이스|행사장|출장|토론|전시관|부스|가운데|속|점|곳|면|각지|기조연설|공모전|전략|시범|사업|조달시장|조사|보고서)$"
)


@dataclass(slots=True)
class Gathering:
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
        return plain(self.name)


def plain(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", re.sub(r"\([^()]*\)", "", name))


def date(scene: Scene, each: Gathering) -> None:
    """The time of the event: in its sentence the nearest before it, or one in brackets right after it; past editions
    keep to their own brackets."""
    sentence = each.sentence
    if re.match(
        r"[」'’”\"]?에서\s(?:합의|표명|채택|발표|논의)(?:된|한)", scene.folded[each.span[1] : each.span[1] + 12]
    ):
        return  # only referred to
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
        if 0 <= when.span[0] - each.span[1] <= 12
        and re.match(r"[」'’”\"]?\s?(?:개최)?[^.]{0,3}\(", scene.folded[each.span[1] :])
    ]
    before = [when for when in whens if when.span[1] <= each.span[0]]
    next_to = [when for when in whens if when.span[0] >= each.span[1]]
    days = [when for when in before if len(when.start) >= 7 and "X" not in when.start]
    if after and (len(after[0].start) >= 7 or not days):
        each.when = after[0]
    elif days:
        each.when = days[-1]
    elif inside := [when for when in whens if each.span[0] <= when.span[0] < each.span[1]]:
        each.when = inside[0]
    elif before:
        each.when = before[-1]
    elif next_to and _no_event_between(scene, each, next_to[0]):
        each.when = next_to[0]
    if noted := _footnote(scene, each):
        each.when = noted
    if each.when is None or len(each.when.start) < 7:
        each.when = _told_below(scene, each) or each.when


def _told_below(scene: Scene, each: Gathering) -> When | None:
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


def _footnote(scene: Scene, each: Gathering) -> When | None:
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
_DAYTIME = re.compile(r"(?:같은 날\s|이어\s|이날\s)?(?:오전|오후|저녁)(?:에는|에)?\s")
_OTHER_TIME = re.compile(r"앞서|지난|작년|내년|매년|향후|이후에도|예정|사전")


def inherit(scene: Scene, found: list[Gathering]) -> None:
    """Parts of one gathering are named without a date: those with an hour are on the day named last, others on the day of the
    leading sentence, where that tells one gathering."""
    lead = next((each for sentence in scene.sentences[:1] for each in sentence.whens if len(each.start) == 10), None)
    for each in found:
        if each.when and each.rule == "ordinal":
            continue
        if each.rule == "ordinal" and not each.when and _DAYTIME.match(each.sentence.text):
            earlier = [w for s in scene.sentences if s.start < each.sentence.start for w in s.whens if len(w.end) == 10]
            each.when = earlier[-1] if earlier else None
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
        if (
            each.when
            and not each.place
            and found[0] is not each
            and found[0].when
            and found[0].when.start == each.when.start
        ):
            each.place = found[0].place


_EDITION = re.compile(r"\s?\(\s?(?P<place>[가-힣A-Za-z ]{2,14})\s?\)")


def editions(scene: Scene, name: str, sentence: Sentence, end: int) -> list[tuple[When, tuple[str, Span]]]:
    """The times and places of a footnote `* 2016.5월(서울), 2019.5월(서울) …` after a name that ends at `end`."""
    if not scene.folded.startswith("*", end):
        return []
    notes = [s for s in scene.sentences if s.start > sentence.start and s.text.startswith("*")][:1]
    found = [
        (when, (place["place"].strip(), place.span("place")))
        for when in (notes[0].whens if notes else ())
        if (place := _EDITION.match(scene.folded, when.span[1]))
    ]
    return found if len(found) > 1 else []


def _is_range(scene: Scene, when: When) -> bool:
    return when.start != when.end


def _only_since(scene: Scene, when: When) -> bool:
    """`2005년부터` says since when, not when."""
    return (
        bool(re.match(r"\s?(?:부터|이후|이래)", scene.folded[when.span[1] : when.span[1] + 5]))
        and when.start == when.end
    ) or bool(re.match(r"\s?(?:만에|이상)", scene.folded[when.span[1] : when.span[1] + 4]))


def _no_event_between(scene: Scene, each: Gathering, when: When) -> bool:
    return all(not each.span[1] <= start < when.span[0] for start, _ in each.sentence.names)


def place_of(scene: Scene, each: Gathering) -> tuple[str, Span] | None:
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
