"""What a Chinese page says of its article: dates, publisher, source, department, views, attachments."""

from __future__ import annotations

import re
from datetime import date

from docread.article_extraction.article import Article
from docread.article_extraction.chinese import DATELINE, RELEASE
from docread.article_extraction.metadata import Metadata
from docread.document import Attachment, DocumentDate, Source, Span, Value
from docread.names.gazetteer import MEDIA
from docread.patterns import regex
from docread.text import Segment

_DAY = r"(?P<y>(?:19|20)\d\d)\s?[-年/.]\s?(?P<m>\d{1,2})\s?[-月/.]\s?(?P<d>\d{1,2})(?!\d)\s?日?(?:\s?\(?(?:星期|周)[一二三四五六日天]\)?)?(?:[\sT]*(?P<h>\d{1,2}):(?P<n>\d\d))?"
_LABEL = r"(?:发\s?布|发\s?表|发\s?稿|刊\s?发|上\s?传|上\s?网|公\s?开|公\s?布|公\s?告|发\s?文|信\s?息|录\s?入|添\s?加|新\s?闻|消\s?息)"
_PUBLISHED = regex(
    rf"{_LABEL}?(?:时\s?间|日\s?期|日)\s?[:：\[]\s?\[?{_DAY}|(?:^|[\s(\[【|]){_LABEL}(?:时\s?间|日\s?期)?于?\s?[:：]?\s?{_DAY.replace('?P<', '?P<b')}|(?:Published|Posted|Release(?:d)?|Date)(?:\s?(?:on|date|time))?\s?:?\s?{_DAY.replace('?P<', '?P<e')}",
    re.IGNORECASE,
)
_CITED = regex(
    rf"^[(\[【]?(?:来源|信息来源|转自|摘自)?\s?:?\s?(?P<source>[一-鿿A-Za-z·]{{2,20}})[,，\s]\s?{_DAY}\.?\s?[)\]】]?$"
)
_REPUBLIC = regex(r"(?P<y>1\d\d)\s?[-年/.]\s?(?P<m>\d{1,2})\s?[-月/.]\s?(?P<d>\d{1,2})")
_FORMAL = regex(rf"(?:成文|印发|签发|发文|生成)(?:时间|日期)\s?[:：\]】]?\s?{_DAY}")
_MODIFIED = regex(rf"(?:更新|修改|最后修改|最近更新)(?:时间|日期|于)?\s?[:：]?\s?{_DAY}")
_NOT_PUBLISHED = regex(
    r"(?:更新|修改|成文|印发|废止|生效|生成|活动|会议|截止|当前|现在|北京|系统|打印|举办|开幕|下载|访问)$"
)
_CLOCK = regex(
    r"今天是|现在(?:时间|是)|当前时间|北京时间|系统时间|打印时间|访问时间|抓取|采集时间|快照|下载时间|保存时间|页面生成"
)
_DATE = regex(_DAY)
_WORDS = regex(
    r"来\s?源|作\s?者|浏\s?览|阅\s?读|点\s?击|字\s?[号体]|大\s?中\s?小|打\s?印|编\s?辑|原创|发布|时间|日期|星期.|记者|次数|[:|丨\[\]()\d\s]"
)
_SIGNED = regex(
    r"^(?:(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|(?P<cy>[二〇○零一三四五六七八九]{4})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日)$"
)
_WIRE = regex(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s?(?:电|讯|消息)")
_URL = regex(
    r"(?<!\d)(?P<y>20[0-4]\d)[-/_]?(?P<m>0?[1-9]|1[0-2])[-/_](?P<d>0?[1-9]|[12]\d|3[01])(?=\D|$)|(?<!\d)(?P<y2>20[0-4]\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?=\D|$|\d{4,6}(?:\D|$))|(?<!\d)(?P<y3>20[0-4]\d)[-/](?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_NAME = r"(?P<name>[^\s|丨:()\[\]【】<>,。;]{2,30})"
_SOURCE = regex(rf"(?:来\s?源|稿\s?源|转自|转载自|出处)\s?[:：|丨/]\s?[“《]?{_NAME}")
_WRITER = regex(
    rf"(?:^|\s|\()(?:发布者|发布人|作\s?者|文|供稿|供稿单位|发布机构)\s?[:|丨/]\s?{_NAME}|^\((?P<by>[一-鿿]{{2,12}})\s?供稿\)"
)
_NO_SOURCE = regex(r"^(?:网络|互联网|本站|本站原创|原创|本网|综合|admin|管理员|\S{0,4}管理员)$")
_OWNED = r"(?P<name>[一-鿿A-Za-z()]{3,30}?)"
_OWNER = regex(
    rf"版权所有\s?[:：©]?\s?(?:\d{{4}}(?:-\d{{4}})?\s)?{_OWNED}(?=\s|$|未经|[,.|0-9])|(?:©|\(C\))\s?(?:\d{{4}}(?:-\d{{4}})?\s?)?{_OWNED.replace('name', 'held')}(?=\s|$|版权|[,.|])|(?:^|\s){_OWNED.replace('name', 'own')}\s?版权所有|主办(?:单位)?\s?:\s?{_OWNED.replace('name', 'host')}(?=\s|$|承办|地址|[,|])"
)
_NO_OWNER = regex(r"ICP|Rights|Reserved|^(?:承办|协办|技术|支持|网站|本站|本网)|备\d|单位$")
_DEPARTMENT = regex(
    r"(?:责任部门|发布(?:机构|单位|部门)|供稿(?:单位|部门)?|信息提供|承办部门|来文部门|发文机关|提供单位)\s?[:：|]\s?(?P<name>[^\s|:]{2,30})"
)
_VIEWS = regex(
    r"(?:浏\s?览|阅\s?读|点\s?击|访\s?问|查\s?看)(?:次\s?数|量|数|率)?\s?[:：]?\s?[\[(]?\s?(?P<views>\d[\d,]*)(?!\d*[-年月])"
)
_ATTACHMENT = regex(
    r"^[\[【(]?\s?附\s?件(?:下载)?\s?[\d一二三四五六七八九]{0,2}\s?[:.、\])】]+\s?(?:\d{1,2}\s?[.、]\s?)?(?P<name>[^:].{2,90}?)\s?(?:[\[(]\d.*)?$|^(?:\d{1,2}\s?[.、]\s?)?(?P<file>\S[^\\/]{2,80}\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd|pptx?))(?:\s?[\[(].*)?$",
    re.IGNORECASE,
)  # fmt: skip
_NUMBERED = regex(r"^\d{1,2}\s?[.、]\s?(?P<name>\S.{2,80})$")
_DIGITS = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def facts_of(folded: str, article: Article, url: str) -> Metadata:
    """Facts from the lines around the article; of its own sentences only the dateline is asked."""
    inside = {piece.start for piece in article.body}
    around = [line for line in article.lines if line.start not in inside]
    facts = Metadata(published=_published(folded, around, article, url), modified=_modified(around))
    facts.source = _source(around, article)
    facts.publisher = _publisher(around, article)
    facts.department = _department(around)
    facts.views = _views(around)
    facts.attachments = _attachments(around)
    facts.spoken = _spoken(folded, article, facts.published)
    return facts


def _iso(match: re.Match[str], prefix: str = "") -> str | None:
    try:
        day = date(*(int(match[prefix + part]) for part in "ymd"))
    except ValueError:
        return None
    clock = match.groupdict().get(prefix + "h")
    if clock and int(clock) < 24:
        return f"{day.isoformat()}T{int(clock):02d}:{match[prefix + 'n']}"
    return day.isoformat()


def _span(line: Segment, match: re.Match[str], group: str | int = 0) -> Span:
    return line.start + match.start(group), line.start + match.end(group)


def _published(folded: str, around: list[Segment], article: Article, url: str) -> DocumentDate | None:
    """What is labelled; a date on a line of its own near the article; the signature; the wire's day; the address."""
    asked = [line for line in around if not _CLOCK.search(line.text)]
    return (
        _labelled(asked)
        or _dated_line(asked, article, above_title=False)
        or _formal(asked)
        or _signature(asked, article)
        or _wired(folded, article)
        or _modified(asked)
        or _dated_line(asked, article, above_title=True)
        or _by_address(url)
        or _republican(folded, asked)
        or _half_wired(folded, article, url)
    )


def _labelled(around: list[Segment]) -> DocumentDate | None:
    for line in around:
        for match in _PUBLISHED.finditer(line.text):
            prefix = next((each for each in ("b", "e") if match[each + "y"]), "")
            if not _NOT_PUBLISHED.search(line.text[: match.start()].rstrip()) and (day := _iso(match, prefix)):
                return DocumentDate(day, "text", _span(line, match), 0.99)
    return None


def _republican(folded: str, around: list[Segment]) -> DocumentDate | None:
    """Years of the Republic, as Taiwan counts them: 112 is 2023."""
    for line in around:
        match = _REPUBLIC.search(line.text) if re.search(r"日期|时间|民国", line.text) else None
        if match and re.search(r"台北|台湾|民国|新台币|高雄|台中", folded):
            try:
                day = date(int(match["y"]) + 1911, int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            return DocumentDate(day.isoformat(), "text", _span(line, match), 0.9)
    return None


def _half_wired(folded: str, article: Article, url: str) -> DocumentDate | None:
    """`新华社济南5月13日电` under an address that holds the year."""
    year = re.search(r"(?<!\d)(20[0-4]\d)(?!\d{4})", url)
    for start, end in [each.span for each in article.body[:1]]:
        mark = DATELINE.match(folded[start : min(end, start + 90)])
        match = _WIRE.search(mark.group()) if mark else None
        if year and match:
            try:
                day = date(int(year.group()), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
            return DocumentDate(day.isoformat(), "text", (start + match.start(), start + match.end()), 0.7)
    return None


def _dated_line(around: list[Segment], article: Article, *, above_title: bool) -> DocumentDate | None:
    """A line between headline and text, or right below the text, that says little more than a date. Above the headline
    only a newspaper's: a bare date there may be the clock of the page."""
    top = article.body[0].start if article.body else 0
    bottom = article.body[-1].end if article.body else 0
    title = article.title.start if article.title else 0
    below = [] if above_title else [line for line in around if line.start >= bottom][:6]
    for line in (*(line for line in around if line.start < top and (line.start < title) == above_title), *below):
        match = _DATE.search(line.text)
        if match is None or len(line.text) > 130 or not (day := _iso(match)):
            continue
        rest = line.text[: match.start()] + line.text[match.end() :]
        if above_title and not re.search(r"版|报|第\d+期|总第|来\s?源|浏览|刊", rest):
            continue
        if _CITED.match(line.text) or (
            _OF_META.search(rest) and (_OF_META.search(line.text[:8]) or not re.match(r"[^\d]{14,}", line.text))
        ):
            return DocumentDate(day, "text", _span(line, match), 0.97)
        if len(_WORDS.sub("", rest)) <= 14 and (line.start < top or re.match(r"^\W{0,2}(?:19|20)\d\d", line.text)):
            signed = line.start >= bottom
            return DocumentDate(day, "text", _span(line, match), 0.85 if signed else 0.93)
    return None


_OF_META = regex(r"来\s?源|作\s?者|浏览|阅读|点击|字[号体]|打印|编辑|版|原创|记者|发布")


def _formal(around: list[Segment]) -> DocumentDate | None:
    for line in around:
        if (match := _FORMAL.search(line.text)) and (day := _iso(match)):
            return DocumentDate(day, "text", _span(line, match), 0.9)
    return None


def _signature(around: list[Segment], article: Article) -> DocumentDate | None:
    """The date under a notice, in figures or in words."""
    bottom = article.body[-1].end if article.body else 0
    for line in [line for line in around if line.start >= bottom][:12]:
        match = _SIGNED.match(line.text)
        if match is None:
            continue
        day = _iso(match) if match["y"] else _in_words(match)
        if day:
            return DocumentDate(day, "text", _span(line, match), 0.9)
    return None


def _in_words(match: re.Match[str]) -> str | None:
    year = int("".join(str(_DIGITS[each]) for each in match["cy"]))
    try:
        return date(year, number_in_words(match["cm"]), number_in_words(match["cd"])).isoformat()
    except ValueError:
        return None


def number_in_words(words: str) -> int:
    """`二十三` is 23; for numbers below a hundred."""
    if "十" not in words:
        return int("".join(str(_DIGITS[each]) for each in words))
    tens, _, ones = words.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones[-1]] if ones else 0)


def _wired(folded: str, article: Article) -> DocumentDate | None:
    """`新华社济南2024年5月13日电`: only a full date."""
    for start, end in [each.span for each in article.body[:1]]:
        mark = DATELINE.match(folded[start : min(end, start + 90)])
        match = _WIRE.search(mark.group()) if mark else None
        if match and match["y"] and (day := _iso(match)):
            return DocumentDate(day, "text", (start + match.start(), start + match.end()), 0.9)
        release = RELEASE.match(folded[start : min(end, start + 70)])
        if release and (told := _DATE.match(release["day"])) and (day := _iso(told)):
            return DocumentDate(day, "text", (start + release.start("day"), start + release.end("day")), 0.9)
    return None


def _by_address(url: str) -> DocumentDate | None:
    match = _URL.search(url)
    if match is None:
        return None
    group = next(each for each in ("", "2", "3") if match["y" + each])
    try:
        day = date(*(int(match[part + group]) for part in "ymd"))
    except ValueError:
        return None
    return DocumentDate(day.isoformat(), "url", (0, 0), 0.9)


def _spoken(folded: str, article: Article, published: DocumentDate | None) -> date | None:
    """The day on which a wire was sent: `今天` of its text."""
    if published is None:
        return _told(folded, article)
    for start, end in [each.span for each in article.body[:1]]:
        mark = DATELINE.match(folded[start : min(end, start + 90)])
        match = _WIRE.search(mark.group()) if mark else None
        if match is None:
            continue
        for year in [int(match["y"])] if match["y"] else _years(published):
            try:
                day = date(year, int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            if match["y"] or (published and abs((date.fromisoformat(published.value[:10]) - day).days) <= 31):
                return day
    return None


def _told(folded: str, article: Article) -> date | None:
    """On a page without dates: the day of the first sentence in the year that the headline names."""
    year = re.match(r"(?P<y>20\d\d)(?:年|[一-鿿])", article.title.text) if article.title else None
    if year is None or not article.body:
        return None
    match = re.search(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日", folded[article.body[0].start : article.body[0].start + 60])
    try:
        return date(int(year["y"]), int(match["m"]), int(match["d"])) if match else None
    except ValueError:
        return None


def _years(published: DocumentDate | None) -> list[int]:
    year = int(published.value[:4]) if published else 0
    return [year, year - 1]


def _modified(around: list[Segment]) -> DocumentDate | None:
    for line in around:
        if not _CLOCK.search(line.text) and (match := _MODIFIED.search(line.text)) and (day := _iso(match)):
            return DocumentDate(day, "text", _span(line, match), 0.97)
    return None


def _source(around: list[Segment], article: Article) -> Source | None:
    """What is labelled as source; else who wrote or issued it, else who signed the notice."""
    for pattern in (_SOURCE, _WRITER):
        for line in around:
            match = pattern.search(line.text)
            group = "name" if match and match["name"] else "by"
            if match and len(line.text) < 160 and not _NO_SOURCE.search(match[group]):
                name = match[group].rstrip("”》")
                start = line.start + match.start(group)
                return Source(name, (start, start + len(name)), None, 0.97 if pattern is _SOURCE else 0.6)
    return _signed_by(around, article)


def _signed_by(around: list[Segment], article: Article) -> Source | None:
    bottom = article.body[-1].end if article.body else 0
    below = [line for line in around if line.start >= bottom][:12]
    dated = next((i for i, line in enumerate(below) if _SIGNED.match(line.text)), None)
    if not dated:
        issuer = (
            re.match(r"(?P<name>[一-鿿]{4,30}?)(?:办公厅|办公室)?关于", article.title.text) if article.title else None
        )
        if issuer is None or article.title is None:
            return None
        start = article.title.start
        return Source(issuer["name"], (start, start + len(issuer["name"])), None, 0.6)
    line = below[dated - 1]
    match = re.match(r"[一-鿿]{3,30}", line.text)
    return Source(match.group(), _span(line, match), None, 0.7) if match else None


_SITE = regex(
    r"^(?P<name>[一-鿿A-Za-z·]{2,24}?(?:厅|局|委员会|人民政府|办公室|网|日报|晚报|时报|新闻社|商会|协会|贸促会|集团|有限公司|股份公司|中心|频道|发布|研究院|大使馆|总领事馆|博览会|组委会|协会))(?:官方网站|门户网站|政府网站|官网|官方微信|网站)?(?:\s|$)"
)


def _publisher(around: list[Segment], article: Article) -> Value | None:
    """The owner at the foot of the page, the account of a post, else the site named at its top."""
    for line in around:
        for match in _OWNER.finditer(line.text):
            group = next(each for each in ("name", "held", "own", "host") if match[each])
            if not _NO_OWNER.search(match[group]):
                return Value(match[group], _span(line, match, group), 0.9)
    top = article.body[0].start if article.body else 0
    above = [line for line in around if line.start < top]
    for line in above:
        if posted := re.match(r"^(?:原创\s)?(?:\S{2,4}\s)?(?P<name>[一-鿿A-Za-z]{3,16})\s(?:20\d\d|发表于)", line.text):
            return Value(posted["name"], _span(line, posted, "name"), 0.75)
    title = article.title.start if article.title else -1
    for line in above:
        if line.start != title and len(line.text) < 60 and (site := _SITE.match(line.text)):
            return Value(site["name"], _span(line, site, "name"), 0.8)
    return _as_author(above, title) or _as_medium(around)


def _as_author(above: list[Segment], title: int) -> Value | None:
    """The account of a post (`原创 联络部 烟台贸促`), else the first line of a page before its headline."""
    for line in above:
        if match := re.match(r"^原创\s(?:\S{2,8}\s)?(?P<name>[一-鿿A-Za-z]{3,16})$", line.text):
            return Value(match["name"], _span(line, match, "name"), 0.75)
    first = above[0] if above else None
    if (
        first
        and first.start != title
        and re.fullmatch(r"[一-鿿A-Za-z ·]{5,30}", first.text)
        and not re.search(r"首页|点击|关注", first.text)
    ):
        return Value(first.text, first.span, 0.5)
    return None


def _as_medium(around: list[Segment]) -> Value | None:
    for line in around:
        for name in MEDIA:
            if (at := line.text.find(name)) >= 0 and re.search("[一-鿿]", name):
                return Value(name, (line.start + at, line.start + at + len(name)), 0.6)
    return None


def _department(around: list[Segment]) -> Value | None:
    for line in around:
        if match := _DEPARTMENT.search(line.text):
            return Value(match["name"], _span(line, match, "name"), 0.95)
    return None


def _views(around: list[Segment]) -> Value | None:
    for line in around:
        if match := _VIEWS.search(line.text):
            return Value(int(match["views"].replace(",", "")), _span(line, match, "views"), 0.95)
    return None


def _attachments(around: list[Segment]) -> tuple[Attachment, ...]:
    found, open_list = [], False
    for line in around:
        match = _ATTACHMENT.match(line.text)
        if not match and open_list:
            match = _NUMBERED.match(line.text)
        open_list = match is not None or bool(re.match(r"^附\s?件\s?[:：]?$", line.text))
        if match:
            group = "file" if match.groupdict().get("file") else "name"
            found.append(Attachment(match[group], _span(line, match, group)))
    return tuple(found)
