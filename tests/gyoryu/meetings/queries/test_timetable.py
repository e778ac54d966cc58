"""The draft as the grid shows it."""

from datetime import date, timedelta

import pytest

from gyoryu.meetings.queries.timetable import grid_page, last_versions, names_of
from gyoryu.programmes.models import Slot
from tests.gyoryu.factories import (
    BEGIN,
    HALF_HOUR,
    make_application,
    make_event,
    make_interpreter,
    make_placement,
    make_version,
)
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two days, the second with one slot; three tables."""
    event = make_event(slots=2, tables=3, ends_on=date(2026, 5, 13))
    next_day = BEGIN + timedelta(days=1)
    Slot.objects.create(event=event, starts_at=next_day, ends_at=next_day + HALF_HOUR)
    return event


def placed(event, slot, **fields):
    return make_placement(make_application(event), make_application(event, "buyer"), slot, **fields)


def test_a_page_shows_one_day_at_some_tables(event):
    first, second, next_day = event.slots.all()
    tables = list(event.tables.all())
    shown = placed(event, first, table=tables[0], interpreter=make_interpreter(event), locked=True)
    placed(event, first, table=tables[2])
    placed(event, next_day, table=tables[0])
    later, earlier = placed(event, second), placed(event, first)
    tables[1].closed.set([second])
    grid = grid_page(event, 1, 1, 2)
    assert (grid.days, grid.day) == ([date(2026, 5, 12), date(2026, 5, 13)], 1)
    assert (grid.slots, grid.tables, grid.page.paginator.num_pages) == ([first, second], tables[:2], 2)
    (cell,) = grid.at.values()
    assert (cell.seller_id, cell.locked, cell.interpreter) == (shown.seller_id, True, "I01")
    assert cell.seller_names == shown.seller.organisation.names
    assert cell.buyer_names == shown.buyer.organisation.names
    assert cell.interpreter_names.ko == "통역 1"
    assert [placement.seller_id for placement in grid.online] == [earlier.seller_id, later.seller_id]
    assert grid.online[0].interpreter_names.ko == ""
    assert grid.closed == {(second.pk, tables[1].pk)}


@pytest.mark.parametrize(("day", "page", "expected"), [(0, 1, (1, 1)), (2, 2, (2, 2)), (99, 99, (2, 2))])
def test_a_day_or_page_out_of_range_is_the_nearest(event, day, page, expected):
    grid = grid_page(event, day, page, 2)
    assert (grid.day, grid.page.number) == expected


def test_an_event_without_slots_has_an_empty_page():
    grid = grid_page(make_event(), 1, 1, 10)
    assert (grid.days, grid.day, grid.slots, grid.at) == ([], 1, [], {})


def test_more_placements_take_no_more_queries(event):
    slots, table = event.slots.all(), event.tables.first()
    placed(event, slots[0], table=table)
    before = query_count(grid_page, event, 1, 1, 10)
    placed(event, slots[1], table=table)
    placed(event, slots[0])
    assert query_count(grid_page, event, 1, 1, 10) == before


def test_versions_are_listed_from_the_newest_with_how_much_they_changed(event):
    row = {"seller": 1, "buyer": 2}
    make_version(event, difference={"added": [row, row], "moved": [], "dropped": [row]})
    make_version(event)
    make_version(event)
    assert [version.number for version in last_versions(event, 2)] == [3, 2]
    (first,) = [version for version in last_versions(event, 9) if version.number == 1]
    assert (first.added, first.moved, first.dropped, first.published_at) == (2, 0, 1, BEGIN)
    assert last_versions(event, 9)[0].added == 0


def test_names_are_those_of_the_readers_language(event):
    application, draft = make_application(event), make_application(event, state="draft", organisation=None)
    names = names_of([application.pk, draft.pk], "zh")
    assert names == {application.pk: "样例 S001", draft.pk: ""}
