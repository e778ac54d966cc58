"""What is open in a draft before it is published."""

from datetime import timedelta

import pytest

from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.models import Application, Placement
from gyoryu.meetings.queries.open_points import open_points
from tests.gyoryu.consultations import BEGIN, consultation, person
from tests.gyoryu.factories import make_rule

pytestmark = pytest.mark.django_db
NOW = BEGIN - timedelta(days=1)


@pytest.fixture
def placed():
    """S001 meets B001 with an interpreter; S002 and B001 must meet."""
    event = consultation(sellers=2, buyers=1, interpreters=1)
    by = person("o@agency.example", event.programme, "officer")
    numbers = {application.number: application for application in Application.objects.filter(event=event)}
    place(event, numbers["S001"].pk, numbers["B001"].pk, event.slots.first().pk, None, by, NOW)
    make_rule(numbers["S002"], numbers["B001"], "must")
    return event, numbers


def codes(event, now=NOW):
    return [point.code for point in open_points(event, now)]


def test_a_must_without_a_place_is_open(placed):
    event, numbers = placed
    assert open_points(event, NOW) == [((numbers["S002"].pk, numbers["B001"].pk), "must_not_placed")]


def test_a_meeting_without_the_interpreter_it_needs_is_open(placed):
    Placement.objects.update(interpreter=None)
    assert codes(placed[0]) == ["must_not_placed", "interpreter_missing"]


def test_a_meeting_that_no_longer_fits_is_open_until_it_has_begun(placed):
    event, numbers = placed
    numbers["S001"].away.add(event.slots.first())
    assert codes(event) == ["must_not_placed", "seller_away"]
    assert codes(event, BEGIN) == ["must_not_placed"]


def test_whoever_left_is_open(placed):
    event, numbers = placed
    Application.objects.filter(pk=numbers["S001"].pk).update(state="withdrawn")
    assert codes(event) == ["must_not_placed", "not_in_this_event"]
