"""How Chinese texts say when."""

from __future__ import annotations

import re
from typing import Any

YEARS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
MONTHS = {"本月": 0, "这个月": 0, "下个月": 1, "下月": 1, "上个月": -1, "上月": -1}
DAYS = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "昨天": -1, "昨日": -1, "前天": -2}
PARTS = {
    "上半年": "H1",
    "下半年": "H2",
    "年初": "start",
    "年底": "end",
    "年末": "end",
    "年内": "end",
    "底": "end",
    "初": "start",
}
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}

_RELATIVE = "|".join(YEARS)
EXPRESSION = re.compile(
    "|".join(
        (
            r"(?P<y1>(?:19|20)\d\d)\s?[年.\-/]\s?(?P<m1>\d{1,2})\s?[月.\-/]\s?(?P<d1>\d{1,2})(?!\d)[日号]?",
            r"(?P<y2>(?:19|20)\d\d)年\s?(?P<m2>\d{1,2})月(?P<p2>底|初)?",
            rf"(?P<ry3>{_RELATIVE})\s?(?P<m3>\d{{1,2}})月(?:(?P<d3>\d{{1,2}})[日号])?(?P<p3>底|初)?",
            r"(?<!\d)(?P<m4>\d{1,2})月(?P<d4>\d{1,2})[日号]",
            rf"(?P<rm7>{'|'.join(MONTHS)})(?:(?P<d7>\d{{1,2}})[日号]|(?P<p7>底|初))?",
            r"(?<!\d)(?P<m8>\d{1,2})月(?!\d)(?P<p8>底|初)?",
            r"(?<!\d)(?P<d9>\d{1,2})[日号](?![线楼馆])",
            rf"(?P<rd>{'|'.join(DAYS)})",
            r"(?P<same>当天|当日|同日)",
            r"(?P<y10>(?:19|20)\d\d)年(?P<p10>上半年|下半年|年?[底初末]|第?[一二三四]季度)?(?!代|度)",
            rf"(?P<ry11>{_RELATIVE})(?P<p11>上半年|下半年|年?[底初末]|第?[一二三四]季度)?",
            r"(?P<p13>上半年|下半年|年底|年初|年内)",
        )
    )
)
WEEKDAYS = "一二三四五六日"
WEEKDAY = re.compile(r"\s?[(（]?(?:星期|周)(?P<weekday>[一二三四五六日])[)）]?")
UNTIL = re.compile(r"\s?(?:之?前|以前|为止)")


def said(match: re.Match[str]) -> dict[str, Any] | None:
    """What the expression says, as fields of `Found`."""
    said: dict[str, Any] = {}
    for name, value in match.groupdict().items():
        if value is not None:
            _KINDS[name.rstrip("0123456789")](said, value)
    return said


def _part(said: dict[str, Any], value: str) -> None:
    if "季度" in value:
        said["part"] = _QUARTERS[value.strip("第季度")]
    else:
        said["part"] = PARTS.get(value) or PARTS[value.removeprefix("年")]
        if "year" not in said and "years" not in said and "month" not in said and "months" not in said:
            said["years"] = 0


_KINDS: dict[str, Any] = {
    "y": lambda said, value: said.update(year=int(value)),
    "m": lambda said, value: said.update(month=int(value)),
    "d": lambda said, value: said.update(day=int(value)),
    "ry": lambda said, value: said.update(years=YEARS[value]),
    "rm": lambda said, value: said.update(months=MONTHS[value]),
    "rd": lambda said, value: said.update(days=DAYS[value]),
    "p": _part,
    "same": lambda said, value: said.update(mark="same"),
}

PAST = re.compile(r"了|已|曾|举行了|签署了|日前|近日|指出|表示|强调|圆满")
FUTURE = re.compile(r"将|拟|计划|预计|即将|会于")
