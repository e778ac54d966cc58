"""Times as people say them: every way of saying one thing means the same slots."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gyoryu.base.sheets import ParseError
from gyoryu.meetings.workbook.time_phrases import SpokenTimes
from meetplan.problem import Slot

HOURS = (9, 10, 11, 13, 14, 15, 16)
DAYS = (12, 13)  # Wednesday and Thursday
SLOTS = [
    Slot(f"d{day - 11}s{k:02d}", f"2027-05-{day}", f"{h:02d}:00", f"{h + 1:02d}:00", "am" if h < 12 else "pm")
    for day in DAYS
    for k, h in enumerate(HOURS, 1)
]
TIMES = SpokenTimes(SLOTS)
ALL = {(day, hour) for day in DAYS for hour in HOURS}


def slots(ids):
    time_by_id = {slot.id: (int(slot.day[-2:]), int(slot.start[:2])) for slot in SLOTS}
    return {time_by_id[slot_id] for slot_id in ids}


def away(text):
    return slots(TIMES.touched(text))


def slots_on(day=None, test=lambda hour: True):
    return {(d, h) for d, h in ALL if day in (None, d) and test(h)}


CASE = {
    "14:00 이후": slots_on(None, lambda h: h >= 14),
    "5/12 15시 이후 불가": slots_on(12, lambda h: h >= 15),
    "5/12 14:00~": slots_on(12, lambda h: h >= 14),
    "~11:00": slots_on(None, lambda h: h < 11),
    "첫날": slots_on(12),
    "둘째 날만 참석": slots_on(12),
    "13일만 가능": slots_on(12),
    "5월 12일 불참": slots_on(12),
    "5/12 09:00-10:30 / 5/12 14:00-15:00": slots_on(12, lambda h: h in (9, 10, 14)),
    "12~13일": ALL,
    "14:00以后": slots_on(None, lambda h: h >= 14),
    "上午不行": slots_on(None, lambda h: h < 12),
    "after 2 pm": slots_on(None, lambda h: h >= 14),
    "only 13 May": slots_on(12),
}


@pytest.mark.parametrize("text", CASE)
def test_fourteen_cells_from_practice(text):
    assert away(text) == CASE[text]


DAY_WORDS = {
    12: [
        "5/12",
        "5.12",
        "12일",
        "5월 12일",
        "5月12日",
        "12号",
        "2027-05-12",
        "2027년 5월 12일",
        "첫날",
        "첫째 날",
        "1일차",
        "第一天",
        "第1天",
        "首日",
        "day 1",
        "first day",
        "the first day",
        "12 May",
        "May 12",
        "12th May",
        "on 12 May",
        "5/12(수)",
        "수요일",
        "周三",
        "星期三",
        "Wednesday",
        "Wed",
    ],
    13: [
        "5/13",
        "13일",
        "둘째 날",
        "둘째날",
        "이틀째",
        "2일차",
        "第二天",
        "마지막 날",
        "最后一天",
        "last day",
        "13 May",
        "13 May 2027",
        "Thursday",
        "周四",
        "(목)",
    ],
    None: [
        "",
        "양일",
        "매일",
        "12~13일",
        "12일부터 13일까지",
        "5/12~5/13",
        "12-13 May",
        "May 12-13",
        "12, 13일",
        "12일, 13일",
        "两天",
        "每天",
        "both days",
        "every day",
    ],
}
TIME_WORDS = {
    "morning": (lambda h: h < 12, ["오전", "오전 중", "上午", "早上", "AM", "morning", "in the morning", "오전에"]),
    "afternoon": (
        lambda h: h >= 12,
        ["오후", "下午", "午后", "PM", "afternoon", "in the afternoon", "점심 이후", "오후부터", "12시 이후"],
    ),
    "from two": (
        lambda h: h >= 14,
        [
            "14시 이후",
            "14:00~",
            "오후 2시부터",
            "오후 2시 이후",
            "下午2点以后",
            "14:00之后",
            "after 2 pm",
            "from 14:00",
            "after 14",
        ],
    ),
    "until eleven": (
        lambda h: h < 11,
        ["11시 이전", "~11:00", "오전 11시까지", "11点以前", "上午11点之前", "before 11 am", "until 11:00"],
    ),
    "span": (
        lambda h: h in (14, 15),
        [
            "14:00~16:00",
            "오후 2시부터 4시까지",
            "下午2点到4点",
            "from 2 pm to 4 pm",
            "between 2 and 4 pm",
            "14:00-16:00",
        ],
    ),
    "all": (lambda h: True, ["", "전일", "종일", "全天", "all day"]),
}
VERBS = ["", " 불가", " 불참", " 참석 불가", " 不行", " not available", " unavailable", "에는 어렵습니다"]
DAYS_AND_WORDS = [(day, word) for day, phrases in DAY_WORDS.items() for word in phrases]
TIMES_AND_WORDS = [(test, word) for test, phrases in TIME_WORDS.values() for word in phrases]


@settings(max_examples=400, deadline=None, phases=[Phase.generate])
@given(day=st.sampled_from(DAYS_AND_WORDS), time=st.sampled_from(TIMES_AND_WORDS), verb=st.sampled_from(VERBS))
def test_a_day_a_time_and_a_verb(day, time, verb):
    (number, day_word), (test, word) = day, time
    if not f"{day_word}{word}" or (verb.startswith("에는") and not word.endswith(("전", "중", "후", "일"))):
        return
    text = f"{day_word} {word}".strip() + verb
    assert away(text) == slots_on(number, test), text


@settings(max_examples=150, deadline=None, phases=[Phase.generate])
@given(
    day=st.sampled_from([(d, w) for d, w in DAYS_AND_WORDS if d and w.isascii() and not w.startswith("on ")]),
    time=st.sampled_from([(t, w) for t, w in TIMES_AND_WORDS if w.isascii() and w.endswith(("morning", "afternoon"))]),
)
def test_the_day_may_come_last_in_english(day, time):
    assert away(f"{time[1]} of {day[1]}") == slots_on(day[0], time[0])


ONLY = [
    "{}만 가능",
    "{}만 참석",
    "{}에만 참석 가능",
    "{}만",
    "只有{}可以",
    "仅限{}",
    "only {}",
    "available only {}",
    "{} only",
]


@pytest.mark.parametrize("way", ONLY)
@pytest.mark.parametrize(
    ("day", "day_word"), [(12, "12일"), (13, "5/13"), (13, "둘째 날"), (12, "第一天"), (13, "13 May")]
)
def test_who_comes_only_then_is_away_at_all_other_times(way, day, day_word):
    if "{}에만" in way and not day_word.endswith(("일", "날")):
        return
    assert away(way.format(day_word)) == ALL - slots_on(day)
    assert slots(TIMES.within(way.format(day_word))) == slots_on(day)


@pytest.mark.parametrize("text", ["12일은 오전만 가능", "12日只有上午", "12 May only morning", "5/12 오전 참석 가능"])
def test_a_half_of_one_day_says_nothing_of_the_others(text):
    assert away(text) == slots_on(12, lambda h: h >= 12)


@pytest.mark.parametrize("text", ["전일 참석", "참석 가능", "全天可以", "available all day"])
def test_who_is_there_all_the_time_is_never_away(text):
    assert away(text) == set()


@pytest.mark.parametrize("text", ["불참", "전일 불참", "缺席", "unavailable"])
def test_who_does_not_come_at_all(text):
    assert away(text) == ALL


@pytest.mark.parametrize(
    "text",
    ["미정", "4월 3일", "셋째 날", "저녁", "25:00", "토요일", "협의 필요", "12월", "?", "a" * 5000, "1일 " * 300],
)
def test_ambiguous_times_are_refused(text):
    with pytest.raises(ParseError, match="unknown_time"):
        TIMES.touched(text)


def test_allowed_times_are_read_the_other_way_round():
    assert slots(TIMES.within("14시 이후")) == slots_on(None, lambda h: h >= 14)
    assert slots(TIMES.within("오전 불가")) == slots_on(None, lambda h: h >= 12)
    assert slots(TIMES.within("9:30~11:00")) == slots_on(None, lambda h: h == 10)
    assert slots(TIMES.touched("9:30~11:00")) == slots_on(None, lambda h: h in (9, 10))


@settings(max_examples=200, deadline=None, phases=[Phase.generate])
@given(
    words=st.lists(
        st.sampled_from(
            [w for _, w in [*DAYS_AND_WORDS, *TIMES_AND_WORDS]] + ["만", "~", "/", ",", "불가", "가능", "?", "1", "99"]
        ),
        max_size=8,
    )
)
def test_any_words_are_understood_or_refused(words):
    for text in (" ".join(words), "".join(words)):
        try:
            assert away(text) <= ALL
        except ParseError as refusal:
            assert refusal.code == "unknown_time"  # noqa: PT017


def test_one_slot_is_one_slot():
    for day, hour in product(DAYS, HOURS):
        assert slots([TIMES.single(f"5/{day} {hour}:00")]) == {(day, hour)}
    with pytest.raises(ParseError, match="not_one_slot"):
        TIMES.single("5/12 오전")


def test_days_of_other_months_and_years():
    days = [dt.date(2026, 12, 30) + dt.timedelta(k) for k in range(4)]
    times = SpokenTimes([Slot(f"x{k}", day.isoformat(), "09:00", "10:00") for k, day in enumerate(days)])
    assert times.touched("12/31") == ["x1"]
    assert times.touched("1월 1일") == ["x2"]
    assert times.touched("마지막 날") == ["x3"]
