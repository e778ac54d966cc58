"""Prints and exports, made by the worker."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from gyoryu.base.files import Output
from gyoryu.jobs import worker
from tests.gyoryu.web.log.writing import FIELDS, sign_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_output(client, meeting, officer, settings, tmp_path):
    """Return a function that makes an output and returns its content."""
    settings.FILES = tmp_path

    def make(kind, language="zh"):
        sign_in(client, officer)
        listing = reverse("event-outputs", args=[meeting.event_id])
        page = client.post(listing, {"kind": kind, "language": language})
        worker.drain()
        output = Output.objects.latest("pk")
        assert page["Location"] == reverse("output", args=[meeting.event_id, output.pk])
        answer = client.get(reverse("output-file", args=[meeting.event_id, output.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        return answer.content

    return make


def test_everything_is_exported_and_nothing_in_it_runs(client, meeting, make_output):
    sign_in(client, meeting.seller.applicant).post(url(meeting), FIELDS)
    book = openpyxl.load_workbook(BytesIO(make_output("export")))
    assert book.sheetnames == ["参会单位", "洽谈意向", "洽谈", "洽谈记录", "结果"]
    cell = next(cell for row in book["洽谈记录"].iter_rows() for cell in row if cell.value == FIELDS["product"])
    assert cell.data_type == "s"
    assert [row[0].value for row in book["参会单位"].iter_rows(min_row=2)] == ["B001", "S001", "S002"]
    amounts = {row[0].value: row[3].value for row in book["结果"].iter_rows(min_row=2) if row[2].value == "USD"}
    assert amounts == {"洽谈额": 0, "意向额": 0, "签约额": 0}  # no rate is known: nothing is converted
    original_amounts = {
        row[0].value: row[3].value for row in book["结果"].iter_rows(min_row=2) if "原币" in row[2].value
    }
    assert original_amounts == {"意向额": 21}


@pytest.mark.parametrize(
    "kind", ["summary", "signs", "wall", "booklets_sellers", "booklets_buyers", "booklets_interpreters"]
)
def test_prints_are_made(make_output, kind):
    assert make_output(kind).startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["signs", "wall", "booklets_sellers", "booklets_interpreters"])
@pytest.mark.parametrize(
    ("language", "word"), [("ko", "글꼴에 없는"), ("zh-hans", "字体没有的"), ("en", "no font here has")]
)
def test_the_page_of_a_print_says_whose_name_it_does_not_show_whole(client, meeting, make_output, kind, language, word):
    organisation = meeting.buyer.organisation
    organisation.name_ko = organisation.name_zh = organisation.name_en = "臺灣淨水\ue000股份有限公司"
    organisation.save()
    assert make_output(kind).startswith(b"%PDF-")
    output = Output.objects.latest("pk")
    client.cookies["django_language"] = language
    page = client.get(reverse("output", args=[meeting.event_id, output.pk])).text
    assert word in page
    assert "B001 臺灣淨水□股份有限公司" in page
    assert "U+E000" in page


def test_an_unknown_output_is_not_made(client, meeting, officer):
    sign_in(client, officer)
    assert client.post(reverse("event-outputs", args=[meeting.event_id]), {"kind": "secrets"}).status_code == 404
