"""The country of a body that a Chinese text names."""

from __future__ import annotations

import re

from docread.names.chinese import places as where
from docread.patterns import regex

_INTERNATIONAL = regex(r"联合国|^世界|^国际[^商]|^亚洲|^欧洲|^全球|^东盟|^欧盟|^亚太")
_KOREAN = regex(r"公社|公团|振兴院|会议所|评价院")
_BETWEEN = regex(r"(?:的|著名|知名|大型|龙头|上市|跨国|环保|民间|最大)*(?:企业|公司|机构|财团|社团)?")


def country_of(folded: str, start: int, begin: int, text: str) -> str:
    """By the name, by the place before it, by the words of other lands; else China, whose texts name their own so."""
    return _by_name(folded, start, begin, text) or _by_place_before(folded, start, begin) or _by_words(folded, text)


def _by_name(folded: str, start: int, begin: int, text: str) -> str | None:
    posted = re.match(r"(?P<owner>[一-鿿]{2,8}?)驻", text)
    if posted and (owner := where.country_of(posted["owner"])):
        return owner
    if text.startswith(("驻", "我国驻", "我驻")):
        return where.last_country_in(folded[max(start, begin - 6) : begin]) or "CN"
    if told := where.country_of(text):
        return told
    if _INTERNATIONAL.search(text) and not text.endswith(("公司", "集团", "大学")):
        return "INT"
    inner = re.search(r"\((?P<place>[一-鿿]{2,5})\)", text)
    return where.country_of(inner["place"]) if inner else None


def _by_place_before(folded: str, start: int, begin: int) -> str | None:
    """`韩国龙头企业某某`, `釜山的某某`."""
    before = folded[max(start, begin - 10) : begin]
    named = list(where.place_pattern().finditer(before))
    if not named or not _BETWEEN.fullmatch(before[named[-1].end() :]):
        return None
    return where.by_name()[named[-1]["stem"]][0]


def _by_words(folded: str, text: str) -> str:
    if _KOREAN.search(text):
        return "KR"
    if "香港特别行政区" in folded and text.endswith("局"):
        return "HK"
    if "株式会社" in text:
        return "JP" if "日本" in folded and "韩国" not in folded else "KR"
    return "CN"
