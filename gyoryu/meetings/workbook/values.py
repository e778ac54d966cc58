"""Parsers of cell values. Each takes a non-empty cell value and returns its meaning, or raises `ParseError`."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gyoryu.base.names import Language
from gyoryu.base.sheets import ParseError, Value, format_minutes, parse_date, parse_time
from gyoryu.base.territories import parse_country, parse_language
from gyoryu.base.text import normalize_compatibility, normalize_whitespace
from gyoryu.meetings.consultation import Side
from gyoryu.meetings.workbook import vocabulary
from meetplan.problem import Kind

_APART = re.compile(r"[,/;、·・&+|\n，；]|\s+-\s+")
_LANGUAGES_RUN_TOGETHER = re.compile(r"[한중영일러韩中英日俄]{2,}")
_RANK = re.compile(r"(?:제|第|no\.?\s*)?(\d{1,3})(?:\s*(?:순위|지망|번|志愿|位|选|st|nd|rd|th)(?:\s*choice)?)?")
_ROMAN = {roman: str(k) for k, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
_DINGBATS = {first + k: str(k + 1) for first in (0x2776, 0x2780, 0x278A) for k in range(10)}  # ❶ ➀ ➊
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


MAX_VALUE = 10**15  # largest integer that Excel is trusted to store exactly


def as_text(value: Value) -> str:
    """Return the text of any cell; a whole number without its decimal point, a date or time as ISO."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return normalize_whitespace(str(value))


def as_lines(value: Value) -> str:
    """Text in which line breaks still separate."""
    if isinstance(value, str):
        return "\n".join(filter(None, (normalize_whitespace(line) for line in value.splitlines())))
    return as_text(value)


def as_whole(value: Value) -> int:
    """Return a whole number, written as one or as text such as "３ 건" or "1,200"."""
    if isinstance(value, str):
        match = re.fullmatch(
            r"(-?\d[\d,]{0,14})(?:\.0+)?\s*(?:건|회|개|명|번|场|次|张|个|meetings?|tables?)?",
            normalize_compatibility(value).lower(),
        )
        if match:
            return int(match[1].replace(",", ""))
    elif (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < MAX_VALUE
        and value == int(value)
    ):
        return int(value)
    raise ParseError("not_a_whole_number", as_text(value))


def as_count(value: Value) -> int:
    number = as_whole(value)
    if number < 0:
        raise ParseError("negative", number)
    return number


def as_minutes(value: Value) -> int:
    """Return a length in minutes: 30, "30분", "30 min", or a time cell 00:30."""
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, str) and (
        match := re.fullmatch(
            r"(\d{1,6})\s*(?:분|分|分钟|min\.?|mins|minutes?)", normalize_compatibility(value).lower()
        )
    ):
        return int(match[1])
    return as_count(value)


def as_weight(value: Value) -> float:
    try:
        number = float(normalize_compatibility(value)) if isinstance(value, str) else float(cast(float, value))
    except (ValueError, TypeError, OverflowError):
        raise ParseError("not_a_number", as_text(value)) from None
    if not 0 <= number <= 1e6:
        raise ParseError("negative" if number < 0 else "not_a_number", as_text(value))
    return number


def as_truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value)
    meaning = vocabulary.SIGNS.get(text, vocabulary.look_up(vocabulary.TRUTH, text))
    if meaning is None:
        raise ParseError("not_yes_or_no", text)
    return meaning


def as_date(value: Value) -> str:
    return parse_date(value).isoformat()


def as_clock(value: Value) -> str:
    return format_minutes(parse_time(value))


def as_kind(value: Value) -> Kind | int:
    """Return a kind, or a rank where a form has both in one column ("1순위")."""
    if (kind := vocabulary.look_up(vocabulary.KINDS, as_text(value))) is not None:
        return cast(Kind, kind)
    text = as_text(value)
    if text in vocabulary.SIGNS or vocabulary.look_up(vocabulary.TRUTH, text) is not None:
        return "wish" if as_truth(value) else "forbidden"
    try:
        return as_rank(value)
    except ParseError:
        raise ParseError("unknown_kind", text) from None


def as_rank(value: Value) -> int:
    """1 is the first choice: 1, "1순위", "第一志愿", "2nd", ①, ❷, Ⅲ, (2); ◎ ○ △; 상 중 하, 高 中 低, A B C, high.

    Stars are counted below zero: -3 for ★★★, since more of them are better; `rank_by_stars` makes ranks of them."""
    raw = as_text(value)
    if star_count := _count_stars(raw):
        return -star_count
    if (grade := vocabulary.look_up(vocabulary.GRADES, raw) or vocabulary.RANK_SIGNS.get(raw)) is not None:
        return int(grade)
    text = normalize_compatibility(raw.translate(_DINGBATS)).lower().translate(_CHINESE_DIGITS)
    bare = text.strip("().[] ")
    match = _RANK.fullmatch(_ROMAN.get(bare, bare))
    if not match or int(match[1]) < 1:
        raise ParseError("not_a_rank", raw)
    return int(match[1])


def _count_stars(text: str) -> int:
    """Return how many stars a text of nothing but stars has; 0 of any other."""
    stars = text.replace("☆", "").replace(" ", "")
    return 0 if stars.strip("★⭐") else len(stars)


def as_sides(value: Value) -> tuple[Side, ...]:
    sides = vocabulary.look_up(vocabulary.SIDES, as_text(value))
    if sides is None:
        raise ParseError("unknown_side", as_text(value))
    return sides


def as_side_of_row(value: Value) -> tuple[Side, ...]:
    """As `as_sides`, in a list of participants."""
    try:
        return as_sides(value)
    except ParseError as error:
        raise ParseError("neither_side", error.detail) from None


def as_languages(value: Value) -> tuple[str, ...]:
    """Codes of languages, in the order written, from "한국어, 영어", "中文／韩语", "한·중", "한중", "ko zh"."""
    codes: dict[str, None] = {}
    for part in _APART.split(unicodedata.normalize("NFKC", as_lines(value))):
        bare = re.sub(r"\(.*?\)|（.*?）", "", part).strip()
        if not bare:
            continue
        for word in _language_words(bare):
            code = parse_language(word)
            if code is None:
                raise ParseError("unknown_language", word)
            codes[code] = None
    return tuple(codes)


def _language_words(part: str) -> list[str]:
    if parse_language(part) is not None:
        return [part]
    joined = re.sub(r"(통역|통번역|어|语|口译|翻译)$", "", part)
    if _LANGUAGES_RUN_TOGETHER.fullmatch(joined):  # "한중", "中韩口译"
        return list(joined)
    return re.split(r"[\s-]+", part)


def as_language(value: Value) -> Language:
    """Return the one language a workbook is in. Raises for languages other than ko, zh and en."""
    codes = as_languages(value)
    if len(codes) != 1 or codes[0] not in ("ko", "zh", "en"):
        raise ParseError("unknown_language", as_text(value))
    return cast(Language, codes[0])


def as_country(value: Value) -> str:
    code = parse_country(as_text(value))
    if code is None:
        raise ParseError("unknown_country", as_text(value))
    return code


def as_time_zone(value: Value) -> str:
    text = as_text(value)
    bare = re.sub(r"\(.*?\)|（.*?）", "", text).strip() or text
    zone = vocabulary.look_up(vocabulary.TIME_ZONES, bare)
    if zone is not None:
        return zone
    try:
        return ZoneInfo(bare).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ParseError("unknown_time_zone", text) from None


def as_items(value: Value) -> tuple[str, ...]:
    """Return the parts of an enumeration. Names may hold / and ·, so these do not separate."""
    return tuple(filter(None, (part.strip() for part in re.split(r"[;；,，、\n]", as_lines(value)))))
