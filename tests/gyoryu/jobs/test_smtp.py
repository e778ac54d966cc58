"""What is surely known of an email after every way in which a mail server may treat it."""

import time

import pytest

from gyoryu.jobs import smtp
from gyoryu.jobs.smtp import Answer, Connection, NoServer
from tests.gyoryu.jobs.mail_server import serving

CONTENT = b"Subject: x\r\n\r\n.a line that begins with a dot\r\n"
# The server surely has not taken what it was not given, or refused.
SURELY_NOT = ("mail", "rcpt", "data")


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.4)
    monkeypatch.setattr(smtp, "LIMIT_SECONDS", 0.8)


def at(stage, reply):
    return lambda now, _: reply if now == stage else None


def transmitted(settings, rule):
    with serving(settings, rule) as server:
        connection = Connection()
        response = connection.transmit("a@site.example", "b@firm.example", CONTENT)
        is_open = connection.is_open
        connection.close()
    return response, is_open, server


def test_what_the_server_takes_is_sent_as_it_was(settings):
    response, is_open, server = transmitted(settings, at("", None))
    assert (response, is_open) == (Answer.SENT, True)
    assert server.taken == [("b@firm.example", CONTENT.replace(b"\r\n.", b"\r\n.."))]


@pytest.mark.parametrize("what", ["drop", "hang", "drip"])
@pytest.mark.parametrize("stage", SURELY_NOT)
def test_what_breaks_before_the_text_was_given_may_be_sent_again(settings, stage, what):
    response, is_open, server = transmitted(settings, at(stage, what))
    assert (response, is_open, server.taken) == (Answer.REFUSED, False, [])


@pytest.mark.parametrize("what", ["drop", "hang", "drip"])
def test_what_breaks_after_all_was_given_is_unknown(settings, what):
    response, is_open, server = transmitted(settings, at("taken", what))
    assert (response, is_open, len(server.taken)) == (Answer.UNKNOWN, False, 1)


@pytest.mark.parametrize("words", ["450 later", "451 greylisted", "552 too much", "554 no"])
@pytest.mark.parametrize("stage", [*SURELY_NOT, "taken"])
def test_a_refusal_leaves_the_connection_to_the_others(settings, stage, words):
    if (stage, words[0]) == ("rcpt", "5"):
        return
    response, is_open, server = transmitted(settings, at(stage, words))
    assert (response, is_open, server.taken) == (Answer.REFUSED, True, [])


@pytest.mark.parametrize("half", ["2", "25", "3", "5", "55"])
def test_half_an_answer_is_none(settings, half):
    def rule(stage, _):
        return "half" if stage == "taken" else None

    with serving(settings, rule) as server:
        server.half = half.encode()
        connection = Connection()
        assert connection.transmit("a@site.example", "b@firm.example", CONTENT) is Answer.UNKNOWN


def test_a_recipient_that_is_not_there_is_told_apart(settings):
    assert transmitted(settings, at("rcpt", "550 no such user"))[0] is Answer.NO_SUCH_RECIPIENT


def test_a_server_that_says_goodbye_is_left(settings):
    response, is_open, _ = transmitted(settings, at("mail", "421 closing"))
    assert (response, is_open) == (Answer.REFUSED, False)


@pytest.mark.parametrize("what", ["drop", "hang", "drip", "554 go away"])
def test_without_a_greeting_there_is_no_server_within_bounded_time(settings, what):
    started = time.monotonic()
    with serving(settings, at("greeting", what)), pytest.raises(NoServer) as error:
        Connection()
    assert error.value.code in ("no_answer", "mail_server_fails")
    assert time.monotonic() - started < 60  # a server that hangs does so for two minutes


def test_nobody_listens(settings):
    with serving(settings):
        pass
    with pytest.raises(NoServer, match="no_answer"):
        Connection()


def test_no_password_is_given_without_tls(settings):
    with serving(settings):
        settings.EMAIL_USE_TLS = True
        with pytest.raises(NoServer, match="mail_no_encryption_or_login"):
            Connection()
