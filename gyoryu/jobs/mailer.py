"""Sends the emails that are due: one connection for all of them, each at most once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address
from django.utils import timezone

from gyoryu.base import outbox
from gyoryu.base.emails import Email, email_text
from gyoryu.jobs.smtp import LIMIT_SECONDS, Answer, Connection, NoServer

MAX_PER_CONNECTION = 100
# Pauses of the lane after a connection that failed; the last one repeats. No email waits for the others to fail.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 120))
log = logging.getLogger(__name__)
Watch = Callable[[float], None]


def unwatched(_seconds: float) -> None:
    """Watch nothing: no supervisor ends this process."""


class Mailer:
    """Sends one lane: `urgent` emails, which open accounts, or the others. `watch` receives how long the next step may
    take at most, 0 for nothing."""

    def __init__(self, *, urgent: bool, watch: Watch = unwatched):
        self.urgent, self.watch = urgent, watch
        self.connection: Connection | None = None
        self.sent = 0  # on this connection
        self.failed = 0  # connections, one after another
        self.rest_until: datetime | None = None

    def send_due(self, stopping: Event) -> int:
        """Send what is due; how many emails were tried. Returns at once while the mail server is left in peace."""
        count = 0
        outbox.record_lost(timezone.now())
        outbox.expire_overdue(timezone.now(), urgent=self.urgent)
        try:
            while not stopping.is_set() and self._one():
                count += 1
        finally:
            self.close()
        return count

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        self.watch(0)

    def _one(self) -> bool:
        now = timezone.now()
        email = outbox.due_emails(now, urgent=self.urgent).first()
        if email is None:
            return False
        if not settings.EMAIL_HOST:
            outbox.store_in_outbox(email)
            return True
        if self.rest_until is not None and now < self.rest_until:
            return False
        try:
            to, content = envelope_address(email.to), as_message(email)
        except Exception as fault:  # an email that cannot be composed does not delay the others
            log.error("%s cannot be written: %s", email, type(fault).__name__)
            outbox.abandon(email, "fault")
            return True
        return self._deliver(email, to, content)

    def _deliver(self, email: Email, to: str, content: bytes) -> bool:
        self.watch(LIMIT_SECONDS * 2 + 10)
        try:
            connection = self._connected()
        except NoServer as trouble:
            self._rest(trouble.code)
            return False
        if outbox.begin_sending(email, timezone.now()):
            self.sent += 1
            _record_result(email, connection.transmit(envelope_address(settings.DEFAULT_FROM_EMAIL), to, content))
        return True

    def _connected(self) -> Connection:
        if self.connection is not None and (not self.connection.is_open or self.sent >= MAX_PER_CONNECTION):
            self.close()
        if self.connection is None:
            self.connection, self.sent = Connection(), 0
        self.failed, self.rest_until = 0, None
        return self.connection

    def _rest(self, code: str) -> None:
        now = timezone.now()
        self.rest_until = now + PAUSES[min(self.failed, len(PAUSES) - 1)]
        self.failed += 1
        outbox.record_no_server(now, code, urgent=self.urgent)


def _record_result(email: Email, response: Answer) -> None:
    now = timezone.now()
    if response is Answer.SENT:
        outbox.record_sent(email, now)
    elif response is Answer.UNKNOWN:
        outbox.record_unknown(email)
    elif response is Answer.NO_SUCH_RECIPIENT:
        outbox.record_refused(email, "recipient_refused", now, for_good=True)
    else:
        outbox.record_refused(email, "mail_server_fails", now, for_good=False)


def as_message(email: Email) -> bytes:
    """Compose the message. Its Message-ID is the same for every attempt, so that mail servers can detect duplicates."""
    subject, body = email_text(email)
    headers = {"Message-ID": message_id(email)}
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [email.to], headers=headers).message()
    return b"".join(line + b"\r\n" for line in message.as_bytes().splitlines())


def envelope_address(address: str) -> str:
    """Return the address for the mail server: without a name, the domain in ASCII."""
    return parseaddr(sanitize_address(address, "utf-8"))[1]


def message_id(email: Email) -> str:
    return f"<letter.{email.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
