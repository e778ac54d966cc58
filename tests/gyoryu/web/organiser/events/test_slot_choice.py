"""Slots grouped by day, and chosen in forms."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gyoryu.programmes.slotting import Span
from gyoryu.web.organiser.events.slot_choice import chosen_slots, group_by_day
from tests.gyoryu.factories import make_event

HALF_HOUR = timedelta(minutes=30)


@pytest.mark.django_db
def test_the_day_is_that_of_the_venue():
    late, early = datetime(2026, 5, 12, 14, 30, tzinfo=UTC), datetime(2026, 5, 12, 15, 0, tzinfo=UTC)
    spans = [Span(late, late + HALF_HOUR), Span(early, early + HALF_HOUR)]
    seoul, almaty = make_event(time_zone="Asia/Seoul"), make_event(time_zone="Asia/Almaty")
    assert group_by_day(spans, seoul) == [(date(2026, 5, 12), [spans[0]]), (date(2026, 5, 13), [spans[1]])]
    assert group_by_day(spans, almaty) == [(date(2026, 5, 12), spans)]


def test_what_is_no_number_chooses_nothing(rf):
    request = rf.post("/", {"slots": ["3", "5", "3", "x", "", "-1", "9" * 30]})
    assert chosen_slots(request) == {3, 5}
