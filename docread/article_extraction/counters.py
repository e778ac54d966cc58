"""Lines of list pages that only count: replies, views and the short date of a post, separated by dots or bars."""

from __future__ import annotations

from functools import lru_cache

from docread.patterns import regex

_LONGEST = 90
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,7}|\d{1,4}(?:\.\d)?\s?[kK천만千万])\+?"
_LABEL = (
    r"(?:조회(?:수)?|읽음|댓글(?:수)?|답글|추천(?:수)?|공감|좋아요|스크랩"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|(?:回复|评论|点赞|收藏|转发|跟帖)数?"
    r"|[Vv]iews?|[Hh]its?|[Rr]eads?|[Rr]epl(?:y|ies)|[Cc]omments?|[Ll]ikes?|[Ss]hares?)"
)
_LABELLED = regex(rf"{_LABEL}\s?[:：]?\s?[(\[]?{_NUMBER}\s?(?:회|건|次|条)?[)\]]?|{_NUMBER}\s?(?:次|条)?{_LABEL}")
_COUNT = regex(_NUMBER)
# A dot parts day and month only with a year or a leading zero: `4.20` may be a figure, a range is `4-20`.
_MOMENT = regex(
    r"(?:(?:(?:19|20)?\d\d[-/])?(?:0[1-9]|1[0-2])[-/](?:[0-2]\d|3[01])"
    r"|(?:(?:(?:19|20)?\d\d\.\s?)(?:0?[1-9]|1[0-2])|0[1-9])\.\s?(?:[0-2]\d|3[01])\.?)(?:\s\d{1,2}:\d\d(?::\d\d)?)?"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
    r"|\d{1,3}\s?(?:초|분|시간|일|주|달|개월|년)\s?전|방금|어제"
    r"|\d{1,3}\s?(?:秒|分钟|小时|天|周|个月|年)前|刚刚|昨天"
    r"|\d{1,3}\s?(?:[smhdw]|(?:min|minute|hour|day|week|month|year)s?) ago|[Yy]esterday"
)
_YEAR = regex(r"(?:19|20)\d\d")
_DOTS, _BARS = regex(r"\s*[•·∙・‧]\s*"), regex(r"\s*[|｜]\s*|\s+/\s+")


@lru_cache(maxsize=4096)
def is_counter_line(line: str) -> bool:
    """Whether the line says nothing but how often and when a post was read: `• 0 • 128 • 04-20`.

    A row of figures alone is a table and stays; between bars, where tables have dates as well, a label is needed.
    """
    if len(line) > _LONGEST:
        return False
    parts = [part for piece in _DOTS.split(line) for part in _BARS.split(piece)]
    parts = [part.strip() for part in parts if part.strip()]
    labels = sum(bool(_LABELLED.fullmatch(part)) for part in parts)
    moments = sum(bool(_MOMENT.fullmatch(part)) for part in parts)
    counts = sum(bool(_COUNT.fullmatch(part)) for part in parts)
    if not parts or labels + moments + counts < len(parts):
        return False
    if len(parts) == 1:  # an item of a list of its own
        return bool(_DOTS.match(line)) and line[0] in "•·∙・‧" and not _YEAR.fullmatch(parts[0])
    if labels:
        return labels + counts > 1 or moments > 0
    return not _BARS.search(line) and moments == 1 and counts > 0
