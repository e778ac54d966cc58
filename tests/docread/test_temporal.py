"""Expressions of time resolved against the date of the document."""

from datetime import date

import pytest

from docread.temporal import find_mentions, resolve
from docread.text import fold

DAY = date(2018, 8, 20)


def when(text, language="ko", reference=DAY):
    folded = fold(text)
    whens = resolve(find_mentions(folded, 0, len(folded), language), folded, (0, len(folded)), reference, language)
    return [(item.start, item.end) for item in whens]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("내일(21일)부터 23일까지 열리는", "2018-08-21", "2018-08-23"),
        ("다음 달에는 한국에서 열린다", "2018-09", "2018-09"),
        ("내년 상반기 중 마련할 계획", "2019-01", "2019-06"),
        ("오는 9일 개최한다", "2018-09-09", "2018-09-09"),
        ("지난해 11월 부임한", "2017-11", "2017-11"),
        ("11월 5일부터 10일까지", "2018-11-05", "2018-11-10"),
        ("12월 30일부터 1월 3일까지 열린다", "2018-12-30", "2019-01-03"),
        ("10.25~11.3까지 개최되며", "2018-10-25", "2018-11-03"),
        ("'22.10.26~28", "2022-10-26", "2022-10-28"),
        ("2020년까지 조성할 계획", "2020", "2020"),
        ("’16.5월 체결된", "2016-05", "2016-05"),
        ("2019.6.19.(수) 서울에서 개최", "2019-06-19", "2019-06-19"),
        ("지난 7월 체결했다", "2018-07", "2018-07"),
        ("연말까지 마련한다", "2018", "2018"),
        ("지난 8월 16~17일 서울에서", "2018-08-16", "2018-08-17"),
        ("내달 3∼5일 열리는", "2018-09-03", "2018-09-05"),
        ("10. 12.~14. 온라인 박람회", "2018-10-12", "2018-10-14"),
        ("9월 6일부터 이틀간 열리는", "2018-09-06", "2018-09-07"),
    ],
)
def test_korean(text, start, end):
    assert when(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("9월 3일부터 5일까지 열리는 박람회의 둘째 날에는", "2018-09-04"),
        ("9월 3일부터 5일까지 열리는 박람회의 마지막 날에는", "2018-09-05"),
        ("9월 3일 회의를 열었으며 전날에는", "2018-09-02"),
        ("9월 3일 회의를 열었으며 이튿날에는", "2018-09-04"),
        ("전략회의('18.7)", "2018-07"),
        ("앞으로 11.30 제12차 포럼", "2018-11-30"),
        ("전시회(ABC,10.29.~31.)", "2018-10-31"),
    ],
)
def test_times_relative_to_other_times(text, last):
    assert when(text)[-1][1] == last


@pytest.mark.parametrize("text", ["둘째 날에는 만났다", "9월 3일부터 4일까지 열린 행사의 넷째 날에"])
def test_a_day_without_a_month_is_left_open(text):
    assert not [start for start, _ in when(text) if start not in {"2018-09-03"}]


@pytest.mark.parametrize(
    "text", ["3일간 열린 행사", "9.0% 늘었다", "제3차 회의", "지난시에서 만났다", "5일째 이어졌다"]
)
def test_numbers_that_are_not_dates(text):
    assert when(text) == []


def test_without_a_reference_relative_times_are_left_open():
    assert when("내년 5월에", reference=None) == []
    assert when("10월 31일에 열린", reference=None) == [("XXXX-10-31", "XXXX-10-31")]


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("9月12日至14日，交流会在青岛举行", "zh", "2018-09-12", "2018-09-14"),
        ("计划于明年上半年举办", "zh", "2019-01", "2019-06"),
        ("自2024年1月1日起施行", "zh", "2024-01-01", "2024-01-01"),
        ("on September 3, 2025 in Seoul", "en", "2025-09-03", "2025-09-03"),
        ("next month", "en", "2018-09", "2018-09"),
        ("by June 2026", "en", "2026-06", "2026-06"),
    ],
)
def test_chinese_and_english(text, language, start, end):
    assert when(text, language) == [(start, end)]
