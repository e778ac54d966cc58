"""Emails: written in the reader's language, sent at most once whatever happens, and never a way to write something
else."""

import re
from contextlib import suppress
from datetime import timedelta
from random import Random
from threading import Event

import pytest
from django.db.models import F
from django.utils import timezone

from gyoryu.base import outbox
from gyoryu.base.email_texts import TEMPLATES, render_email
from gyoryu.base.emails import SECRET_CODES, Email, send_email
from gyoryu.base.models import AuditLine
from gyoryu.jobs import mailer, smtp, worker
from gyoryu.jobs.mailer import Mailer, message_id
from tests.gyoryu.jobs.mail_server import serving

pytestmark = pytest.mark.django_db
CODES = {path.name.split(".")[0] for path in TEMPLATES.iterdir()}
CHANGES = [{"counterpart": "한광환보", "time": "5. 12. 10:00", "table": "7", "was": "5. 12. 11:00"}]
NAMES = (
    "event",
    "organiser",
    "deadline",
    "reason",
    "counterpart",
    "time",
    "table",
    "programme",
    "minutes",
    "words",
    "days",
    "venue",
)
PARAMS = {name: name.upper() for name in NAMES} | {
    "link": "/here/",
    "documents": [{"title": "견본", "publisher": "견본부"}],
    "side": "buyer",
    "role": "officer",
    "what": "password",
    "changes": CHANGES,
}
NIGHT = timedelta(hours=12)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.4)
    monkeypatch.setattr(smtp, "LIMIT_SECONDS", 0.8)


@pytest.fixture
def server(settings):
    with serving(settings) as server:
        yield server


def posted(count=1, code="role_given", **params):
    return [send_email(code, f"r{n}@b.example", "ko", PARAMS | params, event=7) for n in range(count)]


def send(*, urgent=False):
    return Mailer(urgent=urgent).send_due(Event())


def later(by):
    """Time goes on: everything that was, was longer ago."""
    moments = ("created_at", "not_before", "try_until", "sending_at")
    Email.objects.update(**{name: F(name) - by for name in moments})


def states():
    return sorted(Email.objects.values_list("state", flat=True))


def at(stage, reply, recipient=None):
    return lambda now, to: reply if now == stage and recipient in (None, to) else None


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_email_is_written_in_three_languages_with_all_it_needs(code, settings):
    texts = {}
    for language, script in (("ko", "[가-힣]"), ("zh", "[一-龥]"), ("en", "[a-z]")):
        text = (TEMPLATES / f"{code}.{language}.txt").read_text(encoding="utf-8")
        subject, body = render_email(code, language, PARAMS, settings.SITE_URL)
        assert re.search(script, subject)
        assert re.search(script, body)
        for name in re.findall(r"\{\{ (\w+) \}\}", text):
            assert name in PARAMS, f"{code} needs {name}, which is not among those that are passed"
        texts[language] = set(re.findall(r"\{\{ ([\w.]+) \}\}", text))
        assert "{" not in subject + body
        email = send_email(code, "a@b.example", language, PARAMS)
        assert (email.subject, email.body) == (subject, body)  # from the first moment on
    assert texts["ko"] == texts["zh"] == texts["en"]


def test_without_a_mail_server_an_email_is_kept_to_be_read():
    email = posted(code="sign_in_link")[0]
    worker.drain()
    email.refresh_from_db()
    assert (email.state, email.subject) == ("outbox", "로그인 링크")
    assert "http://localhost:8000/here/" in email.body
    assert str(email) == f"letter {email.pk} (sign_in_link)"


def test_all_that_are_due_go_through_one_connection_once(server):
    sent = posted(5)
    assert (send(), send()) == (5, 0)
    assert (server.connections, states()) == (1, ["sent"] * 5)
    assert server.recipients() == [email.to for email in sent]
    assert server.message_ids() == [message_id(email).encode() for email in sent]


def test_a_connection_is_not_used_for_ever(server, monkeypatch):
    monkeypatch.setattr(mailer, "MAX_PER_CONNECTION", 2)
    posted(5)
    send()
    assert (server.connections, len(server.taken)) == (3, 5)


def test_what_opens_an_account_is_not_kept_once_it_is_sent(server):
    assert CODES >= SECRET_CODES
    email = posted(code="sign_in_link")[0]
    send(urgent=True)
    email.refresh_from_db()
    assert b"/here/" in server.taken[0][1]
    assert (email.body, email.params, email.state) == ("", {}, "sent")


@pytest.mark.parametrize("code", sorted(CODES))
def test_only_what_opens_accounts_is_in_the_urgent_lane(server, code):
    posted(code=code)
    assert send(urgent=True) == (code in SECRET_CODES)


def test_a_night_without_a_mail_server_loses_nothing(settings):
    with serving(settings):
        pass  # it is down
    posted(3)
    for _ in range(4):
        assert send() == 0
        assert set(Email.objects.values_list("state", "failure", "tries")) == {("waiting", "no_answer", 0)}
        later(NIGHT / 4)
    with serving(settings) as server:
        send()
        assert len(server.taken) == 3
    assert states() == ["sent"] * 3
    assert set(Email.objects.values_list("failure", flat=True)) == {""}


def test_after_three_days_it_has_failed_with_the_reason_and_can_be_sent_again(settings):
    with serving(settings):
        pass
    posted(2)
    send()
    later(timedelta(days=3))
    send()
    assert set(Email.objects.values_list("state", "failure")) == {("failed", "no_answer")}
    assert AuditLine.objects.filter(verb="fail_letter").count() == 2
    assert outbox.resend_failed(outbox.event_emails(7), event=7, by=1, now=timezone.now()) == 2
    with serving(settings) as server:
        send()
        assert len(server.taken) == 2


def test_the_lane_rests_after_a_connection_that_failed(settings):
    with serving(settings, at("greeting", "drop")) as server:
        posted(3)
        mailer = Mailer(urgent=False)
        for _ in range(5):
            mailer.send_due(Event())
        assert server.connections == 1
        for expected in (2, 3):
            mailer.rest_until = timezone.now()
            mailer.send_due(Event())
            assert server.connections == expected
        assert mailer.rest_until > timezone.now() + timedelta(seconds=50)  # and longer each time


def test_a_link_that_is_over_is_not_sent_after_the_night(settings):
    with serving(settings):
        pass
    email = posted(code="sign_in_link")[0]
    send(urgent=True)
    later(NIGHT)
    with serving(settings) as server:
        send(urgent=True)
        assert server.taken == []
    email.refresh_from_db()
    assert (email.state, email.failure) == ("failed", "too_late")


@pytest.mark.parametrize("what", ["drop", "hang", "451 later", "554 no"])
@pytest.mark.parametrize("stage", ["mail", "data"])
def test_one_that_is_refused_waits_alone_and_is_tried_again_with_growing_pauses(settings, stage, what):
    with serving(settings, at(stage, what, "r0@b.example")):
        posted(3)
        send()
        if stage == "mail":  # the server knows no recipient yet: the first one, whose name it still has, is not it
            return
        assert states() == ["sent", "sent", "waiting"]
        email = Email.objects.get(to="r0@b.example")
        pauses = []
        for _ in range(5):
            email.refresh_from_db()
            pauses.append(round((email.not_before - timezone.now()).total_seconds() / 60))
            Email.objects.filter(pk=email.pk).update(not_before=timezone.now())
            send()
        assert pauses == [1, 5, 15, 60, 60]
        later(timedelta(days=3))
        send()
    email.refresh_from_db()
    assert (email.state, email.failure) == ("failed", "mail_server_fails")


def test_a_recipient_that_is_not_there_fails_alone_and_at_once(settings):
    with serving(settings, at("rcpt", "550 no such user", "r1@b.example")) as server:
        posted(3)
        send()
        assert server.connections == 1
    assert dict(Email.objects.values_list("to", "state")) == {
        "r0@b.example": "sent", "r1@b.example": "failed", "r2@b.example": "sent",
    }  # fmt: skip
    assert Email.objects.get(to="r1@b.example").failure == "recipient_refused"


@pytest.mark.parametrize("what", ["drop", "hang"])
def test_what_the_server_may_have_taken_is_not_sent_again_by_itself(settings, what):
    with serving(settings, at("taken", what, "r0@b.example")) as server:
        posted(3)
        send()
        later(timedelta(days=9))
        send()
        assert sorted(server.recipients()) == ["r0@b.example", "r1@b.example", "r2@b.example"]
        assert states() == ["sent", "sent", "unknown"]
        server.rule = at("", None)
        email = Email.objects.get(state="unknown")
        outbox.resend(outbox.event_emails(7), email.pk, by=1, now=timezone.now())
        send()
        assert server.message_ids().count(message_id(email).encode()) == 2  # the same number: servers may know it again
    assert states() == ["sent"] * 3


class Killed(BaseException):
    """The worker ends here, without a word."""


STAGES = ("begin_sending", "transmit", "record_sent")


def kill_at(monkeypatch, stage, nth, after):
    """End the worker before or after the nth time of a step."""
    owner, name = (smtp.Connection, stage) if stage == "transmit" else (outbox, stage)
    step, count = getattr(owner, name), 0

    def killed(*args, **options):
        nonlocal count
        count += 1
        if count == nth and not after:
            raise Killed
        done = step(*args, **options)
        if count == nth:
            raise Killed
        return done

    monkeypatch.setattr(owner, name, killed)


@pytest.mark.parametrize("seed", range(12))
def test_wherever_workers_are_killed_nobody_gets_two_and_the_rest_is_sent_by_the_next(server, monkeypatch, seed):
    random = Random(seed)
    posted(8)
    kills = random.randint(1, 4)
    for _ in range(kills):
        with monkeypatch.context() as patch:
            kill_at(patch, random.choice(STAGES), random.randint(1, 3), random.random() < 0.5)
            with suppress(Killed):
                send()
        later(outbox.LOST_AFTER * 2)
    send()
    later(outbox.LOST_AFTER * 2)
    send()
    assert len(set(server.recipients())) == len(server.recipients())
    unknown_recipients = set(Email.objects.filter(state="unknown").values_list("to", flat=True))
    sent = set(Email.objects.filter(state="sent").values_list("to", flat=True))
    assert len(unknown_recipients) <= kills
    assert sent <= set(server.recipients()) <= sent | unknown_recipients
    assert len(sent | unknown_recipients) == 8


def test_a_worker_that_was_thought_lost_still_says_what_happened(server, monkeypatch):
    email = posted()[0]
    transmit = smtp.Connection.transmit

    def slow(*args):
        response = transmit(*args)
        later(outbox.LOST_AFTER * 2)
        assert outbox.record_lost(timezone.now()) == 1
        return response

    monkeypatch.setattr(smtp.Connection, "transmit", slow)
    send()
    email.refresh_from_db()
    assert (email.state, email.failure) == ("sent", "")


def test_what_a_worker_says_after_the_email_was_sent_again_is_not_heard(server):
    email = posted()[0]
    assert outbox.begin_sending(email, timezone.now())
    outbox.record_unknown(email)
    outbox.resend(outbox.event_emails(7), email.pk, by=1, now=timezone.now())
    outbox.record_sent(email, timezone.now())
    assert states() == ["waiting"]
    send()
    assert (states(), len(server.taken)) == (["sent"], 1)


def test_an_email_that_cannot_be_written_holds_up_nobody(server):
    posted(2)
    Email.objects.filter(to="r0@b.example").update(to="r0@b.example\r\nRCPT TO:<all@b.example>")
    send()
    assert states() == ["failed", "sent"]
    assert server.recipients() == ["r1@b.example"]


def test_what_people_typed_writes_neither_headers_nor_lines(server):
    email = send_email(
        "wish_received", "a@b.example", "en",
        PARAMS | {"counterpart": "Firm\r\nBcc: all@b.example\r\n\r\nDear all <b>", "event": "E\n\nx"},
    )  # fmt: skip
    send()
    assert "\n" not in email.subject
    assert "Firm Bcc: all@b.example Dear all <b> would like" in email.body
    assert re.search(rb"(?im)^bcc", server.taken[0][1]) is None
    assert server.recipients() == ["a@b.example"]


def test_a_reason_may_have_several_lines():
    assert "first\nsecond" in posted(code="application_refused", reason="first\nsecond")[0].body
