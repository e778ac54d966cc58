"""How English texts say when."""

from __future__ import annotations

import re
from typing import Any

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
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_QUARTERS = {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4"}
EXPRESSION = re.compile(
    "|".join(
        (
            r"(?<!\d)(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)",
            rf"\b(?P<n2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y2>(?:19|20)\d\d))?(?!\d)",
            rf"(?<![\d-])(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n3>{_MONTH})(?:,?\s+(?P<y3>(?:19|20)\d\d))?\b",
            rf"\b(?P<n4>{_MONTH})\s+(?:of\s+)?(?P<y4>(?:19|20)\d\d)\b",
            rf"\b(?P<k5>next|last|this|in|by|until|late|early)\s+(?P<n5>{_MONTH})\b(?!\s+\d)",
            r"\b(?P<w6>next|last|this|coming)\s+(?P<u6>month|year)\b",
            r"\b(?P<rd>today|tomorrow|yesterday)\b",
            r"\b(?:the\s+)?(?P<p7>first|second)\s+half(?:\s+of\s+(?P<y7>(?:19|20)\d\d))?",
            r"(?<=[-~])\s?(?P<d8>\d{1,2})(?:,\s+(?P<y8>(?:19|20)\d\d))?(?=[\s,.)])",
            r"\b(?:in|by|since|until|from|to|during|end of|before)\s+(?P<y9>(?:19|20)\d\d)\b",
        )
    ),
    re.IGNORECASE,
)
WEEKDAYS = "MTWTFSS"
WEEKDAY = re.compile(r"(?!)(?P<weekday>)")
UNTIL = re.compile(r"(?!)")
_SHIFTS = {"next": 1, "coming": 1, "last": -1, "this": 0}


def said(match: re.Match[str]) -> dict[str, Any] | None:
    """What the expression says, as fields of `Found`."""
    groups = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value is not None}
    said: dict[str, Any] = {}
    if "n" in groups:
        said["month"] = MONTHS[groups["n"][:3].lower()]
    for key, field in (("y", "year"), ("m", "month"), ("d", "day")):
        if key in groups:
            said[field] = int(groups[key])
    if "rd" in groups:
        said["days"] = {"today": 0, "tomorrow": 1, "yesterday": -1}[groups["rd"].lower()]
    if "u" in groups:
        said["years" if groups["u"].lower() == "year" else "months"] = _SHIFTS[groups["w"].lower()]
    if "p" in groups:
        said["part"] = "H1" if groups["p"].lower() == "first" else "H2"
        said.setdefault("year", None) or said.update(years=0)
    if "k" in groups:
        said["mark"] = {"next": "next", "last": "last"}.get(groups["k"].lower(), "")
        said["until"] = groups["k"].lower() in {"by", "until"}
    return said


PAST = re.compile(r"\b(?:was|were|had|held|signed|took|has|have|visited|attended|\w+ed)\b")
FUTURE = re.compile(r"\b(?:will|plans? to|is to|are to|shall|scheduled|expected)\b")
