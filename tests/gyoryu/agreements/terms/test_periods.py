from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyoryu.agreements.terms.periods import Period, latest_of, shift_days
from tests.gyoryu.agreements.terms.chains import day

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
PERIODS = st.builds(Period, years=st.integers(0, 9), months=st.integers(0, 14), days=st.integers(0, 400))


def test_months_end_with_their_last_day():
    assert Period(months=1).after(date(2024, 1, 31)) == date(2024, 2, 29)
    assert Period(years=1).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Period(years=1, months=2, days=3).after(date(2025, 12, 31)) == date(2027, 3, 3)


@given(DAYS, PERIODS)
def test_before_gives_the_latest_day_from_which_the_period_does_not_reach_past(end, period):
    latest = period.before(end)
    assert period.after(latest) <= end < period.after(latest + timedelta(days=1))


def test_a_negative_period_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Period(months=-1)


def test_windows_move_as_their_days_do():
    assert shift_days(day("2026-02"), 1) == day("2026-02").__class__(date(2026, 2, 2), date(2026, 3, 1))
    assert latest_of([day("2026-02"), day("2026-02-10")]) == day("2026-02").__class__(
        date(2026, 2, 10), date(2026, 2, 28)
    )
