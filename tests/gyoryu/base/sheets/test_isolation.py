"""A workbook opened in a process apart is the same, and one that breaks limits costs itself only."""

import datetime as dt
import io
import json
import resource
import signal
import time

import pytest
from openpyxl import Workbook

from gyoryu.base import child_process
from gyoryu.base.sheets import RefusedFile, isolation, open_sheets
from gyoryu.base.sheets.grid import Sheet
from gyoryu.meetings.workbook.incoming import read_incoming
from tests.gyoryu.base.processes import cpu_seconds

VALUES = (
    "견본", "=1+1", "\U0001f600", 1, -1.5, 1e300, True, False, dt.datetime(2026, 5, 12, 9, 30, 1), dt.date(2026, 5, 12),
    dt.time(9, 30), dt.time(23, 59, 59, 999999), dt.timedelta(days=-1, seconds=3), dt.timedelta(hours=30), 2**60,
)  # fmt: skip


def saved(fill):
    workbook = Workbook()
    fill(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("value", VALUES)
def test_every_kind_of_value_comes_back_as_it_was(value):
    sheet = Sheet(
        "견본", {(1, 2): value}, {(3, 1): (1, 1)}, {(2, 2): ("cell_error", "#REF!")}, {(1, 2): "mailto:a@b.example"},
        {(1, 2): "000-0000"}, {(1, 2)}, frozenset({3}), frozenset({2}), is_hidden=True, is_delimited=True,
    )  # fmt: skip
    back = isolation._sheet_from_json(json.loads(json.dumps(isolation._sheet_to_json(sheet))))
    assert back == sheet
    assert type(back.cells[1, 2]) is type(value)


def everything(sheet):
    for n, value in enumerate(VALUES, 1):
        sheet.cell(n, 1).value = value
    sheet.merge_cells("C1:C9")
    sheet["C1"].hyperlink = "mailto:a@b.example"
    sheet.row_dimensions[2].hidden = True


@pytest.fixture
def opener():
    processes = []

    def make(**limits):
        processes.append(isolation.OpenerProcess(**limits))
        return processes[-1]

    yield make
    for process in processes:
        process.end()


def test_workbooks_and_files_of_text_are_the_same_as_opened_here(opener):
    process, workbook = opener(), saved(everything)
    assert process.open_sheets(workbook, "a.xlsx") == open_sheets(workbook, "a.xlsx")
    text = "가,나\n1,2\n".encode()
    assert process.open_sheets(text, "참가.csv") == open_sheets(text, "참가.csv")
    with pytest.raises(RefusedFile, match="html"):
        process.open_sheets(b"<html>")


LARGE = saved(lambda sheet: [sheet.append([f"{row} {column}" for column in range(40)]) for row in range(2500)])


def test_what_needs_too_much_memory_is_refused_and_leaves_this_process_as_it_was(opener):
    process, memory_before = opener(memory=170 << 20), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(RefusedFile, match="too_large"):
        process.open_sheets(LARGE, "a.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before < 100 << 10  # kilobytes


def test_what_takes_too_long_is_refused(opener, monkeypatch):
    process = opener(seconds=1)
    monkeypatch.setattr(child_process, "_GRACE", 0)
    process._begun()
    process.process.send_signal(signal.SIGSTOP)  # whatever it is that takes so long
    with pytest.raises(RefusedFile, match="too_large"):
        process.open_sheets(b"a,b", "a.csv")


def far_link(sheet):
    sheet["A1"].hyperlink = "mailto:a@b.example"
    sheet["A1"].hyperlink.ref = "A1:XFD1048576"


def far_merge(sheet):
    sheet.merged_cells.add("A1:XFD1048576")


@pytest.mark.parametrize("fill", [far_link, far_merge])
def test_bombs_of_ranges_are_refused_at_once(opener, fill):
    """1.4 KB that made seventeen billion cells."""
    process, workbook = opener(memory=300 << 20), saved(fill)
    process.open_sheets(b"a,b", "a.csv")
    seconds_before = cpu_seconds(process.process.pid)
    with pytest.raises(RefusedFile) as refusal:
        process.open_sheets(workbook, "a.xlsx")
    assert refusal.value.code == "too_large"
    assert cpu_seconds(process.process.pid) - seconds_before < 5


def test_what_is_brought_to_the_site_is_never_opened_in_its_own_process(monkeypatch):
    workbook = saved(everything)
    monkeypatch.setattr("gyoryu.base.sheets.opening.open_sheets", lambda *_: pytest.fail("opened here"))
    assert read_incoming(workbook, name="a.xlsx").findings.faults[0].code == "nothing_to_import"


@pytest.mark.parametrize("piece", [["가나다라"], ["1"], [2.5], [None, "x"], ["=1+1"], ["2026-05-12"], ["a" * 300]])
def test_workbooks_are_opened_in_linear_time(piece):
    def seconds(rows):
        workbook = saved(lambda sheet: [sheet.append(piece * 5) for _ in range(rows)])
        begun = time.process_time()
        open_sheets(workbook)
        return time.process_time() - begun

    assert any(seconds(4000) < max(0.2, 6 * seconds(1000)) for _ in range(3))
