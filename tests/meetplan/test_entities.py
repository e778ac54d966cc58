"""Numbered tables."""

import pytest

from meetplan.entities import numbered_tables


@pytest.mark.parametrize("count", [0, 1, 9, 99, 100, 1200])
def test_numbered_tables_sort_by_their_ids(count):
    ids = [table.id for table in numbered_tables(count)]
    assert len(set(ids)) == count
    assert ids == sorted(ids)
    assert not any(table.closed for table in numbered_tables(count))


def test_two_digits_suffice_for_a_small_event():
    assert [table.id for table in numbered_tables(2)] == ["T01", "T02"]
