"""The figures of an event."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gyoryu.meetings.models import LogAnswer, Meeting
from gyoryu.outcomes.models import ReferenceRate
from gyoryu.outcomes.queries import figures_of, is_to_come, meetings_by_field, meetings_to_come
from gyoryu.outcomes.rules import counting_side
from tests.gyoryu.factories import BEGIN, HALF_HOUR, make_application, make_event, make_meeting
from tests.gyoryu.outcomes.logs import log

DAY = date(2026, 5, 12)


def test_stages_are_never_added_up(event, officer):
    log(event, 0, 1000, stage="consulted")
    log(event, 0, 300, stage="pursuing")
    log(event, 1, 50, stage="signed")
    stages = figures_of(event).stages
    assert {name: subtotal.usd for name, subtotal in stages.items()} == {
        "consulted": 1000,
        "pursuing": 300,
        "signed": 50,
    }


def test_amounts_are_converted_at_the_last_rate_before_the_meeting(event, officer):
    log(event, 0, 1000, "CNY")
    log(event, 1, 10, "USD")
    subtotal = figures_of(event).stages["consulted"]
    assert subtotal.krw == 1000 * 200 + 10 * 1400
    assert subtotal.usd == Decimal(1000 * 200) / 1400 + 10
    assert figures_of(event).rated_on == {"CNY": date(2026, 5, 11), "USD": date(2026, 5, 11)}
    assert figures_of(event).fields == {"water": {"consulted": Decimal(214_000)}}


def test_amounts_without_a_rate_are_listed_and_left_out(event, officer):
    log(event, 0, 7, "VND")
    subtotal = figures_of(event).stages["consulted"]
    assert (subtotal.krw, dict(subtotal.unrated), dict(subtotal.by_currency)) == (0, {"VND": 7}, {"VND": 7})


def test_where_both_sides_have_logged_one_counts(event, officer):
    log(event, 0, 1000, side="seller")
    log(event, 0, 900, side="buyer")
    log(event, 1, 70, side="buyer")
    figures = figures_of(event)
    assert (figures.stages["consulted"].usd, figures.logged) == (1070, 2)
    assert counting_side(["buyer", "interpreter"]) == "interpreter"
    assert counting_side([]) == ""


def test_logs_of_meetings_that_did_not_take_place_do_not_count(event, officer):
    log(event, 0, 1000)
    Meeting.objects.update(state="missed")
    assert figures_of(event).stages["consulted"].logs == 0
    assert meetings_by_field(event) == {"water": {"missed": 2}}


def test_figures_take_a_fixed_number_of_queries(event, officer, django_assert_num_queries):
    log(event, 0, 1)
    with django_assert_num_queries(6):
        figures_of(event)
    log(event, 0, 1)
    log(event, 1, 1)
    with django_assert_num_queries(6):
        figures_of(event)


def test_an_amount_that_is_in_no_subtotal_is_in_no_field_either(event):
    ReferenceRate.objects.create(currency="EUR", on=DAY, krw=1500, source="sample")  # and none of the dollar
    log(event, 0, 10, "EUR")
    log(event, 1, 5000, "KRW")
    figures = figures_of(event)
    subtotal = figures.stages["consulted"]
    assert (subtotal.krw, subtotal.unrated) == (0, {"EUR": 10, "KRW": 5000})
    assert (figures.fields, figures.rated_on) == ({}, {})


def test_what_the_other_side_says_counts_for_the_present_version(event, officer):
    entry = log(event, 0, 1)
    buyer = entry.meeting.buyer
    for version, verdict in ((1, "confirmed"), (1, "disputed"), (2, "confirmed")):
        LogAnswer.objects.create(log=entry, application=buyer, verdict=verdict, log_version=version)
    subtotal = figures_of(event).stages["consulted"]
    assert (subtotal.confirmed, subtotal.disputed) == (0, 1)


def test_figures_are_stored_without_rounding(event, officer):
    log(event, 0, "0.10", "CNY")
    stored = figures_of(event).to_json()
    assert stored["stages"]["consulted"]["by_currency"] == {"CNY": "0.10"}
    assert (stored["stages"]["consulted"]["krw"], stored["rated_on"]) == ("20.00", {"CNY": "2026-05-11"})


@pytest.mark.django_db
def test_meetings_to_come_are_those_that_have_not_ended():
    event = make_event(slots=2)
    meetings = [make_meeting(make_application(event), slot=slot) for slot in event.slots.all()]
    assert [meetings_to_come(event, BEGIN + k * HALF_HOUR) for k in range(3)] == [2, 1, 0]
    meetings[1].state = "cancelled"
    meetings[1].save()
    assert meetings_to_come(event, BEGIN) == 1
    midnight = BEGIN - timedelta(hours=9)
    assert (is_to_come(event, midnight - timedelta(seconds=1)), is_to_come(event, midnight)) == (True, False)
