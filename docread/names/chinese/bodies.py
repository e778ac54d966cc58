"""Bodies named in a Chinese article: known names, names by their endings, places that govern, short forms that refer back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docread.document import ReadingWarning, Span
from docread.names.chinese import body_patterns
from docread.names.chinese import places as where
from docread.names.chinese.countries import country_of
from docread.names.chinese.local_governments import governing
from docread.names.chinese.merging import merged
from docread.names.entities import Entity, Mention
from docread.names.gazetteer import bodies
from docread.patterns import regex

_FILE = Path(__file__).parents[1] / "data" / "bodies_chinese.tsv"
_LETTERS = r"[一-鿿A-Za-z0-9·〓]"
_RUN = regex(rf"(?:(?![{body_patterns.JOINTS[:-1]}]){_LETTERS}|(?<={_LETTERS})\([一-鿿]{{2,6}}\)(?={_LETTERS}))+")
# After one ending a name may go on: `山东大学环境研究院`, `…集团有限公司`, `…委员会办公室`.
_GOES_ON = 12


@dataclass(frozen=True, slots=True)
class Known:
    country: str
    kind: str
    key: str


@cache
def known() -> dict[str, Known]:
    """What is known of a Chinese form. Of forms that bodies of several countries share, the Chinese one."""
    found: dict[str, Known] = {}
    for body in sorted(bodies(), key=lambda each: each.country != "CN"):
        for form in body.chinese:
            found.setdefault(form, Known(body.country, body.kind, body.chinese[0]))
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            forms, country, kind = line.split("\t")
            for form in forms.split("|"):
                found[form] = Known(country, kind, forms.split("|")[0])
    return found


@cache
def _known_by_start() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for form in known():
        forms.setdefault(form[:2], []).append(form)
    return {start: tuple(sorted(group, key=len, reverse=True)) for start, group in forms.items()}


def find(folded: str, spans: tuple[Span, ...]) -> tuple[list[Entity], list[ReadingWarning]]:
    """The bodies named within `spans`, in the order of their first mention."""
    masked = body_patterns.masked(folded)
    mentions: list[Mention] = []
    for start, end in spans:
        mentions += _known(folded, start, end)
        mentions += by_ending(folded, masked, start, end)
        mentions += with_partners(folded, start, end)
        mentions += of_groups(folded, start, end)
    mentions = [_with_branch(folded, each) for each in _longest(mentions)]
    mentions = [
        each
        for each in _longest(mentions)
        if not _is_to_come(folded, each) and not _is_office(folded, each) and not _is_venue(folded, each)
    ]
    mentions += governing(folded, spans, mentions)
    addressed = [span for start, end in spans for span in _addressees(folded, start, end)]
    mentions = [m for m in _longest(mentions) if not any(a <= m.start < b for a, b in addressed)]
    return merged(folded, spans, mentions), []


def _addressees(folded: str, start: int, end: int) -> Iterator[Span]:
    """`各市商务局,有关企业:` at the head of a notice: whom it is sent to, not who acts."""
    for match in re.finditer(r"^[^。:\n与将]{3,120}:$", folded[start:end], re.MULTILINE):
        if re.search(r"[省市县区]|各|有关", match.group()) and not re.search(r"如下|通知|事项|其中", match.group()):
            yield start + match.start(), start + match.end()


def _known(folded: str, start: int, end: int) -> Iterator[Mention]:
    by_start = _known_by_start()
    position = start
    while position < end - 1:
        for form in by_start.get(folded[position : position + 2], ()):
            stop = position + len(form)
            if stop <= end and folded.startswith(form, position) and _stands(folded, position, stop, form):
                one = known()[form]
                before = where.last_country_in(folded[max(start, position - 4) : position])
                country = one.country
                if before and one.kind in {"ministry", "agency"} and one.country != "INT":
                    country = before
                yield Mention(position, stop, form, "known", one.key, country, one.kind)
                position = stop - 1
                break
        position += 1


def _with_branch(folded: str, mention: Mention) -> Mention:
    """`大韩贸易投资振兴公社(KOTRA)青岛代表处`: the office abroad of a body; the same under its letters."""
    match = _BRANCH.match(folded, mention.end, mention.end + 34)
    lead = match and where.at(match["branch"].removeprefix("驻"))
    if not match or not lead or re.search("[与和及在的将]", match["branch"]):
        return mention
    text = folded[mention.start : match.end()]
    one = known().get(mention.text)
    key = (one.key if one else mention.key) + match["branch"]
    return Mention(mention.start, match.end(), text, "ending", key, mention.country, mention.kind)


_MAKES = regex(
    r"(?:建设|设立|成立|组建|打造|共建|筹建|建立|新建|创建|启用|创办|合建|互设|增设|共设|搭建|兴建)(?:一个|一家|一所|了|起)?$"
)


def _is_to_come(folded: str, mention: Mention) -> bool:
    """Whether the text only says that it will be founded: no body as yet."""
    return mention.rule != "known" and bool(_MAKES.search(folded[max(0, mention.start - 6) : mention.start]))


def _is_office(folded: str, mention: Mention) -> bool:
    """`…管委会(以下简称“…”)招商促进局局长`: an office of the body before it."""
    return (
        folded[mention.start - 1 : mention.start] == ")"
        and not where.at(mention.text)
        and folded.startswith(("局长", "主任", "处长"), mention.end)
    )


_HELD_THERE = regex(
    r"(?:[一-鿿]{0,6}(?:馆|厅|室|楼))?(?:隆重|成功|顺利|正式|共同|盛大|圆满|联合)*(?:举行|召开|举办|开幕|启幕|落幕|闭幕|落下帷幕|开展|拉开)"
)


def _is_venue(folded: str, mention: Mention) -> bool:
    """`在威海国际经贸交流中心举行`: a house, not who acts."""
    return (
        mention.text.endswith("中心")
        and folded[mention.start - 1 : mention.start] in {"在", "于"}
        and bool(_HELD_THERE.match(folded, mention.end))
    )


_GROUP = regex(
    r"(?:HD现代|三星|现代|LG|SK|韩华|斗山|浦项|乐天|CJ|GS|大宇|锦湖|晓星|科隆|东远|OCI|KCC|韩进|新世界)(?P<matter>[一-鿿A-Za-z]{0,4}(?:电子|化学|重工|汽车|物产|建设|造船|制铁|能源|生命|火灾|证券|生物|半导体|海洋|航空|显示|超市|百货|物流|饮料|制药|健康|医疗|创新|电讯|商社|精密|材料|环境|工程|植物|洋行|免税店|世界杰|山猫|机械|钢铁|铁塔|保险|造纸|纺织|通信|系统|轮胎|酒店))"
)


def of_groups(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Firms of the great Korean groups, by the group and its matter: `现代制铁`, `SK生态植物`."""
    for match in _GROUP.finditer(folded, start, end):
        if match.group() not in known() and not re.match(r"(?:大型|新|智慧|绿色|的)", match["matter"]):
            yield Mention(*match.span(), match.group(), "company", match.group(), "KR", "company")


_PARTNER = regex(
    r"[与和同](?P<country>韩国|日本|德国|美国|法国|英国|新加坡|意大利|荷兰|越南)(?P<name>[一-鿿A-Za-z]{2,10}?)(?=(?:共同|正式|现场|当场|成功)?(?:签署|签订|签约|达成|合资|合作开发|共建|在[一-鿿]{2,8}签))"
)


def with_partners(folded: str, start: int, end: int) -> Iterator[Mention]:
    """`与韩国多率物流签订`: who signs is a firm, whatever its ending."""
    for match in _PARTNER.finditer(folded, start, end):
        name = re.sub(r"^.*(?:企业|公司|厂商|品牌|制造商|机构|巨头)(?=.{2})", "", match["name"])
        if re.search(
            r"(?:企业|公司|方面|政府|机构|客户|厂商|代表|大学|部|厅|局|道|市|院|会|社|馆|处|客商|双方|伙伴|采购商)$",
            name,
        ) or where.at(name):
            continue
        country = where.country_of(match["country"])
        yield Mention(match.end("name") - len(name), match.end("name"), name, "company", name, country, "company")


# What may follow a name of two signs, lest it be the beginning of another: `斗山山猫`.
_SHORT_ENDS = regex(
    r"[^一-鿿]|[与和同及、在将的于等也还已是]|集团|公司|会长|社长|董事|总[裁经]|代表|副|中国|方面|签|计划|表示|宣布|高管|首席|有限|股份"
)
_NOT_AFTER = regex(r"[门长级队署分]|国家|门户")


def _stands(folded: str, start: int, stop: int, form: str) -> bool:
    """Whether the form is a word of its own: letters end at letters, `商务部` is not in `商务部门`."""
    before, after = folded[start - 1 : start], folded[stop : stop + 1]
    if form.isascii():
        return not any(each and re.match(r"[A-Za-z0-9&.]", each) for each in (before, after))
    if len(form) == 2 and not _SHORT_ENDS.match(folded, stop):
        return False
    if (
        len(form) == 2
        and re.match(r"[一-鿿]", before)
        and not re.search(r"[与和及同、韩国、对向由在是的对访]$", before)
    ):
        return False
    return form[-1] not in "部厅局署" or not _NOT_AFTER.match(folded, stop)


def by_ending(folded: str, masked: str, start: int, end: int) -> Iterator[Mention]:
    """Names by their endings, each begun after the last word that is no part of it."""
    for run in _RUN.finditer(masked, start, end):
        first = run.start()
        ends = [match.end() for match in body_patterns.ENDINGS.finditer(folded, run.start(), run.end())]
        while ends:
            stop = ends.pop(0)
            while ends and _same_name(folded, stop, ends[0]):
                stop = ends.pop(0)
            mention = _mention(folded, start, first, stop)
            if mention:
                yield mention
            first = stop
            while (
                mention
                and mention.text[-1] == "部"
                and ends
                and re.fullmatch(r"[一-鿿]{2,10}(?:局|署|办公室)", folded[stop : ends[0]])
            ):
                first = ends.pop(0)


_BRANCH = regex(
    r"(?:\((?P<gloss>[A-Za-z][A-Za-z \-]{1,14})\))?(?P<branch>(?:驻)?[一-鿿]{2,8}?(?:代表处|办事处|联络处|贸易馆|分公司|分行|支社|支部|事务所|分会|本部(?![长税])|分院|分社|子公司|(?:省|市)?委员会|法人(?!代)))"
)
_PART = regex(
    r"[一-鿿A-Za-z0-9()·]{0,10}?(?:研究院|研究所|学院|大学|中心|分公司|公司|集团|控股|委员会|办公室|分会|支行|总会|联合会|协会|总局|分局|局|联盟|实验室|医院|秘书处|组委会|管委会|事务所|设计院|技术院|规划院|监测站|监测中心|办事处|代表处|本部|株式会社|商会|会议所|银行|使馆|总领事馆|大使馆|厅|政府)$"
)
_PARTED = regex(
    r"[副总]?(?:书记|厅长|局长|主任|院长|会长|董事长|总经理|总裁|代表|主席|部长|司长|处长|所长|校长)|等|组织|举行|举办|签|召开|联合|携手|主办|承办|协办"
)


def _same_name(folded: str, stop: int, other: int) -> bool:
    """Whether what follows one ending up to the next is a part of the same body."""
    between = folded[stop:other]
    if folded[stop - 1] == "部" and re.fullmatch(r"[一-鿿]{2,10}(?:局|司|署|办公室)", between):
        return False  # an office within a ministry
    if len(between) > _GOES_ON or _PARTED.search(between):
        return False
    lead = where.at(between)
    return bool(_PART.match(between)) and not (lead and len(between) > len(lead.group()) + 2)


def _mention(folded: str, start: int, first: int, stop: int) -> Mention | None:
    whole = folded[first:stop]
    text = body_patterns.without_lead(whole)
    begin = _at_place(text, stop - len(text))
    text = _at_known(folded[begin:stop])
    begin = stop - len(text)
    if re.search(r"各$|所在$|有关$|相关$", folded[max(0, begin - 2) : begin]) or (
        text.startswith(("驻", "的")) and not text.endswith("馆")
    ):
        return None
    if not body_patterns.is_body(text) or len(text) > 34:
        return None
    if re.fullmatch(r"[一-鿿]{3,4}", text) and not _may_stand_short(folded, start, begin, text):
        return None
    country = country_of(folded, start, begin, text)
    rule = "company" if body_patterns.kind_of(text) == "company" else "ending"
    return Mention(begin, stop, text, rule, _key(text), country, body_patterns.kind_of(text))


def _key(text: str) -> str:
    """The same for a body under its name and under its letters: `KOTRA青岛代表处`."""
    for form in _known_by_start().get(text[:2], ()):
        if text.startswith(form) and re.fullmatch(r"(?:集团|股份|有限|控股|责任|公司|株式会社)+", text[len(form) :]):
            return known()[form].key
        if text.startswith(form) and len(form) < len(text) and text[len(form) - 1 :][0].isascii():
            return known()[form].key + text[len(form) :]
    return text


def _at_known(text: str) -> str:
    """A known name after a word of the sentence: `报国家发展改革委`."""
    if text.startswith("驻"):
        return text
    for length in range(len(text) - 1, 3, -1):
        lead = text[: len(text) - length]
        if text[-length:] in known() and len(lead) <= 2 and not where.at(lead):
            return text[-length:]
    for place in ("韩国", "日本", "中国"):
        if 0 < text.find(place) <= 2 and not where.at(text):
            return text[text.find(place) :]
    return text


_OFFICIAL = regex(r"(?:厅|局|署|委|办|政府|海关|法院|检察院|贸促会|工商联|委员会|办公室|政协)$")


def _at_place(text: str, begin: int) -> int:
    """Where an office begins: at the place before it, if only some word of the sentence stands before that."""
    if not _OFFICIAL.search(text) or where.at(text) or text.startswith(("中国", "国家", "中共", "全国", "中华", "驻")):
        return begin
    for match in where.place_pattern().finditer(text):
        lead = text[: match.start()]
        if len(lead) <= 6 and len(text) - match.start() >= 4 and not body_patterns.ENDINGS.search(lead):
            return begin + match.start()
        break
    return begin


_SHORT = regex(
    r"[省市县区州](?:商务厅|商务局|外办|外侨办|侨办|贸促会|发改委|科技厅|工信厅|财政厅|水利厅|教育厅|文旅厅|工商联|生态环境厅|卫健委|国资委|应急局|税务局|公安厅|总工会|妇联|科协|政府|政协)"
    r"|(?:商务|外事|财政|水利|教育|科技|工信|文旅|公安|民政|司法|审计|统计|海洋|能源|气象|林业|环保|交通|住建|农业|应急|税务|口岸|体育|药监|环境)[厅局委办]|外办|外事办|外侨办|侨办|发改委|贸促会|工商联|卫健委|[一-鿿]{2}(?:大学|集团|银行|海关|学院|商会|协会|控股|证券)"
)


def _may_stand_short(folded: str, start: int, begin: int, text: str) -> bool:
    """Names of three or four signs: with a place, or an office of the list that a fuller name begins."""
    if where.at(text):
        return True
    if not _SHORT.fullmatch(text):
        return False
    if text[0] in "省市县区州" or text[2:] in {"大学", "公司", "集团", "银行", "学院", "控股", "证券"}:
        return True
    return bool(
        re.search(r"[厅局委办会署院部联处心司][、和与及]$|以及$|[省市县区]$", folded[max(start, begin - 4) : begin])
    )


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays, and takes over what is known of one that it ends in."""
    kept: list[Mention] = []  # by where they stand
    starts: list[int] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, each.rule != "known")):
        at = bisect_right(starts, mention.start)
        first = at - 1 if at and kept[at - 1].end > mention.start else at
        over = kept[first : bisect_left(starts, mention.end)]
        if not over:
            kept.insert(at, mention)
            starts.insert(at, mention.start)
        for other in over:
            if mention.rule == "known" and other.rule != "known" and other.text.endswith(mention.text):
                other.kind = mention.kind
    return kept
