import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyoryu.base.sheets import ParseError, format_minutes, parse_date, parse_time, parse_time_range

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
KOREAN, CHINESE = "월화수목금토일", "一二三四五六日"
WRITTEN_DATES = {
    "iso": lambda d: d.isoformat(),
    "korean dots": lambda d: f"{d.year}. {d.month}. {d.day}.({KOREAN[d.weekday()]})",
    "korean words": lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日（周{CHINESE[d.weekday()]}）",
    "english": lambda d: f"{d:%a} {d.day} {d:%B} {d.year}",
    "american words": lambda d: f"{d:%b} {d.day}, {d.year}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "full width": lambda d: d.isoformat().translate({c: c + 0xFEE0 for c in range(ord("0"), ord("9") + 1)}),
    "excel serial": lambda d: (d - dt.date(1899, 12, 30)).days,
    "cell": lambda d: dt.datetime(d.year, d.month, d.day),
}


@pytest.mark.parametrize("way", WRITTEN_DATES)
@given(day=DAYS)
def test_every_way_of_writing_a_date_is_read_back(way, day):
    assert parse_date(WRITTEN_DATES[way](day)) == day


@given(day=DAYS)
def test_american_and_british_order_are_never_guessed(day):
    text = f"{day.month}/{day.day}/{day.year}"
    if day.day > 12 or day.day == day.month:
        assert parse_date(text) == day
    else:
        with pytest.raises(ParseError, match="ambiguous_date"):
            parse_date(text)


@pytest.mark.parametrize("value", ["2026-13-01", "2026-02-30", "내일", "2026", "5/12", 12, True, "", 1e9, dt.time(9)])
def test_what_is_no_date(value):
    with pytest.raises(ParseError, match="not_a_date"):
        parse_date(value)


def _half(minutes, words):
    hour, minute = divmod(minutes, 60)
    return words[hour >= 12], hour % 12 or 12, minute


WRITTEN_CLOCKS = {
    "iso": format_minutes,
    "korean": lambda m: f"{m // 60}시 {m % 60}분",
    "korean half": lambda m: "{} {}:{:02d}".format(*_half(m, ("오전", "오후"))),
    "korean half words": lambda m: "{} {}시 {}분".format(*_half(m, ("오전", "오후"))),
    "chinese half": lambda m: "{}{}点{:02d}分".format(*_half(m, ("上午", "下午"))),
    "english": lambda m: "{1}:{2:02d} {0}".format(*_half(m, ("AM", "p.m."))),
    "full-width colon": lambda m: f"{m // 60}：{m % 60:02d}",
    "cell": lambda m: dt.time(m // 60, m % 60),
    "fraction of a day": lambda m: m / 1440,
    "duration": lambda m: dt.timedelta(minutes=m),
}


@pytest.mark.parametrize("way", WRITTEN_CLOCKS)
@given(minutes=st.integers(0, 1439))
def test_every_way_of_writing_a_time_is_read_back(way, minutes):
    assert parse_time(WRITTEN_CLOCKS[way](minutes)) == minutes


@pytest.mark.parametrize("text", ["9시반", "上午9点半", "9:30 AM", "0930", "09:30:00", "오전 9:30"])
def test_half_past_nine(text):
    assert format_minutes(parse_time(text)) == "09:30"


@pytest.mark.parametrize("value", ["9", "25:00", "9:75", "오전 13:00", "", 9, True, "오전 오후 3시", "곧"])
def test_what_is_no_time(value):
    with pytest.raises(ParseError, match="not_a_time"):
        parse_time(value)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("09:00~10:30", "09:00", "10:30"),
        ("9시~10시 30분", "09:00", "10:30"),
        ("오후 1시~2시 반", "13:00", "14:30"),
        ("上午9:00至10:30", "09:00", "10:30"),
        ("9-11am", "09:00", "11:00"),
        ("11:00-1:00 pm", "11:00", "13:00"),
        ("오전 9시부터 11시까지", "09:00", "11:00"),
        ("９：００～１０：００", "09:00", "10:00"),
    ],
)
def test_spans(text, begin, end):
    assert tuple(map(format_minutes, parse_time_range(text))) == (begin, end)


@pytest.mark.parametrize("text", ["10:00", "10:00~09:00", "10:00~10:00", "a~b", "9:00~10:00~11:00"])
def test_what_is_no_span(text):
    with pytest.raises(ParseError):
        parse_time_range(text)
