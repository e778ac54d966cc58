"""The matrix of meetings: a mark for each, those with most meetings first."""

import pytest

from gyoryu.web.organiser.results.who_met_whom import CELL, picture
from tests.gyoryu.factories import make_application, make_event, make_log, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slots=2)


def marks_of(event):
    return {mark.title: mark for mark in picture(event)["marks"]}


def test_rows_and_columns_are_sorted_by_their_number_of_meetings(event):
    first, second = make_application(event), make_application(event)
    buyers = [make_application(event, "buyer") for _ in range(2)]
    first_slot, second_slot = event.slots.all()
    make_meeting(first, buyers[1], first_slot)
    make_meeting(second, buyers[1], second_slot)
    make_meeting(second, buyers[0], first_slot)
    marks = marks_of(event)
    assert {title: (mark.x // CELL, mark.y // CELL) for title, mark in marks.items()} == {
        "S002 × B002": (0, 0), "S002 × B001": (1, 0), "S001 × B002": (0, 1),
    }  # fmt: skip
    shown = picture(event)
    assert (shown["width"], shown["height"], shown["count"]) == (2 * CELL, 2 * CELL, 3)


def test_a_mark_shows_the_furthest_stage_or_else_the_state(event):
    buyer = make_application(event, "buyer")
    logged, missed = make_meeting(buyer=buyer, state="held"), make_meeting(buyer=buyer, state="missed")
    for stage in ("consulted", "signed", "pursuing"):
        make_log(logged, stage=stage)
    assert {mark.meeting: mark.css for mark in picture(event)["marks"]} == {logged.pk: "signed", missed.pk: "missed"}


def test_cancelled_meetings_and_those_of_other_events_have_no_mark(event):
    make_meeting(buyer=make_application(event, "buyer"), state="cancelled")
    make_meeting()
    assert picture(event) == {"marks": [], "width": 0, "height": 0, "cell": CELL - 1, "count": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_whatever_the_number_of_meetings(event, count, django_assert_num_queries):
    for _ in range(count):
        make_log(make_meeting(buyer=make_application(event, "buyer")))
    with django_assert_num_queries(2):
        picture(event)
