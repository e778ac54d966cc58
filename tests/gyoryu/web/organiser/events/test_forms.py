"""What the forms of events refuse, and the clock on which their times are read."""

from datetime import UTC, date, datetime, time

import pytest

from gyoryu.web.organiser.events.forms import EventForm, PatternForm, TermsForm
from tests.gyoryu.factories import make_event
from tests.gyoryu.web.organiser.events.posted import event_data, terms_data

pytestmark = pytest.mark.django_db
PATTERN = {"days": ["2026-05-12"], "first": "10:00", "until": "12:00", "length": "30", "pause": "0"}


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, []),
        ({"name_en": ""}, ["name_ko"]),
        ({"ends_on": "2027-05-11"}, ["ends_on"]),
        ({"ends_on": "2027-07-10"}, []),  # 60 days
        ({"ends_on": "2027-07-11"}, ["ends_on"]),
        ({"time_zone": "Mars/Olympus"}, ["time_zone"]),
        ({"kind": "concert"}, ["kind"]),
    ],
)
def test_an_event_has_a_name_and_ends_after_it_begins(changes, faulty):
    assert list(EventForm(event_data(**changes)).errors) == faulty


def test_windows_are_read_on_the_clock_of_the_venue():
    form = TermsForm(terms_data(), event=make_event(time_zone="Asia/Shanghai"))
    assert form.is_valid()
    assert form.entry().apply_from == datetime(2026, 3, 1, 1, tzinfo=UTC)


def test_the_clock_of_the_other_side_stands_beside_a_saved_time_where_it_differs():
    saved = {"apply_from": datetime(2026, 3, 1, tzinfo=UTC)}
    help_texts = [
        str(TermsForm(initial=saved, event=make_event(other_time_zone=zone)).fields["apply_from"].help_text)
        for zone in ("Asia/Shanghai", "Asia/Seoul", "")
    ]
    assert ["08:00" in text for text in help_texts] == [True, False, False]


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"apply_until": "2026-03-01T09:00"}, ["apply_until"]),
        ({"wish_until": "2026-04-05T08:59"}, ["wish_until"]),
        ({"seller_min": "3", "seller_max": "2"}, ["seller_max"]),
        ({"buyer_max": "0"}, ["buyer_max"]),
        ({"keep_months": "0"}, ["keep_months"]),
        ({"priorities": ["height"]}, ["priorities"]),
    ],
)
def test_windows_close_after_they_open_and_limits_are_in_order(changes, faulty):
    assert list(TermsForm(terms_data(**changes), event=make_event()).errors) == faulty


def test_unknown_priorities_have_no_place_in_the_order():
    form = TermsForm(terms_data(priorities=["seller", "height", "mutual"]), event=make_event())
    assert form.order() == ["seller", "mutual"]


def test_a_pattern_is_of_days_of_the_event():
    form = PatternForm({**PATTERN, "lunch_from": "11:00", "lunch_until": "11:30"}, event=make_event())
    assert form.is_valid()
    assert form.days_chosen() == [date(2026, 5, 12)]
    assert (form.pattern().first, form.pattern().lunch_until) == (time(10), time(11, 30))
    assert list(PatternForm({**PATTERN, "days": ["2026-05-13"]}, event=make_event()).errors) == ["days"]


@pytest.mark.parametrize("lunch", [("12:00", ""), ("", "13:00"), ("13:00", "12:00"), ("12:00", "12:00")])
def test_lunch_has_a_beginning_and_an_end_or_neither(lunch):
    form = PatternForm({**PATTERN, "lunch_from": lunch[0], "lunch_until": lunch[1]}, event=make_event())
    assert list(form.errors) == ["lunch_until"]
