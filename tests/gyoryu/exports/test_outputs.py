"""Files that officers request."""

import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from gyoryu.base.files import Output
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.exports.outputs import KINDS, make_output, mark_output_failed, request_output
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def officer():
    return person("officer@agency.example")


@pytest.fixture
def event():
    event = consultation(sellers=1, buyers=1)
    make_meeting(*event.applications.order_by("-side"), table=event.tables.first())
    return event


def test_a_request_is_a_row_a_job_and_an_audit_line(event, officer):
    output = request_output(event, "signs", "zh", officer)
    assert (output.name, output.by, output.file) == (f"gyoryu-{event.pk}-signs-zh.pdf", officer.pk, None)
    assert Job.objects.get(pk=output.job).args == {"output": output.pk}
    assert AuditLine.objects.get(verb="request_output").details == {"what": "signs", "language": "zh"}
    with pytest.raises(KeyError):
        request_output(event, "nonsense", "ko", officer)


@pytest.mark.parametrize("kind", [kind for kind, known in KINDS.items() if known.suffix == "pdf"])
def test_each_document_is_a_pdf_of_the_published_meetings(event, officer, kind):
    output, shares = request_output(event, kind, "ko", officer), []
    make_output(output, shares.append)
    output.refresh_from_db()
    assert (output.file.media_type, output.failure, output.notes) == ("application/pdf", "", [])
    assert len(PdfReader(io.BytesIO(output.file.read())).pages) >= 1


def test_the_export_is_a_workbook_and_progress_is_reported(event, officer):
    output, shares = request_output(event, "export", "en", officer), []
    make_output(output, shares.append)
    assert len(load_workbook(io.BytesIO(output.file.read())).sheetnames) > 3
    assert shares == sorted(shares)
    assert shares


def test_names_that_are_not_drawn_are_noted(event, officer):
    event.venue_ko = "Ꭰ"
    event.save()
    output = request_output(event, "summary", "ko", officer)
    make_output(output, lambda share: None)
    assert [note["code"] for note in output.notes] == ["characters_not_drawn"]


def test_a_failure_is_noted_unless_the_file_was_made(event, officer):
    failed, made = (request_output(event, kind, "ko", officer) for kind in ("signs", "summary"))
    make_output(made, lambda share: None)
    for output in (failed, made):
        mark_output_failed(output.pk, "time_limit")
    assert dict(Output.objects.values_list("pk", "failure")) == {failed.pk: "time_limit", made.pk: ""}
    assert AuditLine.objects.filter(verb="fail_output").count() == 1
