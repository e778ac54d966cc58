"""What becomes of emails, and what officers can do about it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from gyoryu.base import outbox
from gyoryu.base.emails import HOLD_PERIOD, Draft, Email, send_batch, send_email
from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused

State = Email.State
PARAMS = {"programme": "견본", "role": "officer", "link": "/"}


def batch(count=3, name="a", event=7):
    drafts = [Draft("role_given", f"r{n}@b.example", "ko", PARAMS, f"{name}.{event}") for n in range(count)]
    return send_batch(drafts, event=event, batch=name)


def age(**by):
    Email.objects.update(not_before=timezone.now() - timedelta(**by))


@pytest.mark.django_db
def test_a_batch_can_be_withdrawn_as_a_whole_while_it_is_held():
    batch(3)
    batch(2, name="b")
    batch(1, event=8)
    assert not outbox.due_emails(timezone.now() + HOLD_PERIOD / 2, urgent=False).exists()
    assert [(batch.name, batch.count) for batch in outbox.waiting_batches(7)] == [("b", 2), ("a", 3)]
    assert outbox.withdraw_emails(7, "a", by=1, now=timezone.now()) == 3
    assert [batch.name for batch in outbox.waiting_batches(7)] == ["b"]
    assert Email.objects.filter(state="withdrawn").count() == 3
    line = AuditLine.objects.get(verb="withdraw_emails")
    assert (line.by, line.key, line.details) == (1, "7", {"emails": 3})
    assert outbox.due_emails(timezone.now() + HOLD_PERIOD * 2, urgent=False).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a", "", "x"])
def test_what_is_sent_already_or_was_never_there_is_not_withdrawn(name):
    batch()
    Email.objects.update(state="sent")
    send_email("role_given", "alone@b.example", "ko", PARAMS, event=7)
    with pytest.raises(Refused, match="emails_are_sent"):
        outbox.withdraw_emails(7, name, by=1, now=timezone.now())
    assert not Email.objects.filter(state="withdrawn").exists()


@pytest.mark.django_db
def test_while_it_is_held_nobody_begins_to_send_it():
    batch(1)
    assert not outbox.begin_sending(Email.objects.get(), timezone.now())


@pytest.mark.django_db(transaction=True)
def test_each_email_is_begun_by_one_of_many_workers_or_withdrawn():
    def work(_):
        try:
            start.wait()
            return [email.pk for email in list(Email.objects.all()) if outbox.begin_sending(email, timezone.now())]
        finally:
            connection.close()

    def withdraw():
        try:
            start.wait()
            return outbox.withdraw_emails(7, "a", by=1, now=timezone.now())
        except Refused:
            return 0
        finally:
            connection.close()

    for _ in range(3):
        Email.objects.all().delete()
        batch(10)
        age(seconds=1)
        start = Barrier(5)
        with ThreadPoolExecutor(5) as pool:
            started = pool.map(work, range(4))
            withdrawn = pool.submit(withdraw)
            numbers = [number for some in started for number in some]
        assert len(numbers) == len(set(numbers)) == 10 - withdrawn.result()
        assert Email.objects.filter(state="sending").count() == len(numbers)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("code", ["role_given", "sign_in_link"])
def test_only_what_was_not_surely_sent_is_sent_again(state, code):
    send_email(code, "a@b.example", "ko", PARAMS, event=7)
    Email.objects.update(state=state, failure="no_answer", ended_at=timezone.now())
    email = Email.objects.get()
    may = state in ("failed", "unknown", "withdrawn") and code == "role_given"
    assert outbox.can_resend(email) == may
    if not may:
        with pytest.raises(Refused, match="email_is_under_way"):
            outbox.resend(Email.objects.all(), email.pk, by=1, now=timezone.now())
        return
    outbox.resend(outbox.event_emails(7), email.pk, by=1, now=timezone.now())
    email.refresh_from_db()
    assert (email.state, email.failure, email.ended_at) == ("waiting", "", None)
    assert email.try_until > timezone.now() + timedelta(days=2)
    assert AuditLine.objects.get(verb="send_again").key == str(email.pk)


@pytest.mark.django_db
def test_all_failed_ones_of_an_event_go_again_and_no_others():
    batch(3)
    batch(3, event=8)
    Email.objects.filter(to="r0@b.example").update(state="failed")
    Email.objects.filter(to="r1@b.example").update(state="unknown")
    assert outbox.resend_failed(outbox.event_emails(7), event=7, by=1, now=timezone.now()) == 1
    assert Email.objects.get(event=8, to="r0@b.example").state == "failed"
    assert Email.objects.get(event=7, to="r1@b.example").state == "unknown"
