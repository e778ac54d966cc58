"""What an English page says of its article: dates, who publishes it, where it comes from, views, attachments."""

from __future__ import annotations

import re
from datetime import date

from docread.article_extraction.article import Article
from docread.article_extraction.english import DATELINE
from docread.article_extraction.metadata import Metadata
from docread.document import Attachment, DocumentDate, Source, Span, Value
from docread.names.gazetteer import MEDIA, bodies_by_form
from docread.patterns import regex
from docread.temporal.english import MONTH, MONTHS
from docread.text import Segment

_DAY = regex(
    rf"(?:(?P<n>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<n2>{MONTH}),?[\s-](?P<y2>(?:19|20)\d\d)"
    r"|(?<![\d.])(?P<y3>(?:19|20)\d\d)\s?[-./]\s?(?P<n3>\d{1,2})\s?[-./]\s?(?P<d3>\d{1,2})(?!\d)|(?<![\d.])(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y4>20\d\d))"
    r"\.?(?:(?:\s|,|T|\||at|-)*(?P<h>\d{1,2}):(?P<i>\d\d)(?::\d\d)?(?:\s?(?P<half>[ap]\.?m\.?|AM|PM))?)?"
)
_PUBLISHED = r"(?:(?i:first )?(?i:published|posted|release date|released|registered|registration date|reg\.? ?date|date of (?:release|publication|issue)|publication date|publish(?:ing|ed)? ?(?:time|date)|release time|pub(?:lished)? date|created|uploaded|issued|written|for immediate release|date|time|input)\b)"
_MODIFIED = r"(?i:last updated?|last modified|last revised|updated|modified|revised|update)\b"
_LABEL = regex(
    rf"(?<![A-Za-z])(?:(?P<modified>{_MODIFIED})|(?P<published>{_PUBLISHED}))(?:\s(?:on|at|date|time))?\s?[:：|\-]?\s?(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s)?$"
)
_URL_DAY = regex(r"(?<!\d)(?P<y>20[0-4]\d)[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d{1,3}(?:\D|$))")
_SOURCE = regex(
    r"^[\[(]?\s?(?:(?:Original |News )?Sources?|SOURCE)\s?[:：]?\s+(?P<name>[A-Z][^|\[\]\n]{1,80}?)\s*[\])]?(?:\s?[|(].*)?$"
)
_SOURCE_WITHIN = regex(
    r"[|\s](?:Source|From)\s?[:：]\s?(?P<name>[A-Z][^|\n]{1,50}?)\s*(?:\||$|\s{2,}|\s(?:Updated|Published|Date|Time|Views)\b|$)"
)
_DEPARTMENT = regex(
    r"(?:Department|Division(?: in charge)?|Responsible (?:department|division)|Office in charge|Dept\.?)\s?[:：]\s?(?P<name>[A-Z][^|\n]{2,60}?)\s*(?:\||$|\s{2,}|\sTel)"
)
_VIEWS = regex(
    r"(?:Views?|VIEWS?|Clicks?|Hits?|HITS?|Reads?|View [Cc]ount)\s?[:：|]?\s?(?P<views>\d[\d,]*)|(?P<views2>\d[\d,]*)\s(?:views|hits|reads)\b"
)
_FILE = regex(
    r"(?P<name>[^\s:|\[\]<>*•][^:|\[\]<>*•\n]{0,100}?\.(?:pdf|hwpx?|docx?|xlsx?|zip|pptx?|jpe?g|png))\b", re.IGNORECASE
)
_ATTACHED = regex(
    r"^[\[(<*■▶•-]*\s?(?:Attach(?:ment|ments|ed)(?: [Ff]iles?)?|Enclosures?|Appendix)\s?\d{0,2}\s?[:：.\])>]\s*(?:\d+[.)]\s*)?(?P<name>\S.*?)\s*$"
)
_HOLDER = regex(
    r"(?:(?i:copyright)|©|\([cC]\))(?:\s?(?:©|\([cC]\)|ⓒ))?\s?(?:by\s)?(?:(?:19|20)\d\d(?:\s?-\s?(?:19|20)?\d\d)?)?,?\s?(?:by\s|of\s)?(?:the\s)?(?P<name>[A-Z][^|©\n]{2,90}?)\s?(?:\.?\s?[Aa]ll [Rr]ights|\.\s|\.?$|,\s?[Aa]ll|\||-\s|[Uu]nauth|ALL)"
)  # fmt: skip
_WIRE = regex(r"/(?P<name>[A-Z][A-Za-z \-]{2,30})/\s?--?$")  # what a wire carries it publishes
_RELEASED_BY = regex(r"^SOURCE\s(?P<name>[A-Z][^|\n]{2,80}?)\s*$")
_OFFICE = regex(
    r"\b(?:Ministry|Agency|Government|Administration|Authority|Embassy|Consulate|Metropolitan City|Province|Department|Bureau|Commission|Association|Institute|Chamber)\b(?!\sNews)"
)
_BY_AGENCY = regex(r"\((?P<name>[A-Z][A-Za-z ]+)\)|/(?P<wire>[A-Z][A-Za-z ]+)/|[=-]\s?(?P<last>[A-Z][A-Za-z ]+)\)")
_SITE = regex(
    r"\b(?i:Ministry|Agency|Government|Administration|Authority|Embassy|Association|Institute|Council|Commission|Times|Daily|Herald|News|Post|Journal|Portal|Consulate|Committee|Chamber|Corporation|Bureau|Department|Secretariat|Expo|Center|Centre|Office|Province|Organi[sz]ation)\b"
)


def facts_of(article: Article, url: str) -> Metadata:
    """Facts from the lines around an English article."""
    inside = {piece.start for piece in article.body}
    around = [line for line in article.lines if line.start not in inside]
    modified = _labelled(around, "modified")
    facts = Metadata(modified=modified)
    facts.published = _published(around, article, url, modified)
    facts.source = _source(around)
    facts.publisher = _publisher(around, article, facts.source)
    released = _named(around, _RELEASED_BY, 0.9)
    if released and (facts.source is None or facts.source.confidence < 0.9):
        facts.source = Source(str(released.value), released.span, None, 0.9)
    if (
        facts.source is None
        and facts.publisher
        and (
            _OFFICE.search(str(facts.publisher.value))
            or facts.publisher.value in bodies_by_form()
            or (re.fullmatch("[A-Z]{3,8}", str(facts.publisher.value)) and facts.publisher.value not in MEDIA)
        )
    ):
        facts.source = Source(str(facts.publisher.value), facts.publisher.span, None, 0.6)
    facts.department = _named(around, _DEPARTMENT, 0.95)
    facts.views = _views(around)
    facts.attachments = _attachments(around)
    return facts


def _iso(match: re.Match[str]) -> str | None:
    groups = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
    if "a" in groups:
        one, two = int(groups["a"]), int(groups["b"])
        if one <= 12 and two <= 12 and one != two:
            return None  # day or month first: nobody can tell
        month, day = (two, one) if one > 12 else (one, two)
    else:
        name = groups["n"]
        month, day = int(name) if name.isdigit() else MONTHS[name[:3].lower()], int(groups["d"])
    try:
        found = date(int(groups["y"]), month, day).isoformat()
    except ValueError:
        return None
    if "h" not in groups:
        return found
    hour = int(groups["h"]) % 24
    half = groups.get("half", "").lower()[:1]
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{found}T{hour:02d}:{groups['i']}"


def _labelled(around: list[Segment], kind: str) -> DocumentDate | None:
    for line in around:
        for match in _DAY.finditer(line.text):
            label = _LABEL.search(line.text[: match.start()][-60:])
            if label and label[kind] and (day := _iso(match)):
                return DocumentDate(day, "text", (line.start + match.start(), line.start + match.end()), 0.98)
    return None


def _published(around: list[Segment], article: Article, url: str, modified: DocumentDate | None) -> DocumentDate | None:
    """What is labelled; the dateline; a day between headline and article; one in the address; the only other day."""
    top = article.body[0].start if article.body else 0
    if found := _labelled(around, "published"):
        return found
    line = next(
        (each for each in around if each.end <= top and top - each.end <= 3 and DATELINE.match(each.text + " A")), None
    )
    if line and (match := _DAY.search(line.text)) and (day := _iso(match)):
        return DocumentDate(day, "text", (line.start + match.start(), line.start + match.end()), 0.95)
    head = article.title.end if article.title else 0
    below = [each for each in around if head <= each.start < top and len(each.text) < 110]
    for each in below:
        match = _DAY.search(each.text)
        if match and not (modified and _covers(modified, each)) and (day := _iso(match)):
            return DocumentDate(day, "text", (each.start + match.start(), each.start + match.end()), 0.93)
    for each in (line for line in around if line.end < head and head - line.end < 120):
        match = _DAY.search(each.text)
        alone = match and match.end() == len(each.text) and len(each.text.split()) < 12
        if match and alone and (day := _iso(match)):
            return DocumentDate(day, "text", each.span, 0.8)
    if (match := _URL_DAY.search(url)) and (day := _of_address(match)):
        return DocumentDate(day, "url", (0, 0), 0.9)
    return modified and DocumentDate(modified.value, "text", modified.span, 0.6)


def _covers(moment: DocumentDate, line: Segment) -> bool:
    return line.start <= moment.span[0] < line.end


def _of_address(match: re.Match[str]) -> str | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None


def _span(line: Segment, match: re.Match[str], group: str) -> Span:
    return line.start + match.start(group), line.start + match.end(group)


def _named(around: list[Segment], pattern: re.Pattern[str], confidence: float) -> Value | None:
    for line in around:
        if match := pattern.search(line.text):
            return Value(match["name"], _span(line, match, "name"), confidence)
    return None


def _source(around: list[Segment]) -> Source | None:
    """The line that says so, else the agency of the dateline."""
    for pattern in (_SOURCE, _SOURCE_WITHIN):
        for line in around:
            if match := pattern.search(line.text):
                name = match["name"].strip().rstrip(".")
                start = line.start + match.start("name")
                return Source(name, (start, start + len(name)), None, 0.95)
    for line in around:
        if DATELINE.match(line.text + " A") and (match := _BY_AGENCY.search(line.text)):
            group = next(name for name in ("name", "wire", "last") if match[name])
            return Source(match[group], _span(line, match, group), None, 0.85)
    return None


def _publisher(around: list[Segment], article: Article, source: Source | None) -> Value | None:
    """Who holds the rights; the name of the site above the headline; the agency of the dateline."""
    if found := _named(around, _WIRE, 0.9) or _named(around, _HOLDER, 0.95):
        return found
    head = article.title.start if article.title else 0
    top = article.body[0].start if article.body else 0
    if found := _site(around, head) or _medium(around) or (Value(source.name, source.span, 0.6) if source else None):
        return found
    for line in around:
        name = re.split(r"\s?[|]\s?", line.text)[0].strip()
        if head < line.start < top and "|" in line.text and _SITE.search(name) and len(name.split()) < 10:
            return Value(name, (line.start, line.start + len(name)), 0.6)
    first = next((line for line in around if line.start < head), None)
    name = re.split(r"\s?[|>»]\s?", first.text)[0].strip() if first else ""
    short = first and name and len(name.split()) <= 8
    return Value(name, (first.start, first.start + len(name)), 0.5) if first and short else None


def _site(around: list[Segment], head: int) -> Value | None:
    """The name of the site above the headline."""
    for line in around:
        if line.start >= head:
            break
        name = re.split(r"\s?[|>»]\s?|\s{2,}", line.text)[0].strip()
        own = _SITE.search(name) and name[0].isupper() and name.lower() not in {"news", "press office"}
        if own and len(name.split()) < 14:
            return Value(name, (line.start, line.start + len(name)), 0.8)
    return None


def _medium(around: list[Segment]) -> Value | None:
    for line in around:
        for medium in MEDIA:
            if medium.isascii() and (at := line.text.find(medium)) >= 0:
                return Value(medium, (line.start + at, line.start + at + len(medium)), 0.7)
    return None


def _views(around: list[Segment]) -> Value | None:
    for line in around:
        if len(line.text) < 140 and (match := _VIEWS.search(line.text)):
            group = "views" if match["views"] else "views2"
            return Value(int(match[group].replace(",", "")), _span(line, match, group), 0.95)
    return None


def _attachments(around: list[Segment]) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for line in around:
        files = list(_FILE.finditer(line.text))
        found += [Attachment(match["name"], _span(line, match, "name")) for match in files]
        if not files and (named := _ATTACHED.match(line.text)):
            found.append(Attachment(named["name"], _span(line, named, "name")))
    return tuple(found)
