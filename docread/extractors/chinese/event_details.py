"""When and where a gathering of a Chinese text is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date as day

from docread.document import Span
from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex
from docread.temporal import TimeExpression

_VERB = r"(?:举行|召开|举办|开幕|启动|启幕|闭幕|落幕|落下帷幕|圆满落幕|开展|开班|拉开帷幕|拉开序幕|揭幕|开赛|进行|登场|亮相|收官)"
HELD = rf"(?:隆重|成功|顺利|正式|同步|如期|胜利|盛大|再次|首次|共同|联合|圆满|联袂|线上线下同步)*{_VERB}"
_HELD = regex(HELD)
_CLOSED = regex(r"闭幕|落幕|落下帷幕|收官|圆满结束")
_IN = regex(
    rf"(?:在|于)(?P<place>(?:(?!在|于)[^,。;:!?\n]){{2,30}}?)(?:(?:共同|联合)?主持(?:召开)?|{HELD}|落下帷幕|(?:共同|联合)?举办|举行|会见|签约)"
)
_OPENS = regex(r"开幕|启幕|开展")
_LASTING = regex(r"(?:为期|历时|持续|会期)(?P<days>\d{1,2}|[一二两三四五六七八九十])[天日]")
_BOX_TIME = regex(r"^(?:[一二三四五六七八九十\d(){}、.·\s]*)(?:\S{0,4}(?:时\s?间|日\s?期|会\s?期|展\s?期))\s?[:|]")
_BOX_PLACE = regex(
    r"^(?:[一二三四五六七八九十\d()、.·\s]*)(?:\S{0,4}(?:地\s?点|场\s?馆))\s?[:|]\s?(?P<place>[^。;\n]{2,40})"
)
_NO_PLACE = regex(
    r"^(?:此|这|当|会上|期间|全球|双方|各方|基础|背景|框架|线上$|现场$|本次|会议|活动|论坛|共同|热烈|友好|疫情|中国共产党|省委|党)|(?:的|下|中|期间|基础上|框架下|背景下|之际|时|同时|方面|领域|支持下|指导下|过程中)$|\d[日月年]"
)
# `本届博览会`, `展会`: the main gathering again.
_AGAIN = regex(
    r"(?:^|[,。;:])\s?(?:本届|本次|此次|该)?(?P<word>展会|会议|论坛|博览会|展览会|大会|活动|峰会|洽谈会|研讨会|展览|推介会)(?:由|将|定于|于|以|共|为期|$|[^,。;]{0,10}(?:开幕|举行))"
)
_DAYS = {each: number for number, each in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(slots=True)
class Held:
    """A gathering with the places that name it."""

    name: str
    span: Span
    sentence: Sentence
    rule: str
    others: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    held: bool = False
    when: TimeExpression | None = None
    place: tuple[str, Span] | None = None

    @property
    def start(self) -> str | None:
        return self.when.start if self.when else None

    @property
    def end(self) -> str | None:
        return self.when.end if self.when else None


def date(scene: DocumentContext, each: Held, *, main: bool) -> None:
    """The time in the sentences that name it, the best first: a day beside its verb; then where it is meant again; then
    boxes."""
    best: tuple[int, int, TimeExpression, Sentence] | None = None
    for order, (sentence, span) in enumerate(_mentions(scene, each, main=main)):
        found = _in_sentence(scene, sentence, span)
        if found and (best is None or (found[0], -order) > (best[0], -best[1])):
            best = (found[0], order, found[1], sentence)
    each.when = best[2] if best else None
    if best and len(best[2].start) == 10 and best[2].start == best[2].end:
        each.when = _lasting(scene, each, best[2], best[3], main=main)
    if main and (each.when is None or len(each.when.start) < 10):
        each.when = _boxed(scene) or each.when
    if each.when is None and (year := re.match(r"20\d\d", each.name)):
        each.when = TimeExpression(year.group(), year.group(), (each.span[0], each.span[0] + 4))
    if each.when is None and not main and each.rule == "quoted":
        each.when = _same_day(scene, each)


def _mentions(scene: DocumentContext, each: Held, *, main: bool) -> list[tuple[Sentence, Span]]:
    """Where it is named; of the main one also where `展会` or its short name means it."""
    found = [
        (sentence, span)
        for span in (each.span, *each.spans)
        for sentence in scene.sentences
        if sentence.start <= span[0] < sentence.end
    ]
    words = {other for other in each.others if 2 < len(other) < 12}
    for sentence in scene.sentences if main else ():
        again = _AGAIN.search(sentence.text)
        if again and again["word"][-1] in each.name[-3:] + "会":
            at = sentence.start + again.start("word")
            found.append((sentence, (at, at + len(again["word"]))))
        found += [
            (sentence, (sentence.start + at, sentence.start + at + len(word)))
            for word in words
            if (at := sentence.text.find("本届" + word)) >= 0
        ]
    return found


def _in_sentence(scene: DocumentContext, sentence: Sentence, span: Span) -> tuple[int, TimeExpression] | None:
    """A time of the sentence and how well it fits."""
    whens = [
        when
        for when in sentence.times
        if not when.until
        and not (span[0] <= when.span[0] < span[1])
        and not (len(when.start) == 4 and when.start != when.end)
        and not _is_of_another(scene, sentence, when)
    ]
    after = [when for when in whens if when.span[0] >= span[1] and _is_right_after(scene, span, when)]
    if after and len(after[0].start) >= 4:
        return (6 if len(after[0].start) >= 7 else 3), after[0]
    before = [when for when in whens if when.span[1] <= span[0]]
    days = [when for when in before if len(when.start) == 10 and "X" not in when.start]
    near = before[-1] if before and span[0] - before[-1].span[1] <= 14 else None
    if near and len(near.start) >= 4 and not re.search(r"[。;]", scene.folded[near.span[1] : span[0]]):
        return 5, near
    if days and not re.search(r"[。;]", scene.folded[days[-1].span[1] : span[0]]):
        return 4, days[-1]
    if before and len(before[-1].start) >= 7:
        return 3, before[-1]
    held_after = [
        w
        for w in whens
        if w.span[0] >= span[1]
        and len(w.start) >= 7
        and _HELD.search(scene.folded, w.span[1], min(sentence.end, w.span[1] + 40))
    ]
    if held_after and not re.search("[。;]", scene.folded[span[1] : held_after[0].span[0]]):
        return 2, held_after[0]
    return (1, before[-1]) if before else None


_RIGHT_AFTER = regex(
    r"[”》」]?(?:\((?!20)[^()]{0,40}\))?(?:[^,。;]{0,6}?)(?:将|拟|计划|已|也|即将|由[^,。;]{2,30}主办,)?(?:定于|于|在|)?\s?\(?|由[^。;]{2,60}?(?:主办|承办|举办),?(?:将|拟|定)?于?|[”》」]?(?:开幕|闭幕)?[^,。;]{0,4}于"
)


def _is_right_after(scene: DocumentContext, span: Span, when: TimeExpression) -> bool:
    return bool(_RIGHT_AFTER.fullmatch(scene.folded[span[1] : when.span[0]]))


def _is_of_another(scene: DocumentContext, sentence: Sentence, when: TimeExpression) -> bool:
    """`截至5月`, `自2019年以来`, `记者5日从…获悉`: a time of something else."""
    before = scene.folded[max(sentence.start, when.span[0] - 3) : when.span[0]]
    after = scene.folded[when.span[1] : when.span[1] + 3]
    return before.endswith(("截至", "自", "自从", "始于", "成立于", "创办于", "起于", "记者")) or after.startswith(
        ("以来", "起,", "建交", "成立", "应")
    )


def _lasting(scene: DocumentContext, each: Held, when: TimeExpression, told: Sentence, *, main: bool) -> TimeExpression:
    """`22日开幕,历时三天`, `为期四天的…18日闭幕`: the first day with the last."""
    asked = [told, *(s for s, _ in _mentions(scene, each, main=main))]
    for sentence in asked:
        match = _LASTING.search(sentence.text)
        if match is None:
            continue
        number = int(match["days"]) if match["days"].isdigit() else _DAYS[match["days"]]
        opened = next((w for w in sentence.times if len(w.start) == 10 and _OPENS.match(scene.folded, w.span[1])), None)
        base, closed = (opened, False) if opened else (when, bool(_CLOSED.search(told.text)))
        try:
            first = day.fromisoformat(base.start).toordinal() - (number - 1 if closed else 0)
        except ValueError:
            return when
        return replace(
            base, start=day.fromordinal(first).isoformat(), end=day.fromordinal(first + number - 1).isoformat()
        )
    return when


def _same_day(scene: DocumentContext, each: Held) -> TimeExpression | None:
    """A named part of a day's programme without a date of its own: `仪式上`, `当天`, in the paragraph of a dated one."""
    lines = [s for s in scene.sentences if s.line == each.sentence.line and s.start <= each.sentence.start]
    if not lines or not re.match(r"(?:会上|仪式上|活动现场|现场|当天|同日)", lines[0].text):
        return None
    told = [
        w
        for s in scene.sentences
        if s.start < each.span[0]
        for w in s.times
        if len(w.start) == 10 and "X" not in w.start
    ]
    return told[0] if told and told[0].start == told[0].end else None


def _boxed(scene: DocumentContext) -> TimeExpression | None:
    for sentence in scene.sentences:
        if _BOX_TIME.match(sentence.text) and sentence.times:
            return sentence.times[0]
    return None


def place(scene: DocumentContext, each: Held, *, main: bool) -> None:
    """`在济南举行`, before the name or after it; else a box."""
    for sentence, span in _mentions(scene, each, main=main):
        found = [
            m for m in _IN.finditer(scene.folded, sentence.start, sentence.end) if not _NO_PLACE.search(m["place"])
        ]
        near = found
        if near:
            match = min(near, key=lambda m: abs(m.start() - span[1]))
            text = match["place"]
            each.place = (text, (match.start("place"), match.start("place") + len(text)))
            return
    if main:
        for sentence in scene.sentences:
            if box := _BOX_PLACE.match(sentence.text):
                each.place = (box["place"], (sentence.start + box.start("place"), sentence.start + box.end("place")))
                return
