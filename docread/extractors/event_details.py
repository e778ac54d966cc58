"""When and where a gathering is: its own words, a footnote, the next sentences, the gathering that it is part of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docread.document import Span
from docread.extractors.context import DocumentContext, Sentence
from docread.names.gazetteer import places
from docread.patterns import regex
from docread.temporal import TimeExpression

_WHERE = regex(
    r"(?P<place>(?:[가-힣A-Za-z()（）一-鿿·\-]+\s){0,4}?[가-힣A-Za-z0-9()一-鿿·\-]+?)(?:\s?에\s소재한\s(?P<more>[가-힣A-Za-z0-9\s]+?))?(?:\([^()]{2,20}(?:소재|층|호)\))?\s?(?:에서(?:는|도)?)(?=[\s,]|열)"
)
_GENERIC_PLACE = regex(
    r"(?:이번|이날|회의|포럼|박람회|행사|세미나|간담회|면담|상담회|대화|공동위|실무위원회|분야|측면|과정|상황|(?<!전)시장|차원|방문|대회|위원회|엑스포|전시회|축사|발표|강연|현장|자리|관점|협약|한편|국내|해외|기간|설명회|쇼케이스|행사장|출장|토론|전시관|부스|가운데|속|점|곳|면|각지|기조연설|공모전|전략|시범|사업|조달시장|조사|보고서)$"
)


@dataclass(slots=True)
class Gathering:
    name: str
    span: Span
    sentence: Sentence
    rule: str
    spans: list[Span] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    when: TimeExpression | None = None
    told: TimeExpression | None = None
    """The time in brackets within its name."""
    place: tuple[str, Span] | None = None

    @property
    def plain(self) -> str:
        return plain(self.name)


def plain(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", name))


_HELD_BEFORE = regex(r"(?:개최한|개최된|열린|진행된)\s?[「'‘“\"]?$")


def date(scene: DocumentContext, each: Gathering) -> None:
    """The time of the event: in its sentence the nearest before it, or one in brackets right after it; past editions
    keep to their own brackets."""
    sentence = each.sentence
    if each.told and len(each.told.start) >= 7:
        each.when = each.told
        return
    if re.match(
        r"\s?(?:개최\s?)?(?:유치|후보지|후보도시)|[」'’”\"]?에서\s(?:합의|표명|채택|발표|논의)(?:된|한)",
        scene.folded[each.span[1] : each.span[1] + 12],
    ):
        held = _HELD_BEFORE.search(scene.folded, max(sentence.start, each.span[0] - 12), each.span[0])
        if not held:
            return  # only referred to
    whens = [
        when
        for when in sentence.times
        if (not sentence.in_speech(when.span[0]) or sentence.in_speech(each.span[0]))
        and not _only_since(scene, when)
        and not (when.until and when.start == when.end)
        and not _in_gloss(scene, when)
    ]
    each.when = _in_its_sentence(scene, each, whens) if whens else None
    if noted := _footnote(scene, each):
        each.when = noted
    if each.when is None or len(each.when.start) < 7:
        each.when = _told_below(scene, each) or each.when
    if told := _told_above(scene, each):
        each.when = told
    if each.when is None and each.rule in {"quoted", "ordinal", "listed"}:
        each.when = _told_later(scene, each)
    if each.when:
        each.when = _whole(scene, each.when)


def _in_its_sentence(scene: DocumentContext, each: Gathering, whens: list[TimeExpression]) -> TimeExpression | None:
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
        return after[0]
    if next_to and _is_its_verb(scene, each, next_to[0]):
        return next_to[0]
    inside = [when for when in whens if each.span[0] <= when.span[0] < each.span[1]]
    if days and not (inside and inside[0].start[:4] != days[-1].start[:4]):
        return days[-1]
    if inside:
        return inside[0]
    if before:
        return before[-1]
    return next_to[0] if next_to and _no_event_between(scene, each, next_to[0]) else None


_SUBJECT_OF = regex(
    r"[」'’”\"\])]{0,3}(?:\[[^\]]*\]|\([^()]*\))?[」'’”\"]?(?:이|가|은|는|을|를)\s(?:오는\s|지난\s|올해\s|내년\s)?$"
)
_HELD_THEN = regex(r"[^.]{0,60}?(?:개최|열린|열릴|열려|열렸|진행|막을|시작|출범)")


def _is_its_verb(scene: DocumentContext, each: Gathering, when: TimeExpression) -> bool:
    """`‘…세미나’가 10월 29일 … 개최`: the time right after the event as subject belongs to its verb."""
    between = scene.folded[each.span[1] : when.span[0]]
    return (
        len(when.start) >= 7
        and bool(_SUBJECT_OF.fullmatch(between))
        and bool(_HELD_THEN.match(scene.folded, when.span[1]))
    )


def _in_gloss(scene: DocumentContext, when: TimeExpression) -> bool:
    """The year within a name in Latin letters (`Korea Police World Expo 2020`)."""
    before = scene.folded[max(0, when.span[0] - 12) : when.span[0]]
    return len(when.start) == 4 and bool(re.search(r"[A-Za-z]{2}[\w\s]*$", before))


_BEGINS = regex(r"부터|(?:에)?\s(?:[가-힣]+\s){0,2}개막")


def _whole(scene: DocumentContext, when: TimeExpression) -> TimeExpression:
    """`10월 21일부터 …`, `11.9일 온라인 개막`: a day since when, with the last day that another sentence tells."""
    if when.start != when.end or not _BEGINS.match(scene.folded, when.span[1]):
        return when
    ranges = (each for s in scene.sentences for each in s.times if each.start == when.start and each.end > when.end)
    return next(ranges, when)


def _told_above(scene: DocumentContext, each: Gathering) -> TimeExpression | None:
    """The day in the headline or deck that names the event, where the article has none, or only the days around it."""
    if each.when and (len(each.when.start) == 10 and each.when.start == each.when.end):
        return None
    for deck in scene.decks:
        if not _names(deck, each):
            continue
        days = [when for when in deck.times if len(when.start) == 10 and "X" not in when.start]
        if len(days) != 1:
            continue
        if each.when is None or len(each.when.start) < 10:
            return days[0]
        within = each.when.start <= days[0].start <= days[0].end <= each.when.end
        return days[0] if within and days[0].start == days[0].end and each.rule in {"quoted", "ordinal"} else None
    return None


def _names(deck: Sentence, each: Gathering) -> bool:
    told = plain(deck.text)
    return any(len(name) >= 6 and name in told for name in (each.plain, *(plain(other) for other in each.others)))


def _sentences_of(scene: DocumentContext, each: Gathering) -> list[Sentence]:
    """The next sentences that speak of it: `이번 박람회는 5월 26일부터 …`, `… 푸싱예술센터에서 개최된 이번 행사에는`."""
    noun = re.search(r"[가-힣]{2,4}$", each.name)
    nouns = rf"(?:행사|{noun.group()[-3:]}|{noun.group()[-2:]})" if noun else "행사"
    subject = re.compile(
        rf"^[^.]{{0,30}}?(?:이번|동|금번|올해)\s{nouns}(?:은|는|이|가)|(?:개최|진행)된\s(?:이번|동)\s{nouns}|열린\s(?:이번|동)\s{nouns}"
    )
    below = [sentence for sentence in scene.sentences if sentence.start > each.span[1]][:5]
    return [sentence for sentence in below if subject.search(sentence.text)]


def _told_below(scene: DocumentContext, each: Gathering) -> TimeExpression | None:
    """The day that the next sentences tell of it."""
    days = (
        when
        for sentence in _sentences_of(scene, each)
        for when in sentence.times
        if len(when.start) == 10 and "X" not in when.start
    )
    return next(days, None)


_ORDER = regex(r"^(?:20\d\d년?)?(?:제\d+[회차])?(?:20\d\d)?")


def _told_later(scene: DocumentContext, each: Gathering) -> TimeExpression | None:
    """`한·중 녹색산업박람회는 … 4월 10일부터 12일까지 … 열린다`: a sentence below whose topic is its bare name."""
    bare = _ORDER.sub("", each.plain)
    if len(bare) < 5:
        return None
    topic = re.compile(r"[\W_]*(?:이번|올해)?[\W_]*".join(map(re.escape, bare)) + r"[\W_]{0,2}(?:은|는|이|가)\s")
    for sentence in scene.sentences:
        if (
            sentence.start > each.span[1]
            and sentence.times
            and (match := topic.match(sentence.text.lstrip("□○ㅇ-·• ")))
        ):
            days = [when for when in sentence.times if when.is_day and "X" not in when.start]
            if days and _HELD_THEN.search(sentence.text, match.end()):
                each.place = each.place or _place_in(scene, sentence, sentence.end)
                return days[0]
    return None


def _footnote(scene: DocumentContext, each: Gathering) -> TimeExpression | None:
    """The range of days in the footnote that an asterisk after the name points to."""
    if not re.match(
        r"[\s」'’”\"]{0,2}\*|\s?\([^()]*\)\*", scene.folded[each.span[1] : each.span[1] + 20]
    ) and not scene.folded.startswith("*", each.span[1]):
        return None
    after = [sentence for sentence in scene.sentences if sentence.start > each.span[1]][:8]
    note = next(
        (sentence for sentence in after if sentence.text.startswith("*") and not sentence.text.startswith("**")), None
    )
    if note is None:
        return None
    return next((when for when in note.times if when.start != when.end and len(when.start) == 10), None)


_CLOCK = regex(r"(?:오전|오후)\s?\d{1,2}시")
_DAYTIME = regex(r"(?:같은 날\s|이어\s|이날\s)?(?:오전|오후|저녁)(?:에는|에)?\s")
_OTHER_TIME = regex(r"앞서|지난|작년|내년|매년|향후|이후에도|예정|사전")


def inherit(scene: DocumentContext, found: list[Gathering]) -> None:
    """Parts of one gathering are named without a date: those with an hour are on the day named last, others on the day of the
    leading sentence, where that tells one gathering."""
    where = _place_in(scene, scene.sentences[0], scene.sentences[0].end) if scene.sentences else None
    lead = next((each for sentence in scene.sentences[:2] for each in sentence.times if len(each.start) == 10), None)
    for each in found:
        if each.rule == "listed" and each.when and not each.place and lead and each.when.start == lead.start:
            each.place = where
        if each.when and each.rule == "ordinal":
            continue
        if each.rule == "ordinal" and not each.when and _DAYTIME.match(each.sentence.text):
            earlier = [w for s in scene.sentences if s.start < each.sentence.start for w in s.times if len(w.end) == 10]
            each.when = earlier[-1] if earlier else None
        since = any(_only_since(scene, when) for when in each.sentence.times)
        if each.when or each.rule != "quoted" or since or re.search(r"20\d\d|제\s?\d", each.name):
            continue
        if _CLOCK.search(each.sentence.text):
            earlier = [
                when
                for s in scene.sentences
                if s.start < each.sentence.start
                for when in s.times
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


_EDITION = regex(r"\s?\(\s?(?P<place>[가-힣A-Za-z ]{2,14})\s?\)")


def editions(
    scene: DocumentContext, name: str, sentence: Sentence, end: int
) -> list[tuple[TimeExpression, tuple[str, Span]]]:
    """The times and places of a footnote `* 2016.5월(서울), 2019.5월(서울) …` after a name that ends at `end`."""
    if not scene.folded.startswith("*", end):
        return []
    notes = [s for s in scene.sentences if s.start > sentence.start and s.text.startswith("*")][:1]
    found = [
        (when, (place["place"].strip(), place.span("place")))
        for when in (notes[0].times if notes else ())
        if (place := _EDITION.match(scene.folded, when.span[1]))
    ]
    return found if len(found) > 1 else []


def _only_since(scene: DocumentContext, when: TimeExpression) -> bool:
    """`2005년부터` says since when, not when."""
    return (
        bool(
            re.match(
                r"\s?(?:이후|이래)|\s?부터(?![^.]{0,20}?(?:개최|열|진행|운영))"
                if len(when.start) < 10
                else r"\s?(?:이후|이래)",
                scene.folded[when.span[1] : when.span[1] + 8],
            )
        )
        and when.start == when.end
    ) or bool(
        re.match(
            r"\s?(?:만에|이상|[^.]{0,20}?(?:출범한|설립된|창설된|창립된|시작된|설립|출범하))",
            scene.folded[when.span[1] : when.span[1] + 26],
        )
    )


def _no_event_between(scene: DocumentContext, each: Gathering, when: TimeExpression) -> bool:
    return all(not each.span[1] <= start < when.span[0] for start, _ in each.sentence.names)


_IN_BRACKETS = regex(
    r"[」'’”\"]?\s?\((?:’|')?\d[\d.\s월일년~\-()월화수목금토일’']*[,/·]\s?(?P<place>[가-힣A-Za-z][가-힣A-Za-z ]{1,20})\)"
)
_BESIDE = regex(r"\.?,\s?(?P<place>[가-힣]{2,12})\)")
_BOX_WHERE = regex(
    r"[^가-힣A-Za-z0-9]{0,6}장\s{0,6}소\s?[)\]】>]?\s?[:：]?\s?(?P<place>[가-힣A-Za-z0-9][가-힣A-Za-z0-9 ·]{2,40})"
)

_BOX_BOTH = regex(
    r"[^가-힣A-Za-z0-9]{0,6}(?:일\s?시|기\s?간)\s?[/·및,]\s?장\s?소\s?\)?\s?[:：]?\s?[^가-힣]{0,14}(?:\([월화수목금토일]\))?[^가-힣A-Za-z]*?[,/]\s?(?P<place>[가-힣A-Za-z韓中日][가-힣A-Za-z韓中日0-9 ·\-]{2,40})"
)


def place_of(scene: DocumentContext, each: Gathering) -> tuple[str, Span] | None:
    """Where it is: in brackets with its date, in its sentence, in the next ones that speak of it, in a box, in the deck."""
    if match := _IN_BRACKETS.match(scene.folded, each.span[1]):
        return match["place"].strip(), match.span("place")
    if each.when and (beside := _BESIDE.match(scene.folded, each.when.span[1])):
        return beside["place"], beside.span("place")
    if found := _place_in(scene, each.sentence, each.span[0]):
        return found
    for sentence in _sentences_of(scene, each):
        if found := _place_in(scene, sentence, sentence.end):
            return found
    for deck in scene.decks:
        if _names(deck, each) and (found := _place_in(scene, deck, deck.end)):
            return found
    return None


def boxed_place(scene: DocumentContext) -> tuple[str, Span] | None:
    """The place in an overview box: `(장소) …`, `일시·장소 : 2022.11.1.(화) 15:00, 서울 코엑스`."""
    for sentence in scene.sentences:
        text = sentence.text[:120]
        box = _BOX_WHERE.match(text) or (_BOX_BOTH.match(text) if sentence.times else None)
        if box and re.search("[가-힣]", box["place"]):
            place = box["place"].strip(" -")
            start = sentence.start + box.start("place") + box["place"].find(place)
            return place, (start, start + len(place))
    return None


def _place_in(scene: DocumentContext, sentence: Sentence, before: int) -> tuple[str, Span] | None:
    """`… 중국 칭다오에서`: the words before `에서` in a sentence, nearest before a position if possible."""
    best: tuple[str, Span] | None = None
    for match in _WHERE.finditer(sentence.text):
        start = sentence.start + match.start("place")
        words = match["place"].split(" ")
        while words and not _is_place(words):
            start += len(words[0]) + 1
            words = words[1:]
        if not words or _GENERIC_PLACE.search(words[-1]) or words[-1] == "전시장" or sentence.in_speech(start):
            continue
        end = sentence.start + (match.end("more") if match["more"] else match.end("place"))
        start = _with_its_name(scene.folded, sentence.start, start, scene.folded[start:end])
        if best is None or start < before:
            best = (scene.folded[start:end], (start, end))
    return best


_BUILDING = regex(r"(?:호텔|센터|타워|컨벤션|홀|빌딩|리조트|회관|플라자)$")
_OF_NAME = regex(r"(?P<word>[가-힣A-Za-z]{2,8})\s$")


def _with_its_name(folded: str, least: int, start: int, place: str) -> int:
    """Where a building's name begins: `오크우드 프리미어 코엑스 센터` with the words before the one that is known."""
    if not _BUILDING.search(place) or place.split(" ", maxsplit=1)[0] in places():
        return start
    while (
        (word := _OF_NAME.search(folded, least, start))
        and not re.search(
            r"(?:은|는|이|가|을|를|에|의|과|와|로|서|고|며|간|일|월|시|분|오전|오후|오는|지난)$", word["word"]
        )
        and start - word.start() < 10
    ):
        start = word.start()
    return start


_PLACE_END = regex(
    r"(?:시|도|군|구|동|성|현|주|역|호텔|센터|타워|회관|코엑스|킨텍스|벡스코|엑스코|컨벤션|회의실|대회의실|회의장|홀|청사|대학교|공원|단지|항|공항|광장|본부|협회|본사|서울|온라인|컨벤션센터|전시장|박람회장|도시|플라자|빌딩|대강당|강당|경기장|체육관|일원|일대|미술관|박물관|도서관|캠퍼스|리조트|대사관|총영사관|과학관|전당|스퀘어|백화점|공장|농장|무역관|관저|장|관|원)$"
)


def _is_place(words: list[str]) -> bool:
    first = re.sub(r"\(.*?\)", "", words[0])
    return (
        first in places()
        or re.sub(r"(?:성|시|도|현|주)$", "", first) in places()
        or (len(first) > 3 and (first[:2] in places() or first[:3] in places()) and bool(_PLACE_END.search(words[-1])))
        or (len(words) <= 2 and bool(_PLACE_END.search(first)) and not _GENERIC_PLACE.search(first))
    )
