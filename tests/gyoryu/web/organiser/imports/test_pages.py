"""Officers import a workbook in the browser."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from gyoryu.base.names import Names
from gyoryu.base.queue import Job, claim
from gyoryu.jobs.handlers import KINDS
from gyoryu.jobs.work import Work
from gyoryu.meetings.models import Application, ImportBatch, Wish
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.models import Organisation
from gyoryu.web.organiser.imports import pages as importing
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(settings, tmp_path):
    settings.FILES = tmp_path
    return consultation(sellers=0, buyers=0, slots=0, tables=0)


@pytest.fixture(autouse=True)
def officer(event, client):
    user = person("officer@agency.example", event.programme, "officer", language="en")
    client.force_login(user)
    return user


def upload(client, event, rows, sheet="참가기업"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("견본.xlsx", buffer.getvalue())
    return client.post(reverse("event-exchange", args=[event.pk]), {"file": file}, follow=True)


def batch_url(name, event):
    return reverse(name, args=[event.pk, ImportBatch.objects.get().pk])


@pytest.mark.parametrize(
    ("kept", "typed", "asked"),
    [
        ("烟台瑞灏沁水务有限公司", "煙臺瑞灝沁水務有限公司", False),
        ("煙臺瑞灝沁水務有限公司", "烟台瑞灏沁水务有限公司", False),
        ("山东绿源环保有限公司", "山东绿元环保有限公司", True),
        ("한빛환경기술", "한빗환경기술", True),
    ],
)
def test_a_name_in_the_other_script_is_the_same_and_a_near_one_is_asked_about(client, event, kept, typed, asked):
    organisation = register_organisation(OrganisationInput(Names(kept)), by=None)
    page = upload(client, event, [["기업명", "언어"], [typed, "한국어"]]).content.decode()
    assert (f'<option value="{organisation.pk}">' in page) == asked
    client.post(batch_url("import-bring-in", event))
    assert Organisation.objects.count() == (2 if asked else 1)
    assert Organisation.objects.get(pk=organisation.pk).name_ko == kept


def test_seen_brought_in_and_taken_back(client, event):
    page = upload(client, event, [["기업명", "언어"], ["견본기업", "한국어"]])
    assert not Application.objects.exists()
    assert reverse("import-bring-in", args=[event.pk, ImportBatch.objects.get().pk]) in page.content.decode()
    client.post(batch_url("import-bring-in", event))
    assert Application.objects.get().number == "S001"
    second_commit = client.post(batch_url("import-bring-in", event), follow=True)
    assert Application.objects.count() == 1
    assert "이미 끝났거나" in second_commit.content.decode()
    confirm(client, batch_url("import-take-back", event))
    assert not Application.objects.exists()


def test_faults_are_reported_with_sheet_row_and_column_and_stop_it(client, event):
    page = upload(client, event, [["기업명", "사업자등록번호"], ["견본기업", "123"]]).content.decode()
    assert "<td>참가기업</td>" in page
    assert "<td>B 사업자등록번호</td>" in page
    assert "123" in page
    client.post(batch_url("import-bring-in", event))
    assert not Application.objects.exists()


def test_another_column_is_chosen_and_looked_at_again(client, event):
    upload(client, event, [["甲", "乙"], ["견본기업", "한국어"]], sheet="Sheet1")
    client.post(batch_url("import", event), {"kind-0": "sellers"})
    page = client.post(
        batch_url("import", event), {"kind-0": "sellers", "column-0-0": "name_ko", "column-0-1": ""}, follow=True
    )
    assert "No faults" in page.content.decode() or "오류가 없습니다" in page.content.decode()
    client.post(batch_url("import-bring-in", event))
    assert Application.objects.get().organisation.name_ko == "견본기업"


def test_what_is_no_workbook_is_refused_at_the_field(client, event):
    file = SimpleUploadedFile("x.xlsx", b"<html>")
    response = client.post(reverse("event-exchange", args=[event.pk]), {"file": file})
    assert response.status_code == 400
    assert 'aria-describedby="file-error"' in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_what_was_used_is_named_instead_of_taken_back(client, event):
    upload(client, event, [["기업명", "언어"], ["가", "한국어"], ["나", "한국어"]])
    client.post(batch_url("import-bring-in", event))
    application, counterpart = Application.objects.all()
    Wish.objects.create(event=event, asker=application, asked=counterpart, created_at=timezone.now())
    confirm(client, batch_url("import-take-back", event))
    assert Application.objects.count() == 2


def test_a_large_one_is_worked_on_by_the_worker(client, event, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE_BYTES", 1)
    page = upload(client, event, [["기업명", "언어"], ["견본기업", "한국어"]])
    assert "data-progress" in page.content.decode()

    def run_next_job():
        job = claim("test", timezone.now())
        KINDS[job.kind].run(Work(job))
        Job.objects.filter(pk=job.pk).update(state="done")

    run_next_job()
    assert client.get(batch_url("import-progress", event)).json()["is_over"]
    client.post(batch_url("import-bring-in", event))
    assert not Application.objects.exists()
    run_next_job()
    assert Application.objects.count() == 1
    assert ImportBatch.objects.get().state == "done"


@pytest.mark.parametrize(("language", "title"), [("ko", "참가기업"), ("zh", "参展企业"), ("en", "Sellers")])
def test_the_template_comes_in_three_languages(client, event, language, title):
    response = client.get(reverse("import-template", args=[event.pk, language]))
    assert title in load_workbook(io.BytesIO(response.content)).sheetnames


def test_nobody_else_imports(client, event):
    for kind, status in (("viewer", 403), ("gate", 403), (None, 404)):
        user = person(f"{kind}@agency.example", event.programme if kind else None, kind)
        client.force_login(user)
        assert client.get(reverse("event-exchange", args=[event.pk])).status_code == status
