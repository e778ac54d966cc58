"""Malicious workbooks that expand to far more than their size, uploaded to the import: each is refused at once, and
only the child process that opens it bears the cost."""

import io
import resource
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gyoryu.base.sheets import isolation
from gyoryu.jobs import worker
from gyoryu.meetings.models import ImportBatch
from tests.gyoryu.base.processes import cpu_seconds
from tests.gyoryu.consultations import consultation, person

ALL = "A1:XFD1048576"
SOME = '<row r="1"><c r="A1" t="inlineStr"><is><t>기업명</t></is></c></row>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
pytestmark = pytest.mark.django_db


def relations(*targets):
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def workbook(extra_elements="", data=SOME, part="sheet1.xml", **more):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{extra_elements}</worksheet>'
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


def strings(items):
    return {"xl__strings": f'<sst xmlns="{MAIN}">{items}</sst>'}


def cells(number):
    return "".join(f'<c r="A{n}"><v>{n % 7}</v></c>' for n in range(1, number))


# By name: the file (made on demand), and the one code of the issue that is expected.
BOMBS = {
    "a link": (lambda: workbook(f'<hyperlinks><hyperlink ref="{ALL}" location="a"/></hyperlinks>'), "too_large"),
    "a merge": (lambda: workbook(f'<mergeCells><mergeCell ref="{ALL}"/></mergeCells>'), "too_large"),
    "many merges": (
        lambda: workbook("<mergeCells>" + '<mergeCell ref="A1:A9999"/>' * 9999 + "</mergeCells>"), "too_large",
    ),
    "a validation": (
        lambda: workbook(f'<dataValidations><dataValidation sqref="{ALL}"><formula1>1</formula1></dataValidation>'
                         "</dataValidations>"), "nothing_to_import",
    ),
    "a format": (
        lambda: workbook(f'<conditionalFormatting sqref="{ALL}"><cfRule type="expression"/></conditionalFormatting>'),
        "nothing_to_import",
    ),
    "a comment": (
        lambda: workbook(xl__comments1=f'<comments><commentList><comment ref="{ALL}"/></commentList></comments>'),
        "nothing_to_import",
    ),
    "hidden columns": (
        lambda: workbook("<cols>" + '<col min="1" max="99999" hidden="1"/>' * 99 + "</cols>"), "too_large",
    ),
    "a sheet of another name": (lambda: workbook(data=cells(600_000), part="sheet1.bin"), "too_large"),
    "depth": (lambda: workbook("<a>" * 60_000 + "</a>" * 60_000), "nothing_to_import"),
    "elements": (lambda: workbook("<a/>" * 5_000_000), "bomb"),
    "shared strings": (
        lambda: workbook(**strings("".join(f"<si><t>{n}</t></si>" for n in range(900_000)))), "nothing_to_import",
    ),
    "one huge text": (
        lambda: workbook(data='<row><c t="inlineStr"><is><t>' + "가나다라 " * 3_000_000 + "</t></is></c></row>"),
        "bomb",
    ),
    "a ratio": (lambda: workbook(xl__media=" " * (40 << 20)), "bomb"),
    "entities": (
        lambda: workbook(xl__strings='<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'),
        "unsafe_xml",
    ),
}  # fmt: skip


def memory():
    """Return the resident memory of this process in KiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def cpu_seconds_of_children():
    """Return the CPU seconds of ended children and of the one that opens workbooks."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = isolation.OPENER.process
    running = cpu_seconds(process.pid) if process is not None and process.poll() is None else 0
    return ended.ru_utime + ended.ru_stime + running


@pytest.fixture
def stage(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=0, buyers=0, slots=0, tables=0)
    client.force_login(person("officer@agency.example", event.programme, "officer", language="en"))
    isolation.OPENER.open_sheets(b"a,b", "a.csv")  # begun already, as on a site that runs
    return SimpleNamespace(client=client, address=reverse("event-exchange", args=[event.pk]))


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_answered_at_once_with_a_reason(stage, name):
    make_workbook, code = BOMBS[name]
    data = make_workbook()
    children = cpu_seconds_of_children()
    memory_before, processor = memory(), time.process_time()
    response = stage.client.post(stage.address, {"file": SimpleUploadedFile("bomb.xlsx", data)})
    page_seconds = time.process_time() - processor
    worker.drain()
    child_seconds = cpu_seconds_of_children() - children
    batch = ImportBatch.objects.first()
    if batch is None:  # refused before it is opened
        assert response.status_code == 400
        assert code == "bomb"
        assert "xl/" in response.context["fault"]  # the part that would be too large
    else:
        assert {issue["code"] for issue in batch.found.get("faults", [])} | ({batch.failure} - {""}) == {code}
    assert page_seconds < 2  # of this process; a machine that is busy with more does not count
    assert child_seconds < 25  # five times what the slowest takes
    assert memory() - memory_before < 50 << 10
    if batch is None:
        return
    page = stage.client.get(reverse("import", args=[batch.event_id, batch.pk]))
    assert page.status_code == 200
    assert page.context["faults"] or page.context["failure"]


def test_the_process_apart_is_limited_by_the_operating_system(stage):
    limits = Path(f"/proc/{isolation.OPENER.process.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
    assert line.split()[3] == line.split()[4] == str(isolation.MAX_MEMORY)
