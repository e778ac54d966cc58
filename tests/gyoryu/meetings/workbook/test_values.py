import datetime as dt

import pytest

from gyoryu.base.sheets import ParseError
from gyoryu.meetings.workbook import values
from gyoryu.meetings.workbook.times import SpokenTimes
from meetplan.problem import Slot


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("한국어, 영어", ("ko", "en")),
        ("中文／韩语", ("zh", "ko")),
        ("한·중", ("ko", "zh")),
        ("한중영", ("ko", "zh", "en")),
        ("中韩口译", ("zh", "ko")),
        ("Korean / Chinese\nEnglish", ("ko", "zh", "en")),
        ("ko zh", ("ko", "zh")),
        ("KO-ZH", ("ko", "zh")),
        ("중국어(만다린)、영어", ("zh", "en")),
        ("汉语；汉语", ("zh",)),
    ],
)
def test_languages(text, codes):
    assert values.as_languages(text) == codes


@pytest.mark.parametrize("text", ["O", "ㅇ", "예", "是", "Y", "√", "TRUE", "○", True, 1, "１", "online"])
def test_yes(text):
    assert values.as_truth(text) is True


@pytest.mark.parametrize("text", ["X", "×", "아니오", "否", "n", "-", False, 0, "현장"])
def test_no(text):
    assert values.as_truth(text) is False


@pytest.mark.parametrize("value", [1, "1", "１순위", "第一志愿", "1st choice", "제1지망", "No. 1", 1.0])
def test_first_choice(value):
    assert values.as_rank(value) == 1


@pytest.mark.parametrize(
    ("reader", "value", "code"),
    [
        (values.as_rank, "0", "not_a_rank"),
        (values.as_count, "-1", "negative"),
        (values.as_count, 1.5, "not_a_whole_number"),
        (values.as_count, True, "not_a_whole_number"),
        (values.as_weight, "nan", "not_a_number"),
        (values.as_weight, "-2", "negative"),
        (values.as_weight, dt.date(2026, 5, 12), "not_a_number"),
        (values.as_languages, "Klingon", "unknown_language"),
        (values.as_language, "일본어", "unknown_language"),
        (values.as_country, "아틀란티스", "unknown_country"),
        (values.as_time_zone, "화성", "unknown_time_zone"),
        (values.as_time_zone, "../etc/passwd", "unknown_time_zone"),
        (values.as_sides, "누구", "unknown_side"),
    ],
)
def test_what_cannot_be_read(reader, value, code):
    with pytest.raises(ParseError, match=code):
        reader(value)


def test_other_values():
    assert [values.as_count(v) for v in ("1,200", "３ 건", 4.0, "5 meetings")] == [1200, 3, 4, 5]
    assert [values.as_minutes(v) for v in ("30분", "30 min", 30, dt.time(0, 30), "30分钟")] == [30] * 5
    assert [values.as_kind(v) for v in ("필수", "不可", "O", "X", "2순위")] == [
        "must",
        "forbidden",
        "wish",
        "forbidden",
        2,
    ]
    assert [values.as_time_zone(v) for v in ("베이징", "Asia/Tashkent", "서울(UTC+9)")] == [
        "Asia/Shanghai",
        "Asia/Tashkent",
        "Asia/Seoul",
    ]
    assert values.as_text(7.0) == "7"


CLOCKS = (("09:00", "09:30"), ("09:30", "10:00"), ("13:00", "13:30"), ("13:30", "14:00"))
SLOTS = [
    Slot(f"d{day}s{k:02d}", f"2026-05-{11 + day}", start, end)
    for day in (1, 2)
    for k, (start, end) in enumerate(CLOCKS, 1)
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("5/12 오전", "d1s01 d1s02"),
        ("13일 13:00~13:40", "d2s03 d2s04"),
        ("5月13日 全天", "d2s01 d2s02 d2s03 d2s04"),
        ("2026. 5. 12.(화) 오후", "d1s03 d1s04"),
        ("2일차 오전 9시", "d2s01"),
        ("Day 2 afternoon", "d2s03 d2s04"),
        ("第1天下午", "d1s03 d1s04"),
        ("d1s02", "d1s02"),
        ("d1s04~d2s01", "d1s04 d2s01"),
        ("13:10", "d1s03 d2s03"),
        ("5/12 09:00~09:30, 13:30~14:00; 5/13 09:30", "d1s01 d1s04 d2s02"),
        ("5.13.", "d2s01 d2s02 d2s03 d2s04"),
        ("전일", "d1s01 d1s02 d1s03 d1s04 d2s01 d2s02 d2s03 d2s04"),
        ("5/12(화) 09:15~09:20", "d1s01"),
        ("12 May 2026 9:00-9:30", "d1s01"),
    ],
)
def test_times_as_people_speak_of_them(text, ids):
    assert " ".join(SpokenTimes(SLOTS).touched(text)) == ids


def test_times_within_and_single():
    times = SpokenTimes(SLOTS)
    assert times.within("5/12 09:10~13:40") == ["d1s02", "d1s03"]
    assert times.single("5/12 09:30") == "d1s02"
    with pytest.raises(ParseError, match="not_one_slot"):
        times.single("5/12 오후")


@pytest.mark.parametrize("text", ["5/14 오전", "3일차", "20:00~21:00", "아무때나", "d9s01", "5/12 아침밥", ";"])
def test_times_that_are_not_in_the_programme(text):
    with pytest.raises(ParseError, match="unknown_time"):
        SpokenTimes(SLOTS).touched(text)
