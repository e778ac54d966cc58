"""Ids in a problem of `meetplan` and the rows behind them."""

import pytest

from gyoryu.meetings.identifiers import number_in, pair_id, slot_id, table_id


@pytest.mark.parametrize("number", [1, 9, 10, 123_456])
def test_the_number_of_a_row_is_in_its_id(number):
    assert number_in(slot_id(number)) == number_in(table_id(number)) == number
    assert slot_id(number) != table_id(number)


def test_the_id_of_a_pair_names_the_seller_first():
    assert pair_id("S001", "B002") == "S001-B002"
