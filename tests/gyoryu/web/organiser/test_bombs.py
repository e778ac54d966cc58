"""Workbooks made by hand to cost more than they weigh, sent to the page that brings workbooks in: each is answered at
once, and what it costs is the process apart that opens it."""

import io
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from consultations import consultation, person
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gyoryu.base.sheets import apart
from gyoryu.jobs import worker
from gyoryu.meetings.models import ImportBatch

ALL = "A1:XFD1048576"
SOME = '<row r="1"><c r="A1" t="inlineStr"><is><t>기업명</t></is></c></row>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NOTHING = {"nothing_to_import"}
pytestmark = pytest.mark.django_db


def relations(*found):
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(found)
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def workbook(after="", data=SOME, part="sheet1.xml", **more):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="참가기업" r:id="r0"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(("worksheet", f"worksheets/{part}"), ("sharedStrings", "strings.xml")),
        f"xl/worksheets/{part}": sheet,
        **{name.replace("__", "/") + ".xml": text for name, text in more.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def strings(inside):
    return {"xl__strings": f'<sst xmlns="{MAIN}">{inside}</sst>'}


def cells(number):
    return "".join(f'<c r="A{n}"><v>{n % 7}</v></c>' for n in range(1, number))


# By name: what is sent (made when it is needed), and the codes of the remarks with one of which it is answered.
BOMBS = {
    "a link": (lambda: workbook(f'<hyperlinks><hyperlink ref="{ALL}" location="a"/></hyperlinks>'), {"too_large"}),
    "a merge": (lambda: workbook(f'<mergeCells><mergeCell ref="{ALL}"/></mergeCells>'), {"too_large"}),
    "many merges": (
        lambda: workbook("<mergeCells>" + '<mergeCell ref="A1:A9999"/>' * 9999 + "</mergeCells>"), {"too_large"},
    ),
    "a validation": (
        lambda: workbook(f'<dataValidations><dataValidation sqref="{ALL}"><formula1>1</formula1></dataValidation>'
                         "</dataValidations>"), NOTHING,
    ),
    "a format": (
        lambda: workbook(f'<conditionalFormatting sqref="{ALL}"><cfRule type="expression"/></conditionalFormatting>'),
        NOTHING,
    ),
    "a comment": (
        lambda: workbook(xl__comments1=f'<comments><commentList><comment ref="{ALL}"/></commentList></comments>'),
        NOTHING,
    ),
    "hidden columns": (
        lambda: workbook("<cols>" + '<col min="1" max="99999" hidden="1"/>' * 99 + "</cols>"), {"too_large"},
    ),
    "a sheet of another name": (lambda: workbook(data=cells(600_000), part="sheet1.bin"), {"too_large", "bomb"}),
    "depth": (lambda: workbook("<a>" * 60_000 + "</a>" * 60_000), NOTHING | {"corrupt", "too_large"}),
    "elements": (lambda: workbook("<a/>" * 5_000_000), {"bomb", "too_large"}),
    "shared strings": (
        lambda: workbook(**strings("".join(f"<si><t>{n}</t></si>" for n in range(900_000)))), {"too_large"} | NOTHING,
    ),
    "one huge text": (
        lambda: workbook(data='<row><c t="inlineStr"><is><t>' + "가나다라 " * 3_000_000 + "</t></is></c></row>"),
        {"bomb", "too_large"},
    ),
    "a ratio": (lambda: workbook(xl__media=" " * (40 << 20)), {"bomb"}),
    "entities": (
        lambda: workbook(xl__strings='<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'),
        {"unsafe_xml"},
    ),
}  # fmt: skip


def memory():
    """Kilobytes that this process holds."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.fixture
def stage(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=0, buyers=0, slots=0, tables=0)
    client.force_login(person("officer@agency.example", event.programme, "officer", language="en"))
    apart.OPENER.open_sheets(b"a,b", "a.csv")  # begun already, as on a site that runs
    return SimpleNamespace(client=client, address=reverse("event-exchange", args=[event.pk]))


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_answered_at_once_with_a_reason(stage, name):
    make, codes = BOMBS[name]
    data = make()
    memory_before, processor, begun = memory(), time.process_time(), time.monotonic()
    answer = stage.client.post(stage.address, {"file": SimpleUploadedFile("bomb.xlsx", data)})
    in_page = time.process_time() - processor
    worker.drain()
    whole = time.monotonic() - begun
    batch = ImportBatch.objects.first()
    if batch is None:  # refused before it is opened
        assert answer.status_code == 400
        assert "bomb" in codes
        assert "xl/" in answer.context["fault"]  # the part that would be too large
    else:
        told = {one["code"] for one in batch.found.get("faults", [])} | ({batch.failure} - {""})
        assert told
        assert told <= codes, told
    assert in_page < 2  # of this process; a machine that is busy with more does not count
    assert whole < 2 + apart.MOST_SECONDS
    assert memory() - memory_before < 50 << 10
    if batch is None:
        return
    page = stage.client.get(reverse("import", args=[batch.event_id, batch.pk]))
    assert page.status_code == 200
    assert page.context["faults"] or page.context["failure"]


def test_the_process_apart_is_limited_by_the_operating_system(stage):
    limits = Path(f"/proc/{apart.OPENER.process.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
    assert line.split()[3] == line.split()[4] == str(apart.MOST_MEMORY)
