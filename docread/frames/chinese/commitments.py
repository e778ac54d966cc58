"""Commitments of Chinese texts: a named actor will do something; what, how firmly, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.document import Commitment, Span
from docread.frames.chinese.quotes import speaker_of
from docread.frames.scene import Scene, Sentence
from docread.moments import When

_AGREED = r"一致同意|达成(?:以下)?(?:一致)?共识|达成一致|商定|议定|约定|同意|一致认为应|决定|确定"
_PLAN = r"计划|拟于|拟|打算|力争|争取|承诺|定于|准备(?!会|工作|就绪|金)|致力于"
_MARK = re.compile(
    rf"(?P<agreed>{_AGREED})|(?P<plan>{_PLAN})|(?P<will>(?<![即必终也还都行健]){'(?:还|也|都|即|均|并)?'}将(?!军|领|士|来|近|要求|信将疑|于))|(?P<will2>(?<=[^就])将于)"
)
# What `将` tells of what comes by itself, or what it only takes hold of (`将合作推向深入`).
_NOT_DOING = re.compile(
    r"将(?:会|进一步)?(?:有助于|有利于|有力|有效(?:促进|提升|带动|缓解|推动)|成为|迎来|达到|达|突破|超过|带来|是|有(?=[^效序力])|对(?!接|标|口|外)|为[^,。;]{2,40}?(?:提供(?:了)?(?:新|重要|强|有力|坚实|更)|注入|奠定|带来|创造(?:良好|有利|更)|搭建(?:起|了|更)|增添|开辟|贡献)|使|让|极大|大大|显著|直接|不断(?:提升|扩大)|给|呈现|面临|影响|产生|减少|增加|增长|下降|缩短|可(?:实现|满足|提供|带动)|实现[^,。;]{0,14}(?:年|吨|元|产值|增长)|形成年产|新增|辐射|吸引|带动|填补|助力|惠及|受益|决定着|自动|被|受|处|依法(?:追究|处)|追究|按(?:照)?有关规定处)"
)
_TAKES = re.compile(r"将[^,。;将]{1,24}?(?:作为|纳入|列为|列入|转化为|打造成|建设成|推向|推上|融入|落到|变为|转变为|与[^,。;]{1,12}结合)")
_NO_MARK = re.compile(r"(?:五年|年度|行动|工作|发展|三年|推进|实施|合作|生产|投资|培养|资助|采购|经营|的|该|此|本|商业|支持|“)(?:计划|决定)$|不同意|原则$|(?:要|会|可|已|需|能|并已|通过|应|须|便|曾|没有|不|正|在|为|把|经|受)(?:计划|决定|将|同意)?$")
_CONDITION = re.compile(r"(?:如|若|凡|对[^,。;]{2,20}的),")
_SIDES = re.compile(r"双方|两国|两地|两市|两省|中韩双方|中韩两国|三方|各方|与会各方|两院|两校|两会|与会代表|与会企业|代表团")
_SPEECH = re.compile(r"(?:表示|指出|强调|介绍|称|说|认为|透露|提出|希望|建议|呼吁|坦言|告诉记者|回应)(?:道)?[,:]?[^。]{0,4}$|(?:表示|指出|强调|介绍|称|说|认为|透露|提出)[,:]")
_EXPECTED = re.compile(r"预计|有望|预期|希望|期待|相信|据测算|据估算|如果|倘若")
_TAIL = re.compile(r"[。;!?”]+$")


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    action: int
    strength: str


def find(scene: Scene) -> tuple[Commitment, ...]:
    """Commitments in order."""
    found: list[Commitment] = []
    topic: str | None = scene.host.name if scene.host else None
    for index, sentence in enumerate(scene.sentences):
        for hit in _hits(scene, sentence):
            each = _commitment(scene, sentence, index, hit, topic)
            if each:
                found.append(each)
        topic = _topic(scene, sentence) or topic
    return tuple(found)


def _hits(scene: Scene, sentence: Sentence) -> list[_Hit]:
    """One for each clause that a mark begins, up to the end of its part of the sentence."""
    text = sentence.text
    hits: list[_Hit] = []
    for match in _MARK.finditer(text):
        begin = match.start()
        if hits and begin < hits[-1].end and not _new_subject(scene, sentence, hits[-1].start, begin):
            continue
        if _NO_MARK.search(text[max(0, begin - 4) : match.end()]) or _NO_MARK.search(text[max(0, begin - 3) : begin]):
            continue
        rest = text[begin:]
        if match.lastgroup in {"will", "will2"} and (_NOT_DOING.match(rest.lstrip("还也都即均并")) or _TAKES.match(rest.lstrip("还也都即均并"))):
            continue
        if any(a <= sentence.start + begin < b for a, b in sentence.names):
            continue
        end = _clause_end(text, begin)
        if hits and begin < hits[-1].end:
            hits[-1].end = begin
        strength = "agreed" if match["agreed"] else "plan"
        if _in_speech(sentence, begin):
            strength = "pledge"
        hits.append(_Hit(begin, end, begin, strength))
    return hits


def _new_subject(scene: Scene, sentence: Sentence, start: int, begin: int) -> bool:
    """Whether somebody else begins to act between two marks of a sentence."""
    between = sentence.text[start:begin]
    cut = max(between.rfind(","), between.rfind(";"))
    if cut < 0:
        return False
    if ";" in between:
        return True
    at = sentence.start + start + cut
    return any(at < a < sentence.start + begin for a, _, _ in sentence.entities)


def _clause_end(text: str, begin: int) -> int:
    cut = re.search(r"[。;]", text[begin:])
    return begin + cut.start() if cut else len(_TAIL.sub("", text))


def _in_speech(sentence: Sentence, begin: int) -> bool:
    return sentence.in_speech(sentence.start + begin) or bool(_SPEECH.search(sentence.text[:begin]))


def _commitment(scene: Scene, sentence: Sentence, index: int, hit: _Hit, topic: str | None) -> Commitment | None:
    text = sentence.text
    if _EXPECTED.search(text[max(0, hit.start - 20) : hit.start]) or hit.end - hit.action < 7:
        return None
    actor = _actor(scene, sentence, hit, topic)
    if actor is None:
        return None
    span: Span = (sentence.start + hit.action, sentence.start + hit.end)
    action = scene.folded[slice(*span)].rstrip("。;,!”")
    span = (span[0], span[0] + len(action))
    due, when = _due(scene, sentence, span, hit)
    confidence = {"plan": 0.65, "agreed": 0.7, "pledge": 0.6}[hit.strength]
    return Commitment(actor, action, hit.strength, due, (span, when.span) if when else (span,), confidence)


def _actor(scene: Scene, sentence: Sentence, hit: _Hit, topic: str | None) -> str | None:
    """The subject named last before the mark: a body, `双方`, a speaker; else whom the text was about."""
    position = sentence.start + hit.start
    if hit.strength == "pledge":
        return speaker_of(scene, sentence, position) or topic
    named = [(a, e.name) for a, b, e in sentence.entities if b <= position and not _is_partner(scene, sentence, a, b)]
    named += [(sentence.start + m.start(), m.group()) for m in _SIDES.finditer(sentence.text, 0, hit.start)]
    if not named:
        return topic
    at, name = max(named)
    joined = [n for a, n in named if a < at and re.fullmatch(r"[^,。;]{0,30}(?:与|和|同|、|联合)", scene.folded[a + len(n) : at] if a + len(n) <= at else "x")]
    return "·".join([*joined, name]) if joined and not _SIDES.fullmatch(name) else name


def _is_partner(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Within the title of something, or only described: `…的`."""
    return any(a <= start < b for a, b in sentence.names) or scene.folded.startswith("的", end)


def _topic(scene: Scene, sentence: Sentence) -> str | None:
    for start, end, entity in sentence.entities:
        if start - sentence.start <= 20 and not scene.folded.startswith(("的", "、"), end) and not sentence.in_speech(start):
            return entity.name
    return None


def _due(scene: Scene, sentence: Sentence, span: Span, hit: _Hit) -> tuple[str | None, When | None]:
    """The last day, month or year named for the action; what was over before the text was published is no term."""
    today = scene.reference.isoformat() if scene.reference else ""
    clause = sentence.text.rfind("。", 0, span[0] - sentence.start) + sentence.start + 1
    whens = [
        when
        for when in sentence.whens
        if clause <= when.span[0] < span[1]
        and "X" not in when.end
        and when.end >= today[: len(when.end)]
        and when.end != today
        and not any(a <= when.span[0] < b for a, b in sentence.names)
    ]
    inside = [when for when in whens if when.span[0] >= span[0]] or [w for w in whens if span[0] - w.span[1] <= 24]
    if not inside:
        return None, None
    when = ([w for w in inside if w.until] or inside)[-1]
    return when.end, when
