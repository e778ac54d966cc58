"""The article on its page: its lines, and everything else with the reason why it is not the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docread.article_extraction.boilerplate import BULLET, ENDS, is_deck, is_prose, reason_for
from docread.document import RemovedSpan, Span
from docread.patterns import regex
from docread.text import Segment, split_lines

_BODY_HEADING = regex(r"^#+\s*본문$")
_HEADING = regex(r"^#{1,3}\s+(?=\S)")
# What the board puts before a headline: `[보도자료]`, `(참고자료)`.
_BOARD_PREFIX = regex(
    r"[\[(【](?:보도자료|참고자료|설명자료|해명자료|보도참고자료|보도설명자료|보도참고|보도설명|사진자료|동정자료|참고|설명|현장|카드뉴스|단독|속보|종합|기획|인터뷰|르포|알림|공지|공고|주간|월간|동향)[\])】]\s*(?=\S)"
)
# `(세종=가나통신) 이견본 기자 = `: the agency and its reporter, before the first sentence.
_DATELINE = regex(
    r"[(\[【]\s?(?:20\d\d년\s?\d{1,2}월\s?\d{1,2}일,?\s?[가-힣]{2,4}|[가-힣]{2,4},?\s?20\d\d년\s?\d{1,2}월\s?\d{1,2}일)\s?[)\]】]\s?(?:[-–—]+\s?)?|[(\[【]\s?[가-힣A-Za-z·]{2,12}\s?=\s?[가-힣A-Za-z0-9]{2,12}\s?[)\]】]\s?(?:[가-힣]{2,4}(?:[·,\s]+[가-힣]{2,4}){0,2}\s(?:인턴\s?)?(?:기자|특파원|통신원)\s?=?\s?)?"
)
# The name of a body that stands alone is whose page it is.
_BODY_ALONE = regex(
    r"(?:[가-힣·]{2,10}\s){0,2}[가-힣·]{0,18}(?:총영사관|대사관|회|청|부|원|센터|공사|공단|재단|단|[시군구]|파크|처|은행|대학교)"
)
_TITLE_LABEL = regex(r"(?:제\s?목|标题|Title|Subject)\s{0,4}[:：]?\s+(?=\S)")
# The way to a page (`홈 > 소식 > 보도자료`), menus.
_PATH = regex(r"\S\s{2,}\S+\s{2,}\S|\S\s?(?:>|〉|»|›)\s?\S|\S\s?\|\s?\S+\s?\|\s?\S|바로가기")
# On a page of news or a board, whatever short word stands in brackets before the headline.
_ANY_PREFIX = regex(r"[\[【][가-힣A-Za-z·\s]{2,12}[\]】]\s*(?=\S)")
_FRONT_MATTER = regex(r"\A---\n.*?\n---\n", re.DOTALL)
_DAY_ALONE = regex(r"^(?:19|20)\d\d\s?[.\-년]\s?\d{1,2}\s?[.\-월]\s?\d{1,2}\s?[.일]?(?:\s?\([월화수목금토일]\))?$")
_OFFICE_ALONE = regex(r"^[가-힣·\s]{3,24}(?:대변인(?:실)?|장관|청장|홍보담당관|언론담당관|보도팀)$")
# What closes an article on its last line.
_CLOSING = regex(r"(?<=[.”\"’)함음임됨])\s*(?:붙\s?임\s?[:：\d][^.]{0,60}\.?)?\s?[/<(\[]?끝[/>)\]]?\s?\.?$")
_PUNCTUATION = regex(r"[\s\W_]+")


@dataclass(slots=True)
class Article:
    """Lines of the article in order, its headline, and what was removed."""

    title: Segment | None = None
    body: list[Segment] = field(default_factory=list)
    removed: list[RemovedSpan] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)
    lead: int = 0
    """Characters of the first line before its first sentence: a bullet, the dateline of a wire."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The article in as few spans as there are gaps in it."""
        taken = {piece.start for piece in self.body}
        spans: list[list[int]] = []
        joined = False
        for line in self.lines:
            if line.start not in taken:
                joined = False
                continue
            if joined:
                spans[-1][1] = line.end
            else:
                spans.append([line.start, line.end])
                joined = True
        if spans and (over := _CLOSING.search(self.body[-1].text)):
            spans[-1][1] = self.body[-1].start + over.start()
        if spans and self.lead:
            spans[0][0] += self.lead
        elif spans and (
            mark := BULLET.match(self.body[0].text)
            or _DATELINE.match(self.body[0].text)
            or _SECTION_MARK.match(self.body[0].text)
        ):
            spans[0][0] += mark.end()
        return tuple((start, end) for start, end in spans)


def article_of(folded: str, language: str) -> Article:
    """Find the article. What is not running text and not between running text is the page."""
    article = Article(lines=split_lines(folded))
    front = _FRONT_MATTER.match(folded)
    lines = [line for line in article.lines if not front or line.start >= front.end()]
    if front:
        article.removed.append(RemovedSpan((0, front.end()), "front_matter"))
    first, last = _region(lines)
    article.title = _title(lines, first)
    begin = next(
        (
            i
            for i in range(first, last)
            if _begins(lines[i], language, article.title) and not (_heads_the_page(lines, i) or _is_summary(lines, i))
        ),
        None,
    )
    if begin is None:
        begin = next(
            (
                i
                for i in range(first, last)
                if reason_for(lines[i].text) is None and not _is_title(lines[i], article.title)
            ),
            last,
        )
    if (
        begin > first
        and _SECTION.match(lines[begin - 1].text)
        and reason_for(lines[begin - 1].text) is None
        and not _is_title(lines[begin - 1], article.title)
    ):
        begin -= 1  # `1. …`: the article is a list of sections
    end = _end(lines, begin, last)
    if article.title is None:
        article.title = _title_above(lines, begin, end)
    _fill(article, lines, begin, end, language)
    return article


def _region(lines: list[Segment]) -> tuple[int, int]:
    """Where a page that says so keeps its article; else the whole page."""
    for index, line in enumerate(lines):
        if _BODY_HEADING.match(line.text):
            rest = (i for i in range(index + 1, len(lines)) if lines[i].text.startswith("## "))
            return index + 1, next(rest, len(lines))
    return 0, len(lines)


def _title(lines: list[Segment], first: int) -> Segment | None:
    for line in lines[: max(first, 12)]:
        if mark := _HEADING.match(line.text):
            if _BODY_HEADING.match(line.text):
                return None
            begin = mark.end()
            if prefix := _BOARD_PREFIX.match(line.text, begin):
                begin = prefix.end()
            return Segment(line.text[begin:], line.start + begin, line.end)
    return None


def _title_above(lines: list[Segment], begin: int, last: int) -> Segment | None:
    """The headline: the first line above the article that says what the article says; failing that, the first line
    that is neither furniture nor a deck. A page prints its own name and menus above."""
    above = [line for line in lines[:begin] if _may_be_title(line.text)]
    korean = [line for line in above if re.search("[가-힣]", line.text)]
    above = korean or above
    told = _pairs("".join(line.text for line in lines[begin:last])[:1600])
    shared = [(line, _pairs(line.text), len(_pairs(line.text) & told)) for line in map(_unlabelled, above)]
    fitting = [(line, count) for line, pairs, count in shared if pairs and count >= 0.38 * len(pairs)]
    if fitting:
        most = max(count for _, count in fitting)
        return next(line for line, count in fitting if count >= 0.5 * most)
    best = max(shared, key=lambda item: item[2] / max(len(item[1]), 8), default=None)
    return best[0] if best else None


def _may_be_title(text: str) -> bool:
    return (
        len(_plain(text)) >= 6
        and reason_for(text) is None
        and not is_deck(text)
        and not text.startswith("•")
        and not _PATH.search(text)
        and not _BODY_ALONE.fullmatch(text)
        and not _SECTION.match(text)
        and not re.search(r"블로그|홈페이지|누리집|웹진$", text)
    )


def _unlabelled(line: Segment) -> Segment:
    """`제목  …`, `[현장] …`: without what the board puts before a headline."""
    begin = 0
    for pattern in (_TITLE_LABEL, _BOARD_PREFIX, _ANY_PREFIX):
        if label := pattern.match(line.text, begin):
            begin = label.end()
    return Segment(line.text[begin:], line.start + begin, line.end)


def _pairs(text: str) -> set[str]:
    plain = _plain(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def _is_title(line: Segment, title: Segment | None) -> bool:
    if title is None:
        return False
    one, other = _plain(line.text), _plain(title.text)
    return bool(one) and (one == other or (len(one) >= 8 and one in other))


def _begins(line: Segment, language: str, title: Segment | None) -> bool:
    text = line.text
    if reason_for(text) is not None or _is_title(line, title) or _HEADING.match(text):
        return False
    return is_prose(text, language) and not (is_deck(text) and not text.endswith("."))


_SECTION_MARK = regex(r"1[.)]\s(?=\S)")
_SECTION = regex(r"1[.)]\s\S.{6,60}$")
_SUMMARY = regex(r"요약$")


def _heads_the_page(lines: list[Segment], index: int) -> bool:
    """A headline that reads like a sentence (`… “법 넘는다”`): the page tells its author or its date right below."""
    text = lines[index].text
    below = [reason_for(line.text) for line in lines[index + 1 : index + 4]]
    return not text.endswith(".") and len(text) < 90 and bool({"byline", "meta"} & set(below)) and "=" not in text


def _is_summary(lines: list[Segment], index: int) -> bool:
    """One of the points of a summary above the article."""
    at = index
    while at > 0 and lines[at].text.startswith(("-", "·", "•")):
        at -= 1
    return at != index and bool(_SUMMARY.search(lines[at].text))


def _closes(lines: list[Segment], index: int, last: int) -> bool:
    """Whether the article is over with this line; a telephone number may also stand amid its paragraphs."""
    reason = reason_for(lines[index].text)
    if reason == "counters":  # of this post, or of the list of others below it
        return not any(is_prose(line.text, "ko") for line in lines[index + 1 : min(index + 6, last)])
    if reason != "contact":
        return reason in ENDS
    below = lines[index + 1 : min(index + 9, last)]
    going_on = [line for line in below if is_prose(line.text, "ko") and BULLET.match(line.text)]
    return not (going_on and BULLET.match(lines[index].text))


def _end(lines: list[Segment], begin: int, last: int) -> int:
    """One past the last line of the article."""
    seen: set[str] = set()
    end = begin
    for index in range(begin, last):
        text = lines[index].text
        plain = _plain(text)
        again = len(plain) > 25 and plain in seen and is_prose(text, "ko")
        if again or (index > begin and _closes(lines, index, last)):
            break
        seen.add(plain)
        end = index + 1
    while end > begin + 1 and (
        _DAY_ALONE.match(lines[end - 1].text)
        or _OFFICE_ALONE.match(lines[end - 1].text)
        or reason_for(lines[end - 1].text) is not None
        or lines[end - 1].text in {"끝", "끝.", "/끝/", "<끝>"}
    ):
        end -= 1
    return _before_table(lines, begin, end)


def _before_table(lines: list[Segment], begin: int, end: int) -> int:
    """A table at the end that lost its cells, one to a line, is no text."""
    prose = next(
        (i for i in range(end - 1, begin, -1) if is_prose(lines[i].text, "ko") or lines[i].text[-1] in ".。”"), begin
    )
    tail = [line.text for line in lines[prose + 1 : end]]
    short = [text for text in tail if len(text) < 30 and not re.match(r"[*※ㅇ○◇·\-<【▲△]|\(", text)]
    return prose + 1 if len(tail) >= 8 and len(short) >= len(tail) - 2 else end


def _fill(article: Article, lines: list[Segment], begin: int, end: int, language: str) -> None:
    body = {_plain(line.text) for line in lines[begin:end] if len(line.text) > 12}
    for index, line in enumerate(lines):
        reason = reason_for(line.text)
        if begin <= index < end:
            if reason in {None, "contact", "attachment", "source", "meta"}:
                article.body.append(line)
            else:
                article.removed.append(RemovedSpan(line.span, reason or "page"))
        elif article.title and line.start <= article.title.start < line.end:
            continue
        elif index >= end and _plain(line.text) in body:
            article.removed.append(RemovedSpan(line.span, "duplicate_body"))
        elif index < begin and _is_title(line, article.title):
            article.removed.append(RemovedSpan(line.span, "duplicate_title"))
        else:
            article.removed.append(RemovedSpan(line.span, reason or _other(index, begin, line, language)))


def _other(index: int, begin: int, line: Segment, language: str) -> str:
    if index < begin and (is_deck(line.text) or len(line.text) > 20):
        return "deck"
    return "neighbour" if index > begin and len(line.text) > 30 and not is_prose(line.text, language) else "page"
