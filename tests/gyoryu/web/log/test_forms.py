"""What the form of a meeting log refuses, and how it begins for a log that is there."""

from datetime import date
from decimal import Decimal

import pytest

from gyoryu.meetings.models import MeetingLog
from gyoryu.web.log.forms import LogForm
from tests.gyoryu.web.log.writing import FIELDS


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, []),
        ({"product": ""}, ["product"]),
        ({"stage": "dreamt"}, ["stage"]),
        ({"quantity": "-1"}, ["quantity"]),
        ({"unit_price": "1.23456"}, ["unit_price"]),
        ({"amount": "NaN"}, ["amount"]),
        ({"currency": "XXX"}, ["currency"]),
        ({"hs6": "84212"}, ["hs6"]),
        ({"hs6": "８４２１２１"}, []),
        ({"interest": "6"}, ["interest"]),
    ],
)
def test_only_what_can_be_is_saved(changes, faulty):
    assert list(LogForm({**FIELDS, **changes}).errors) == faulty


def test_the_entry_holds_typed_values_and_no_version():
    form = LogForm({**FIELDS, "next_on": "2026-06-01", "version": "3"})
    assert form.is_valid()
    entry = form.entry()
    assert (entry.quantity, entry.unit_price, entry.interest) == (Decimal(2), Decimal("10.5"), 4)
    assert entry.next_on == date(2026, 6, 1)
    form = LogForm({**FIELDS, "interest": "", "quantity": ""})
    assert form.is_valid()
    assert (form.entry().interest, form.entry().quantity) == (None, None)


def test_the_form_of_a_log_begins_with_its_values_and_version():
    log = MeetingLog(product="펌프", stage="signed", currency="CNY", note="메모", version=4)
    initial = LogForm.of(log)
    assert (initial["product"], initial["stage"], initial["version"]) == ("펌프", "signed", 4)
    assert set(initial) == set(LogForm.base_fields)
