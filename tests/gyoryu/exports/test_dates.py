"""Days and clocks of slots, which come as text."""

import pytest

from gyoryu.exports import dates
from meetplan.problem import Slot


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("ko", "2026. 5. 12.(화)", "5. 12.(화)"),
        ("zh", "2026年5月12日（周二）", "5月12日（周二）"),
        ("en", "Tue 12 May 2026", "Tue 12 May"),
    ],
)
def test_dates_are_written_as_each_country_writes_them(language, full, short):
    assert dates.day_text("2026-05-12", language) == full
    assert dates.short_day("2026-05-12", language) == short
    assert dates.day_text("the first day", language) == "the first day"


def test_clocks():
    assert dates.clock_text(Slot("x", "d", "09:00", "09:30")) == "09:00–09:30"
    assert dates.clock_text(Slot("x", "d")) == "x"
    assert dates.minutes_between("09:30", "11:00") == 90
    assert dates.minutes_between("", "11:00") == 0
    assert dates.utc_offset("2026-05-12", "Asia/Seoul") == "UTC+9"
    assert dates.utc_offset("2026-05-12", "Asia/Kolkata") == "UTC+5:30"
    assert dates.utc_offset("2026-01-12", "America/St_Johns") == "UTC-3:30"
    assert f"{dates.instant('2026-05-12', '08:30', 'Asia/Seoul'):%d %H:%M}" == "11 23:30"


def test_a_day_or_clock_that_is_none_is_unknown():
    assert dates.parse_day("2026-02-30") is None
    assert dates.parse_clock("아침") is None
    assert dates.instant("2026-05-12", "아침", "Asia/Seoul") is None
    assert dates.utc_offset("첫날", "Asia/Seoul") == ""
    assert dates.start_text(Slot("x", "d")) == "x"
