"""Words of Chinese sentences that say that something will be done, and how far what they say goes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex

_AGREED = r"一致同意|达成(?:以下)?(?:一致)?共识|达成一致|商定|议定|约定|同意|决定|确定"
_PLAN = r"计划|拟于|拟|打算|力争|争取|承诺|定于|致力于|负责(?!人|任|同志|单位|部门)"
MARK = regex(
    rf"(?P<agreed>{_AGREED})|(?P<plan>{_PLAN})|(?P<will>(?:还|也|都|即|均|并|届时|下一步|今后)?将(?!军|领|士|来|近|信将疑))|(?P<would>(?:就会|(?<=政府)会|(?<=公司)会|(?<=我们)会|(?<=我方)会)(?![议长见谈员场上后期同展]))|(?P<by>到(?:20\d\d年|[“\"]?十[四五六]五[”\"]?)(?:底|末|上半年|期末)?,?(?=[^,。;]{{0,24}}(?:建成|达到?|突破|超过|新增|下降|实现|完成|形成|培育|引进|提高|建立|控制|累计|力争|全面|基本)))|(?P<since>自[^,。;自]{{2,14}}起,?(?=每|正式|实施|试行|执行|施行|进驻|对|向|全面|在|开))|(?P<wish>愿(?:意)?(?=与|同|为|继续|进一步|推动|在|以|就|加强))"
)
# What `将` tells of what comes by itself, or what it only takes hold of (`将合作推向深入`).
_COMES = regex(
    r"将(?:会|进一步|为此)?(?:有助于|有利于|有力|有效(?:促进|提升|带动|缓解|推动)|成为|迎来|达到|达|突破|超过|带来|是|有(?=[^效序力])|对[^,。;]{1,24}(?:产生|具有|起到|形成)|为[^,。;]{2,40}?(?:提供(?:了)?(?:新|重要|强|有力|坚实|更)|注入|奠定|带来|创造(?:良好|有利|更)|增添|开辟新|贡献)|使|让|极大|大大|显著|直接|给|呈现|面临|影响|产生|减少|增加|增长|下降|缩短|可|实现[^,。;]{0,14}(?:年|吨|元|产值|增长)|形成年产|新增|辐射|吸引|带动|填补|助力|惠及|受益|决定着|被|受|处|依法(?:追究|处)|追究|按(?:照)?有关规定处|不再|逐步(?:显现|释放|恢复))"
)
_TAKES = regex(
    r"将(?:《|(?!选|把|以|于|在|会|由|依托|通过|继续|进一步|积极|共同)[^,。;将]{1,24}?(?:作为|纳入|列为|列入|转化为|推向|推上|融入|落到|变为|转变为|报送|印发|上报|提交|发送|寄至|反馈|寄送|发至))|将[^,。;将]{1,16}(?:给予|予以)"
)
_TAKING_BEFORE = regex(
    r"(?:要|可|已|现|需|能|应|须|便|曾|没有|不|正|在|为|把|经|受|同意|计划|决定|拟|承诺|商定|可以|必须|通过|请|自行|及时|统一)$"
)
_NOUN_BEFORE = regex(
    r"(?:五年|年度|行动|合作|工作|发展|三年|推进|实施|生产|投资|培养|资助|采购|经营|商业|支持|“|》|的|该|此|本|这一|”)$"
)
_APPROVED = regex(r"(?:经|已|未|不|经[^,。;]{2,14}|报[^,。;]{2,14}|征得[^,。;]{0,10})$")
_EXPECTED = regex(r"预计|有望|预期|期待|相信|据测算|据估算|如果|倘若|若")
# A gathering that is only announced again.
_ANNOUNCED = regex(r"(?:举行|召开|举办|开幕|启幕|闭幕)(?:,|$|\()")
# Items of a list: `一是`, `(二)`, `二、`.
ITEM = regex(
    r"^\s?(?:[一二三四五六七八九十]是|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|第[一二三四五],|\d[.、]|[✅●■▶·•]\s?)\s?"
)
# `达成以下共识:一是…`: what was agreed begins after the sign.
_CONSENSUS = regex(
    r"达成(?:以下|如下)?(?:一致|[一二三四五六七八九十\d]+[项点条])?共识[:,]\s?(?:(?:一是|\([一1]\)|1[.、]|第一,)\s?)?"
)
_ADVERBS = regex(
    r"^(?:并|还|也|同时|此外|另外|届时|下一步|今后|未来|随后|接下来|预计|将|均|都|且|据悉|据介绍|目前|其中|为此|此次|\s|,|“)*$"
)
_STATED = regex(r"(?:已|了|正在|共|累计|同比|现有|实现|达\d|位于|成立于|是[^否])")
# A clause of a list of what was agreed that begins with a verb.
_DOES = regex(
    r"^(?:每年|每季|每月|共同|联合|支持|建立|推动|加强|开展|扩大|深化|成立|举办|组织|共享|互派|互设|设立|定期|继续|鼓励|促进|完善|探索|加快|推进|拓展|搭建|依托|共建|适时|打造|实施|健全|优化|引导|协助|提供|派遣|交换|双方将|轮流)"
)


@dataclass(slots=True)
class Hit:
    """`start` and `end` of the action in the sentence; `mark`: where its word stands; `subject`: where its clause begins."""

    start: int
    end: int
    mark: int
    subject: int
    strength: str


def hits_of(scene: DocumentContext, sentence: Sentence) -> list[Hit]:
    """What will be done, one for each clause with a subject of its own."""
    text = sentence.text
    hits: list[Hit] = []
    for match in MARK.finditer(text):
        begin = match.start()
        if any(a <= sentence.start + begin < b for a, b in sentence.names) or _is_no_mark(scene, text, match):
            continue
        subject = clause_start(text, begin)
        if _is_announced(text, match):
            continue
        if hits and begin < hits[-1].end:
            if not _new_subject(text, subject, begin, hits[-1]):
                continue
            hits[-1].end = subject
        if (listed := _CONSENSUS.match(text, begin)) is not None:
            begin = subject = listed.end()
        hits.append(
            Hit(_start(text, subject, begin), _end(sentence, begin), begin, subject, _strength(sentence, match))
        )
    return sorted([*hits, *_further(sentence, hits)], key=lambda hit: hit.start)


def clause_start(text: str, position: int) -> int:
    """Where the part of the sentence begins that holds a position."""
    cut = max(text.rfind(sign, 0, position) for sign in ",;。:“")
    begin = cut + 1
    if item := ITEM.match(text[begin:position]):
        begin += item.end()
    return begin


def _is_no_mark(scene: DocumentContext, text: str, match: re.Match[str]) -> bool:
    begin, before = match.start(), text[max(0, match.start() - 16) : match.start()]
    word = match.group()
    clause = text[clause_start(text, begin) : begin]
    if _EXPECTED.search(clause) or clause.lstrip().startswith("请"):
        return True
    if match["will"]:
        rest = text[match.end() - 1 :]
        return bool(_COMES.match(rest) or (_TAKES.match(rest) and not word[:-1]) or _TAKING_BEFORE.search(before))
    if match["agreed"] and (
        _APPROVED.search(before) or text[match.end() : match.end() + 1] in {"书", "权", "性", "着", "的"}
    ):
        return True
    if match["by"]:
        return _is_only_term(scene, text, match)
    if match["since"]:
        return not text[begin + 1 : begin + 2].isdigit()
    return word in {"计划", "决定", "承诺", "负责", "约定", "确定"} and bool(
        _NOUN_BEFORE.search(before)
        or re.match(r"[。;、的书性中总和与]|实施|单位|生育|经济|表", text[match.end() : match.end() + 2])
    )


def _is_only_term(scene: DocumentContext, text: str, match: re.Match[str]) -> bool:
    """`到2025年` that says by when something else will be done, or that is over."""
    rest = re.match(r"[^;。]*", text[match.end() :])
    year = re.search(r"20\d\d", match.group())
    over = bool(year and scene.reference and int(year.group()) < scene.reference.year)
    return (
        over or bool(rest and MARK.search(rest.group())) or text[: match.start()].endswith(("从", "由", "截至", "截止"))
    )


def _new_subject(text: str, subject: int, begin: int, last: Hit) -> bool:
    """Whether somebody or something else begins to act: other words than adverbs stand before the mark in its part."""
    if subject <= last.mark:
        return False
    return text[subject - 1 : subject] == ";" or not _ADVERBS.match(text[subject:begin])


def _start(text: str, subject: int, begin: int) -> int:
    """A thing that is spoken of belongs to the action: `一期工程将于今年开工`."""
    words = text[subject:begin]
    if (
        re.search(r"(?:工程|项目|生产线|设备|一期|二期|首期|首次会议|首批|资金|产品|基地|厂房|评估)", words)
        and len(words) <= 24
    ):
        return subject
    return begin


def _end(sentence: Sentence, begin: int) -> int:
    """Where the action ends: at the end of its part of the sentence, or of the speech that it stands in."""
    text = sentence.text
    speech = next((b - sentence.start for a, b in sentence.quotes if a <= sentence.start + begin < b), len(text))
    cut = re.search(r"[。;]", text[begin:speech])
    return begin + cut.start() if cut else speech


def _strength(sentence: Sentence, match: re.Match[str]) -> str:
    if match["wish"] or match.group() in {"承诺"} or sentence.in_speech(sentence.start + match.start()):
        return "pledge"
    return "agreed" if match["agreed"] else "plan"


def _is_announced(text: str, match: re.Match[str]) -> bool:
    """`第二届研讨会将于…在…举办`: an event told again, not what somebody will do."""
    part = re.match(r"[^,。;]*", text[match.start() :]).group()  # type: ignore[union-attr]
    return bool(match["will"] or match.group() in {"定于", "拟于", "拟", "计划"}) and bool(_ANNOUNCED.search(part))


def _further(sentence: Sentence, hits: list[Hit]) -> list[Hit]:
    """`…;每年互派…;联合申报…`: what else was agreed, in parts of their own without a word that says so."""
    text = sentence.text
    found: list[Hit] = []
    for hit in hits:
        position = hit.end
        while text[position : position + 1] == ";":
            end = _end(sentence, position + 1)
            begin = position + 1
            if item := ITEM.match(text[begin:end]):
                begin += item.end()
            if any(other.mark < end and other.end > begin for other in hits):
                break
            if not _DOES.match(text[begin:end]) and (not item or _STATED.search(text[begin:end])):
                break
            found.append(Hit(begin, end, begin, begin, hit.strength))
            position = end
    return found
