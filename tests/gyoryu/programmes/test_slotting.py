"""Slots from a few figures."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyoryu.programmes.slotting import Pattern, spans

DAY = date(2026, 5, 12)


def clocks(pattern, zone="Asia/Seoul", days=(DAY,)):
    offset = timedelta(hours=9)
    return [(span.starts_at + offset).strftime("%H:%M") for span in spans(days, pattern, zone)]


def test_slots_leave_lunch_free_and_end_in_time():
    pattern = Pattern(time(10, 0), time(15, 0), 30, 15, time(12, 0), time(13, 0))
    assert clocks(pattern) == ["10:00", "10:45", "11:30", "13:00", "13:45", "14:30"]
    assert [span.session for span in spans([DAY], pattern, "Asia/Seoul")] == ["am"] * 3 + ["pm"] * 3


def test_a_slot_that_would_touch_lunch_waits_until_after_it():
    assert clocks(Pattern(time(11, 0), time(14, 0), 40, 0, time(12, 0), time(13, 0))) == ["11:00", "13:00"]


def test_clock_times_are_the_venues():
    (span, *_) = spans([DAY], Pattern(time(9, 0), time(10, 0), 60), "Asia/Shanghai")
    assert span.starts_at == datetime(2026, 5, 12, 1, 0, tzinfo=UTC)
    assert span.session == ""


def test_lengths_that_make_no_slots():
    assert spans([DAY], Pattern(time(9, 0), time(9, 20), 30), "Asia/Seoul") == []
    with pytest.raises(ValueError, match="a minute or more"):
        spans([DAY], Pattern(time(9, 0), time(10, 0), 0), "Asia/Seoul")


MINUTES = st.integers(0, 23 * 60 + 59).map(lambda n: time(n // 60, n % 60))


@given(MINUTES, MINUTES, st.integers(5, 180), st.integers(0, 60), MINUTES, MINUTES)
def test_slots_never_overlap_nor_touch_lunch(first, until, length, pause, lunch_from, lunch_until):
    pattern = Pattern(first, until, length, pause, lunch_from, lunch_until)
    slots = spans([DAY, DAY + timedelta(days=1), DAY], pattern, "Asia/Seoul")
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(slots))
    for span in slots:
        begin = (span.starts_at + timedelta(hours=9)).replace(tzinfo=None)
        end = begin + timedelta(minutes=length)
        assert first <= begin.time()
        assert end <= datetime.combine(begin.date(), until)
        if pattern.has_lunch:
            noon = (datetime.combine(begin.date(), lunch_from), datetime.combine(begin.date(), lunch_until))
            assert end <= noon[0] or begin >= noon[1]
