"""Who may read which emails."""

import re

import pytest

from gyoryu.base.email_texts import TEMPLATES
from gyoryu.base.emails import SECRET_CODES, Draft, Email, send_batch, send_email
from gyoryu.base.models import AuditLine
from gyoryu.jobs import worker
from gyoryu.people.models import User
from tests.gyoryu.web.organiser.emails.emails import create_email, create_user, sent_email

pytestmark = pytest.mark.django_db


def test_officers_read_the_emails_of_their_event_as_they_were_written(client, event):
    client.force_login(create_user(event, "officer"))
    email = sent_email(event.pk)
    assert "검토 결과를 알려 드립니다" in client.get(f"/events/{event.pk}/letters/").text
    assert "까닭" in client.get(f"/events/{event.pk}/letters/{email.pk}/").text


def test_emails_that_open_accounts_are_not_for_officers(client, event):
    client.force_login(create_user(event, "officer"))
    email = sent_email()
    assert client.get(f"/events/{event.pk}/letters/{email.pk}/").status_code == 404
    Email.objects.update(event=event.pk)
    assert client.get(f"/events/{event.pk}/letters/{email.pk}/").status_code == 404
    assert "b@firm.example" not in client.get(f"/events/{event.pk}/letters/").text
    assert client.get("/outbox/").status_code == 403
    assert client.get(f"/outbox/{email.pk}/").status_code == 403


def test_whoever_runs_the_site_reads_those(client, event):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x", language="ko"))
    email = sent_email()
    assert "b@firm.example" in client.get("/outbox/").text
    assert 'href="http://localhost:8000/here/"' in client.get(f"/outbox/{email.pk}/").text
    assert client.get(f"/outbox/{sent_email(event.pk).pk}/").status_code == 404


@pytest.mark.parametrize(("kind", "status"), [("viewer", 403), ("gate", 403), ("interpreter", 403), (None, 404)])
def test_others_read_none(client, event, kind, status):
    client.force_login(create_user(event, kind))
    assert client.get(f"/events/{event.pk}/letters/").status_code == status


def test_the_list_is_narrowed_by_state_and_asks_as_much_for_one_as_for_three(client, event, django_assert_num_queries):
    client.force_login(create_user(event, "officer"))
    address = f"/events/{event.pk}/letters/"
    assert "발송 메일이 없습니다" in client.get(address).text
    for more in (1, 2):
        for _ in range(more):
            sent_email(event.pk)
        with django_assert_num_queries(9):
            client.get(address)
    assert "b@firm.example" not in client.get(f"{address}?state=failed").text
    assert "b@firm.example" in client.get(f"{address}?state=outbox").text
    assert Email.objects.filter(state="outbox").count() == 3


@pytest.mark.parametrize("code", sorted({path.name.split(".")[0] for path in TEMPLATES.iterdir()} - SECRET_CODES))
def test_an_email_has_its_subject_from_the_first_moment(client, event, code):
    client.force_login(create_user(event, "officer"))
    email = send_email(
        code, "b@firm.example", "ko", {"event": "견본 상담회", "changes": [], "documents": []}, event=event.pk
    )
    for _ in range(2):
        for address in (f"/events/{event.pk}/letters/", f"/events/{event.pk}/letters/{email.pk}/"):
            assert code not in re.sub(r"<[^>]*>", "", client.get(address).text)
        Email.objects.update(subject="", body="")  # as former versions kept it


def test_one_email_and_all_failed_ones_are_sent_again(client, event):
    client.force_login(create_user(event, "officer"))
    address = f"/events/{event.pk}/letters/"
    email = create_email(event.pk, "unknown")
    assert "다시 발송합니다" in client.post(f"{address}{email.pk}/again/", follow=True).text
    assert "쓸 수 없는 이메일" in client.post(f"{address}{email.pk}/again/", follow=True).text
    for _ in range(3):
        create_email(event.pk)
    assert "발송하지 못한 이메일: 3건" in client.get(address).text
    assert "다시 발송하는 이메일: 3건" in client.post(f"{address}again/", follow=True).text
    assert set(Email.objects.values_list("state", flat=True)) == {"waiting"}
    assert "발송하지 못한" not in client.get(address).text


def test_a_batch_is_withdrawn_while_it_waits(client, event):
    client.force_login(create_user(event, "officer"))
    address = f"/events/{event.pk}/letters/"
    params = {"event": "견본", "link": "/"}
    drafts = [Draft("timetable_published", f"r{n}@b.example", "ko", params, "timetable_version.1") for n in range(3)]
    send_batch(drafts, event=event.pk, batch="timetable_version.1")
    page = client.get(address).text
    assert "이메일 3건을" in page
    undo = f"{address}timetable_version.1/withdraw/"
    assert f'action="{undo}"' in page
    assert "발송을 취소한 이메일: 3건" in client.post(undo, follow=True).text
    assert "취소할 수 없습니다" in client.post(undo, follow=True).text
    assert AuditLine.objects.filter(verb="withdraw_emails").count() == 1
    worker.drain()
    assert set(Email.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_those_of_another_event_are_hidden_from_every_button(client, event):
    client.force_login(create_user(event, "officer"))
    other = create_email(event.pk + 1)
    assert client.post(f"/events/{event.pk}/letters/{other.pk}/again/").status_code == 404
    client.post(f"/events/{event.pk}/letters/again/")
    assert Email.objects.get().state == "failed"
    assert client.post("/outbox/again/").status_code == 403
    assert client.post(f"/outbox/{other.pk}/again/").status_code == 403


def test_whoever_runs_the_site_sends_again_what_belongs_to_no_event(client, event):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x", language="ko"))
    site_email, event_email = create_email(None), create_email(event.pk)
    client.post(f"/outbox/{site_email.pk}/again/")
    Email.objects.filter(pk=site_email.pk).update(state="failed")
    client.post("/outbox/again/")
    assert [Email.objects.get(pk=email.pk).state for email in (site_email, event_email)] == ["waiting", "failed"]


def test_what_opens_an_account_is_read_by_nobody_while_it_waits(client):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x", language="ko"))
    email = send_email("sign_in_link", "b@firm.example", "ko", {"link": "/key/", "minutes": "15"})
    for state in Email.State.values:
        Email.objects.update(state=state)
        assert ("/key/" in client.get(f"/outbox/{email.pk}/").text) == (state == "outbox")


@pytest.mark.parametrize(
    ("language", "tag", "name"), [("ko", "ko", "한국어"), ("zh", "zh-Hans", "简体中文"), ("en", "en", "English")]
)
def test_subjects_say_in_which_language_they_are(client, event, language, tag, name):
    client.force_login(create_user(event, "officer"))
    params = {"link": "/here/", "minutes": "15", "event": "견본 상담회", "reason": "까닭"}
    email = send_email("application_refused", "b@firm.example", language, params, event=event.pk)
    listed = client.get(f"/events/{event.pk}/letters/").text
    pattern = rf'lang="{tag}">[^<]+</a>\s+<span class="small muted" lang="{tag}">{name}<'
    assert re.search(pattern, listed)
    shown = client.get(f"/events/{event.pk}/letters/{email.pk}/").text
    assert f'<dd lang="{tag}">{name}</dd>' in shown
