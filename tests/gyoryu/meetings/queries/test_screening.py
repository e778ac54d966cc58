"""The list of applications that officers screen."""

from datetime import timedelta

import pytest

from gyoryu.meetings.models import Topic
from gyoryu.meetings.queries.screening import counts_of, for_list, narrowed, neighbours
from tests.gyoryu.factories import BEGIN, make_application, make_event, make_organisation
from tests.gyoryu.query_counts import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def sent(event, days, side="seller", **fields):
    return make_application(event, side, submitted_at=BEGIN - timedelta(days=days), **fields)


def test_drafts_are_private_and_the_longest_waiting_comes_first(event):
    make_application(event, state="draft")
    make_application(event, state="withdrawn", organisation=None)
    new, old = sent(event, 1), sent(event, 9, state="submitted")
    sent(make_event(), 3)
    assert list(narrowed(event)) == [old, new]
    assert list(narrowed(event, sort="-sent")) == list(narrowed(event, sort="number"))[::-1] == [new, old]
    assert list(narrowed(event, sort="nonsense")) == [old, new]


def test_each_filter_narrows(event):
    firm = sent(event, 3, organisation=make_organisation(name_ko="가람", fields=["air"], country="KR"))
    buyer = sent(event, 2, "buyer", state="refused", number="B007")
    Topic.objects.create(application=buyer, direction="need", field="water")
    for filters, application in (
        ({"side": "buyer"}, buyer), ({"state": "refused"}, buyer), ({"country": "KR"}, firm), ({"field": "air"}, firm),
        ({"field": "water"}, buyer), ({"typed": "가람"}, firm), ({"typed": "b007"}, buyer),
        ({"side": "seller", "field": "air", "typed": "람"}, firm),
    ):  # fmt: skip
        assert list(narrowed(event, **filters)) == [application], filters
    assert not narrowed(event, side="buyer", country="KR")


def test_rows_hold_fields_of_topics_first_and_each_once(event):
    application = sent(event, 1, organisation=make_organisation(name_zh="样例", fields=["air", "water"], country="CN"))
    Topic.objects.create(application=application, direction="offer", field="water")
    Topic.objects.create(application=application, direction="offer", text="x")
    (row,) = for_list(narrowed(event))
    assert row.fields == ("water", "air")
    assert (row.pk, row.number, row.names.zh, row.country) == (application.pk, "S001", "样例", "CN")
    before = query_count(for_list, narrowed(event))
    for _ in range(2):
        Topic.objects.create(application=sent(event, 1), direction="offer", field="water")
    assert query_count(for_list, narrowed(event)) == before == 2


def test_counts_by_state_and_the_countries(event):
    sent(event, 1)
    sent(event, 1, "buyer")
    sent(event, 1, state="submitted")
    make_application(event, state="draft")
    assert counts_of(event) == ({"accepted": 2, "submitted": 1}, ["CN", "KR"])
    assert counts_of(make_event()) == ({}, [])


def test_neighbours_are_in_the_order_of_sending(event):
    last, first, middle = sent(event, 1), sent(event, 9), sent(event, 5)
    assert neighbours(first) == (None, middle.pk)
    assert neighbours(middle) == (first.pk, last.pk)
    assert neighbours(last) == (middle.pk, None)
