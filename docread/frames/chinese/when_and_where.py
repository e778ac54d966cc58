"""When and where a gathering of a Chinese text is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as day

from docread.document import Span
from docread.frames.scene import Scene, Sentence
from docread.moments import When

HELD = r"(?:隆重|成功|顺利|正式|同步|如期|胜利|盛大|再次|首次|共同|联合|圆满|联袂|线上线下同步)*(?:举行|召开|举办|开幕|启动|启幕|闭幕|落幕|开展|开班|拉开帷幕|拉开序幕|揭幕|开赛|进行|举行了|登场|亮相)"
_HELD = re.compile(HELD)
_IN = re.compile(rf"(?:在|于)(?P<place>[^,。;:!?\n在]{{2,40}}?){HELD}")
_LASTING = re.compile(r"(?:为期|历时|持续)(?P<days>\d{1,2}|[一二两三四五六七八九十])[天日]")
_BOX_TIME = re.compile(r"^(?:[一二三四五六七八九十\d(){}、.·\s]*)(?:\S{0,4}(?:时\s?间|日\s?期|会\s?期|展\s?期))\s?[:|]")
_BOX_PLACE = re.compile(r"^(?:[一二三四五六七八九十\d()、.·\s]*)(?:\S{0,4}(?:地\s?点|场\s?馆))\s?[:|]\s?(?P<place>[^。;\n]{2,40})")
_NO_PLACE = re.compile(r"^(?:此|这|当|会上|期间|全球|双方|各方|基础|背景|框架|线上$|现场$|本次|会议|活动|论坛|共同|热烈|友好|疫情|中国共产党|省委|党)|(?:的|下|中|期间|基础上|框架下|背景下|之际|时|同时|方面|领域|支持下|指导下|过程中)$")
_DAYS = {each: number for number, each in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(slots=True)
class Held:
    """A gathering with the sentences that name it."""

    name: str
    span: Span
    sentence: Sentence
    rule: str
    others: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    held: bool = False
    when: When | None = None
    place: tuple[str, Span] | None = None
    lasting: int = 0

    @property
    def start(self) -> str | None:
        return self.when.start if self.when else None

    @property
    def end(self) -> str | None:
        if self.when and self.lasting and self.when.start == self.when.end and len(self.when.start) == 10:
            try:
                return day.fromordinal(day.fromisoformat(self.when.start).toordinal() + self.lasting - 1).isoformat()
            except ValueError:
                return self.when.end
        return self.when.end if self.when else None


def date(scene: Scene, each: Held, *, main: bool) -> None:
    """The time in the sentences that name it, the best first: a day before its verb; then boxes; then the headline."""
    spans = [each.span, *each.spans]
    best: tuple[int, int, When] | None = None
    for order, span in enumerate(spans):
        sentence = next((s for s in scene.sentences if s.start <= span[0] < s.end), None)
        if sentence is None:
            continue
        found = _in_sentence(scene, sentence, span)
        if found and (best is None or (found[0], -order) > (best[0], -best[1])):
            best = (found[0], order, found[1])
        if lasting := _LASTING.search(sentence.text):
            number = lasting["days"]
            each.lasting = int(number) if number.isdigit() else _DAYS[number]
    each.when = best[2] if best else None
    if main and (each.when is None or len(each.when.start) < 10):
        each.when = _boxed(scene) or each.when
    if each.when is None:
        each.when = _year_in_name(scene, each)


def _in_sentence(scene: Scene, sentence: Sentence, span: Span) -> tuple[int, When] | None:
    """A time of the sentence and how well it fits."""
    whens = [
        when
        for when in sentence.whens
        if not when.until and not (span[0] <= when.span[0] < span[1]) and not _is_of_another(scene, sentence, when)
    ]
    after = [
        when
        for when in whens
        if when.span[0] >= span[1]
        and re.fullmatch(r"[”》」]?(?:\([^()]{0,30}\)?)?[^,。;]{0,6}(?:将|拟|计划|定|已|也|即将)?(?:于|在|定于)?\s?\(?", scene.folded[span[1] : when.span[0]])
    ]
    if after and (len(after[0].start) >= 7):
        return 5, after[0]
    before = [when for when in whens if when.span[1] <= span[0]]
    days = [when for when in before if len(when.start) == 10 and "X" not in when.start]
    if days:
        return (4 if not re.search("[。;]", scene.folded[days[-1].span[1] : span[0]]) else 2), days[-1]
    if before and len(before[-1].start) >= 7:
        return 3, before[-1]
    held_after = [w for w in whens if w.span[0] >= span[1] and len(w.start) >= 7 and _HELD.search(scene.folded, w.span[1], min(sentence.end, w.span[1] + 40))]
    if held_after:
        return 2, held_after[0]
    return (1, before[-1]) if before else None


def _is_of_another(scene: Scene, sentence: Sentence, when: When) -> bool:
    """`截至5月`, `自2019年以来`, `2023年发布的…`: a time of something else."""
    before = scene.folded[max(sentence.start, when.span[0] - 3) : when.span[0]]
    after = scene.folded[when.span[1] : when.span[1] + 3]
    return before.endswith(("截至", "自", "自从", "始于", "成立于", "创办于", "起于")) or after.startswith(("以来", "起,", "建交", "成立"))


def _boxed(scene: Scene) -> When | None:
    for sentence in scene.sentences:
        if _BOX_TIME.match(sentence.text) and sentence.whens:
            return sentence.whens[0]
    return None


def _year_in_name(scene: Scene, each: Held) -> When | None:
    match = re.match(r"(?P<year>20\d\d)", each.name)
    if match is None:
        return None
    return When(match["year"], match["year"], (each.span[0], each.span[0] + 4))


def place(scene: Scene, each: Held, *, main: bool) -> None:
    """`在济南举行`, before the name or after it; else a box."""
    for span in (each.span, *each.spans):
        sentence = next((s for s in scene.sentences if s.start <= span[0] < s.end), None)
        if sentence is None:
            continue
        found = [match for match in _IN.finditer(scene.folded, sentence.start, sentence.end) if not _NO_PLACE.search(match["place"])]
        near = [m for m in found if m.start() >= span[1] or m.end() <= span[0]]
        if near:
            match = min(near, key=lambda m: abs(m.start() - span[1]))
            each.place = (match["place"], match.span("place"))
            return
    if main:
        for sentence in scene.sentences:
            if box := _BOX_PLACE.match(sentence.text):
                each.place = (box["place"], (sentence.start + box.start("place"), sentence.start + box.end("place")))
                return
