"""Events of English texts with their times and places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as Day
from itertools import islice

from docread.document import Event, ReadingWarning, Span
from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.english.event_names import NOUN, Named, nameless, proper
from docread.names.english.places import places_in
from docread.patterns import regex
from docread.temporal import TimeExpression

# A line that names more is a list without ends: no text.
MOST_IN_A_SENTENCE = 40
BY_RULE = {"quoted": 0.7, "ordinal": 0.75, "proper": 0.7, "acronym": 0.7, "held": 0.6, "sent": 0.6}
_REPORTED = regex(
    r"\b(?:said|says|announced|told\s\w+|reported|revealed|disclosed|confirmed|added|unveiled)\s(?:\w+\s)?(?:on\s|in a [\w ]+ on\s)?$"
)
_SINCE = regex(
    r"\b(?:since|launched in|established in|founded in|started in|began in|inaugurated in|first held in|introduced in|every year since|between|compared (?:to|with)|from last|than in)\s$|\b(?:since|founded)\b[^,.]{0,20}$"
)
_LASTING = regex(r"\b(?P<n>two|three|four|five|six|seven|2|3|4|5)[- ]days?\b")
_LENGTHS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_BEGINS = regex(r"\b(?:open(?:s|ed|ing)?|kick(?:s|ed)? off|start(?:s|ed|ing)?|beg[ia]ns?|from|run(?:s)?)\b")
_RAN_UNTIL = regex(
    r"\b(?:is|are) being held\b[^.]{0,100}\s(?:until|through|till)\s$|\b(?:ran|runs?|will run|running|continues?|lasts?|open)\s(?:until|through|till)\s$"
)
_BOX_WHEN = regex(
    r"^[^A-Za-z]{0,4}(?:Date|Dates|When|Period|Date & Time|Date and [Tt]ime|Time|Schedule|Duration|Date/Venue|Date & Venue|Date and Venue)\s?[:：]"
)
_BOX_WHERE = regex(r"^[^A-Za-z]{0,4}(?:Venue|Place|Where|Location|Site)\s?[:：]\s?(?P<place>[A-Z0-9][^\n;]{2,90}?)\.?$")
_CAP = r"(?:[A-Z][\w.'’&-]*|\d+[A-Z][\w]*)"
_PLACE = regex(
    rf"\b(?P<prep>in|at|to)\s(?:the\s)?(?P<place>(?:(?:eastern|western|northern|southern|downtown|central|nearby)\s)?{_CAP}(?:(?:\s(?:of|and|for|the|&)\s(?:the\s)?|\s){_CAP}){{0,7}}(?:(?:,\s|\sin\s|,\sin\s|\sof\s)(?:the\s)?(?:(?:eastern|western|northern|southern|central|southeastern|northeastern|southwestern|northwestern)\s)?(?:{_CAP}['’]s\s(?:\w+\s)?)?{_CAP}(?:\s{_CAP}){{0,3}}){{0,3}})"
)
_VENUE = regex(
    r"\b(?:Center|Centre|Hall|Hotel|COEX|KINTEX|BEXCO|EXCO|Coex|Complex|Headquarters|University|Plaza|Park|Convention|Building|Tower|Museum|Square|Stadium|Library|Campus|Songdo|ConvensiA|Convensia|DCC|KOTRA|Arena|Resort|House|Institute|Embassy|Pavilion|Theater|Theatre|Palace|Terminal|Port|Zone|Ballroom|Auditorium|Online|SETEC|Kintex|Bexco|Exco|aT)\b"
)
_MONTHS = regex(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)


@dataclass(slots=True)
class _Event:
    named: Named
    spans: list[Span] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    when: Span | None = None
    place: tuple[str, Span] | None = None

    @property
    def plain(self) -> str:
        return plain(self.named.name)


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def find(scene: DocumentContext) -> tuple[tuple[Event, ...], list[ReadingWarning]]:
    """Events in order of their first mention."""
    found: list[_Event] = []
    for index, sentence in enumerate(scene.sentences):
        here = list(islice(proper(scene, sentence), MOST_IN_A_SENTENCE))
        for named in here:
            _merge(found, _dated(scene, _Event(named, others=[text for text, _ in named.others])))
        for named in nameless(scene, sentence):
            if any(a.span[0] < named.span[1] and named.span[0] < a.span[1] for a in here):
                continue
            each = _dated(scene, _Event(named))
            if _is_worth(scene, each, index, found):
                _merge(found, each)
    _complete(scene, found)
    return tuple(_as_event(each) for each in found), []


def _is_worth(scene: DocumentContext, each: _Event, index: int, found: list[_Event]) -> bool:
    """A nameless event counts where the text begins with it, or where it has a day of its own."""
    if re.fullmatch(
        r"(?:press |news )?(?:event|ceremony|meeting|visit|forum|expo|exhibition|fair|conference|session|seminar|tour|mission)",
        each.named.name,
    ) and (index > 1 or found):
        return False
    if index <= 1 and not found:
        return True
    return bool(
        each.start
        and len(each.start) == 10
        and each.when
        and each.named.sentence.start <= each.when[0] < each.named.sentence.end
    )


def _merge(found: list[_Event], each: _Event) -> None:
    """Names of which one holds the other, of no other year, are one event."""
    for other in found:
        names = {other.plain, *(plain(text) for text in other.others)}
        mine = {each.plain, *(plain(text) for text in each.others)}
        same = names & mine or any(_within(a, b) for a in names for b in mine)
        years = {y for name in (each.named.name, other.named.name) for y in re.findall(r"(?:19|20)\d\d", name)}
        if same and len(years) < 2 and not _other_date(other, each):
            if each.named.name not in (other.named.name, *other.others):
                longer = len(each.named.name) > len(other.named.name) and each.named.rule != "held"
                other.others.append(other.named.name if longer else each.named.name)
                other.spans.append(other.named.span if longer else each.named.span)
                if longer:
                    other.named = each.named
            other.others += [text for text in each.others if text not in other.others]
            if other.start is None or (each.start and len(each.start) > len(other.start)):
                other.start, other.end, other.when = each.start, each.end, each.when
            other.place = other.place or each.place
            return
    found.append(each)


def _other_date(one: _Event, other: _Event) -> bool:
    """Another edition: both dated, in different years."""
    return bool(one.start and other.start and one.start[:4] != other.start[:4])


def _within(one: str, other: str) -> bool:
    short, long_ = sorted((one, other), key=len)
    return len(short) >= 8 and (long_.endswith(short) or long_.startswith(short))


def _dated(scene: DocumentContext, each: _Event) -> _Event:
    """The time in its sentence: the next after the name, else the last before it."""
    sentence, (start, end) = each.named.sentence, each.named.span
    whens = [when for when in sentence.times if _may_date(scene, sentence, when, each)]
    inside = [when for when in whens if start <= when.span[0] < end]
    after = [when for when in whens if when.span[0] >= end and not _other_event_between(scene, each, end, when.span[0])]
    before = [when for when in whens if when.span[1] <= start]
    days = [when for when in after if len(when.start) >= 7] or [when for when in before if len(when.start) >= 7]
    chosen = (
        days[0]
        if days and days[0] in after
        else (days[-1] if days else next(iter([*after, *before[-1:], *inside]), None))
    )
    if chosen:
        _set(scene, each, chosen, sentence)
    following = re.search(r"\b(?:on\s)?the (?:following|next) day\b", scene.folded[end : min(sentence.end, end + 120)])
    if following and before and len(before[-1].end) == 10 and "X" not in before[-1].end:
        each.start = each.end = _shifted(before[-1].end, 1)
    each.place = _place(scene, sentence, end) or _place(scene, sentence, start, before=True)
    return each


def _set(scene: DocumentContext, each: _Event, when: TimeExpression, sentence: Sentence) -> None:
    each.start, each.end, each.when = when.start, when.end, when.span
    lasting = _LASTING.search(sentence.text)
    if _RAN_UNTIL.search(scene.folded[sentence.start : when.span[0]]):
        each.start = None
        return
    day = len(when.start) == 10 and when.start == when.end and "X" not in when.start
    closed = re.search(
        r"\b(?:closed|ended|concluded|wrapped up|came to an end)\b[^.]{0,60}$",
        scene.folded[sentence.start : when.span[0]],
    )
    if lasting and day and closed:
        each.start = _shifted(when.start, 1 - (_LENGTHS.get(lasting["n"]) or int(lasting["n"])))
        return
    if (
        lasting
        and when.start == when.end
        and len(when.start) == 10
        and "X" not in when.start
        and _BEGINS.search(sentence.text)
    ):
        days = _LENGTHS.get(lasting["n"]) or int(lasting["n"])
        each.end = _shifted(when.start, days - 1)


def _shifted(day: str, days: int) -> str:
    return Day.fromordinal(Day.fromisoformat(day).toordinal() + days).isoformat()


def _may_date(scene: DocumentContext, sentence: Sentence, when: TimeExpression, each: _Event) -> bool:
    before = scene.folded[sentence.start : when.span[0]]
    if (
        when.until
        and when.start == when.end
        and not (_RAN_UNTIL.search(before) or re.search(r"\bthrough\b|\brun|\bran\b", before[-20:]))
    ):
        return False
    if sentence.in_speech(when.span[0]) and not sentence.in_speech(each.named.span[0]):
        return False
    if scene.folded[when.span[0] : when.span[1]].startswith(("since", "Since")):
        return False
    return not _REPORTED.search(before) and not _SINCE.search(before)


def _other_event_between(scene: DocumentContext, each: _Event, start: int, end: int) -> bool:
    return (
        bool(re.search(r";|,\sfollowing\s|\bafter\sthe\s|\bahead\sof\s|\bwhile\b", scene.folded[start:end]))
        or end - start > 190
    )


def _complete(scene: DocumentContext, found: list[_Event]) -> None:
    """What the sentence of the name does not tell: the next sentences that speak of it, an overview box, the headline."""
    for each in found:
        if each.start is not None and len(each.start) == 10 and each.place:
            continue
        for sentence in _speaking_of(scene, each):
            whens = [w for w in sentence.times if not w.until and _may_date(scene, sentence, w, each)]
            if (each.start is None or len(each.start) < 10) and whens and len(whens[0].start) >= 7:
                _set(scene, each, whens[0], sentence)
            each.place = each.place or _place(scene, sentence, sentence.start)
    for each in found:
        if each.start is None and re.search(r"\bceremony$", each.named.name):
            earlier = [
                w
                for s in scene.sentences
                if s.start < each.named.sentence.start
                for w in s.times
                if _may_date(scene, s, w, each) and len(w.start) == 10 and w.start == w.end
            ]
            if earlier:
                _set(scene, each, earlier[-1], each.named.sentence)
    if not found:
        return
    _boxed(scene, found[0])
    for deck in scene.decks:
        if found[0].start is None and len(deck.times) == 1 and len(deck.times[0].start) == 10:
            _set(scene, found[0], deck.times[0], deck)


def _boxed(scene: DocumentContext, main: _Event) -> None:
    for sentence in scene.sentences:
        if (main.start is None or len(main.start) < 10) and sentence.times and _BOX_WHEN.match(sentence.text):
            _set(scene, main, sentence.times[0], sentence)
        if main.place is None and (box := _BOX_WHERE.match(sentence.text)):
            main.place = box["place"], (sentence.start + box.start("place"), sentence.start + box.end("place"))


def _speaking_of(scene: DocumentContext, each: _Event) -> list[Sentence]:
    noun = re.search(r"[A-Za-z]+(?=\W*(?:(?:19|20)\d\d)?\W*$)", each.named.name)
    nouns = "|".join(filter(None, (noun and re.escape(noun.group().lower()), "event")))
    begins = re.compile(
        rf"^(?:[\"“]?(?:The|This|This year's|Now in its \w+ \w+, the)\s(?:[\w-]+\s){{0,3}}?(?:{nouns})|It\swill\b|It\swas\sheld|Held\b|Scheduled\b|Slated\b)\b",
        re.IGNORECASE,
    )
    below = [sentence for sentence in scene.sentences if sentence.start > each.named.span[1]][:5]
    return [sentence for sentence in below if begins.search(sentence.text)]


def _place(scene: DocumentContext, sentence: Sentence, at: int, *, before: bool = False) -> tuple[str, Span] | None:
    """`at COEX in Seoul`, `in Qingdao, Shandong Province`: the first after a position, or the last before it."""
    found: list[tuple[int, str, Span]] = []
    for match in _PLACE.finditer(sentence.text):
        start = sentence.start + match.start("place")
        text = re.sub(
            r"(?:,|\sin|\sof)?\s(?:the\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*$",
            "",
            match["place"],
        ).rstrip(".,")
        if match["prep"] == "to" and not re.search(
            r"(?:delegation|mission|visit|trip)\b[^,.]{0,40}\s$", sentence.text[: match.start()]
        ):
            continue
        if (
            _MONTHS.match(text)
            or sentence.in_speech(start)
            or not (_VENUE.search(text) or any(True for _ in places_in(text)))
        ):
            continue
        if not _VENUE.search(text) and re.search(rf"\b{NOUN}\b", text, re.IGNORECASE):
            continue
        found.append((start, text, (start, start + len(text))))
    fitting = [item for item in found if (item[0] < at if before else item[0] >= at)]
    if not fitting:
        return None
    _, text, span = fitting[-1] if before else fitting[0]
    return text, span


def _as_event(each: _Event) -> Event:
    spans = [each.named.span, *(span for _, span in each.named.others), *each.spans]
    spans += [each.when] if each.when else []
    spans += [each.place[1]] if each.place else []
    aliases = tuple(name for name in dict.fromkeys(each.others) if name != each.named.name)
    confidence = round(BY_RULE[each.named.rule] * (1 if each.start else 0.85), 2)
    return Event(
        each.named.name,
        aliases,
        each.start,
        each.end,
        each.place[0] if each.place else None,
        tuple(dict.fromkeys(spans)),
        confidence,
    )
