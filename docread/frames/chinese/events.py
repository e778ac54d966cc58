"""Events of Chinese texts: gatherings by ordinal, year or quotes, and by the verb of what was held; visits."""

from __future__ import annotations

import re

from docread.document import Event, Warning
from docread.frames.chinese.happening import by_verb, visits
from docread.frames.chinese.when_and_where import Held, date, place
from docread.frames.scene import Scene, Sentence

NOUNS = (
    "联席会议|工作会议|圆桌会议|全体会议|部长会议|视频会议|协调会议|会议|年会|大会|例会|全会|论坛|博览会|展览会|交易会|展销会|订货会|采购会|展洽会|展会|洽谈会|研讨会|座谈会|对接会|推介会|峰会|对话会|交流会|说明会|恳谈会|发布会|见面会|宣讲会|推进会|启动会|专题会|研讨班|培训班|研修班|"
    "签约仪式|启动仪式|开幕式|闭幕式|揭牌仪式|开工仪式|奠基仪式|开通仪式|首发仪式|交付仪式|签字仪式|世博会|进博会|服博会|广交会|消博会|服贸会|绿博会|招商会|招聘会|路演|双选会|沙龙|高峰会|磋商|对话|会谈|混委会|"
    "交流活动|推介活动|对接活动|系列活动|展示活动|经贸活动|活动周|交流周|文化周|商品周|推广周|宣传周|合作周|中国行|山东行|韩国行|开放日|体验日|友好周|文化节|美食节|艺术节|电影节|嘉年华|展|大赛|竞赛|邀请赛|比赛|联赛|马拉松|夏令营|冬令营|赛|节|周"
)
_AFTER = r"(?![议员员长务馆期刊场商览开末年])"
_NUMBER = r"第(?:[一二三四五六七八九十百]+|\d+)(?:届|次|回|轮)"
_YEARED = r"(?:19|20)\d\d年?(?![前底初末内上下间度以1-9])"
ORDINAL = re.compile(
    rf"(?P<name>(?:{_YEARED}\s?)?(?:{_NUMBER}|首届)[^,。;:!?\n举召]{{0,44}}?(?:{NOUNS}){_AFTER}|{_YEARED}(?![^,。]{{0,3}}[来])[^,。;:!?\n、举召]{{2,40}}?(?:{NOUNS}){_AFTER})"
)
_EXTENDS = re.compile(rf"(?:[^,。;:!?\n、举召在于上与和由]{{0,8}}?)(?:大会|会议|年会|论坛|博览会|洽谈会|对接会|推介会|交流会|峰会|展览会|座谈会|展){_AFTER}")
_QUOTED = re.compile(rf"(?:{NOUNS}|行动|之夜|之旅|日)(?:\s?20\d\d|\([^()]{{2,20}}\))?$")
_AFTER_QUOTE = re.compile(rf"[”」》](?P<rest>[^,。;:!?\n、举召在上]{{0,24}}?(?:{NOUNS}|活动){_AFTER})")
_NOT_EVENTS = re.compile(r"(?:规划|计划|方案|办法|条例|公报|报告|协定|协议|备忘录|战略|倡议|意见|通知|标准|目录|合同|指南|声明|宣言|白皮书|平台|园区|机制|委员会|展望|发展|进展|拓展|开展|周边|一周|上周|下周)$")
BY_RULE = {"ordinal": 0.75, "quoted": 0.65, "main": 0.7, "visit": 0.6}


def find(scene: Scene) -> tuple[tuple[Event, ...], list[Warning]]:
    """Events in order of their first mention."""
    found: list[Held] = []
    for index, sentence in enumerate(scene.sentences):
        for each in _named(scene, sentence):
            _merge(found, each)
        if index <= 3:
            for each in by_verb(scene, sentence, index):
                _merge(found, each)
    if not any(each.rule == "main" or each.held for each in found):
        for each in visits(scene):
            _merge(found, each)
    for each in found:
        date(scene, each, main=each is found[0])
        place(scene, each, main=each is found[0])
    return tuple(_event(each) for each in found if _is_worth(each)), []


def _event(each: Held) -> Event:
    spans = [each.span, *each.spans]
    if each.when:
        spans.append(each.when.span)
    if each.place:
        spans.append(each.place[1])
    others = tuple(dict.fromkeys(name for name in each.others if name != each.name))
    return Event(
        each.name, others, each.start, each.end, each.place[0] if each.place else None,
        tuple(dict.fromkeys(spans)), BY_RULE[each.rule] * (1 if each.when else 0.85),
    )  # fmt: skip


def _named(scene: Scene, sentence: Sentence) -> list[Held]:
    found: list[Held] = []
    text = sentence.text
    for match in ORDINAL.finditer(text):
        end = match.end()
        if more := _EXTENDS.match(text, end):
            end = more.end()
        name = text[match.start() : end]
        name, start = _balanced(name, match.start())
        if not _NOT_EVENTS.search(name) and not _inside(found, sentence.start + start):
            found.append(_held(scene, sentence, start, name, "ordinal"))
    for begin, stop in sentence.names:
        if any(each.span[0] < stop and begin < each.span[1] for each in found) or sentence.in_speech(begin):
            continue
        inside = scene.folded[begin:stop]
        at = begin - sentence.start
        if _QUOTED.search(inside) and len(inside) > 3 and not _NOT_EVENTS.search(inside):
            found.append(_held(scene, sentence, at, inside, "quoted"))
        elif rest := _AFTER_QUOTE.match(scene.folded, stop, sentence.end):
            if not _NOT_EVENTS.search(rest["rest"]) and scene.folded[begin - 1] != "《":
                found.append(_held(scene, sentence, at - 1, scene.folded[begin - 1 : rest.end()], "quoted"))
    return found


def _inside(found: list[Held], position: int) -> bool:
    return any(each.span[0] <= position < each.span[1] for each in found)


def _balanced(name: str, start: int) -> tuple[str, int]:
    """A name without the rest of quotes that began before it."""
    for opener, closer in ("“”", "《》", "()"):
        if name.count(closer) > name.count(opener):
            cut = name.index(closer) + 1
            return name[cut:], start + cut
        if name.count(opener) > name.count(closer) and name.rindex(opener) == 0:
            return name[1:], start + 1
    return name, start


def _held(scene: Scene, sentence: Sentence, start: int, name: str, rule: str) -> Held:
    begin = sentence.start + start
    each = Held(name, (begin, begin + len(name)), sentence, rule)
    after = scene.folded[begin + len(name) : min(sentence.end, begin + len(name) + 30)]
    if gloss := re.match(r"[”》]?\((?:以下)?(?:简称|下称)?:?\s?[“\"]?(?P<short>[一-鿿A-Za-z0-9 ]{2,20})[”\"]?\)", after):
        each.others.append(gloss["short"])
    return each


def plain(name: str) -> str:
    return re.sub(r"[\s\W_]+", "", re.sub(r"\([^()]*\)", "", name))


def _bare(name: str) -> str:
    return re.sub(rf"^(?:(?:19|20)\d\d年?)?(?:{_NUMBER}|首届)?(?:\(?20\d\d\)?年?)?", "", plain(name))


def _merge(found: list[Held], each: Held) -> None:
    """The same gathering under one name: equal, or one within the other without an ordinal of its own."""
    for known in found:
        one, other = plain(known.name), plain(each.name)
        same = one == other or _bare(known.name) == _bare(each.name) and not (_ordinal(one) and _ordinal(other) and _ordinal(one) != _ordinal(other))
        short = not _ordinal(other) and len(other) >= 4 and (other in one or (len(_bare(one)) >= 5 and _bare(one) in other))
        if same or short or (not _ordinal(one) and len(one) >= 6 and one in other):
            if len(other) > len(one) and (_ordinal(other) or not _ordinal(one)) and each.rule != "main":
                known.others.append(known.name)
                known.spans.append(known.span)
                known.name, known.span = each.name, each.span
            else:
                known.others.append(each.name)
                known.spans.append(each.span)
            known.sentences.append(each.sentence)
            known.others += each.others
            return
    found.append(each)


def _ordinal(name: str) -> str | None:
    match = re.search(rf"{_NUMBER}|首届|20\d\d", name)
    return match.group() if match else None


def _is_worth(each: Held) -> bool:
    return each.rule in {"ordinal", "quoted"} or each.when is not None or each.rule in {"main", "visit"}
