"""Windows of participants' pages: before, open, over."""

from datetime import UTC, datetime, timedelta

import pytest

from gyoryu.programmes.models import Event
from gyoryu.web.participant.layout import window

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
END = START + timedelta(days=7)


@pytest.mark.parametrize(
    ("now", "state", "until", "seconds"),
    [
        (START - timedelta(seconds=90), "before", START, 90),
        (START, "open", END, 7 * 86400),
        (END - timedelta(seconds=1), "open", END, 1),
        (END, "over", END, 0),
        (END + timedelta(days=1), "over", END, 0),
    ],
)
def test_a_window_counts_down_to_its_next_change(now, state, until, seconds):
    event = Event(time_zone="Asia/Seoul", other_time_zone="Asia/Shanghai")
    shown = window(event, START, END, now)
    assert (shown.state, shown.until, shown.seconds) == (state, until, seconds)
    assert (shown.zone, shown.other) == ("Asia/Seoul", "Asia/Shanghai")
