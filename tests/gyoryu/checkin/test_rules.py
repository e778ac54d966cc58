"""When arrivals may be recorded."""

from datetime import date, timedelta

import pytest

from gyoryu.checkin.rules import may_check_in_on

FIRST, LAST = date(2026, 5, 12), date(2026, 5, 13)


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True), (2, False)])
def test_only_on_days_of_the_event(days, may):
    assert may_check_in_on(FIRST + timedelta(days=days), FIRST, LAST) is may
