"""What ordinary and less ordinary files hold, and that none of them costs more than it may."""

import io
import random
import re
import time
import tracemalloc
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gyoryu.base.sheets import Hidden, RefusedFile, open_sheets, spreadsheetml
from gyoryu.base.sheets.parts import Budget
from gyoryu.base.sheets.worksheet import corners_of, place_of

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
TRANSITIONAL, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"


def saved(fill):
    workbook = Workbook()
    fill(workbook.worksheets[0])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def changed(data, change):
    """`data` with each part as `change(name, bytes)` gives it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            for new_name, part in change(name, old.read(name)):
                new.writestr(new_name, part)
    return out.getvalue()


def with_rows(rows, after="", columns=""):
    """A workbook whose sheet is written by hand."""
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"{columns}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return changed(saved(lambda sheet: None), lambda n, raw: [(n, xml.encode() if n == SHEET else raw)])


def only(data):
    (sheet,) = open_sheets(data)
    return sheet


FORMULAS = {
    '<c r="A1" t="str"><f>IF(1,"","")</f><v></v></c>': (None, None),
    '<c r="A1" t="str"><f>IF(1,"","")</f><v/></c>': (None, None),
    '<c r="A1" t="str"><f>"x"</f><v>x</v></c>': ("x", None),
    '<c r="A1"><f>1+1</f><v>2</v></c>': (2, None),
    '<c r="A1"><f>1+1</f></c>': (None, "formula_without_value"),
    '<c r="A1"><f>1+1</f><v/></c>': (None, "formula_without_value"),
    '<c r="A1" t="str"><f>1+1</f></c>': (None, "formula_without_value"),
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': (None, "cell_error"),
    '<c r="A1" t="b"><v>1</v></c>': (True, None),
    '<c r="A1" t="d"><v>2026-05-12T00:00:00</v></c>': (datetime(2026, 5, 12), None),
    '<c r="A1" t="inlineStr"><is><r><t>가</t></r><rPh><t>ga</t></rPh><r><t>나</t></r></is></c>': ("가나", None),
    '<c r="A1" t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D_</t></is></c>': ("a\r\nb_x000D_", None),
    '<c r="A1" t="inlineStr"><is><t>a_x0000__xD800_b</t></is></c>': ("ab", None),
    '<c r="A1"><v>1E400</v></c>': (None, "cell_error"),
    '<c r="A1"><v>nan</v></c>': (None, "cell_error"),
    f'<c r="A1"><v>{"9" * 5000}</v></c>': (None, "cell_error"),
    '<c r="A1" t="s"><v>99</v></c>': (None, "cell_error"),
    '<c r="A1"/>': (None, None),
}


@pytest.mark.parametrize("cell", FORMULAS, ids=lambda cell: cell[:60])
def test_a_cell_as_excel_stores_it(cell):
    value, problem = FORMULAS[cell]
    sheet = only(with_rows(f'<row r="1">{cell}</row>'))
    assert sheet.cells.get((1, 1)) == value
    assert (sheet.bad[1, 1][0] if (1, 1) in sheet.bad else None) == problem


def test_cells_and_rows_without_a_reference_follow_one_another():
    sheet = only(with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert sheet.cells == {(1, 1): 1, (1, 2): 2, (2, 1): 3}


@given(row=st.integers(1, 1_048_576), column=st.integers(1, 16_384))
def test_references_of_cells(row, column):
    from openpyxl.utils import get_column_letter

    assert place_of(f"{get_column_letter(column)}{row}") == (row, column)
    assert place_of(f"${get_column_letter(column)}${row}") == (row, column)


@pytest.mark.parametrize("reference", ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "Ａ1", "A１", "A1:"])
def test_what_is_no_reference(reference):
    with pytest.raises(RefusedFile, match="corrupt"):
        place_of(reference)


def test_a_range_from_either_corner():
    assert corners_of("C4:A2") == corners_of("A2:C4") == ((2, 1), (4, 3))


def strict(name, raw):
    raw = raw.replace(TRANSITIONAL + b"spreadsheetml/2006/main", STRICT + b"spreadsheetml/main")
    return [(name, raw.replace(TRANSITIONAL + b"officeDocument/2006/", STRICT + b"officeDocument/"))]


def moved(name, raw):
    """The sheet under a name that does not end in .xml; capital letters elsewhere."""
    if name == "xl/_rels/workbook.xml.rels":
        raw = raw.replace(b"worksheets/sheet1.xml", b"Tab/Eins.bin")
    return [("xl/Tab/eins.BIN" if name == SHEET else name, raw)]


def prefixed(name, raw):
    if name == SHEET:
        raw = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", raw).replace(b"xmlns=", b"xmlns:x=")
    return [(name, raw)]


def with_parts_that_hold_no_cells(name, raw):
    """Pivots, styles and comments that no library understands."""
    extra = [("xl/pivotCache/pivotCacheDefinition1.xml", b"<pivot"), ("xl/comments1.xml", b"\xff\xfe\x00")]
    return [
        (name, b"<styleSheet><cellXfs><xf/></cellXfs><fills><fill/></fills></styleSheet>" if "styles" in name else raw)
    ] + (extra if name == SHEET else [])


@pytest.mark.parametrize("change", [strict, moved, prefixed, with_parts_that_hold_no_cells])
def test_the_same_cells_in_another_guise(change):
    data = saved(lambda sheet: sheet.append(["기업명", "㈜가람", 3, True]))
    assert (
        only(changed(data, change)).cells
        == only(data).cells
        == {(1, 1): "기업명", (1, 2): "㈜가람", (1, 3): 3, (1, 4): True}
    )


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-(10**14), 10**14),
                st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff_")
                ),
                st.datetimes(datetime(1905, 1, 1), datetime(2090, 1, 1)).map(lambda m: m.replace(microsecond=0)),
            ),
            max_size=5,
        ),
        max_size=6,
    ),
    epoch_1904=st.booleans(),
)
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(rows, epoch_1904):
    workbook = Workbook()
    if epoch_1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        workbook.epoch = CALENDAR_MAC_1904
    for row_number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = workbook.active.cell(row_number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    workbook.save(out)
    again = load_workbook(out).active
    expected = {
        (cell.row, cell.column): cell.value
        for row in again.iter_rows()
        for cell in row
        if cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip())
    }
    assert only(out.getvalue()).cells == expected


@settings(max_examples=20, deadline=None)
@given(
    rows=st.sets(st.integers(1, 9)),
    columns=st.sets(st.integers(1, 5)),
    state=st.sampled_from(["visible", "hidden", "veryHidden"]),
)
def test_what_is_hidden_is_counted_and_can_be_left_out(rows, columns, state):
    workbook = Workbook()
    sheet = workbook.create_sheet("둘째")
    for index in range(1, 8):
        sheet.append([index] * 4)
    for index in rows:
        sheet.row_dimensions[index].hidden = True
    for index in columns:
        sheet.column_dimensions["ABCDE"[index - 1]].hidden = True
    sheet.sheet_state = state
    out = io.BytesIO()
    workbook.save(out)
    read = open_sheets(out.getvalue())[1]
    if state != "visible":
        assert (read.hidden(), read.without_hidden().cells) == (Hidden(sheet=True), {})
        return
    assert read.hidden() == Hidden(len(rows & set(range(1, 8))), len(columns & set(range(1, 5))))
    visible_cells = {place for place in read.cells if place[0] not in rows and place[1] not in columns}
    assert set(read.without_hidden().cells) == visible_cells


def test_links_behind_cells_and_in_formulas():
    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["A3"] = "메일", "홈페이지", "목차"
        sheet["A1"].hyperlink, sheet["A2"].hyperlink = "mailto:a@sample.example?subject=x", "https://sample.example/a"
        sheet["A3"].hyperlink = "#Sheet!B2"

    assert only(saved(fill)).links == {(1, 1): "mailto:a@sample.example?subject=x", (2, 1): "https://sample.example/a"}
    formula = '<c r="B1" t="str"><f>HYPERLINK("mailto:b@sample.example","메일")</f><v>메일</v></c>'
    assert only(with_rows(f'<row r="1">{formula}</row>')).links == {(1, 2): "mailto:b@sample.example"}


def test_a_format_that_shows_zeros_and_a_mark_of_text_are_kept():
    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["A3"] = 1012345678, 3, "상동"
        sheet["A1"].number_format, sheet["A2"].number_format = "000-0000-0000", "0.00"
        sheet["A3"].quotePrefix = True

    sheet = only(saved(fill))
    assert (sheet.masks, sheet.literal) == ({(1, 1): "000-0000-0000"}, {(3, 1)})


WHOLE = "A1:XFD1048576"


@pytest.mark.parametrize(
    "after",
    [
        f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>',
        f'<hyperlinks><hyperlink ref="{WHOLE}" r:id="r1"/></hyperlinks>',
        "<mergeCells>" + '<mergeCell ref="A1:A1000"/>' * 600 + "</mergeCells>",
        "<hyperlinks>" + '<hyperlink ref="B1:B2000" r:id="r1"/>' * 300 + "</hyperlinks>",
        f'<dataValidations><dataValidation sqref="{WHOLE} {WHOLE}"/></dataValidations>',
        f'<conditionalFormatting sqref="{WHOLE}"/><autoFilter ref="{WHOLE}"/>',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/worksheets/sheet1.dat"])
def test_a_small_file_that_means_billions_of_cells_costs_nothing(after, part):
    data = with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', after)
    data = changed(
        data,
        lambda n, raw: (
            [(part if n == SHEET else n, raw.replace(b"sheet1.xml", part.rpartition("/")[2].encode()))]
            + [("xl/comments1.xml", f'<comments><commentList><comment ref="{WHOLE}"/></commentList></comments>')]
            * (n == SHEET)
        ),
    )
    assert len(data) < 20_000
    tracemalloc.start()
    began = time.process_time()
    try:
        assert only(data).cells == {(1, 1): 1}
    except RefusedFile as refusal:
        assert refusal.code == "too_large"  # noqa: PT017
    assert time.process_time() - began < 3
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.dat"])
def test_cells_are_counted_whatever_their_part_is_called(part, monkeypatch):
    monkeypatch.setattr(spreadsheetml, "Budget", lambda: Budget(cells=50))
    data = with_rows("".join(f'<row r="{k}"><c r="A{k}"><v>1</v></c></row>' for k in range(1, 60)))
    data = changed(
        data, lambda n, raw: [(part if n == SHEET else n, raw.replace(b"sheet1.xml", part.rpartition("/")[2].encode()))]
    )
    with pytest.raises(RefusedFile, match="too_large"):
        open_sheets(data)


def test_formatted_rows_without_values_are_no_cells():
    empty = "".join(f'<row r="{k}" s="1"><c r="A{k}" s="1"/><c r="B{k}" s="1"/></row>' for k in range(2, 30_000))
    data = with_rows(f'<row r="1"><c r="A1"><v>1</v></c></row>{empty}')
    tracemalloc.start()
    assert only(data).cells == {(1, 1): 1}
    assert tracemalloc.get_traced_memory()[1] < 30 << 20
    tracemalloc.stop()


def test_reading_takes_time_in_proportion():
    def seconds(rows):
        cells = "".join(f'<row r="{k}"><c r="A{k}" t="inlineStr"><is><t>{k}</t></is></c></row>' for k in range(1, rows))
        hidden = "<cols>" + "".join(f'<col min="{k}" max="{k}" hidden="1"/>' for k in range(2, 200)) + "</cols>"
        data = with_rows(cells, columns=hidden)
        began = time.perf_counter()
        only(data).without_hidden()
        return time.perf_counter() - began

    seconds(100)
    assert seconds(16_000) < 12 * max(seconds(4_000), 0.01)


def mutations(data, seed):
    """A file as it is after transmission, repair and malice: bytes, parts and elements changed, lost and repeated."""
    chance = random.Random(seed)

    def change(name, raw):
        if chance.random() < 0.1:
            return []
        if chance.random() < 0.5 and raw:
            kind = chance.randrange(4)
            at = chance.randrange(len(raw))
            if kind == 0:
                raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
            elif kind == 1:
                raw = raw[:at] + raw[at + chance.randrange(40) :]
            elif kind == 2:
                numbers = [*re.finditer(rb"\d+", raw)]
                if numbers:
                    found = chance.choice(numbers)
                    raw = (
                        raw[: found.start()]
                        + chance.choice([b"-1", b"999999999999", b"0", b"x", b"1e9"])
                        + raw[found.end() :]
                    )
            else:
                tags = [*re.finditer(rb"<[a-z][^>]*/>", raw)]
                if tags:
                    found = chance.choice(tags)
                    raw = raw[: found.start()] + found[0] * chance.randrange(3) + raw[found.end() :]
        return [(name, raw)]

    damaged = changed(data, change)
    if chance.random() < 0.3:
        position = chance.randrange(len(damaged))
        damaged = damaged[:position] + bytes([chance.randrange(256)]) + damaged[position + 1 :]
    return damaged


def test_damaged_files_are_read_or_refused():
    def fill(sheet):
        sheet.append(["기업명", "a@sample.example", 1012345678, datetime(2026, 5, 12), "=1+1", True])
        sheet.merge_cells("A1:A3")
        sheet["B1"].hyperlink = "mailto:a@sample.example"
        sheet.row_dimensions[2].hidden = True

    data, outcomes = saved(fill), set()
    for seed in range(300):
        try:
            outcomes.add(len(open_sheets(mutations(data, seed))))
        except RefusedFile as refusal:
            outcomes.add(refusal.code)
    assert {1, "corrupt"} <= outcomes
