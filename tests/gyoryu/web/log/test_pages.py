"""Meeting logs: who writes and who reads them."""

import pytest
from django.urls import reverse

from gyoryu.meetings.models import Application, LogAnswer, MeetingLog
from tests.gyoryu.consultations import person
from tests.gyoryu.web.log.writing import FIELDS, sign_in, url

pytestmark = pytest.mark.django_db


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
