"""Meeting logs, results and outputs."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from gyoryu.base.files import Output
from gyoryu.jobs import worker
from gyoryu.meetings.models import Application, LogAnswer, Meeting, MeetingLog
from gyoryu.outcomes.models import Closing, ReferenceRate
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db
FIELDS = {"product": "=cmd|'/c calc'!A1", "stage": "pursuing", "quantity": "2", "unit_price": "10.5", "currency": "USD",
        "note": "our secret", "next_action": "send a quotation", "interest": "4"}  # fmt: skip


@pytest.fixture
def meeting():
    event = consultation(sellers=2, buyers=1, slots=1, interpreters=1)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    return Meeting.objects.create(
        event=event, seller=seller, buyer=buyer, slot=Slot.objects.get(event=event), state="held",
        table=Table.objects.filter(event=event).first(), interpreter=event.interpreters.get(),
    )  # fmt: skip


def sign_in(client, user):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def officer(meeting):
    return person("officer@agency.example", meeting.event.programme, "officer")


def url(meeting):
    return reverse("meeting-log", args=[meeting.pk])


def test_a_firm_writes_and_its_buyer_confirms_what_concerns_both(client, meeting):
    sign_in(client, meeting.seller.applicant).post(url(meeting), FIELDS)
    log = MeetingLog.objects.get()
    assert (log.author_side, str(log.amount), log.stage) == ("seller", "21.00", "pursuing")
    page = sign_in(client, meeting.buyer.applicant).get(url(meeting)).text
    assert "USD 21" in page
    assert "our secret" not in page
    assert "quotation" not in page
    answer = {"verdict": "disputed", "note": "only one", "version": 1}
    client.post(reverse("answer-log", args=[meeting.pk, log.pk]), answer)
    assert LogAnswer.objects.get().note == "only one"
    assert "only one" in sign_in(client, meeting.seller.applicant).get(url(meeting)).text


def test_what_was_typed_stays_when_it_cannot_be_saved(client, meeting):
    page = sign_in(client, meeting.seller.applicant).post(url(meeting), {**FIELDS, "hs6": "12"})
    assert "six digits" in page.text
    assert "our secret" in page.text
    assert not MeetingLog.objects.exists()


def test_two_of_one_firm_change_a_log_the_second_is_told(client, meeting):
    sign_in(client, meeting.seller.applicant).post(url(meeting), FIELDS)
    log = MeetingLog.objects.get()
    edit = reverse("edit-log", args=[meeting.pk, log.pk])
    assert client.post(edit, {**FIELDS, "product": "first", "version": 1}).status_code == 302
    late = client.post(edit, {**FIELDS, "product": "second", "version": 1})
    assert "another window" in late.text
    assert "second" in late.text
    log.refresh_from_db()
    assert log.product == "first"


def test_each_side_its_own_and_strangers_nothing(client, meeting, officer):
    sign_in(client, meeting.seller.applicant).post(url(meeting), FIELDS)
    log = MeetingLog.objects.get()
    edit, remove = (reverse(name, args=[meeting.pk, log.pk]) for name in ("edit-log", "remove-log"))
    stranger = Application.objects.get(event=meeting.event, number="S002").applicant
    assert sign_in(client, stranger).get(url(meeting)).status_code == 404
    assert sign_in(client, meeting.buyer.applicant).get(edit).status_code == 403
    viewer = person("viewer@agency.example", meeting.event.programme, "viewer")
    assert sign_in(client, viewer).post(url(meeting), FIELDS).status_code == 403
    sign_in(client, officer).post(remove, {"version": 1})
    assert not MeetingLog.objects.exists()


def test_an_interpreter_writes_too(client, meeting):
    interpreter = meeting.interpreter
    interpreter.user = person("interpreter@agency.example", meeting.event.programme, "interpreter")
    interpreter.save()
    sign_in(client, interpreter.user).post(url(meeting), FIELDS)
    assert MeetingLog.objects.get().author_side == "interpreter"


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_logs_take_a_fixed_number_of_queries(client, meeting, officer, count, django_assert_num_queries):
    for _ in range(count):
        MeetingLog.objects.create(meeting=meeting, author_side="seller", product="p")
    sign_in(client, officer)
    with django_assert_num_queries(9):
        client.get(reverse("event-logs", args=[meeting.event_id]))
    sign_in(client, meeting.seller.applicant)
    with django_assert_num_queries(7):
        client.get(reverse("my-log", args=[meeting.seller_id]))


def test_figures_are_shown_rated_and_closed(client, meeting, officer):
    sign_in(client, meeting.seller.applicant).post(url(meeting), {**FIELDS, "currency": "CNY"})
    results = reverse("event-results", args=[meeting.event_id])
    page = sign_in(client, officer).get(results).text
    assert "No rate" in page
    for currency, krw in (("CNY", "200"), ("USD", "1400")):
        client.post(results, {"currency": currency, "on": "2026-05-11", "krw": krw, "source": "sample"})
    assert ReferenceRate.objects.count() == 2
    page = client.get(results).text
    assert "No rate" not in page
    assert "4,200" in page  # won
    confirm(client, reverse("close-figures", args=[meeting.event_id]))
    closing = Closing.objects.get()
    assert closing.figures["stages"]["pursuing"]["krw"] == "4200.00"
    assert "a sample reason" in client.get(reverse("event-closing", args=[meeting.event_id, 1])).text


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
