"""One worksheet as a sparse grid."""

import pytest

from gyoryu.base.sheets.grid import Hidden, RefusedFile, Sheet


@pytest.fixture
def sheet():
    """B2 is merged over B2:B3; C5 holds an error."""
    return Sheet(
        "s", {(1, 1): "a", (2, 2): "b", (4, 1): 1}, upper={(3, 2): (2, 2)}, bad={(5, 3): ("cell_error", "#N/A")}
    )


def test_rows_hold_anything_and_are_in_order(sheet):
    assert sheet.rows() == [1, 2, 4, 5]
    assert Sheet("empty").rows() == []


def test_a_merge_reaches_down_to_the_rows_it_covers(sheet):
    assert sheet.row(2) == {2: (2, 2)}
    assert sheet.row(3) == {2: (2, 2)}
    assert sheet.row(9) == {}
    sheet = Sheet("s", upper={(3, 2): (2, 2)})  # over an empty cell
    assert sheet.row(3) == {}


def test_a_column_is_read_from_above(sheet):
    assert sheet.column(1) == [(1, "a"), (4, 1)]
    assert sheet.column(3) == [], "an error is no value"


def test_what_is_hidden_is_counted_where_it_holds_anything(sheet):
    assert not sheet.hidden()
    sheet.hidden_rows, sheet.hidden_columns = frozenset({4, 5, 99}), frozenset({2, 98})
    assert sheet.hidden() == Hidden(rows=2, columns=1)
    shown = sheet.without_hidden()
    assert (set(shown.cells), shown.bad) == ({(1, 1)}, {})
    assert sheet.rows() == [1, 2, 4, 5], "the sheet itself is as it was"


def test_a_hidden_sheet_is_hidden_as_a_whole(sheet):
    sheet.is_hidden = True
    assert sheet.hidden() == Hidden(sheet=True)
    assert sheet.without_hidden().cells == {}
    assert not Sheet("empty", is_hidden=True).hidden()


def test_a_refusal_says_why():
    refusal = RefusedFile("too_large", 20)
    assert (refusal.code, refusal.detail, str(refusal)) == ("too_large", "20", "too_large: 20")
