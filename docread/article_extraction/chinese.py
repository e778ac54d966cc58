"""The article on a Chinese page. What is not running text and not between running text is the page."""

from __future__ import annotations

import re

from docread.article_extraction.article import Article
from docread.article_extraction.chinese_boilerplate import BOX, ENDS, ITEM, is_deck, is_prose, reason_for
from docread.document import RemovedSpan
from docread.patterns import regex
from docread.text import Segment, split_lines

_PUNCTUATION = regex(r"[\s\W_]+")
_HEADING = regex(r"^#{1,3}\s+(?=\S)")
# `…_新闻中心_山东省商务厅`: the name of the window, not the headline.
_OF_WINDOW = regex(
    r"\s?_\s?[^_|]{2,30}$|\s?[|\-]\s?[^_|\-]{0,20}(?:厅|局|委|网|政府|办公室|委员会|日报|新闻|商会|协会|中心|频道|网站)$"
)
_LABELLED = regex(r"^(?:标\s?题|文件名称|公文名称|名\s?称)\s?:\s?(?=\S)")
_VERBS = regex(r"举行|召开|举办|签|访|会见|关于|参加|出席|启动|赴|与|合作|拜")
_SITE = regex(
    r"(?:厅|局|委|网|政府|办公室|委员会|日报|晚报|时报|新闻|商会|协会|集团|公司|中心|频道|总领事馆|大使馆|研究院|大学|组委会|博览会|处|社|馆|院|所|署|门户网站|公众号|发布|平台|客户端)$"
)
_DATE_LINE = regex(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_SIGNED = regex(
    r"^(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
_ADDRESSEES = regex(r"^[^。]{2,140}:$")
# What stands before the first sentence of a wire or a newspaper: `新华社济南5月13日电(记者 王某)`, `本报讯`.
DATELINE = regex(
    r"^[【\[(]?\s?(?:(?:新华社|新华网|中新社|中新网|中国新闻网|人民网|央视网|央广网|光明网|中国日报网|国际在线|大众网|齐鲁网|海报新闻|闪电新闻|鲁网|环球网|中国网|中国青年网|经济日报|人民日报|本报|本网|[一-鿿]{2,4}社|[一-鿿]{2,6}(?:日报|晚报|商报|网))[一-鿿·/]{0,10}?\s?(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日)?\s?(?:电|讯|消息)|本报讯|本网讯|讯)\s?[】\])]?\s?(?:\([^()]{2,40}\)|(?:全媒体|首席|见习)?(?:记者|通讯员)(?:\s?[一-鿿]{2,4}){1,4}(?=[\s:]))?\s?[:,]?\s*"
)
# `首尔2024年5月13日 /美通社/ --`, `中国苏州,2024年5月13日--`: the head of a firm's release.
RELEASE = regex(
    r"^[【(\[]?(?:[一-鿿]{2,12}[,、\s]{0,2}){1,3}\s?(?P<day>20\d\d年\d{1,2}月\d{1,2}日)\s?(?:/[^/]{2,10}/|\([^()]{2,10}\)|电|讯)?\s?[】)\]]?\s?(?:-{1,2}|:|/)\s?"
)
_BY = regex(r"^\((?:全媒体|首席|见习|本报|本网)?(?:记者|通讯员|特约)[^()]{2,40}\)\s?")


def article_of(folded: str) -> Article:
    """Find the article of a Chinese page."""
    article = Article(lines=split_lines(folded))
    lines = article.lines
    reasons = [reason_for(line.text) for line in lines]
    begin = _begin(lines, reasons)
    article.title = _title(lines, reasons, begin)
    while begin < len(lines) and article.title and _same(lines[begin].text, article.title.text):
        begin = _begin(lines, reasons, begin + 1)
    begin = _with_addressees(lines, reasons, begin, article.title)
    _fill(article, reasons, begin, _end(lines, reasons, begin))
    if article.body:
        first = article.body[0]
        article.lead = without_dateline(folded, first.start, first.end) - first.start
    return article


def _begin(lines: list[Segment], reasons: list[str | None], first: int = 0) -> int:
    """The first line that reads as text; on a page without any, the first that is no furniture after a headline."""
    prose = (i for i in range(first, len(lines)) if reasons[i] is None and is_prose(lines[i].text))
    found = next(prose, None)
    if found is not None:
        return found
    rest = [i for i in range(first, len(lines)) if reasons[i] is None]
    return rest[1] if len(rest) > 1 else len(lines)


def _with_addressees(lines: list[Segment], reasons: list[str | None], begin: int, title: Segment | None) -> int:
    """`各市生态环境局:` and a heading of a part right above the first sentence belong to the text."""
    while begin > 0 and begin < len(lines):
        above = lines[begin - 1]
        if reasons[begin - 1] is not None or (title and above.start <= title.start < above.end):
            break
        if not (BOX.match(above.text) or re.match(r"[一二三四五六七八九十]、", above.text)):
            break
        begin -= 1
    return begin


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def _same(one: str, other: str) -> bool:
    a, b = _plain(one), _plain(other)
    return bool(a) and (a == b or (len(a) >= 8 and a in b))


def _title(lines: list[Segment], reasons: list[str | None], begin: int) -> Segment | None:
    """The headline: what the page labels so; else the first line of those right above the dates, or above the text, that
    is neither furniture, site name nor deck."""
    for line in lines[: min(begin + 1, 12)]:
        if mark := _HEADING.match(line.text) or _LABELLED.match(line.text):
            return Segment(line.text[mark.end() :], line.start + mark.end(), line.end)
    free = [i for i in range(begin) if reasons[i] is None and _may_be_title(lines[i].text)]
    if not free:
        return None
    cut = {i: _cut_window(lines[i]) for i in free}
    dated = next(
        (i for i in range(begin) if reasons[i] in {"meta", "source"} and _DATE_LINE.search(lines[i].text)), begin
    )
    above = [i for i in free if i < dated] or free
    titles = [i for i in above if not _is_site(lines[i].text)] or above
    repeated = [i for i in titles if any(j != i and _same(cut[i].text, cut[j].text) for j in free)]
    if repeated:
        return cut[repeated[-1]]
    run = [titles[-1]]
    while run[0] - 1 in titles:
        run.insert(0, run[0] - 1)
    long = [i for i in run if len(lines[i].text) >= 10] or run
    telling = [i for i in long if _VERBS.search(lines[i].text)]
    return cut[
        telling[0]
        if telling and len(run) > 1 and not _VERBS.search(lines[long[0]].text) and len(lines[long[0]].text) < 14
        else long[0]
    ]


def _is_site(text: str) -> bool:
    """The name of a site, an office or a section of a page, not a headline."""
    return len(text) <= 24 and bool(_SITE.search(text)) and not _VERBS.search(text)


def _cut_window(line: Segment) -> Segment:
    end, text, start = line.end, line.text, line.start
    if board := _OF_BOARD.match(text):
        start, text = start + board.end(), text[board.end() :]
    if appended := _APPENDED.search(text):
        text = text[: appended.start()]
        end = start + len(text)
    while (mark := _OF_WINDOW.search(text)) and mark.start() >= 8:
        text = text[: mark.start()].rstrip()
        end = start + len(text)
    return Segment(text, start, end)


_OF_BOARD = regex(
    r"^[\[【(](?:图文|组图|图|视频|要闻|快讯|动态|新闻|资讯|通知|公告|通知公告|工作动态|头条|独家|原创|转载|推荐|热点|最新|国际|经贸|外事|热|新|顶|置顶)[\]】)]\s?"
)
_APPENDED = regex(r"\s?[\[(【](?:附?图片?|组图|图文|视频|附图|图)[\])】]$")


def _may_be_title(text: str) -> bool:
    if len(text) < 6 or is_deck(text) or _SIGNED.match(text) or _ADDRESSEES.match(text):
        return False
    if len(re.findall("[一-鿿]", text)) < 4:
        return False
    if re.search(r"https?:|www\.", text):
        return False
    words = text.split(" ")
    menu = len(words) >= 4 and all(len(word) <= 6 for word in words)
    return not menu and not re.search(r"[>»›]", text) and not text.endswith("。")


def _end(lines: list[Segment], reasons: list[str | None], begin: int) -> int:
    """One past the last line of the article."""
    seen: set[str] = set()
    end = last = min(begin, len(lines))
    for index in range(begin, len(lines)):
        text, reason = lines[index].text, reasons[index]
        plain = _plain(text)
        if index > begin and _SIGNED.match(text):
            break  # the date under a notice
        if (len(plain) > 25 and plain in seen) or (
            reason in ENDS and index > begin and not _goes_on(lines, reasons, index)
        ):
            break
        seen.add(plain)
        end = index + 1
        if reason is None and (is_prose(text) or _is_text(text)):
            last = index + 1
    return last if last > begin else end


def _is_text(text: str) -> bool:
    """A short line that belongs to the text: a box, an item, a short sentence."""
    return (
        bool(BOX.match(text)) or (text[-1] in "。;!?”" and len(text) > 5) or bool(ITEM.match(text) and len(text) > 30)
    )


def _goes_on(lines: list[Segment], reasons: list[str | None], index: int) -> bool:
    """`来源：…` or a name of an editor within the text, right before a long paragraph of it."""
    if reasons[index] not in {"source", "editor"}:
        return False
    following = range(index + 1, min(index + 3, len(lines)))
    return bool(following) and all(
        reasons[i] is None and is_prose(lines[i].text) and len(lines[i].text) > 60 for i in following
    )


def _fill(article: Article, reasons: list[str | None], begin: int, end: int) -> None:
    body = {_plain(line.text) for line in article.lines[begin:end] if len(line.text) > 12}
    for index, line in enumerate(article.lines):
        reason = reasons[index]
        if begin <= index < end:
            if reason is None or (reason == "meta" and BOX.match(line.text)):
                article.body.append(line)
            else:
                article.removed.append(RemovedSpan(line.span, reason))
        elif article.title and line.start <= article.title.start < line.end:
            continue
        elif index >= end and _plain(line.text) in body:
            article.removed.append(RemovedSpan(line.span, "duplicate_body"))
        elif index < begin and article.title and _same(line.text, article.title.text):
            article.removed.append(RemovedSpan(line.span, "duplicate_title"))
        else:
            deck = index < begin and (is_deck(line.text) or len(line.text) > 16)
            article.removed.append(RemovedSpan(line.span, reason or ("deck" if deck else "page")))


def without_dateline(folded: str, start: int, end: int) -> int:
    """Where the first sentence begins: after `新华社济南5月13日电(记者 王某)` and the like."""
    mark = DATELINE.match(folded[start : min(end, start + 90)])
    at = start + mark.end() if mark and mark.end() > 2 else start
    if release := RELEASE.match(folded[start : min(end, start + 70)]):
        at = max(at, start + release.end())
    if by := _BY.match(folded[at : min(end, at + 60)]):
        at += by.end()
    return at
