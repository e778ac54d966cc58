"""Records of a programme: order, lateness, and exports without formulas."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.desk.queries import confirmed_records, is_late
from tests.gyoryu.articles import NOW, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(client, settings, tmp_path):
    settings.FILES = tmp_path
    programme = consultation(sellers=1, buyers=1).programme
    officer = person("o@agency.example", programme, "officer")
    client.force_login(officer)
    return programme, arrived(by=officer, programme=programme.pk)


def create_record(stage, kind, title, starts="", ends="", status=""):
    programme, document = stage
    proposal = Proposal.objects.create(
        document=document, kind=kind, position=1, fingerprint=f"{kind}{title}"[:40], values={}, spans=[[2, 6]],
        confidence=1, state="accepted",
    )  # fmt: skip
    return ConfirmedRecord.objects.create(
        proposal=proposal, programme=programme, kind=kind, title=title, starts=starts, ends=ends, status=status,
        actors=["견본 기관"], confirmed_at=NOW,
    )  # fmt: skip


def test_commitments_stand_by_the_day_on_which_they_are_due(stage):
    for title, ends in (("d", ""), ("b", "2026-12"), ("a", "2026-12-15"), ("c", "2026"), ("z", "2025-01-01")):
        create_record(stage, "commitment", title, ends=ends)
    assert [record.title for record in confirmed_records(stage[0].pk, "commitment")] == ["z", "a", "b", "c", "d"]
    create_record(stage, "event", "e", starts="2030-01-01")
    assert next(iter(confirmed_records(stage[0].pk))).title == "e"


@pytest.mark.parametrize(
    ("kind", "ends", "late"),
    [
        ("commitment", "2026-05-11", True), ("commitment", "2026-05-12", False), ("commitment", "2026-05", False),
        ("commitment", "2026-04", True), ("commitment", "2025", True), ("commitment", "2026", False),
        ("commitment", "", False), ("event", "2020-01-01", False),
    ],
)  # fmt: skip
def test_what_is_past_its_day(kind, ends, late):
    assert is_late(ConfirmedRecord(kind=kind, ends=ends), date(2026, 5, 12)) is late


def test_one_kind_alone_and_all_to_print(client, stage):
    create_record(stage, "commitment", "다음에 할 일", ends="2020-01", status="plan")
    for n in range(40):
        create_record(stage, "event", f"행사 {n}", starts="2026-05-12")
    url = reverse("programme-records", args=[stage[0].pk])
    page = client.get(url, {"kind": "commitment"}).content.decode()
    assert "행사 1" not in page
    assert "2020. 1." in page
    assert "chip danger" in page
    assert "행사 39<" not in client.get(url, {"kind": "event"}).content.decode()
    assert "행사 39<" in client.get(url, {"kind": "event", "whole": "1"}).content.decode()
    assert client.get(url, {"kind": "nonsense", "page": "9999"}).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_hold_texts_and_never_formulas(client, stage, form):
    create_record(stage, "event", '=HYPERLINK("https://evil.example")', starts="2026-05-12")
    response = client.get(reverse("programme-records-file", args=[stage[0].pk, form]))
    assert response["Content-Disposition"].startswith("attachment")
    if form == "csv":
        _, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        assert row[1] == '\'=HYPERLINK("https://evil.example")'
        assert row[6] == stage[1].text[2:6].strip()
    else:
        cell = load_workbook(io.BytesIO(response.content)).worksheets[0]["B2"]
        assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("https://evil.example")')


def test_files_of_one_kind_and_of_no_form(client, stage):
    create_record(stage, "event", "행사")
    create_record(stage, "commitment", "할 일")
    url = reverse("programme-records-file", args=[stage[0].pk, "csv"])
    assert "할 일" not in client.get(url, {"kind": "event"}).content.decode("utf-8-sig")
    assert client.get(reverse("programme-records-file", args=[stage[0].pk, "exe"])).status_code == 404


@pytest.mark.parametrize("name", ["programme-records", "programme-records-file"])
def test_as_many_queries_for_three_as_for_one(client, stage, name):
    url = reverse(name, args=[stage[0].pk, *(["xlsx"] if name.endswith("file") else [])])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    create_record(stage, "event", "1")
    queries()
    count = queries()
    create_record(stage, "agreement", "2")
    create_record(stage, "commitment", "3")
    assert queries() == count
