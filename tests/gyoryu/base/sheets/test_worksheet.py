"""The cells of a sheet, of whatever kind."""

import datetime as dt
import io
import zipfile

import pytest

from gyoryu.base.sheets.grid import RefusedFile
from gyoryu.base.sheets.parts import Budget, Relations, Shared
from gyoryu.base.sheets.worksheet import Worksheet, corners_of, place_of


def read(rows, *, after="", shared=None, targets=None, budget=None):
    relations = Relations(Budget())
    relations.targets = targets or {}
    part = Worksheet(budget or Budget(), "s", shared or Shared(strings=["가람", ""]), relations)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("s.xml", f'<worksheet xmlns:r="http://r"><sheetData>{rows}</sheetData>{after}</worksheet>')
    with zipfile.ZipFile(buffer) as archive:
        part.read(archive, "s.xml")
    return part.sheet


def cell(attributes, content="<v>1</v>"):
    return f'<row r="1"><c r="A1" {attributes}>{content}</c></row>'


@pytest.mark.parametrize(
    ("attributes", "content", "value"),
    [
        ("", "<v>1</v>", 1),
        ("", "<v>-1.5</v>", -1.5),
        ("", "<v>1E3</v>", 1000.0),
        ('t="s"', "<v>0</v>", "가람"),
        ('t="str"', "<f>A2</f><v>a_x0041_</v>", "aA"),
        ('t="inlineStr"', "<is><t>가</t><rPh><t>x</t></rPh><t>나</t></is>", "가나"),
        ('t="b"', "<v>1</v>", True),
        ('t="d"', "<v>2026-05-12</v>", dt.date(2026, 5, 12)),
        ('s="1"', "<v>46154</v>", dt.datetime(2026, 5, 12)),
    ],
)
def test_a_cell_holds_what_its_kind_says(attributes, content, value):
    sheet = read(cell(attributes, content), shared=Shared(["가람"], ["", "yyyy-mm-dd"]))
    assert sheet.cells == {(1, 1): value}


@pytest.mark.parametrize(
    ("attributes", "content", "problem"),
    [
        ('t="e"', "<v>#REF!</v>", ("cell_error", "#REF!")),
        ("", "<f>A2+1</f>", ("formula_without_value", "=A2+1")),
        ('t="s"', "<v>9</v>", ("cell_error", "9")),
        ("", "<v>nan</v>", ("cell_error", "nan")),
        ("", "<v>words</v>", ("cell_error", "words")),
    ],
)
def test_a_cell_without_a_usable_value_is_bad(attributes, content, problem):
    sheet = read(cell(attributes, content))
    assert (sheet.cells, sheet.bad) == ({}, {(1, 1): problem})


def test_cells_without_a_reference_follow_one_another():
    sheet = read("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    assert sheet.cells == {(1, 1): 1, (1, 2): 2, (2, 2): 3}


def test_masks_of_digits_and_quoted_texts_are_kept():
    shared = Shared(["=1"], ["", "000-0000", "0.00"], {3})
    sheet = read(
        cell('s="1"') + cell('s="3" t="s"', "<v>0</v>").replace("A1", "B1").replace('r="1"', 'r="1"', 1), shared=shared
    )
    assert sheet.masks == {(1, 1): "000-0000"}
    assert (sheet.cells[1, 2], sheet.literal) == ("=1", {(1, 2)})


def test_hidden_rows_and_columns_merges_and_links():
    rows = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" ht="0" customHeight="1"/>'
    after = """<mergeCells><mergeCell ref="A2:B4"/></mergeCells><hyperlinks><hyperlink ref="A2" r:id="rId1"/>
        <hyperlink ref="B2" r:id="rId2"/></hyperlinks><cols><col min="2" max="3" hidden="1"/></cols>"""
    targets = {"rId1": ("mailto:a@x.example", "hyperlink"), "rId2": ("file:///etc/passwd", "hyperlink")}
    sheet = read(rows, after=after, targets=targets)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3}, {2, 3})
    assert sheet.upper == {(3, 1): (2, 1), (4, 1): (2, 1)}
    assert sheet.links == {(2, 1): "mailto:a@x.example"}


def test_a_formula_may_be_a_link():
    sheet = read(cell('t="str"', '<f>HYPERLINK("https://x.example/a","b")</f><v>b</v>'))
    assert (sheet.cells, sheet.links) == ({(1, 1): "b"}, {(1, 1): "https://x.example/a"})


@pytest.mark.parametrize(
    "rows", ['<row r="0"/>', '<row r="9999999"/>', '<row><c r="A0"/></row>', '<row><c r="XFE1"/></row>']
)
def test_places_outside_of_a_sheet_are_refused(rows):
    with pytest.raises(RefusedFile, match="corrupt"):
        read(rows)


@pytest.mark.parametrize("after", ['<mergeCell ref="A1:XFD1048576"/>', '<col min="1" max="16384" hidden="1"/>'])
def test_what_covers_more_than_may_be_read_is_refused(after):
    with pytest.raises(RefusedFile, match="too_large"):
        read("", after=after, budget=Budget(cells=100))


def test_references():
    assert [place_of(text) for text in ("A1", "$B$3", "XFD1048576")] == [(1, 1), (3, 2), (1048576, 16384)]
    assert corners_of("C3:A1") == ((1, 1), (3, 3))
    assert corners_of("B2") == ((2, 2), (2, 2))
