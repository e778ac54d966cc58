"""How English texts say when: `May 12-14, 2024`, `from 28 to 30 August`, `by the end of next year`, `on Tuesday`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from docread.patterns import regex

Said = dict[str, Any]
"""What an expression says, as fields of `Found`."""

_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Case tells `May` from `may` and `March` from `march`.
MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
WEEKDAY_NAME = r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs?|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s?(?:-|~|to|through|until|till|and)\s?(?:the\s)?"
_FIRST_DAY = rf"(?:(?P<w>{WEEKDAY_NAME})\.?(?:,\s?|\s\(|\s))?"
_AFTER_DAY = rf"(?:,?\s?\(?(?P<v>{WEEKDAY_NAME})\.?\)|,\s(?P<v2>{_FULL_WEEKDAY}))?"
_BETWEEN = rf"(?:\s?\({WEEKDAY_NAME}\.?\)|,?\s{_FULL_WEEKDAY}(?=\s?(?:to|-)))?"

# In order: what says most comes first. Groups: n month, d day, y year, of a range the second ones are m, e.
_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d./-])(?P<y>{_YEAR})(?P<s>[-./])(?P<n>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/-])"),
    ("days", rf"{_FIRST_DAY}(?P<n>{MONTH})\s(?P<d>\d{{1,2}}){_TH}\b{_BETWEEN}(?P<to>{_TO})(?:{WEEKDAY_NAME}\.?,?\s)?(?:(?P<m>{MONTH})\s)?(?P<e>\d{{1,2}}){_TH}(?![\d:%]|\s?(?:million|billion|percent|p\.m|a\.m))(?:\s?\({WEEKDAY_NAME}\.?\))?(?:,?\s(?P<y>{_YEAR}))?"),
    ("days", rf"(?<![\d.,$-]){_FIRST_DAY}(?P<d>\d{{1,2}}){_TH}(?:\s(?P<n>{MONTH}))?(?P<to>{_TO})(?:{WEEKDAY_NAME}\.?,?\s)?(?P<e>\d{{1,2}}){_TH}\s(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{_YEAR}))?"),
    ("months", rf"\b(?P<n>{MONTH})(?P<to>{_TO})(?P<m>{MONTH})(?:,?\s(?:of\s)?(?P<y>{_YEAR}))?(?!\s?\d)"),
    ("day", rf"\b{_FIRST_DAY}(?P<n>{MONTH})\s(?P<d>\d{{1,2}}){_TH}(?![\d:%])\)?(?:,?\s(?P<y>{_YEAR})(?!\d))?{_AFTER_DAY}"),
    ("day", rf"(?<![\d.,$-]){_FIRST_DAY}(?:the\s)?(?P<d>\d{{1,2}}){_TH}\s(?:of\s)?(?P<n>{MONTH})\b\.?(?:,?\s(?P<y>{_YEAR})(?!\d))?{_AFTER_DAY}"),
    ("month", rf"\b(?:(?P<k>next|last|this|coming)\s)?(?P<n>{MONTH})(?:,?\s(?:of\s)?(?:(?P<y>{_YEAR})\b|(?P<g>this|next|last)\syear))"),
    ("month", rf"\b(?:(?P<k>next|last|this|coming)|in|by|until|since|from|during|[Ee]arly|[Ll]ate|mid|of|and|to|before|after)[\s-](?P<n>{MONTH})\b(?!\s+\d)"),
    ("part", rf"\b(?P<p>first|second)[\s-]half(?:\sof\s(?:the\s)?(?:(?P<y>{_YEAR})|(?P<g>this|next|last|year)(?:\syear)?))?"),
    ("part", rf"\b(?P<q>first|second|third|fourth)[\s-]quarter(?:\sof\s(?:the\s)?(?:(?P<y>{_YEAR})|(?P<g>this|next|last|year)(?:\syear)?))?"),
    ("part", rf"\b(?P<q>Q[1-4])\s(?:of\s)?(?P<y>{_YEAR})"),
    ("unit", r"\b(?P<k>next|last|this|the\scoming)\s(?P<u>month|year)\b"),
    ("unit", r"\b(?P<k>year)-(?P<u>end)\b|\bthe\s(?P<k2>end)\sof\sthe\s(?P<u2>month|year)\b"),
    ("relative", r"\b(?P<r>[Tt]oday|[Tt]omorrow|[Yy]esterday)\b"),
    ("ago", r"\b(?P<a>two|three|four|five)\s(?P<b>day)s\s(?:ago|earlier)\b"),
    ("same", r"\b(?P<x>the\ssame\sday|that\sday|the\sday)(?=[\s,.])"),
    ("weekday", rf"\b(?:(?P<k>next|last|this|coming)\s)?(?P<w>{_FULL_WEEKDAY})\b"),
    ("bare", r"\b(?:on|by|until)\sthe\s(?P<d>\d{1,2})(?:st|nd|rd|th)(?=[,.;]|\s(?:in|at|with|to|by|that)\b)"),
    ("years", rf"(?<![\w-])(?P<y>{_YEAR})(?P<to>\s?(?:-|to|through)\s?)(?P<z>{_YEAR})(?![\d-])"),
    ("year", rf"\b(?:in|by|since|until|from|to|during|end\sof|before|after|through|early|late|mid|half\sof|for|of|as\searly\sas)[\s-](?P<y>{_YEAR})\b(?![-/]\d|\s(?:[A-Z]|edition|million))"),
)  # fmt: skip
_PATTERNS = tuple((kind, regex(pattern)) for kind, pattern in _FORMS)
# Where any of them can begin: most of a text is passed over with this one.
_HINT = regex(rf"\d|\b{MONTH}\b|{_FULL_WEEKDAY}|half|quarter|month|year|day\b|[Tt]omorrow")
_SHIFTS = {"next": 1, "coming": 1, "the coming": 1, "last": -1, "this": 0, "year": 0, "end": 0}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_QUARTERS = {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4"}
_BY = regex(
    r"\b(?:[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|no later than|within)\s(?:the\s)?(?:(?:end|middle|close)\sof\s)?(?:the\s)?(?:early\s|late\s)?$"
)


def expressions(folded: str, start: int, end: int) -> Iterator[tuple[int, int, Said]]:
    """The expressions between two positions in order, none overlapping another; of a range its two ends."""
    if not _HINT.search(folded, start, end):
        return
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded, start, end):
            if all(match.end() <= a or b <= match.start() for a, b, _, _ in found):
                found.append((match.start(), match.end(), kind, match))
    for begin, stop, kind, match in sorted(found, key=lambda each: each[0]):
        until = bool(_BY.search(folded[max(start, begin - 40) : begin])) or bool(
            re.match(r"(?:by|until|before)\b", match.group())
        )
        if kind in {"days", "months", "years"}:
            yield from _range(match, kind)
        elif (said := _single(match, kind)) is not None:
            yield begin, stop, {**said, "until": until}


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS[name[:3].lower()]


def _weekday(name: str) -> int:
    return _DAYS.index(name[:3].lower())


def _range(match: re.Match[str], kind: str) -> Iterator[tuple[int, int, Said]]:
    groups = {name: value for name, value in match.groupdict().items() if value}
    at, after = match.start("to"), match.end("to")
    if kind == "years":
        yield match.start(), at, {"year": int(groups["y"])}
        yield after, match.end(), {"year": int(groups["z"]), "mark": "range"}
        return
    month = _month(groups.get("n") or groups["m"])
    later = _month(groups.get("m") or groups["n"])
    first: Said = {"month": month}
    second: Said = {"month": later, "mark": "range"}
    if kind == "days":
        first["day"], second["day"] = int(groups["d"]), int(groups["e"])
    if "w" in groups:
        first["weekday"] = _weekday(groups["w"])
    if "y" in groups:
        second["year"] = int(groups["y"])
        first["year"] = second["year"] - (month > later)
    apart = " and " in groups["to"] and kind == "days" and (month != later or second["day"] != first["day"] + 1)
    if apart or (" and " in groups["to"] and kind == "months"):
        second["mark"] = ""  # two days, not all from one to the other
    yield match.start(), at, first
    yield after, match.end(), second


def _single(match: re.Match[str], kind: str) -> Said | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    said: Said = {}
    if "n" in groups:
        said["month"] = _month(groups["n"])
    for name, field in (("y", "year"), ("d", "day")):
        if name in groups:
            said[field] = int(groups[name])
    if weekday := groups.get("w") or groups.get("v") or groups.get("v2"):
        said["weekday"] = _weekday(weekday)
    shift = groups.get("k") or groups.get("k2")
    if kind == "unit":
        said["months" if "month" in (groups.get("u"), groups.get("u2")) else "years"] = _SHIFTS[shift or "this"]
    elif shift in {"next", "coming", "last"}:
        said["mark"] = "last" if shift == "last" else "next"
    elif shift == "this" and "month" in said:
        said["years"] = 0
    if "g" in groups:
        said["years"] = _SHIFTS[groups["g"]]
    if kind == "part":
        said["part"] = _part(groups)
        if "year" not in said:
            said.setdefault("years", 0)
    return _relative(groups, said)


def _part(groups: dict[str, str]) -> str:
    if "p" in groups:
        return "H1" if groups["p"] == "first" else "H2"
    return _QUARTERS.get(groups["q"], groups["q"])


def _relative(groups: dict[str, str], said: Said) -> Said:
    if "r" in groups:
        said["days"] = {"today": 0, "tomorrow": 1, "yesterday": -1}[groups["r"].lower()]
    if "a" in groups:
        said["days"] = -_NUMBERS[groups["a"]]
    if "x" in groups:
        said["mark"] = "same"
    return said


_TO_COME = regex(r"\b(?:until|through|till|by)\s(?:\w+\s)?$")
RANGE = regex(r"\s?(?:-|~|to|through|until|till)\s?(?:the\s)?")
_TENSES = regex(
    r"(?P<future>\b(?:will|shall|would|is set|are set|is due|are due|is to|are to|plans? to|aims? to|scheduled|slated|expected|upcoming|planned|intends? to|to be|opens|kicks off|begins|starts|runs|takes place)\b(?:\s(?:be\s)?\w+)?)"
    r"|(?P<past>\b(?:was|were|had|held|took|met|led|began|has|have|kicked|won|said|ran|paid|\w{2,}ed)\b)"
)
# Who said it, and when that was, says nothing of what was said; but `said on Tuesday` does.
PAST = regex(r"\b(?:was|were|had|held|signed|took|has|have|\w+ed)\b")
FUTURE = regex(r"\b(?:will|plans? to|is to|are to|shall|scheduled|expected)\b")


def tense(folded: str, sentence: tuple[int, int], start: int, end: int) -> int:
    """-1 past, 1 future, 0 unknown: by the last verb before the expression in its sentence, else by the first after it."""
    if _TO_COME.search(folded, max(sentence[0], start - 12), start):
        return 1
    before = list(_TENSES.finditer(folded, sentence[0], start))
    if before:
        return 1 if before[-1]["future"] else -1
    after = _TENSES.search(folded, end, sentence[1])
    return 0 if after is None else 1 if after["future"] else -1


def on_weekday(weekday: int, mark: str, reference: date | None, tense_of: int) -> str | None:
    """The day meant by `on Tuesday`, `next Friday`: the nearest in the direction of the tense."""
    if reference is None:
        return None
    ahead = (weekday - reference.weekday()) % 7
    if mark == "next":
        ahead = weekday - reference.weekday() + 7
    elif mark == "last":
        ahead = ahead - 7
    elif tense_of <= 0 and ahead:
        ahead -= 7
    return date.fromordinal(reference.toordinal() + ahead).isoformat()
