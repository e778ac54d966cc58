import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gyoryu.base.sheets import put


def written_and_read(value):
    workbook = Workbook()
    put(workbook.worksheets[0]["A1"], value)
    file = io.BytesIO()
    workbook.save(file)
    return load_workbook(file).worksheets[0]["A1"]


@pytest.mark.parametrize("text", ["=1+1", "+82-2-123", "-", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=", "#REF!"])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = written_and_read(text)
    assert cell.value == text
    assert cell.data_type == "s"
    if text[0] in "=+-@":
        assert cell.quotePrefix


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff"), min_size=1))
def test_any_text_can_be_written(text):
    cell = written_and_read(text)
    visible = "".join(character for character in text if ord(character) >= 32 or character in "\t\n")
    assert (cell.value or "") == visible
    assert cell.data_type not in ("f", "e")


def test_other_values_keep_their_type():
    assert written_and_read(3).value == 3
    assert written_and_read(dt.date(2026, 5, 12)).value == dt.datetime(2026, 5, 12)
    assert written_and_read(None).value is None
