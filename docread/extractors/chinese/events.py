"""Events of Chinese texts: gatherings by ordinal, year or quotes, and by the verb of what was held; visits."""

from __future__ import annotations

import re

from docread.document import Event, ReadingWarning
from docread.extractors.chinese.event_details import Held, date, place
from docread.extractors.chinese.event_nouns import AFTER, NOUNS, NUMBER, YEARED
from docread.extractors.chinese.event_verbs import attended, by_verb, planned, visits
from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex

# `工作委员会第十四次会议`: the body that meets stands before the number.
_MEETING = regex(
    rf"(?P<name>[^,。;:!?\n“”、]{{0,40}}?{NUMBER}[^,。;:!?\n举召]{{0,12}}?(?:会议|会晤|磋商|对话|会谈|例会|全会|年会|大会|研讨会|论坛){AFTER})"
)
_LEAD = regex(
    r".*(?:出席了?|参加了?|举行了?|召开了?|举办了?|承办|主持|总结了?|回顾了?|商定|同意|决定|将于?|以来|期间|在(?=[^在]{0,6}第)|的|了|是|为|与|对|自|由|从|到|据悉|日前|近日|今年|明年|去年|\d[日月年])"
)
_ORDINAL = regex(
    rf"(?P<name>(?:{YEARED}\s?)?(?:{NUMBER}|首届)[^,。;:!?\n举召]{{0,44}}?(?:{NOUNS}){AFTER}|{YEARED}(?![^,。]{{0,3}}[来])(?:(?![举召在]|\d日|月)[^,。;:!?\n、]){{2,40}}?(?:{NOUNS}){AFTER})"
)
_NEXT = regex(rf"(?P<name>下一?届[一-鿿A-Za-z]{{0,10}}?(?:{NOUNS}){AFTER})")
_EXTENDS = regex(
    rf"(?:[^,。;:!?\n、举召在于上与和由的]{{0,8}}?)(?:大会|会议|年会|论坛|博览会|洽谈会|对接会|推介会|交流会|峰会|展览会|座谈会|研讨会|签约仪式|启动仪式){AFTER}"
)
_QUOTED = regex(rf"(?:{NOUNS}|之夜|之旅|开放日|体验日)(?:\s?20\d\d|\([^()]{{2,20}}\))?$")
_AFTER_QUOTE = regex(rf"[”」》](?P<rest>[^,。;:!?\n、举召在上的“]{{0,24}}?(?:{NOUNS}|活动){AFTER})")
_HELD_BEFORE = regex(r"(?:举办|举行|召开|开幕)(?:的|了)?[“「]$")
_BEFORE_QUOTE = regex(
    r"(?:首届|第[一二三四五六七八九十\d]+[届次]|20\d\d年?)?(?:中国|韩国|中韩|日本|海外|全国|国际)?(?:企业家|青年|青少年|友城)?$"
)
_NOT_EVENTS = regex(
    r"(?:规划|计划|方案|办法|条例|公报|报告|协定|协议|备忘录|战略|倡议|意见|通知|标准|目录|合同|指南|声明|宣言|白皮书|平台|园区|机制|委员会|展望|发展|进展|拓展|开展|周边|一周|上周|下周|环节|季节|细节|调节)$|^[一两三四五六七八九十\d]+[次场届]会议$|^第[一二三四五六七八九十]+[次届]会议$"
)
BY_RULE = {"ordinal": 0.75, "quoted": 0.65, "main": 0.7, "visit": 0.6, "planned": 0.65}


def find(scene: DocumentContext) -> tuple[tuple[Event, ...], list[ReadingWarning]]:
    """Events in order of their first mention."""
    found: list[Held] = []
    for index, sentence in enumerate(scene.sentences):
        for each in _named(scene, sentence):
            _merge(found, each)
        others = [*by_verb(scene, sentence, index), *attended(scene, sentence), *planned(scene, sentence)]
        for each in others:
            if not any(each.span[0] < b and a < each.span[1] for held in found for a, b in (held.span, *held.spans)):
                _merge(found, each)
    if not any(_is_main(scene, each) for each in found):
        found += visits(scene)
    for each in found:
        date(scene, each, main=each is found[0])
        place(scene, each, main=each is found[0])
    return tuple(_event(each) for each in found), []


def _is_main(scene: DocumentContext, each: Held) -> bool:
    """Whether it is told in the first sentences."""
    return any(each.span[0] < sentence.end for sentence in scene.sentences[:1])


def _event(each: Held) -> Event:
    spans = [each.span, *each.spans]
    if each.when:
        spans.append(each.when.span)
    if each.place:
        spans.append(each.place[1])
    others = tuple(dict.fromkeys(name for name in each.others if name != each.name))
    return Event(
        each.name, others, each.start, each.end, each.place[0] if each.place else None,
        tuple(dict.fromkeys(spans)), round(BY_RULE[each.rule] * (1 if each.when else 0.85), 2),
    )  # fmt: skip


def _named(scene: DocumentContext, sentence: Sentence) -> list[Held]:
    """Those with a name of their own, quoted first: an ordinal within quotes is part of what is quoted."""
    found = _quoted(scene, sentence)
    text = sentence.text
    for pattern in (_MEETING, _ORDINAL, _NEXT):
        for match in pattern.finditer(text):
            name, start = match["name"], match.start()
            if pattern is _MEETING:
                name, start = _with_body(name, start)
            elif more := _EXTENDS.match(text, match.end()):
                name += more.group()
            name, start = _balanced(name, start)
            at = sentence.start + start
            if not _NOT_EVENTS.search(name) and not any(
                each.span[0] < at + len(name) and at < each.span[1] for each in found
            ):
                found.append(_held(scene, sentence, start, name, "ordinal"))
    return found


def _with_body(name: str, start: int) -> tuple[str, int]:
    """The name from where the body begins that meets."""
    number = re.search(NUMBER, name)
    lead = _LEAD.match(name[: number.start()] if number else name)
    if lead:
        return name[lead.end() :], start + lead.end()
    return name, start


def _quoted(scene: DocumentContext, sentence: Sentence) -> list[Held]:
    found: list[Held] = []
    for begin, stop in sentence.names:
        if sentence.in_speech(begin) or scene.folded[begin - 1] == "《":
            continue
        inside, at = scene.folded[begin:stop], begin - sentence.start
        rest = _AFTER_QUOTE.match(scene.folded, stop, sentence.end)
        if rest and not _NOT_EVENTS.search(rest["rest"]):
            lead = _BEFORE_QUOTE.search(sentence.text[: at - 1][-14:])
            first = at - 1 - (len(lead.group()) if lead else 0)
            each = _held(scene, sentence, first, scene.folded[sentence.start + first : rest.end()], "quoted")
            each.others += (
                [inside, scene.folded[begin - 1 : rest.end()]]
                if _QUOTED.search(inside) or rest["rest"] == "活动"
                else []
            )
            found.append(each)
        elif (
            (_QUOTED.search(inside) or _HELD_BEFORE.search(scene.folded[max(0, begin - 6) : begin]))
            and len(inside) > 3
            and not _NOT_EVENTS.search(inside)
        ):
            found.append(_held(scene, sentence, at, inside, "quoted"))
    return found


def _balanced(name: str, start: int) -> tuple[str, int]:
    """A name without the rest of quotes that began before it."""
    for opener, closer in ("“”", "《》", "()"):
        if name.count(closer) > name.count(opener):
            cut = name.index(closer) + 1
            return name[cut:], start + cut
        if name.count(opener) > name.count(closer) and name.rindex(opener) == 0:
            return name[1:], start + 1
    return name, start


def _held(scene: DocumentContext, sentence: Sentence, start: int, name: str, rule: str) -> Held:
    begin = sentence.start + start
    each = Held(name, (begin, begin + len(name)), sentence, rule)
    after = scene.folded[begin + len(name) : min(sentence.end, begin + len(name) + 34)]
    gloss = re.match(
        r"[”》]?\((?:(?:以下)?(?:简称|下称):?\s?[“\"]?(?P<short>[一-鿿A-Za-z0-9 ]{2,20})[”\"]?|(?P<letters>[A-Z][A-Za-z0-9 ]{2,20}))\)",
        after,
    )
    if gloss:
        each.others.append(gloss["short"] or gloss["letters"])
    return each


def plain(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", re.sub(r"\(以下[^()]*\)", "", name))


def _bare(name: str) -> str:
    return re.sub(rf"^(?:(?:19|20)\d\d年?)?(?:{NUMBER}|首届)?(?:20\d\d年?)?", "", plain(name))


def _ordinal(name: str) -> str | None:
    match = re.search(rf"{NUMBER}|首届|[下上]一?届", name)
    return match.group() if match else None


def _year(name: str) -> str | None:
    match = re.match(r"20\d\d", name)
    return match.group() if match else None


def _is_same(known: Held, each: Held) -> bool:
    """The same name; or one within the other, unless ordinals or years part them."""
    one, other = plain(known.name), plain(each.name)
    if one == other:
        return True
    for told in (_ordinal, _year):
        a, b = told(one), told(other)
        if a and b and a != b:
            return False
    if bool(_ordinal(one)) != bool(_ordinal(other)) and (_ordinal(one) or _ordinal(other)) in {
        "下届",
        "上届",
        "下一届",
    }:
        return False
    if any(
        other == plain(text) or (len(plain(text)) > 2 and other.endswith(plain(text)) and other.startswith("本"))
        for text in known.others
    ):
        return True
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return len(short) >= 5 and short in long and not (_ordinal(other) and not _ordinal(one))


def _merge(found: list[Held], each: Held) -> None:
    for known in found:
        if not _is_same(known, each):
            continue
        if len(plain(each.name)) > len(plain(known.name)) and each.rule == known.rule:
            known.others.append(known.name)
            known.spans.append(known.span)
            known.name, known.span = each.name, each.span
        else:
            known.others.append(each.name)
            known.spans.append(each.span)
        known.others += each.others
        return
    found.append(each)
