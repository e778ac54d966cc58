"""One connection to the mail server, which reports for each email whether the server accepted it.

`smtplib` alone does not report whether the connection broke before or after the server had received the whole message,
which decides whether it may be sent again."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import Timer

from django.conf import settings

from gyoryu.jobs.failures import reason_of

STEP_SECONDS = 10  # for each reply of the server
LIMIT_SECONDS = 40  # for opening the connection, and for each email
ACCEPTED, RECIPIENT_TAKEN, SEND_NOW, CLOSING = 250, (250, 251), 354, 421


class NoServer(Exception):
    """The mail server cannot be reached, or refuses the login. `code` is the reason."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Answer(Enum):
    SENT = "sent"
    REFUSED = "refused"  # certainly not accepted; may be sent again
    NO_SUCH_RECIPIENT = "no_such_recipient"
    UNKNOWN = "unknown"  # sent completely, but no reply received


class Connection:
    """Connection to the mail server. Raises `NoServer` if it cannot be opened. `is_open` becomes False once the server
    has closed it or timed out."""

    def __init__(self) -> None:
        self.smtp = (
            smtplib.SMTP_SSL(timeout=STEP_SECONDS, context=ssl.create_default_context())
            if settings.EMAIL_USE_SSL
            else smtplib.SMTP(timeout=STEP_SECONDS)
        )
        self.smtp._host = settings.EMAIL_HOST  # type: ignore[attr-defined]  # for TLS, since `connect` does not set it
        self.is_open = False
        try:
            with self._limited():
                self._open()
        except OSError as fault:  # base class of all exceptions of smtplib
            self.close()
            raise NoServer(reason_of(fault)) from None

    def _open(self) -> None:
        self.is_open = True
        code, words = self.smtp.connect(settings.EMAIL_HOST, settings.EMAIL_PORT)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        self.smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            self.smtp.starttls(context=ssl.create_default_context())
            self.smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            self.smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)

    def transmit(self, sender: str, to: str, content: bytes) -> Answer:
        """Send one email; the lines of `content` end in CRLF."""
        with self._limited():
            try:
                refusal = self._offer(sender, to)
                if refusal is not None:
                    return refusal
                # Before the line that ends the message, no server has accepted it.
                self.smtp.send(re.sub(rb"(?m)^\.", b"..", content))
            except OSError:
                self.close()
                return Answer.REFUSED
            try:
                self.smtp.send(b".\r\n")
                code, _ = self.smtp.getreply()
            except OSError:
                self.close()
                return Answer.UNKNOWN
            if code == ACCEPTED:
                return Answer.SENT
            # A truncated reply ("2" or "55", before the connection ended) does not count.
            if 400 <= code < 600:
                return self._refused(code)
            self.close()
            return Answer.UNKNOWN

    def _offer(self, sender: str, to: str) -> Answer | None:
        code, _ = self.smtp.mail(sender)
        if code != ACCEPTED:
            return self._refused(code)
        code, _ = self.smtp.rcpt(to)
        if code not in RECIPIENT_TAKEN:
            response = self._refused(code)
            return Answer.NO_SUCH_RECIPIENT if code // 100 == 5 else response
        code, _ = self.smtp.docmd("data")
        return None if code == SEND_NOW else self._refused(code)

    def _refused(self, code: int) -> Answer:
        if code == CLOSING:
            self.close()
        elif self.is_open:
            try:
                self.smtp.rset()
            except OSError:
                self.close()
        return Answer.REFUSED

    def close(self) -> None:
        """Send QUIT without waiting for the reply."""
        if self.is_open:
            self.is_open = False
            with suppress(OSError):
                self.smtp.putcmd("quit")
            self.smtp.close()

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Cut the connection after `LIMIT_SECONDS`: a server that answers byte by byte never exceeds the timeout of a
        reply."""
        timer = Timer(LIMIT_SECONDS, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        with suppress(OSError):
            if self.smtp.sock is not None:
                self.smtp.sock.shutdown(socket.SHUT_RDWR)
