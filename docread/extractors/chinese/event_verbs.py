"""What a Chinese text is about when it has no proper name: `…座谈会在济南召开`, `召开…会议`, `率团访问韩国`."""

from __future__ import annotations

import re

from docread.extractors.chinese.event_details import HELD, Held
from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex

_NOUN = r"(?:会议|年会|大会|例会|论坛|博览会|展览会|交易会|展销会|展洽会|展会|洽谈会|研讨会|座谈会|对接会|推介会|峰会|对话会|交流会|说明会|恳谈会|发布会|见面会|宣讲会|推进会|启动会|专题会|评估会|培训班|研修班|仪式|路演|沙龙|磋商|会谈|活动|活动周|交流周|大赛|比赛|签约会|视频会|现场会|讲座|图片展|展览|招聘会|对话|签约仪式)"
_SUBJECT = regex(
    rf"(?:^|[,。;:]|[日午晚间])\s?(?P<name>[^,。;:!?\n]{{3,70}}?{_NOUN})(?:将|拟|已)?(?:于[^,。;]{{2,24}}?)?(?:在[^,。;:!?\n]{{2,40}}?)?{HELD}"
)
_OBJECT = regex(
    rf"(?:举行|召开|举办|承办|主办|组织开展|开展)(?:了)?(?:一场|一次)?(?P<name>[^,。;:!?\n举召]{{2,44}}?{_NOUN})(?=[,。;、(]|$|上|并|期间|以|时|现场|后|和|与|及)"
)
_ATTENDED = regex(
    rf"(?:(?:出席|参加|参与)(?:了)?(?:在?[^,。;:]{{0,14}}?)|同日|当天|同期|随后|日前|当日|\\d日)(?:举行|举办|召开)的(?P<name>[^,。;:!?\n、出参]{{3,44}}?{_NOUN}|[A-Z][A-Za-z]+(?:\s[A-Za-z]+){{0,3}}\s?20\d\d)(?=[,。;、]|并|期间|和|$)"
)
_ATTENDS = regex(rf"(?:出席|参加)(?:了)?(?P<name>[^,。;:!?\n、出参举召]{{5,44}}?{_NOUN})(?=[,。;、]|并|期间|$)")
_PLANNED = regex(
    rf"(?:在(?P<place>[一-鿿]{{2,14}}?))?(?:共同|联合)?(?:举办|举行|召开)(?!的)(?P<name>[^,。;:!?\n]{{4,44}}?{_NOUN})(?=[,。;、]|$)"
)
_VISIT = regex(
    r"(?:拜会|会见|会晤|拜访|接待|访问|到访|走访|来访|出访|赴[^,。;]{2,12}(?:考察|访问|开展|参加|招商|洽谈|学习|交流)|考察|来[^,。;]{1,8}(?:考察|访问|交流)|座谈|举行会谈|工作会谈|交流)"
)
_GENERIC = regex(
    r"^(?:本次|此次|这次|该|系列|上述|相关|各类|多场|多次|有关|一系列|丰富多彩的|推介|签约|同期|期间|两场|开幕|闭幕|会议|活动|首次|工作会议)|^.{0,2}$|^(?:论坛|会议|活动|大会|仪式|培训|会谈|座谈会|推介会|洽谈会|对接会|工作会议|揭牌仪式|签约仪式|启动仪式)$"
)
_LEAD = regex(
    r"(?:上午|下午|晚上?|晚间|期间|,|在[^,。]{2,14}?(?:举行|召开|举办)的?|由[^,。]{2,60}?(?:主办|承办|举办|召开|组织)的|[^,。]{2,70}?(?:主办|承办|举办|组织)的|以[“].{2,30}[”]为主题的|为期.{1,2}天的|本届|主题为[^,。]{2,20}的)+"
)


def by_verb(scene: DocumentContext, sentence: Sentence, index: int) -> list[Held]:
    """The gathering that one of the first sentences says is held."""
    dated = any(len(when.start) >= 7 and not when.until for when in sentence.times)
    for rule in (_SUBJECT, _OBJECT, _ATTENDS) if index <= 1 else (_SUBJECT,) if dated else ():
        for match in rule.finditer(sentence.text):
            each = _held(sentence, match, "main")
            if each and (index <= 1 or (len(each.name) >= 6 and not _GENERIC.search(each.name))):
                return [each]
    return []


def attended(scene: DocumentContext, sentence: Sentence) -> list[Held]:
    """`参加在青岛举行的跨国公司领导人峰会`."""
    found = []
    for match in _ATTENDED.finditer(sentence.text):
        each = _held(sentence, match, "planned")
        if each and not re.search(r"签约仪式|活动$|会谈$", each.name):
            found.append(each)
    return found


def planned(scene: DocumentContext, sentence: Sentence) -> list[Held]:
    """`今年10月在济南举办…对接会`: a time before the verb and a name after it."""
    found = []
    for match in _PLANNED.finditer(sentence.text):
        near = [w for w in sentence.times if 0 <= sentence.start + match.start() - w.span[1] <= 6]
        if near and (each := _held(sentence, match, "planned")):
            found.append(each)
    return found


def _held(sentence: Sentence, match: re.Match[str], rule: str) -> Held | None:
    name, begin = match["name"], sentence.start + match.start("name")
    if sentence.in_speech(begin):
        return None
    for when in sentence.times:
        if begin <= when.span[0] < begin + len(name):
            name = name[when.span[1] - begin :]
            begin = when.span[1]
    if lead := _LEAD.match(name):
        begin, name = begin + lead.end(), name[lead.end() :]
    if (
        len(name) < 3
        or (_GENERIC.search(name) and rule != "main")
        or re.match(r"^(?:本次|此次|该|一次|一场|[\d一二三四五六七八九十]+[次场])", name)
    ):
        return None
    if name.count("”") != name.count("“"):
        return None
    return Held(name, (begin, begin + len(name)), sentence, rule, held=True)


def visits(scene: DocumentContext) -> list[Held]:
    """A visit or a meeting that the first sentences tell, where nothing else was held: the clause is its name."""
    for sentence in scene.sentences[:1]:
        days = [when for when in sentence.times if len(when.start) >= 7]
        for match in _VISIT.finditer(sentence.text):
            if sentence.in_speech(sentence.start + match.start()) or not days:
                continue
            begin = max(sentence.text.rfind(sign, 0, match.start()) for sign in ",。;:") + 1
            cut = re.search(r"[,。;]", sentence.text[match.end() :])
            end = match.end() + (cut.start() if cut else len(sentence.text) - match.end())
            for when in days:
                if begin <= when.span[0] - sentence.start < match.start():
                    begin = when.span[1] - sentence.start
            begin += len(re.match(r"(?:上午|下午|晚|至|,|期间)*", sentence.text[begin:]).group())  # type: ignore[union-attr]
            name = sentence.text[begin:end]
            if 4 <= len(name) <= 60 and not name.startswith("应"):
                at = sentence.start + begin
                return [Held(name, (at, at + len(name)), sentence, "visit")]
    return []
