"""The live board."""

from datetime import timedelta

import pytest

from gyoryu.checkin.actions import check_in
from gyoryu.checkin.queries import live_board
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import BEGIN
from tests.gyoryu.factories import make_application, make_event, make_interpreter, make_meeting
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


def test_the_hall_shows_now_next_free_and_missing(event, gate):
    check_in(Application.objects.get(event=event, number="S001"), gate, BEGIN, "badge")
    hall = live_board(event, BEGIN + timedelta(minutes=5), 1, 10)
    assert [bool(now) for _, now, _ in hall.rows] == [True, False, False]
    assert [bool(coming) for _, _, coming in hall.rows] == [False, True, False]
    assert [application.number for application in hall.missing] == ["B001", "B002", "S002"]
    assert (hall.free, hall.missing_count) == (2, 3)


def test_between_and_after_the_slots(event):
    before = live_board(event, BEGIN - timedelta(hours=1), 1, 10)
    assert before.now is None
    assert before.next is not None
    after = live_board(event, BEGIN + timedelta(days=1), 1, 10)
    assert (after.now, after.next) == (None, None)
    assert after.missing == []


def test_a_board_of_three_meetings_takes_as_many_queries_as_of_one():
    counts = []
    for size in (1, 3):
        event = make_event(slots=2, tables=3)
        for table in list(event.tables.all())[:size]:
            interpreter = make_interpreter(event)
            make_meeting(make_application(event), table=table, interpreter=interpreter)
        board = live_board(event, BEGIN, 1, 10)
        assert len(board.interpreters) == size
        assert board.missing_count == 2 * size
        counts.append(query_count(live_board, event, BEGIN, 1, 10))
    assert counts[0] == counts[1]


def test_who_meets_online_is_beside_the_tables_and_not_missed():
    event = make_event(slots=1, tables=1)
    online = make_application(event, online=True)
    make_meeting(online)
    board = live_board(event, BEGIN, 1, 10)
    assert [(slot, meeting.seller.pk) for slot, meeting in board.online] == [(event.slots.get(), online.pk)]
    assert [participant.number for participant in board.missing] == ["B001"]
    assert board.free == 1
    assert board.next_day is None


def test_the_next_slot_of_another_day_names_the_day():
    event = make_event(slots=1)
    assert live_board(event, BEGIN - timedelta(days=2), 1, 10).next_day == event.starts_on
