"""The article on its page: its lines, and everything else with the reason why it is not the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docread.document import Removed, Span
from docread.page.furniture import BULLET, ENDS, is_deck, is_prose, reason_for
from docread.text import Piece, lines_of

_BODY_HEADING = re.compile(r"^#+\s*본문$")
_HEADING = re.compile(r"^#{1,3}\s+(?=\S)")
# What the board puts before a headline: `[보도자료]`, `(참고자료)`.
_BOARD_PREFIX = re.compile(
    r"[\[(【](?:보도자료|참고자료|설명자료|해명자료|보도참고자료|보도설명자료|보도참고|보도설명|사진자료|동정자료|참고|설명)[\])】]\s*(?=\S)"
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_DAY_ALONE = re.compile(r"^(?:19|20)\d\d\s?[.\-년]\s?\d{1,2}\s?[.\-월]\s?\d{1,2}\s?[.일]?(?:\s?\([월화수목금토일]\))?$")
_OFFICE_ALONE = re.compile(r"^[가-힣·\s]{3,24}(?:대변인(?:실)?|장관|청장|홍보담당관|언론담당관|보도팀)$")
# What closes an article on its last line.
_CLOSING = re.compile(r"(?<=[.”\"’)함음임됨])\s*(?:붙\s?임\s?[:：\d][^.]{0,60}\.?)?\s?[/<(\[]?끝[/>)\]]?\s?\.?$")
_PUNCTUATION = re.compile(r"[\s\W_]+")


@dataclass(slots=True)
class Article:
    """Lines of the article in order, its headline, and what was removed."""

    title: Piece | None = None
    body: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    lines: list[Piece] = field(default_factory=list)

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
        if spans and (mark := BULLET.match(self.body[0].text)):
            spans[0][0] += mark.end()
        return tuple((start, end) for start, end in spans)


def article_of(folded: str, language: str) -> Article:
    """Find the article. What is not running text and not between running text is the page."""
    if language == "en":
        from docread.page import english

        return english.article_of(folded)
    article = Article(lines=lines_of(folded))
    front = _FRONT_MATTER.match(folded)
    lines = [line for line in article.lines if not front or line.start >= front.end()]
    if front:
        article.removed.append(Removed((0, front.end()), "front_matter"))
    first, last = _region(lines)
    article.title = _title(lines, first)
    begin = next((i for i in range(first, last) if _begins(lines[i], language, article.title)), None)
    if begin is None:
        begin = next(
            (
                i
                for i in range(first, last)
                if reason_for(lines[i].text) is None and not _is_title(lines[i], article.title)
            ),
            last,
        )
    if article.title is None:
        article.title = _title_above(lines, begin, first)
    end = _end(lines, begin, last)
    _fill(article, lines, begin, end, language)
    return article


def _region(lines: list[Piece]) -> tuple[int, int]:
    """Where a page that says so keeps its article; else the whole page."""
    for index, line in enumerate(lines):
        if _BODY_HEADING.match(line.text):
            rest = (i for i in range(index + 1, len(lines)) if lines[i].text.startswith("## "))
            return index + 1, next(rest, len(lines))
    return 0, len(lines)


def _title(lines: list[Piece], first: int) -> Piece | None:
    for line in lines[: max(first, 12)]:
        if mark := _HEADING.match(line.text):
            if _BODY_HEADING.match(line.text):
                return None
            begin = mark.end()
            if prefix := _BOARD_PREFIX.match(line.text, begin):
                begin = prefix.end()
            return Piece(line.text[begin:], line.start + begin, line.end)
    return None


def _title_above(lines: list[Piece], begin: int, first: int) -> Piece | None:
    """The first line above the article that is neither furniture nor a deck."""
    for line in lines[first:begin]:
        if (
            len(line.text) >= 8
            and reason_for(line.text) is None
            and not is_deck(line.text)
            and not line.text.startswith("•")
        ):
            return line
    return None


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def _is_title(line: Piece, title: Piece | None) -> bool:
    if title is None:
        return False
    one, other = _plain(line.text), _plain(title.text)
    return bool(one) and (one == other or (len(one) >= 8 and one in other))


def _begins(line: Piece, language: str, title: Piece | None) -> bool:
    text = line.text
    if reason_for(text) is not None or _is_title(line, title) or _HEADING.match(text):
        return False
    return is_prose(text, language) and not (is_deck(text) and not text.endswith("."))


def _end(lines: list[Piece], begin: int, last: int) -> int:
    """One past the last line of the article."""
    seen: set[str] = set()
    end = begin
    for index in range(begin, last):
        text = lines[index].text
        plain = _plain(text)
        if (len(plain) > 25 and plain in seen) or (index > begin and reason_for(text) in ENDS):
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


def _before_table(lines: list[Piece], begin: int, end: int) -> int:
    """A table at the end that lost its cells, one to a line, is no text."""
    prose = next(
        (i for i in range(end - 1, begin, -1) if is_prose(lines[i].text, "ko") or lines[i].text[-1] in ".。”"), begin
    )
    tail = [line.text for line in lines[prose + 1 : end]]
    short = [text for text in tail if len(text) < 30 and not re.match(r"[*※ㅇ○◇·\-<【▲△]|\(", text)]
    return prose + 1 if len(tail) >= 8 and len(short) >= len(tail) - 2 else end


def _fill(article: Article, lines: list[Piece], begin: int, end: int, language: str) -> None:
    body = {_plain(line.text) for line in lines[begin:end] if len(line.text) > 12}
    for index, line in enumerate(lines):
        reason = reason_for(line.text)
        if begin <= index < end:
            if reason in {None, "contact", "attachment", "source", "meta"}:
                article.body.append(line)
            else:
                article.removed.append(Removed(line.span, reason or "page"))
        elif article.title and line.start <= article.title.start < line.end:
            continue
        elif index >= end and _plain(line.text) in body:
            article.removed.append(Removed(line.span, "duplicate_body"))
        elif index < begin and _is_title(line, article.title):
            article.removed.append(Removed(line.span, "duplicate_title"))
        else:
            article.removed.append(Removed(line.span, reason or _other(index, begin, line, language)))


def _other(index: int, begin: int, line: Piece, language: str) -> str:
    if index < begin and (is_deck(line.text) or len(line.text) > 20):
        return "deck"
    return "neighbour" if index > begin and len(line.text) > 30 and not is_prose(line.text, language) else "page"
