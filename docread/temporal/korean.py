"""How Korean texts say when."""

from __future__ import annotations

import re
from typing import Any

from docread.patterns import regex

YEARS = {
    "올해": 0, "금년": 0, "올": 0, "내년": 1, "명년": 1, "내후년": 2, "지난해": -1, "작년": -1, "전년": -1, "재작년": -2,
}  # fmt: skip
MONTHS = {"이달": 0, "이번달": 0, "금월": 0, "다음달": 1, "내달": 1, "익월": 1, "지난달": -1, "전월": -1}
DAYS = {
    "오늘": 0, "금일": 0, "내일": 1, "명일": 1, "모레": 2, "글피": 3, "어제": -1, "작일": -1, "그제": -2, "그저께": -2,
}  # fmt: skip
MARKS = {"오는": "next", "향후": "next", "다가오는": "next", "지난": "last", "이번": "", "올": ""}
NTH = {"첫": 0, "둘": 1, "셋": 2, "넷": 3, "마": -1}  # days of what lasts some days: `둘째 날`, `마지막 날`
PARTS = {
    "상반기": "H1", "하반기": "H2", "초": "start", "연초": "start", "중순": "", "말": "end", "연말": "end", "연내": "end",
    "안": "end", "중": "", "초순": "start", "하순": "end",
}  # fmt: skip

_YEAR = r"(?:(?<!\d)(?P<y{0}>(?:19|20)\d\d)|['’‘](?P<s{0}>\d\d))"
_REL_YEAR = r"(?P<ry{0}>올해|금년|내후년|내년|명년|지난해|재작년|작년|전년|같은 해|동년|이듬해)"
_PART = r"(?:의?\s?(?P<p{0}>상반기|하반기|[1-4]\s?/?\s?4?분기|연초|연말|초순|중순|하순|초(?![가-힣])|말(?=[\s까에이,.)]|부터|$)))"
EXPRESSION = regex(
    "|".join(
        (
            # 2023.10.05. 2023-10-05 '20.1.7 2018년 8월 21일
            _YEAR.format(1)
            + r"\s?(?:[.\-/]|년)\s?(?P<m1>\d{1,2})\s?(?:[.\-/]|월)\s?(?P<d1>\d{1,2})(?!\d)(?:일|\.(?!\d))?",
            # 2018년 6월 '16.5월 2020.10월
            _YEAR.format(2) + r"\s?(?:[.]|년)\s?(?P<m2>\d{1,2})월(?:\s?(?P<p2>초|중순|말))?",
            _REL_YEAR.format(3) + r"\s?(?P<m3>\d{1,2})월(?:\s?(?P<d3>\d{1,2})일)?(?:\s?(?P<p3>초|중순|말)(?![가-힣]))?",
            # 10월 5일, with 오는 or 지난
            r"(?:(?P<k4>오는|다가오는|지난|향후)\s?)?(?<!\d)(?P<m4>\d{1,2})월\s?(?P<d4>\d{1,2})일(?!간|째|\s?(?:동안|만에))",
            # 4월 16~17일, 지난 16~17일
            r"(?:(?P<k21>오는|다가오는|지난|향후)\s?)?(?<!\d)(?:(?P<m21>\d{1,2})월\s?|(?<![\d.,~-]))(?P<d21>\d{1,2})(?=\s?[~-]\s?\d{1,2}일(?!간|\s?(?:정도|이내|소요|동안|이상)))",
            # 3.10.(금)  11. 9(수)  10.25~11.3  (2.24.)
            r"(?<![\d.~-])(?<!\d,)(?P<m5>\d{1,2})\.\s?(?P<d5>\d{1,2})(?!\d)(?:\.(?!\d))?(?=\s?\((?:월|화|수|목|금|토|일)[,)\s]|\s?~\s?\d|\.?-\d{1,2}\.?\)|\.?\))",
            # (9.27, 베이징)
            r"(?<=\()(?P<m18>\d{1,2})\.\s?(?P<d18>\d{1,2})\.?(?=,\s?[가-힣])",
            # (8.8-10, 칭다오)
            r"(?<=\()(?P<m24>\d{1,2})\.\s?(?P<d24>\d{1,2})\.?(?=[~-]\d{1,2}\.?,\s?[가-힣])",
            r"(?:(?<=\(\d\.\d[~-])|(?<=\(\d\.\d\d[~-])|(?<=\(\d\d\.\d[~-])|(?<=\(\d\d\.\d\d[~-]))(?P<d25>\d{1,2})(?=\.?,\s?[가-힣])",
            r"(?<=\d\.[~-])(?P<d27>\d{1,2})(?=\.,\s?[가-힣])",
            # 7.5.(월)-8.(목)
            r"(?<=\)[~-])\s?(?P<d19>\d{1,2})\.?(?=\s?\([월화수목금토일]\))",
            r"(?<=~)\s?(?P<m6>\d{1,2})\.\s?(?P<d6>\d{1,2})(?![\d%]|\.\d)(?:\.(?!\d))?",
            # ('22.11), (’23.2.)
            r"(?<=\()['’‘](?P<s28>\d\d)\.\s?(?P<m28>\d{1,2})(?=\.?\))",
            # 11.30 제12차 포럼
            r"(?<![\d.,~-])(?P<m29>\d{1,2})\.(?P<d29>\d{1,2})(?=\s(?:제\s?\d+[회차]|[「‘“]))",
            # 6.25. 체결
            r"(?<![\d.,~-])(?P<m26>\d{1,2})\.(?P<d26>\d{1,2})\.(?=\s(?:체결|개최|발표|통지|서명|방문|실시|출범|시행|착공|준공|방한|출국))",
            # 10.28일
            r"(?<![\d.,])(?P<m20>\d{1,2})\.(?P<d20>\d{1,2})일(?!간|째)",
            r"(?P<rm7>이달|이번 ?달|금월|다음 ?달|내달|익월|지난 ?달)(?:\s?(?P<d7>\d{1,2})(?:일|(?=\s?[~-]\s?\d{1,2}일))|\s?(?P<p7>초|중순|말)(?![가-힣]))?",
            r"(?:(?P<k8>오는|다가오는|지난|매년|매해)\s?)?(?<![\d.])(?P<m8>\d{1,2})월(?:\s?(?P<p8>초|중순|말)(?![가-힣]))?(?!\s?\d|호)",
            r"(?:(?P<k9>오는|다가오는|지난|매월)\s?)?(?<!박 )(?<!박)(?<![\d.,])(?P<d9>\d{1,2})일(?!간|째|차|자|정|반|당|평균|본|[ ]?(?:동안|만에|이내|이상|전|후|남|기준 \d))(?=[\s(,.)~·부까에오의과와]|$)",
            r"(?P<rd>오늘|금일|내일|명일|모레|글피|어제|작일|그제|그저께)(?=[\s(,]|부터|까지|은|도)",
            r"(?P<same>이날|같은 ?날|당일)(?![가-힣]*기)",
            r"(?P<nth>첫째 ?날|첫날|둘째 ?날|셋째 ?날|넷째 ?날|마지막 ?날)(?=[\s,]|은|에)",
            r"(?P<eve>전날|이튿날)(?=[\s(,]|부터|까지|은|도|에)",
            _YEAR.format(10) + r"\s?년?" + _PART.format(10),
            _REL_YEAR.format(11) + _PART.format(11) + "?",
            r"(?<![\d.,])(?P<y12>(?:19|20)\d\d)년(?!대|도 ?예산|차|간)|['’‘](?P<s12>\d\d)년(?!대)",
            r"(?P<p13>상반기|하반기|[1-4]\s?/?\s?4?분기|연초|연말|연내|올해 안)",
            r"(?<![\d.])(?P<d14>\d{1,2})(?=\s?\((?:월|화|수|목|금|토|일)\))",
            r"(?<=~)\s?(?P<d15>\d{1,2})(?=[일.]?(?:[\s,)]|$)|일?까지)[일.]?",
            r"(?<=\.-)(?P<d23>\d{1,2})(?=\.?\))",
            r"(?<![\w.,])(?P<y16>20\d\d)(?=\s?~|\)|~)|(?<=~)\s?(?P<y17>20\d\d)(?=년|\)|\s|$)년?",
        )
    )
)
WEEKDAYS = "월화수목금토일"
WEEKDAY = regex(r"\s?\(\s?(?P<weekday>[월화수목금토일])(?:요일)?(?:\)|,[^)]{0,12}\))")
LASTING = regex(
    r"\s?부터\s(?:(?P<word>이틀|사흘|나흘|닷새|엿새|일주일)|(?P<days>\d{1,2})일|(?P<months>\d{1,2})개월)\s?(?:간|동안)"
)
LENGTHS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "일주일": 7}
UNTIL = regex(r"\s?(?:\([^)]{1,12}\))?\s?까지|\s?(?:이전|내에|이내|안에)")


def said(match: re.Match[str]) -> dict[str, Any] | None:
    """What the expression says, as fields of `Found`; None if it is no date after all."""
    said: dict[str, Any] = {}
    for name, value in match.groupdict().items():
        if value is None:
            continue
        kind = name.rstrip("0123456789")
        _KINDS[kind](said, value)
    if said.get("mark") == "every":
        return None
    return said


def _relative_year(said: dict[str, Any], value: str) -> None:
    if value in YEARS:
        said["years"] = YEARS[value]
    else:
        said["mark"] = "same_year" if value != "이듬해" else "year_after"


def _part(said: dict[str, Any], value: str) -> None:
    if value == "올해 안":
        said.update(years=0, part="end")
    elif value[0].isdigit():
        said["part"] = f"Q{value[0]}"
    else:
        said["part"] = PARTS[value]
        if value in {"연초", "연말", "연내"} and "year" not in said and "years" not in said:
            said["years"] = 0


_KINDS: dict[str, Any] = {
    "y": lambda said, value: said.update(year=int(value)),
    "s": lambda said, value: said.update(year=2000 + int(value) if int(value) < 70 else 1900 + int(value)),
    "m": lambda said, value: said.update(month=int(value)),
    "d": lambda said, value: said.update(day=int(value)),
    "ry": _relative_year,
    "rm": lambda said, value: said.update(months=MONTHS[value.replace(" ", "")]),
    "rd": lambda said, value: said.update(days=DAYS[value]),
    "k": lambda said, value: said.update(
        mark={"매년": "every", "매해": "every", "매월": "every"}.get(value) or MARKS[value]
    ),
    "p": _part,
    "same": lambda said, value: said.update(mark="same"),
    "nth": lambda said, value: said.update(mark="nth", days=NTH[value[0]]),
    "eve": lambda said, value: said.update(mark="same", days=-1 if value == "전날" else 1),
}

PAST = regex(
    r"[았었했됐왔갔졌렸였](?:다|습니다|음|으며|고 |던|는데)|열린|개최한|개최된|체결한|체결된|발표한|진행된|설립된|마련된|참석한|방문한|개최(?:함|됨)"
)
FUTURE = regex(
    r"예정|계획|방침|겠|할 것|될 것|열리는|열릴|개최되는|개최될|개최하는|개최할|한다(?![면])|된다|린다|합니다|됩니다|립니다|습니다(?<![었았했]습니다)|전망"
)
