"""What a Chinese text is about when it has no proper name: `…座谈会在济南召开`, `召开…会议`, `率团访问韩国`."""

from __future__ import annotations

import re

from docread.frames.chinese.when_and_where import HELD, Held
from docread.frames.scene import Scene, Sentence

_NOUN = r"(?:会议|年会|大会|例会|论坛|博览会|展览会|交易会|展销会|展洽会|展会|洽谈会|洽谈|研讨会|座谈会|对接会|推介会|峰会|对话会|交流会|说明会|恳谈会|发布会|见面会|宣讲会|推进会|启动会|专题会|培训班|研修班|仪式|路演|沙龙|磋商|会谈|会见|座谈|活动|活动周|交流周|周|节|展|大赛|比赛|赛|签约会|调度会|视频会|现场会|培训|研讨|讲座)"
_SUBJECT = re.compile(
    rf"(?:^|[,。;:]|[日午晚间])\s?(?P<name>[^,。;:!?\n]{{3,60}}?{_NOUN})(?:将|拟)?(?:于[^,。;]{{2,24}}?)?(?:在[^,。;:!?\n]{{2,40}}?)?{HELD}"
)
_OBJECT = re.compile(
    rf"(?:举行|召开|举办|承办|主办|组织开展|开展|组织|主持)(?:了)?(?:一场|一次)?(?P<name>[^,。;:!?\n举召]{{2,44}}?{_NOUN})(?=[,。;、]|,|\(|$|上|并|期间|以|时|现场|中|后|和|与|及)"
)
_ATTENDED = re.compile(rf"(?:出席|参加|参与)(?:了)?(?P<name>[^,。;:!?\n、出参]{{3,44}}?{_NOUN})(?=[,。;、]|并|期间|和|$)")
_VISIT = re.compile(
    r"(?P<name>(?:率[^,。;]{0,24}?(?:代表团|团|一行)?)?(?:访问|赴|出访|到访|来访|访)[^,。;]{0,20}?(?:访问|考察|出访|交流|招商|洽谈|参观)|率[^,。;]{0,24}?(?:访问|赴|考察|走访|到访|拜访)[^,。;的]{2,20}|会见[^,。;的]{2,40}|(?:访问|考察|到访)[一-鿿]{2,16})"
)
_GENERIC = re.compile(r"^(?:本次|此次|这次|该|系列|上述|相关|各类|多场|多次|有关|一系列|丰富多彩的)|^.{0,2}$")


def by_verb(scene: Scene, sentence: Sentence, index: int) -> list[Held]:
    """The gathering that the sentence says is held or attended."""
    for rule in (_SUBJECT, _OBJECT, _ATTENDED):
        if index > 1 and rule is not _SUBJECT:
            continue
        for match in rule.finditer(sentence.text):
            each = _held(scene, sentence, match)
            if each:
                return [each]
    return []


def _held(scene: Scene, sentence: Sentence, match: re.Match[str]) -> Held | None:
    name, begin = match["name"], sentence.start + match.start("name")
    if sentence.in_speech(begin):
        return None
    for when in sentence.whens:
        if begin <= when.span[0] < begin + len(name):
            name = name[when.span[1] - begin :]
            begin = when.span[1]
    lead = re.match(r"(?:上午|下午|晚上?|晚间|期间|,|在[^,。]{2,14}?(?:举行|召开|举办)的?|由[^,。]{2,50}?(?:主办|承办|举办|召开)的|以[“].{2,30}[”]为主题的|为期.{1,2}天的)+", name)
    if lead:
        begin, name = begin + lead.end(), name[lead.end() :]
    if len(name) < 3 or _GENERIC.search(name):
        return None
    each = Held(name, (begin, begin + len(name)), sentence, "main", held=True)
    return each


def visits(scene: Scene) -> list[Held]:
    """A visit or a meeting that the first sentences tell, where nothing else was held."""
    for sentence in scene.sentences[:2]:
        match = _VISIT.search(sentence.text)
        if match and not sentence.in_speech(sentence.start + match.start()):
            begin = sentence.start + match.start("name")
            return [Held(match["name"], (begin, begin + len(match["name"])), sentence, "visit")]
    return []
