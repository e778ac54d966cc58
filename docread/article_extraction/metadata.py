"""What the page says of its article: dates, publisher, source, department, views, attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from docread.article_extraction.article import Article
from docread.article_extraction.boilerplate import reason_for
from docread.document import Attachment, DocumentDate, Source, Span, Value
from docread.names.gazetteer import MEDIA, bodies_by_form
from docread.patterns import regex
from docread.text import Segment

_DAY = (
    r"(?P<y>(?:19|20)\d\d)\s?[.\-/년]\s?(?P<m>\d{1,2})\s?[.\-/월]\s?(?P<d>\d{1,2})(?!\d)[.일]?"
    r"(?:\s?\([월화수목금토일]\))?(?:\s*(?:오전|오후)?\s?\(?(?P<h>\d{1,2}):(?P<n>\d\d))?"
)
_AMERICAN = r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>20\d\d)(?:\s(?P<h>\d\d):(?P<n>\d\d))?"
_PUBLISHED = regex(
    r"(?:배포일|배포|입력|기사입력|기사승인|등록일자|등록일시?|등록|방송일|송고시간|송고|게재일|출고일|게시일|작성일|발행일?|승인|보도일시|보도시점|날짜|발표일|发布时间|发布日期|发表时间|时间|日期|Published|Date)\s*(?:on)?\s*[:：]?\s*"
    rf"(?:{_AMERICAN.replace('?P<', '?P<a')}|{_DAY})"
)
_MODIFIED = regex(rf"(?:수정|최종 ?수정|업데이트|更新时间|更新|Updated|Modified)(?:일시?)?\s*(?:on)?\s*[:：]?\s*{_DAY}")
_SOURCE_LINE = regex(
    rf"^\s?\((?:(?:출처|자료)\s?[:：]\s?)?(?P<source>[가-힣A-Za-z·\s]{{2,30}}?)(?:\s보도자료)?,\s?{_DAY}\)"
)
_CREDITED = regex(rf"^\[?(?:출처|자료)\]?\s?[:：]?\s?(?P<source>[가-힣A-Za-z·]{{2,24}})(?:\s보도자료)?\s?\({_DAY}\s?\)")
_DAY_AND_MINISTRY = regex(rf"^{_DAY}\s+(?P<source>[가-힣·]{{3,16}})$")
_MINISTRY = regex(r"^(?:- 부처\s?:\s?|ministry:\s?\")(?P<source>[가-힣·]{2,30})\"?$")
_SOURCE_NAME = regex(
    r"^[-•·(]?\s?(?:부처|출처|자료 ?출처|来源|信息来源|Source)\s?[:：]\s?(?P<source>[^\s|)（(][^|)（(]{1,40}?)\s*(?:[|)（(]|$)"
)
_SOURCE_WITHIN = regex(r"\s(?:来源|信息来源)\s?[:：]\s?(?P<source>[^\s|）)]{2,30})")
_DEPARTMENT = regex(r"담당\s?부서\s?[:：]\s?(?P<name>\S[^|]{1,40}?)\s*(?:$|\|)")
_VIEWS = regex(r"(?:조회수?|浏览(?:量|次数)?|点击|Views)\s?[:：]?\s?(?P<views>\d[\d,]*)")
_POSTED = regex(r"^[•·\s]*(?P<m>\d{2})-(?P<d>\d{2})$")
_DATELINE = regex(rf"^(?:[가-힣]+\s?=\s?)?{_DAY}\.?$")
_CHINESE_TOP = regex(r"(?P<y>20\d\d)[-年/](?P<m>\d{1,2})[-月/](?P<d>\d{1,2})日?(?:\s*(?P<h>\d{1,2}):(?P<n>\d\d))?")
_ISSUE = regex(r"(?P<y>20\d\d)년\s?(?P<m>\d{1,2})월호")
_URL_DAY = regex(r"(?<!\d)(?P<y>20[0-4]\d)[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d{1,3}(?:\D|$))")
_ATTACHMENT = regex(
    r"^[<\[(【※*]?\s?(?:붙임|별첨|첨부(?: ?파일)?|附件)\s?[:：.\])】>]?\s*(?:\d+\s?[.:)]\s*)?(?P<name>\S.*?)\s*(?:\.\s*끝\s?\.?|끝\s?\.|\.)?$"
)
_NUMBERED = regex(r"^\d+\s?[.)]\s*(?P<name>\S.*?)\s*(?:\.\s*끝\s?\.?|\.)?$")
_ADDRESS = regex(r"https?://\S+")


@dataclass(slots=True)
class Metadata:
    published: DocumentDate | None = None
    modified: DocumentDate | None = None
    posted: DocumentDate | None = None
    publisher: Value | None = None
    source: Source | None = None
    department: Value | None = None
    views: Value | None = None
    attachments: tuple[Attachment, ...] = ()
    spoken: date | None = None

    @property
    def reference(self) -> date | None:
        """The day against which relative expressions are resolved: that of a wire, else that of the page."""
        if self.spoken:
            return self.spoken
        if self.published is None:
            return None
        value = self.published.value[:10]
        # An issue of a month: the middle of it is nearest to all that it may mean.
        return date.fromisoformat(value if len(value) == 10 else f"{value}-15")


def facts_of(folded: str, article: Article, url: str) -> Metadata:
    """Facts from the lines around the article; the article's own sentences are not asked."""
    inside = {piece.start for piece in article.body}
    around = [line for line in article.lines if line.start not in inside]
    facts = Metadata(published=_published(around, article, url), modified=_dated(around, _MODIFIED))
    facts.source = _source(around)
    facts.posted = _posted(around, article)
    facts.publisher = _publisher(around, article)
    facts.source = facts.source or _own_source(facts.publisher)
    facts.department = _department(around)
    facts.views = _views(around, article)
    facts.attachments = _attachments(around)
    return facts


def _day(match: re.Match[str], prefix: str = "") -> str | None:
    try:
        day = date(*(int(match[prefix + part]) for part in "ymd"))
    except ValueError:
        return None
    clock = match[prefix + "h"]
    return f"{day.isoformat()}T{int(clock):02d}:{match[prefix + 'n']}" if clock else day.isoformat()


def _published(around: list[Segment], article: Article, url: str) -> DocumentDate | None:
    """The source line of a re-post tells the release's own date; then what is labelled; a day alone; the issue of a
    magazine; the address."""
    above = [line for line in around if line.start < (article.body[0].start if article.body else 0)]
    return (
        _of_source_line(around)
        or _labelled(around)
        or _day_alone(around, above)
        or _of_issue(above)
        or _of_address(url)
    )


def _of_source_line(around: list[Segment]) -> DocumentDate | None:
    for line in around:
        for pattern in (_SOURCE_LINE, _CREDITED, _DAY_AND_MINISTRY):
            if (match := pattern.search(line.text)) and (day := _day(match)):
                return DocumentDate(day, "text", _span(line, match), 0.98)
    return None


def _day_alone(around: list[Segment], above: list[Segment]) -> DocumentDate | None:
    for line in around:
        if (match := _DATELINE.match(line.text)) and (day := _day(match)):
            return DocumentDate(day, "text", _span(line, match), 0.95)
        if line in above and len(line.text) < 90 and (match := _CHINESE_TOP.search(line.text)) and (day := _day(match)):
            return DocumentDate(day, "text", _span(line, match), 0.9)
    return None


def _of_issue(above: list[Segment]) -> DocumentDate | None:
    for line in above:
        if (match := _ISSUE.search(line.text)) and 1 <= int(match["m"]) <= 12:
            return DocumentDate(f"{match['y']}-{int(match['m']):02d}", "text", _span(line, match), 0.8)
    return None


def _of_address(url: str) -> DocumentDate | None:
    match = _URL_DAY.search(url)
    day = _url_day(match) if match else None
    return DocumentDate(day, "url", (0, 0), 0.9) if day else None


def _labelled(around: list[Segment]) -> DocumentDate | None:
    for line in around:
        match = _PUBLISHED.search(line.text)
        if match and not re.match(r"\s*(?:최종 ?)?수정", line.text[: match.start()][-4:]):
            day = _day(match, "a") if match["ay"] else _day(match)
            if day:
                return DocumentDate(day, "text", _span(line, match), 0.99)
    return None


def _url_day(match: re.Match[str]) -> str | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None


def _span(line: Segment, match: re.Match[str], group: str | int = 0) -> Span:
    return line.start + match.start(group), line.start + match.end(group)


def _dated(around: list[Segment], pattern: re.Pattern[str]) -> DocumentDate | None:
    for line in around:
        if (match := pattern.search(line.text)) and (day := _day(match)):
            return DocumentDate(day, "text", _span(line, match), 0.97)
    return None


def _posted(around: list[Segment], article: Article) -> DocumentDate | None:
    """A board's date without a year."""
    top = article.body[0].start if article.body else 0
    for line in around:
        if line.start < top and (match := _POSTED.match(line.text)):
            return DocumentDate(
                f"XXXX-{match['m']}-{match['d']}", "text", (line.start + match.start("m"), line.end), 0.9
            )
    return None


def _source(around: list[Segment]) -> Source | None:
    address = next((m for line in around if line.start and (m := _ADDRESS.search(line.text))), None)
    for line in around:
        if match := _MINISTRY.match(line.text):
            return Source(match["source"], _span(line, match, "source"), address.group() if address else None, 0.99)
    for line in around:
        if match := (
            _SOURCE_LINE.search(line.text)
            or _CREDITED.search(line.text)
            or _DAY_AND_MINISTRY.search(line.text)
            or _SOURCE_NAME.match(line.text)
            or _SOURCE_WITHIN.search(line.text)
        ):
            return Source(
                match["source"].strip(), _span(line, match, "source"), address.group() if address else None, 0.97
            )
    return None


def _own_source(publisher: Value | None) -> Source | None:
    """A ministry, agency or city that publishes on its own page speaks for itself."""
    if publisher is None:
        return None
    name = str(publisher.value)
    if name in bodies_by_form() or re.search(
        r"(?:시청|군청|구청|도청|광역시|특별시|[가-힣]{2}[시군]|부|청|대사관|총영사관)$", name
    ):
        return Source(name, publisher.span, None, 0.6)
    return None


def _publisher(around: list[Segment], article: Article) -> Value | None:
    """Who published the page, by the surest sign that it gives: the foot of an open-data release, the author of a post,
    the agency before the first sentence, the line of rights, its name on top, the medium that it names most."""
    top = article.body[0].start if article.body else 0
    for pattern, certainty, above in _PUBLISHERS:
        for line in around:
            if (not above or line.start < top) and (match := pattern.search(line.text)):
                return Value(match["name"].strip(), _span(line, match, "name"), certainty)
    for line in article.lines:
        if match := _AGENCY.match(line.text):
            return Value(match["name"], _span(line, match, "name"), 0.95)
    for line in around:
        if (
            (reason_for(line.text) != "caption" or re.search(r"무단|전재", line.text))
            and (match := _RIGHTS.search(line.text))
            and re.search("[가-힣]", match["name"])
            and not _NO_HOLDER.search(match["name"])
        ):
            return Value(match["name"].strip(), _span(line, match, "name"), 0.9)
    return _named_most(around) or _on_top(around, article)


_PUBLISHERS = (
    (regex(r"^- (?P<name>정책브리핑)"), 0.99, False),
    (regex(r"^[•·]\s*(?P<name>[가-힣]{4,20})$"), 0.85, True),
    (regex(r"^(?P<name>(?!기자|글|사진|취재)[가-힣A-Za-z0-9]{2,10})\s[가-힣]{2,4}\s기자$"), 0.85, True),
    (regex(r"에서도 (?P<name>[가-힣A-Za-z0-9]{2,10})[을를] 구독해"), 0.9, False),
)
_AGENCY = regex(r"[(\[【]\s?[가-힣A-Za-z·]{2,12}\s?=\s?(?P<name>[가-힣A-Za-z0-9]{2,12})\s?[)\]】]")
_RIGHTS = regex(
    r"(?:저작권자\s?(?:[:：]\s?)?(?:\(c\)|©|ⓒ)|Copyright\s?(?:\(c\)|©|ⓒ)?(?:\s?\d{4})?|©|ⓒ)\s?(?P<name>[가-힣A-Za-z0-9][가-힣A-Za-z0-9· ]{1,18}?)(?=\s?(?:[,.&>]|무단|\.?\s?All rights|$))",
    re.IGNORECASE,
)
_NO_HOLDER = regex(r"^(?:All|Rights|The|\d|소유)", re.IGNORECASE)
_SITE = regex(r"(?P<name>[가-힣A-Za-z0-9][가-힣A-Za-z0-9·&\- ]{1,28}?)(?:\s(?:누리집|홈페이지))?")


def _named_most(around: list[Segment]) -> Value | None:
    counts: dict[str, tuple[int, Span]] = {}
    for line in around:
        if re.search(r"사진|제공|출처", line.text):
            continue
        for name in MEDIA:
            at = line.text.find(name)
            if at >= 0:
                count, span = counts.get(name, (0, (line.start + at, line.start + at + len(name))))
                counts[name] = count + 1, span
    if not counts:
        return None
    name, (_, span) = max(counts.items(), key=lambda item: item[1][0])
    return Value(name, span, 0.7)


def _on_top(around: list[Segment], article: Article) -> Value | None:
    """The name of the site: the first short line above the headline that is no sign of the page."""
    before = article.title.start if article.title else 0
    for line in around:
        if line.start >= before:
            break
        match = _SITE.fullmatch(line.text)
        if (
            match
            and reason_for(line.text) is None
            and not re.search(
                r"바로가기|이 누리집|누리집 지도|검색|로그인|메뉴|^보도자료|^정책뉴스|^알림|^공지", line.text
            )
        ):
            return Value(match["name"], line.span, 0.6)
    return None


def _department(around: list[Segment]) -> Value | None:
    for line in around:
        if match := _DEPARTMENT.search(line.text):
            return Value(match["name"], _span(line, match, "name"), 0.95)
    return None


def _views(around: list[Segment], article: Article) -> Value | None:
    for line in around:
        if match := _VIEWS.search(line.text):
            return Value(int(match["views"].replace(",", "")), _span(line, match, "views"), 0.95)
    top = article.body[0].start if article.body else 0
    bare = [line for line in around if line.start < top and re.fullmatch(r"[•·]\s*\d[\d,]*", line.text)]
    numbers = [(int(re.sub(r"\D", "", line.text)), line) for line in bare]
    if len(numbers) < 2:
        return None
    most, line = max(numbers, key=lambda item: item[0])
    return Value(most, (line.end - len(line.text.lstrip("•· ")), line.end), 0.7) if most else None


def _attachments(around: list[Segment]) -> tuple[Attachment, ...]:
    found, open_list = [], False
    for line in around:
        match = _ATTACHMENT.match(line.text)
        if not match and open_list:
            match = _NUMBERED.match(line.text)
        open_list = match is not None
        if match and not re.fullmatch(r"참조|참고|끝", match["name"]):
            found.append(Attachment(match["name"], _span(line, match, "name")))
    return tuple(found)
