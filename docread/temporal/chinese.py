"""How Chinese texts say when. Texts are folded: `，（）：` stand as `,():`, dashes as `-`."""

from __future__ import annotations

import re
from typing import Any

from docread.patterns import regex

YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
MONTHS = {"本月": 0, "这个月": 0, "当月": 0, "下个月": 1, "下月": 1, "上个月": -1, "上月": -1}
DAYS = {"今天": 0, "今日": 0, "今晨": 0, "今晚": 0, "明天": 1, "明日": 1, "后天": 2, "昨天": -1, "昨日": -1, "昨晚": -1, "前天": -2}  # fmt: skip
PARTS = {
    "上半年": "H1",
    "下半年": "H2",
    "年初": "start",
    "年中": "start",
    "年底": "end",
    "年末": "end",
    "年内": "end",
    "底": "end",
    "末": "end",
    "初": "start",
    "上旬": "start",
    "中旬": "start",
    "下旬": "end",
}
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4", "1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_DIGITS = {each: str(number) for number, each in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}

_RELATIVE = "|".join(YEARS).replace("后年", "(?<![产之以])后年")
_N = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR_PART = r"上半年|下半年|年?[底初末中](?![期级部国心等小学型])|年内|第?[一二三四1-4]季度"
_MONTH_PART = r"[底初末]|[上中下]旬"
_NOT_DAY = r"(?![线楼馆内间游期本元常照])"
_JOINT = r"\s?[-~至到、和]\s?"
EXPRESSION = regex(
    "|".join(
        (
            r"[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?:规划)?(?:期间|时期|末|期末|规划期)",
            r"(?P<y1>(?:19|20)\d\d)\s?[年.\-/]\s?(?P<m1>\d{1,2})\s?[月.\-/]\s?(?P<d1>\d{1,2})(?!\d)\s?[日号]?",
            rf"(?P<cy1>二[〇○零][〇○零一二三四五六七八九]{{2}})年(?:(?P<m12>{_N})月(?:(?P<d12>{_N})日)?)?",
            rf"(?P<y2>(?:19|20)\d\d)年\s?(?P<m2>\d{{1,2}})(?:月|(?=\s?[-~至到]\s?\d{{1,2}}月))(?P<p2>{_MONTH_PART})?(?!\d)",
            rf"(?P<ry3>{_RELATIVE})\s?(?P<m3>{_N})月(?:份)?(?:(?P<d3>\d{{1,2}})[日号])?(?P<p3>{_MONTH_PART})?(?!\d)",
            rf"(?<![\d一二三四五六七八九十])(?P<m4>\d{{1,2}})月\s?(?P<d4>\d{{1,2}})(?:[日号]|(?={_JOINT}(?:\d{{1,2}}月)?\d{{1,2}}[日号]))",
            r"(?<![\d一二三四五六七八九十])(?P<m14>[一二三四五六七八九十]{1,2})月(?P<d14>[一二三四五六七八九十]{1,3})日",
            rf"(?P<rm7>{'|'.join(MONTHS)})(?:(?P<d7>\d{{1,2}})[日号]|(?P<p7>{_MONTH_PART}))?",
            rf"(?<![\d.,\-~])(?P<m8>\d{{1,2}})(?:月(?:份)?|(?=[-~至到]\d{{1,2}}月(?!\d)))(?!\d)(?P<p8>{_MONTH_PART})?",
            rf"(?<![\d.])(?P<m18>\d{{1,2}})月(?:份)?(?!\d)(?P<p18>{_MONTH_PART})?",
            rf"(?<![\d.,%第〕\]])(?P<d9>\d{{1,2}})(?:日{_NOT_DAY}|号(?=[,上下晚至\-])|(?=[-~至到]\d{{1,2}}日{_NOT_DAY}))",
            rf"(?P<rd>{'|'.join(DAYS)}|[今昨明]\(\d{{1,2}}\)日)",
            r"(?P<same>当天|当日|同日|当晚|当地时间(?!\d))",
            rf"(?P<y10>(?:19|20)\d\d)(?:年|(?=\s?[-~至到]\s?20\d\d年))(?P<p10>{_YEAR_PART})?(?!代|度|版)",
            rf"(?P<ry11>{_RELATIVE})(?!同期)(?P<p11>{_YEAR_PART})?",
            r"(?<![一二两三四五六七八九十\d])(?P<p13>上半年|下半年|年底|年末|年初|年内|第?[一二三四]季度)",
            r"(?P<rm15>月[底末])(?=前|[,，。]|举|召|将)",
        )
    )
)
WEEKDAYS = "一二三四五六日天"
WEEKDAY = regex(r"\s?[(,]?\s?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\)?")
UNTIL = regex(r"\s?(?:之前|以前|前(?!后|往|来|夕|期|三|十|\d)|为止)")
_NO_TIME = regex(r"个工作$|每年$|历年$|[〔\[(]$|创办于$")


def said(match: re.Match[str]) -> dict[str, Any] | None:
    """What the expression says, as fields of `Found`."""
    if _NO_TIME.search(match.string[max(0, match.start() - 4) : match.start()]):
        return None
    said: dict[str, Any] = {}
    for name, value in match.groupdict().items():
        if value is not None:
            _KINDS[name.rstrip("0123456789")](said, value)
    return said


def _part(said: dict[str, Any], value: str) -> None:
    if "季度" in value:
        said["part"] = _QUARTERS[value.strip("第季度")]
    else:
        said["part"] = PARTS.get(value) or PARTS["年" + value]
        if not said.keys() & {"year", "years", "month", "months"} and value not in {"上半年", "下半年"}:
            said["years"] = 0


def _number(value: str) -> int:
    """`23` or `二十三`."""
    if value.isdigit():
        return int(value)
    if "十" not in value:
        return int("".join(_DIGITS[each] for each in value))
    tens, _, ones = value.partition("十")
    return int(_DIGITS.get(tens[-1:], "1")) * 10 + int(_DIGITS.get(ones[:1], "0"))


_KINDS: dict[str, Any] = {
    "y": lambda said, value: said.update(year=int(value)),
    "cy": lambda said, value: said.update(year=int("".join(_DIGITS.get(each, "2") for each in value))),
    "m": lambda said, value: said.update(month=_number(value)),
    "d": lambda said, value: said.update(day=_number(value)),
    "ry": lambda said, value: said.update(years=YEARS[value]),
    "rm": lambda said, value: said.update(months=MONTHS.get(value, 0)),
    "rd": lambda said, value: said.update(days=DAYS.get(value, {"今": 0, "昨": -1, "明": 1}.get(value[0], 0))),
    "p": _part,
    "plan": lambda said, value: said.update(year=_PLANS[value], part="plan"),
    "same": lambda said, value: said.update(mark="same"),
}

PAST = regex(
    r"了|已|曾|日前|近日|指出|表示|强调|圆满|举行(?!的)|召开(?!的)|举办(?!的)|闭幕|落幕|实现|完成|达(?:到)?\d|同比"
)
FUTURE = regex(r"将|拟|计划|预计|即将|会于|力争|争取|定于")
