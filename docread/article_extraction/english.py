"""The article on an English page: its headline, where it begins and ends, and why the rest is not it."""

from __future__ import annotations

import re
from functools import lru_cache

from docread.article_extraction.article import Article
from docread.article_extraction.counters import is_counter_line
from docread.document import RemovedSpan
from docread.patterns import regex
from docread.temporal.english import MONTH
from docread.text import Segment, split_lines

# In order: the first that matches names the reason.
_REASONS: tuple[tuple[str, re.Pattern[str], int], ...] = tuple(
    (reason, regex(pattern), longest)
    for reason, pattern, longest in (
        ("end", r"^(?:\(END\)|-?\s?END(?:S)?\s?-?|#+(?:\s?#+)*|\*\s?\*\s?\*|[-=_*~]{3,}|<?\s?The End\s?>?)$", 20),
        ("copyright", r"Copyright|©|\([cC]\)\s?(?:19|20)\d\d|[Aa]ll [Rr]ights [Rr]eserved|^Reproduction|[Uu]nauthori[sz]ed|Terms of (?:Use|Service)|Privacy Policy|ICP", 300),
        ("meta", rf"^[-•·*]?\s?[\[(]?(?:Published|PUBLISHED|Posted|POSTED|Updated|UPDATED|Last (?:[Uu]pdated?|[Mm]odified|[Rr]evised)|Modified|Revised|Date|DATE|Release(?:d)?(?: (?:[Dd]ate|[Tt]ime|on))?|FOR IMMEDIATE RELEASE|For [Ii]mmediate [Rr]elease|EMBARGO|Embargo|Registered|Registration|Reg\.? ?[Dd]ate|Created|Uploaded|Issued|Publish(?:ing)? [Tt]ime|Publication|Time|Views?|VIEWS?|Clicks?|Hits?|HITS?|Read(?:s)?|Reading time|Department|Division|Category|Section|Type|No\.?|Number|Status|Writer|Registrant|Press [Rr]elease|PRESS RELEASE|NEWS RELEASE|News Release|Release No)(?:\s?[:：|(]|\s+(?:on|at|in|by|date|time)\b|\s+{MONTH}|\s+\d|\s?\]|$)|^\d+\s(?:min read|views|hits)|^\d+ minutes? ago", 160),
        ("meta", rf"^[\[(]?(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s)?(?:{MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{MONTH},?\s\d{{4}}|20\d\d[-./]\d\d?[-./]\d\d?\.?)[\])]?(?:[\sT|,·-]+\d{{1,2}}:\d\d.*|\s?[|·].*)?$|^\S.{{0,40}}\|\s?(?:{MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{MONTH}\s\d{{4}}|20\d\d[-./]\d\d?[-./]\d\d?)|^[A-Z][\w .]{{2,40}}\s?(?:\||,|-)?\s?(?:Updated|Published)\s?:", 130),
        ("nav", r"^(?:Home|HOME|Main)\s?(?:[>»›/|]|$)|\s[>»›]\s\S[^.]{0,60}$|^(?:Skip to|Menu|Search|Sitemap|Site Map|Log ?in|Sign in|Language|Go to)\b|^(?:[A-Z0-9가-힣一-鿿][^|.]{0,28}\s?\|\s?){2,}|^(?=.*\S\s{2,}\S.*\S\s{2,}\S)[^.!?]*[^.!?\d]$|^(?:English|ENG|Korean|KOR|한국어|中文)(?:\s?[|/·]\s?\S+)*$|^(?:Press [Rr]eleases?|News(?:room)?|Notices?|Announcements?|Media [Cc]ent(?:er|re)|What's [Nn]ew|News & Events|Latest [Nn]ews)$|^(?:You are here|Location|Current (?:position|location))\s?:", 200),
        ("share", r"^(?:Share|SHARE|Tweet|Facebook|Twitter|X\b|LinkedIn|WeChat|Weibo|WhatsApp|Kakao|Print|PRINT|E-?mail(?: this)?|Copy (?:link|URL)|Bookmark|Font [Ss]ize|Text [Ss]ize|Font|A\+|A-|Follow (?:us|@)|Subscribe|Sign up|Listen|Like|Save|Scrap|Zoom|Scan|Download (?:our|the) app|Get (?:our|the latest))\b(?!.*[a-z]{3}\.$)(?:.{0,90})$|^(?:Subscribe|Sign up|Follow us)\b|[Nn]ewsletter|cookies|^(?:f|t|in|\+|A)$", 160),
        ("advert", r"^(?:Advertisement|ADVERTISEMENT|Sponsored|Promoted|AD)\b", 80),
        ("caption", r"^[\[(<]?\s?(?:Photos?|PHOTO|Images?|Picture|Caption|Graphic|Infographic|Video|File photo)\s?(?:by|from|:|credit|courtesy|caption|provided|=|/|\d|\))|^[▲△▶◀]|^(?:This|In this|An?)\s(?:undated\s|file\s|recent\s|composite\s|computer[- ]generated\s)*(?:photo|image|picture|graphic)\b|[(\[](?:Photo|PHOTO|Image|Courtesy|Credit|Provided|Photograph|File|Yonhap|Xinhua|Reuters|AFP|AP|Newsis|EPA)(?:\b[^()\[\]]{0,60})?[)\]]\.?$|(?:Photo|Image)\s?(?:courtesy|credit|by|provided|:)\s?.{0,60}$|/\s?(?:Yonhap|Xinhua|Reuters|AFP|Newsis|CFP|VCG|IC)\.?$|\((?:left|right|center|centre|L|R|C|(?:second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|back row|front row|from left)[^()]{0,30})\)|,\s(?:left|right|center|second from (?:left|right)),|\b(?:poses?|posing)\s(?:for|with|together)|shakes? hands", 420),
        ("related", r"^[\[<(*■▶•-]*\s?(?:Related\b|RELATED|Read [Mm]ore|READ MORE|Read [Aa]lso|Also [Rr]ead|See [Aa]lso|More (?:news|stories|from|on|articles|press)|More$|Most (?:read|viewed|popular|Read|Viewed|Popular)|Recommended|Trending|Latest|Top (?:news|stories|News|Stories)|You (?:may|might) also|Editor's [Pp]icks?|(?:Previous|Next|Prev)(?:\s(?:article|post|news|page|release|Article|Post|News))?\s?(?:[:<>|▲▼]|$|[A-Z])|Back to (?:list|top|List|Top)|(?:Go to )?[Ll]ist$|LIST$|Recent (?:posts|news|articles)|Popular|Don't miss|Other (?:news|articles)|Comments?\b|\d+ [Cc]omments?|Leave a (?:comment|reply)|Hot (?:topics|news)|In case you missed|Headlines$|Tags?\s?:|Keywords?\s?:|Topics?\s?:|#\w+(?:\s#\w+)*$)", 200),
        ("source", r"^[\[(]?\s?(?:Source|SOURCE|Original source|News source)s?\s?[:：]|^SOURCE\s[A-Z]", 160),
        ("contact", r"^(?:Notes? to [Ee]ditors|Disclaimer|Forward-[Ll]ooking|\[?Translat(?:ed|ion)|Visit (?:our|the) (?:web ?)?site|View (?:original|more|all)|Read the original|The (?:above|original) (?:article|text)|This (?:article|press release|text|translation) (?:was|is|has been)|The views expressed|To register\b.{0,40}(?:visit|click|http)|Click here|Official [Ww]ebsite|Opening hours|Office hours|Report an error)|^[*■▶○-]*\s?(?:(?:Media|Press|News|Public|General|Business|Sales|Company)\s)?(?:Contacts?|CONTACTS?|Inquir(?:y|ies)|Enquir(?:y|ies)|Contact (?:person|us|information|info|details))\s?(?:[:：(]|$|for\b|person|Information)|^[*■▶○-]*\s?(?:For (?:inquir|enquir|details|questions|media|press)|Please contact)|\s{2,}(?:Tel|TEL|Fax)[.:]?\s|[|]\s?(?:Tel|TEL|T|Phone)[.:]?\s?[+(\d]|^[*■▶○-]*\s?For (?:more|further|additional|media|press|any|other|general)\s(?:information|details|inquir|enquir)|^(?:Tel|TEL|Phone|Telephone|Fax|FAX|E-?mail|EMAIL|Mobile|Address|Website|Web|URL|Hotline)\s?(?:[:.：]|\()|^\(?\+?\d{1,3}[- )]?\d{1,4}[- ]\d{3,4}[- ]\d{4}|^[\w.+-]+@[\w.-]+(?:\s*\(?\)?)?$|^Media contact|[\w.+-]+@[\w-]+\.[\w.]+\s?\)?$", 240),
        ("attachment", r"^[\[(<*■▶•-]*\s?(?:Attach(?:ment|ments|ed)(?: [Ff]iles?)?|Download(?:s| file)?|File(?:s| download)?|Enclosures?|Appendix)\b\s?(?:\d|[:：\])>]|$)|\.(?:pdf|hwpx?|docx?|xlsx?|zip|pptx?|jpe?g|png)\b(?:\s?[(\[].*|\s+\d.*)?$", 200),
        ("byline", r"^(?:By|BY|Written by|Reported by|Reporter|Author|Writer|Editor|Edited by|Editors?)\s?[:：]?\s?[A-Z][\w.'-]*(?:\s[A-Z(][\w.@')-]*){0,6}(?:\s?[|,/·-]\s?.*)?$|^\((?:Editor|Web editor|Reporter)\b.*\)$|^[A-Z][a-z]+(?:[ -][A-Za-z]+){1,3}\s?(?:,\s|\s\|\s)?(?:[Ss]taff [Ww]riter|[Rr]eporter|[Cc]orrespondent)$", 140),
    )
)  # fmt: skip
# What follows the first of these is the page again; the others may stand between two paragraphs.
_HARD = {"copyright", "contact", "source", "attachment", "end"}
_FRONT = regex(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = regex(r"^#{1,3}\s+(?=\S)")
_LABELLED_TITLE = regex(r"^(?:Title|TITLE|Subject|Headline)\s?[:|]\s*")
_BOARD_PREFIX = regex(
    r"^(?:\[[A-Z][A-Za-z &]{2,24}\]|[\[(<【](?:Press [Rr]elease|News [Rr]elease|PRESS RELEASE|News|NEWS|Press|Notice|Photo [Nn]ews|Photo|Release|Announcement|[A-Z]{2,8} [Nn]ews|Yonhap Interview|Interview|LEAD|\d(?:st|nd|rd|th) LD)[\])>】]|(?:Press [Rr]elease|News [Rr]elease)\s?[:|-]|\((?:\d\w\w )?(?:LEAD|LD)\))\s*"
)
_CITY = r"[A-Z][A-Za-z.'’-]+(?:\s[A-Z][A-Za-z.'’-]+){0,2}"
_DAY = rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}(?:,?\s\d{{4}})?|20\d\d[-./]\d\d?[-./]\d\d?)"
_AGENCY = r"(?:\((?:[A-Z][A-Za-z-]+[ ]?){1,4}\)|/[A-Z][A-Za-z \-/]{2,30}/)"
DATELINE = regex(
    rf"^[\[(]?(?:{_CITY}(?:,\s{_CITY}){{0,2}}(?:/{_CITY})?(?:,\s?|\s-\s|\s|\s?\(){_DAY}[\])]?(?:\s?{_AGENCY})?\s?(?:--?|:|=|,\s-)\s?|{_CITY}(?:,\s{_CITY}){{0,2}}\s{_AGENCY}\s?(?:--?|=|:)\s?|{_CITY}(?:,\s{_CITY}){{0,2}}\s?(?:--|=)\s?|[A-Z]{{3,}}(?:,\s{_CITY})?\s-\s|\({_CITY}\s?(?:=|-)\s?[A-Z][A-Za-z ]+\)\s?|\[{_CITY},?\s{_DAY}\]\s?|{_DAY}\s?(?:\({_CITY}\)\s?)?(?:--?|:)\s)(?=[A-Z\"“'0-9])"
)
_PLAIN = regex(r"[\s\W_]+")
_BULLET = regex(r"^(?:[•·○◦▪■□●*※▶-]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\))\s*(?=\S)")
_BOX = regex(r"^[•·○◦▪■□●*▶-]?\s?[A-Z][A-Za-z &/()-]{2,28}\s?[:：]\s?\S")
_ABOUT_EVENT = regex(
    r"^[•·○◦▪■□●*▶-]?\s?(?:Dates?|Time|When|Period|Duration|Schedule|Venue|Place|Where|Location|Hosts?|Hosted|Organi[sz]ers?|Organi[sz]ed|Co-[a-z]+|Fees?|Theme|Topics?|Participa\w+|Attend\w+|Scale|Targets?|Registration fee|Expected|Contents?|Agenda|Programme?s?|Purpose|Title|Name|Exhibit\w*|Eligib\w+|Deadline|Appl\w+|Language)\b"
)
_FOOTNOTE = regex(r"^(?:\*+|※|Note:|\d\))\s?\S+(?:\s\S+){3,}")
_NAME_OF_SITE = regex(
    r"^(?:The\s)?(?:(?:[A-Z][\w&.'’-]*|of|and|the|for|in|on|,)\s?)+(?:\([A-Z]{2,8}\))?$|^www\.|^https?://|\.(?:com|org|go\.kr|gov\.cn)$"
)
_ORGANISED = regex(
    r"\b(?:Ministry|Agency|Government|Administration|Authority|Embassy|Association|Institute|Council|Commission|Center|Centre|University|Corporation|Bureau|Department|Times|Daily|Herald|News Agency|Post|Journal|Portal|Website|Consulate|Committee|Chamber|Online|Secretariat|Organi[sz]er|Office|Yonhap|Xinhua)\b"
)
_SENTENCE = regex(r"(?<!\b[A-Z])[.!?][\"”’)\]]*(?:\s|$)")


@lru_cache(maxsize=4096)
def reason_for(line: str) -> str | None:
    """Why this line is not the article's, or None."""
    if is_counter_line(line):
        return "counters"
    return next(
        (reason for reason, pattern, longest in _REASONS if len(line) <= longest and pattern.search(line)), None
    )


def article_of(folded: str) -> Article:
    """Find the article of an English page."""
    front = _FRONT.match(folded)
    lines = [line for line in split_lines(folded) if not front or line.start >= front.end()]
    article = Article(lines=split_lines(folded))
    if front:
        article.removed.append(RemovedSpan((0, front.end()), "front_matter"))
    begin = next((i for i, line in enumerate(lines) if _begins(line.text)), None)
    if begin is None:
        begin = next((i for i, line in enumerate(lines) if len(line.text.split()) > 8 and not reason_for(line.text)), 0)
    article.title = _title(lines[:begin])
    begin = _after_decks(lines, begin, article.title)
    end = _end(lines, begin)
    _fill(article, lines, begin, end)
    _cut_dateline(article)
    return article


def _begins(text: str) -> bool:
    if DATELINE.match(text) and len(text.split()) >= 8:
        return True
    if _HEADING.match(text) or _LABELLED_TITLE.match(text) or reason_for(text):
        return False
    return len(text.split()) >= 12 and bool(_SENTENCE.search(text)) and not re.match(r"^[-▷▶<].*-?$(?<![.!?])", text)


def _after_decks(lines: list[Segment], begin: int, title: Segment | None) -> int:
    """A summary above the byline or the date belongs to the page: the article begins below the last of these."""
    for index in range(begin, min(begin + 3, len(lines) - 1)):
        follows = reason_for(lines[index + 1].text)
        if (
            follows in {"byline", "meta"}
            and lines[index + 1].text[0].isalnum()
            and any(_begins(line.text) for line in lines[index + 2 : index + 6])
        ):
            later = next(i for i in range(index + 2, len(lines)) if _begins(lines[i].text))
            return later
    return begin


def _title(above: list[Segment]) -> Segment | None:
    for line in above:
        if mark := _HEADING.match(line.text) or _LABELLED_TITLE.match(line.text):
            return _without_prefix(Segment(line.text[mark.end() :], line.start + mark.end(), line.end))
    best: tuple[float, int] | None = None
    for index in range(len(above)):
        score = _worth(above, index)
        if score > 0 and (best is None or score > best[0]):
            best = score, index
    return _without_prefix(_without_site(above, above[best[1]])) if best else None


def _worth(above: list[Segment], index: int) -> float:
    """How much a line above the article looks like its headline."""
    text = _BOARD_PREFIX.sub("", above[index].text)
    words = text.split()
    if len(words) < 3 or reason_for(text) or DATELINE.match(text) or _BULLET.match(text):
        return 0
    score = min(len(words), 9) / 9
    if _NAME_OF_SITE.match(text) and _ORGANISED.search(text) and len(words) < 15:
        score -= 0.6
    if text.endswith("."):
        score -= 0.3
    after = [reason_for(line.text) for line in above[index + 1 : index + 3]]
    before = reason_for(above[index - 1].text) if index else None
    score += 0.6 * (after[:1] == ["meta"] or after[:1] == ["byline"]) + 0.3 * (before in {"nav", "meta"})
    plain = _PLAIN.sub("", text)
    score += 0.8 * any(_PLAIN.sub("", line.text).startswith(plain) for line in above[:index])
    return score - index * 0.05 + 0.15


def _without_site(above: list[Segment], line: Segment) -> Segment:
    """`Headline | Name of the site` without the latter."""
    cut = re.search(r"\s[|<]\s[^|]{3,60}$|\s-\s(?=[A-Z][^-]{3,50}$)", line.text)
    if cut and (
        _ORGANISED.search(line.text[cut.end() if cut.group().endswith("- ") else cut.start() :]) or "|" in cut.group()
    ):
        return Segment(line.text[: cut.start()], line.start, line.start + cut.start())
    return line


def _without_prefix(line: Segment) -> Segment:
    prefix = _BOARD_PREFIX.match(line.text)
    return Segment(line.text[prefix.end() :], line.start + prefix.end(), line.end) if prefix else line


def _end(lines: list[Segment], begin: int) -> int:
    """One past the last line of the article: what is no running text counts only before some that is."""
    end, seen = begin, set[str]()
    for index in range(begin, len(lines)):
        text, plain = lines[index].text, _PLAIN.sub("", lines[index].text)
        reason = reason_for(text)
        if len(plain) > 25 and plain in seen:
            break
        seen.add(plain)
        if index > begin and _closes(lines, index, reason):
            break
        if reason is not None and index > begin:
            continue
        sentence = _SENTENCE.search(text[-3:]) and len(text.split()) > 4
        if index == begin or sentence or _is_item(lines, index, end):
            end = index + 1
    return end


def _closes(lines: list[Segment], index: int, reason: str | None) -> bool:
    text = lines[index].text
    if reason in _HARD:
        return True
    if re.match(r"^(?:About|ABOUT)\s[A-Z]", text) and len(text.split()) < 9:
        return True
    if reason != "related":
        return False
    follows = lines[index + 1].text if index + 1 < len(lines) else ""
    inline = re.match(r"\S+(?:\s\w+){0,2}\s?[:：]\s?\S", text)
    return not (inline and len(follows.split()) >= 12 and _SENTENCE.search(follows[-3:]))


def _is_item(lines: list[Segment], index: int, end: int) -> bool:
    """An item of a list or of an overview box that goes on right after the text."""
    text = lines[index].text
    if index > end + 1:
        return False
    boxed = _BOX.match(text) and _ABOUT_EVENT.match(text)
    above = lines[index - 1].text
    listed = _BULLET.match(text) and len(text) > 8 and (above.endswith(":") or (_BULLET.match(above) and index == end))
    return bool(boxed or listed or _FOOTNOTE.match(text))


def _fill(article: Article, lines: list[Segment], begin: int, end: int) -> None:
    body = {_PLAIN.sub("", line.text) for line in lines[begin:end] if len(line.text) > 12}
    title = _PLAIN.sub("", article.title.text) if article.title else ""
    for index, line in enumerate(lines):
        reason, plain = reason_for(line.text), _PLAIN.sub("", line.text)
        if begin <= index < end and (index == begin or reason in {None, "meta", "contact", "end", "nav"}):
            article.body.append(line)
        elif article.title and line.start <= article.title.start < line.end:
            continue
        elif index >= end and plain in body:
            article.removed.append(RemovedSpan(line.span, "duplicate_body"))
        elif title and plain == title:
            article.removed.append(RemovedSpan(line.span, "duplicate_title"))
        else:
            deck = index < begin and article.title and line.start > article.title.end and len(line.text) > 20
            article.removed.append(RemovedSpan(line.span, reason or ("deck" if deck else "page")))


def _cut_dateline(article: Article) -> None:
    """`SEOUL, May 13 (Yonhap) -- ` is no part of the first sentence."""
    if not article.body or not (mark := DATELINE.match(article.body[0].text)):
        return
    line = article.body[0]
    rest = Segment(line.text[mark.end() :], line.start + mark.end(), line.end)
    above = Segment(line.text[: mark.end()].rstrip(), line.start, line.start + len(mark.group().rstrip()))
    article.body[0] = rest
    at = next(i for i, each in enumerate(article.lines) if each.start == line.start)
    article.lines[at : at + 1] = [above, rest]
    article.removed.append(RemovedSpan(above.span, "dateline"))
