"""Key figures of an event, and the stage in which it is."""

from datetime import timedelta

import pytest

from gyoryu.meetings.models import Draft
from gyoryu.meetings.queries.overview import Overview, overview_of, stage_of, waiting_in
from tests.gyoryu.consultations import APPLY, WISH, consultation
from tests.gyoryu.factories import make_application, make_event, make_log, make_meeting, make_version
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_figures_of_a_consultation():
    event = consultation(sellers=2, buyers=2, slots=4, tables=2, interpreters=1)
    (first, second), buyers = (event.applications.filter(side=side) for side in ("seller", "buyer"))
    slots = event.slots.all()
    make_log(make_meeting(first, buyers[0], slots[0], state="held"))
    make_meeting(first, buyers[1], slots[1], state="held")
    make_meeting(second, buyers[0], slots[2], state="missed")
    make_meeting(second, buyers[1], slots[3], state="cancelled")
    make_application(event, state="submitted")
    make_version(event)
    overview = overview_of(event)
    assert (overview.sellers, overview.buyers, overview.wishes) == (2, 2, 8)
    assert (overview.slots, overview.tables, overview.interpreters) == (4, 2, 1)
    assert (overview.meetings, overview.held, overview.missed, overview.unlogged) == (3, 2, 1, 1)
    assert (overview.applications, overview.waiting) == ({"accepted": 4, "submitted": 1}, 1)
    assert (overview.versions, overview.draft_changed, overview.terms) == (1, False, event.terms)


def test_figures_take_a_fixed_number_of_queries_whatever_the_size():
    sizes = [consultation(sellers=n, buyers=n, slots=n) for n in (1, 3)]
    assert [query_count(overview_of, event) for event in sizes] == [11, 11]


def test_the_stages_follow_one_another_to_the_minute():
    event = consultation(sellers=0, buyers=0)
    overview = overview_of(event)
    moments = {
        "setup": (APPLY[0] - MINUTE,), "apply": (APPLY[0], APPLY[1] - MINUTE), "screen": (APPLY[1], WISH[0] - MINUTE),
        "wish": (WISH[0], WISH[1] - MINUTE), "plan": (WISH[1],),
    }  # fmt: skip
    for stage, times in moments.items():
        assert {stage_of(overview, False, now) for now in times} == {stage}
    make_version(event)
    assert stage_of(overview_of(event), False, APPLY[0]) == "meet"
    assert stage_of(overview_of(event), True, WISH[1]) == "after"
    assert stage_of(Overview(terms=None), True, WISH[1]) == "setup"


def test_what_waits_is_told_apart_by_event_in_four_queries():
    busy, quiet = consultation(sellers=1, buyers=1), make_event()
    make_application(busy, state="submitted")
    Draft.objects.create(event=busy, is_changed=True)
    make_meeting(*busy.applications.filter(state="accepted").order_by("-side"), state="held")
    waiting = waiting_in([busy, quiet])
    assert (waiting[busy.pk].applications, waiting[busy.pk].unpublished, waiting[busy.pk].unlogged) == (1, True, 1)
    assert (waiting[quiet.pk].terms, waiting[quiet.pk].applications, waiting[quiet.pk].unpublished) == (None, 0, False)
    assert query_count(waiting_in, [busy]) == query_count(waiting_in, [busy, quiet, make_event()]) == 4
