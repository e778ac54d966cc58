"""Emails: each is a row, written in the transaction of the action that causes it. `gyoryu.base.outbox` manages the
state of the row, `gyoryu.jobs.mailer` sends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from gyoryu.base.email_texts import Param, render_email
from gyoryu.base.fields import LanguageField
from gyoryu.base.names import Language

# These contain sign-in links: sent before all others, and their text is not stored.
SECRET_CODES = frozenset({"sign_in_link", "password_reset", "confirm_email"})
HOLD_PERIOD = timedelta(seconds=60)  # in which the emails of a mass mailing can be withdrawn
RETRY_PERIOD = timedelta(days=3)
# Emails whose links expire soon are not retried for days.
VALIDITY = {"sign_in_link": timedelta(minutes=15)}


# Numbers of the emails that are written inside of `emails_written`.
_collected: ContextVar[list[int] | None] = ContextVar("emails written", default=None)


@contextmanager
def collect_emails() -> Iterator[list[int]]:
    """Collect the numbers of the emails written within the block, but not of those of concurrent requests."""
    numbers: list[int] = []
    token = _collected.set(numbers)
    try:
        yield numbers
    finally:
        _collected.reset(token)


def _collect(emails: Iterable[Email]) -> None:
    if (numbers := _collected.get()) is not None:
        numbers.extend(email.pk for email in emails)


def new_occasion() -> str:
    """Return a unique occasion for an email whose cause has no number."""
    return uuid4().hex


class Email(models.Model):
    """One email, sent at most once: `code`, `occasion` and `to` are its key. `event` is the number of the event it
    belongs to, not a foreign key: events belong to a higher layer.

    `tries` counts how often a worker began to send it; a worker owns the row as long as that number is its own."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"  # committed before the email is handed to the mail server
        SENT = "sent"  # the mail server has accepted it
        OUTBOX = "outbox"  # there is no mail server: officers read it on the site
        FAILED = "failed"
        UNKNOWN = "unknown"  # possibly accepted by the mail server: the worker, or the connection, ended in between
        WITHDRAWN = "withdrawn"

    to = models.EmailField()
    language = LanguageField()
    code = models.CharField(max_length=40)
    occasion = models.CharField(max_length=120, default=new_occasion)
    batch = models.CharField(max_length=80, blank=True)  # the mass mailing it belongs to
    params = models.JSONField(default=dict)
    event = models.PositiveBigIntegerField(null=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=60, blank=True)  # why it was given up, or why it still waits
    tries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(default=timezone.now)
    try_until = models.DateTimeField(default=timezone.now)
    sending_at = models.DateTimeField(null=True)  # when a worker last began to send it
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # when the last attempt was given up

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["event", "-created_at"], name="letters_of_an_event"),
            models.Index(fields=["state", "not_before"], name="letters_to_send"),
        )
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "occasion", "to"], name="an_email_once_for_its_occasion")
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.code})"


@dataclass(frozen=True, slots=True)
class Draft:
    """An email that is not stored yet. `occasion` identifies its subject, such as "timetable_version.7"; the same
    reader gets one email of this code for it, however often it is requested. A param `link` may be a path of this
    site."""

    code: str
    to: str
    language: Language
    params: Mapping[str, Param]
    occasion: str


def send_email(
    code: str,
    to: str,
    language: Language,
    params: Mapping[str, Param],
    *,
    occasion: str = "",
    event: int | None = None,
) -> Email:
    """Send one email once the caller's transaction is committed; return the stored one if it was requested before.
    Without an `occasion`, each call is one of its own."""
    draft = Draft(code, to, language, params, occasion or new_occasion())
    Email.objects.bulk_create([_email_row(draft, event, timezone.now())], ignore_conflicts=True)
    email = Email.objects.get(code=code, occasion=draft.occasion, to=to)
    _collect([email])
    return email


def send_batch(drafts: Iterable[Draft], *, event: int, batch: str) -> int:
    """Queue the emails of a mass mailing, held for `HOLD_PERIOD` so that `outbox.withdraw_emails` can withdraw them.
    Return the number of emails of the batch."""
    due = timezone.now() + HOLD_PERIOD
    rows = [_email_row(draft, event, due, batch) for draft in drafts]
    Email.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    stored = list(Email.objects.filter(event=event, batch=batch).only("pk"))
    _collect(stored)
    return len(stored)


def email_text(email: Email) -> tuple[str, str]:
    """Return subject and body; the body is "" where it is not stored. Emails of former versions were rendered when
    sent."""
    if email.subject or not email.params:
        return email.subject, email.body
    return render_email(email.code, email.language, email.params, settings.SITE_URL)


def _email_row(draft: Draft, event: int | None, due: datetime, batch: str = "") -> Email:
    subject, body = render_email(draft.code, draft.language, draft.params, settings.SITE_URL)
    return Email(
        code=draft.code,
        to=draft.to,
        language=draft.language,
        params=dict(draft.params),
        occasion=draft.occasion,
        batch=batch,
        event=event,
        subject=subject,
        body=body,
        not_before=due,
        try_until=due + VALIDITY.get(draft.code, RETRY_PERIOD),
    )
