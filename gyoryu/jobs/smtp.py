"""One connection to the mail server, and what it surely did with an email.

`smtplib` alone does not report whether the connection broke before or after the server had all of the message; between
the two lies whether it may be sent again."""

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

STEP_SECONDS = 10  # for each answer of the server
LIMIT_SECONDS = 40  # for a whole connection, and for a whole email
ACCEPTED, RECIPIENT_TAKEN, SEND_NOW, CLOSING = 250, (250, 251), 354, 421


class NoServer(Exception):
    """The mail server cannot be reached, or refuses the login. `code`: why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Answer(Enum):
    SENT = "sent"
    REFUSED = "refused"  # surely not taken; later perhaps
    NO_SUCH_RECIPIENT = "no_such_recipient"
    UNKNOWN = "unknown"  # all was given, and no answer came


class Connection:
    """Raises `NoServer` where none can be opened. `is_open` is False once the server has gone, or is too slow."""

    def __init__(self) -> None:
        self.smtp = (
            smtplib.SMTP_SSL(timeout=STEP_SECONDS, context=ssl.create_default_context())
            if settings.EMAIL_USE_SSL
            else smtplib.SMTP(timeout=STEP_SECONDS)
        )
        self.smtp._host = settings.EMAIL_HOST  # type: ignore[attr-defined]  # for TLS, since `connect` does not note it
        self.is_open = False
        try:
            with self._limited():
                self._open()
        except OSError as fault:  # all that smtplib raises are
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
        """Give the server one email; `content` has lines that end in CRLF."""
        with self._limited():
            try:
                refusal = self._offer(sender, to)
                if refusal is not None:
                    return refusal
                # Without the line that ends it, no server has taken it.
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
            # Half an answer is none: "2" or "55" is what came before the connection ended.
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
        """A server that answers byte by byte keeps within the time for each answer, and is cut off all the same."""
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
