"""Letters: written in the reader's language, sent or kept, and never a way to write something else."""

import re
import smtplib

import pytest
from django.core import mail

from gyoryu.base.letters import SECRET, Letter, post
from gyoryu.base.queue import Job
from gyoryu.jobs import worker
from gyoryu.jobs.letters import TEMPLATES, written

pytestmark = pytest.mark.django_db
CODES = {path.name.split(".")[0] for path in TEMPLATES.iterdir()}
CHANGES = [{"counterpart": "한광환보", "time": "5. 12. 10:00", "table": "7", "was": "5. 12. 11:00"}]
PARAMS = {
    name: name.upper()
    for name in (
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
    )
} | {
    "link": "/here/",
    "documents": [{"title": "견본", "publisher": "견본부"}],
    "side": "buyer",
    "role": "officer",
    "what": "password",
    "changes": CHANGES,
}


@pytest.fixture
def mail_server(settings):
    settings.EMAIL_HOST = "mail.agency.example"


def delivered(code="sign_in_link", language="ko", **params):
    letter = post(code, "a@b.example", language, PARAMS | params, event=7)
    worker.drain()
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_letter_is_written_in_three_languages_with_all_it_needs(code, settings):
    said = {}
    for language, script in (("ko", "[가-힣]"), ("zh", "[一-龥]"), ("en", "[a-z]")):
        subject, body = written(Letter(code=code, language=language, params=PARAMS), settings.SITE_URL)
        assert re.search(script, subject)
        assert re.search(script, body)
        for name in re.findall(r"\{\{ (\w+) \}\}", (TEMPLATES / f"{code}.{language}.txt").read_text(encoding="utf-8")):
            assert name in PARAMS, f"{code} needs {name}, which is not among those that are passed"
        said[language] = set(re.findall(r"\{\{ ([\w.]+) \}\}", (TEMPLATES / f"{code}.{language}.txt").read_text()))
        assert "{" not in subject + body
    assert said["ko"] == said["zh"] == said["en"]


def test_without_a_mail_server_a_letter_is_kept_to_be_read():
    letter = delivered()
    assert letter.state == "outbox"
    assert letter.subject == "로그인 링크"
    assert "http://localhost:8000/here/" in letter.body
    assert mail.outbox == []
    assert str(letter) == f"letter {letter.pk} (sign_in_link)"


def test_with_a_mail_server_it_is_sent_once(mail_server):
    letter = delivered("timetable_changed", "zh")
    assert (letter.state, letter.event) == ("sent", 7)
    sent = mail.outbox[0]
    assert sent.to == ["a@b.example"]
    assert "한광환보：5. 12. 10:00，7号桌（原安排：5. 12. 11:00）" in sent.body
    Job.objects.update(state="queued")
    worker.drain()
    assert len(mail.outbox) == 1


def test_what_opens_an_account_is_not_kept_once_it_is_sent(mail_server):
    assert CODES >= SECRET
    letter = delivered()
    assert "/here/" in mail.outbox[0].body
    assert (letter.body, letter.params) == ("", {})


def test_a_refused_letter_is_tried_again(mail_server, monkeypatch):
    def refuse(_):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    letter = delivered()
    assert (letter.state, Job.objects.get().state) == ("waiting", "queued")
    monkeypatch.undo()


def test_what_people_typed_writes_neither_headers_nor_lines(mail_server):
    letter = delivered(
        "wish_received", "en", counterpart="Firm\r\nBcc: all@b.example\r\n\r\nDear all <b>", event="E\n\nx"
    )
    assert "\n" not in letter.subject
    assert "Firm Bcc: all@b.example Dear all <b> would like" in mail.outbox[0].body
    assert not mail.outbox[0].bcc


def test_a_reason_may_have_several_lines(mail_server):
    delivered("application_refused", "ko", reason="first\nsecond")
    assert "first\nsecond" in mail.outbox[0].body
