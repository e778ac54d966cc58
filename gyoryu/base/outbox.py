"""Outbox of emails: their table is the queue from which they are sent.

waiting → sending → sent, or back to waiting if the mail server certainly did not accept the email. Every step is one
conditional UPDATE. An email that a worker left in `sending` is never resent automatically: the mail server may have
accepted it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from gyoryu.base.emails import RETRY_PERIOD, SECRET_CODES, VALIDITY, Email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused

State = Email.State
# Pauses after the first, second, … attempt that the mail server refused; the last one repeats until `try_until`.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
# Longer than an attempt can last: a worker that is silent for so long has ended.
LOST_AFTER = timedelta(minutes=3)
SENDABLE_AGAIN = (State.FAILED, State.UNKNOWN, State.WITHDRAWN)


def event_emails(event: int) -> QuerySet[Email]:
    """Return the emails that officers of the event may read."""
    return Email.objects.filter(event=event).exclude(code__in=SECRET_CODES)


def site_emails() -> QuerySet[Email]:
    """Return the emails about accounts, and others that belong to no event."""
    return Email.objects.filter(Q(event=None) | Q(code__in=SECRET_CODES))


def due_emails(now: datetime, *, urgent: bool) -> QuerySet[Email]:
    """Return the emails due for sending, the oldest first. `urgent`: those with sign-in links, else the others."""
    due = Email.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before", "pk")
    return due.filter(code__in=SECRET_CODES) if urgent else due.exclude(code__in=SECRET_CODES)


def begin_sending(email: Email, now: datetime) -> bool:
    """Claim the email for sending. False: another worker has claimed it, or it was withdrawn."""
    waiting = Email.objects.filter(pk=email.pk, state=State.WAITING, not_before__lte=now, tries=email.tries)
    if not waiting.update(state=State.SENDING, sending_at=now, tries=F("tries") + 1):
        return False
    email.tries += 1
    return True


def store_in_outbox(email: Email) -> None:
    """Record that there is no mail server, and the email stays in the outbox."""
    Email.objects.filter(pk=email.pk, state=State.WAITING).update(state=State.OUTBOX, failure="")


def record_sent(email: Email, now: datetime) -> None:
    values: dict[str, Any] = {"state": State.SENT, "sent_at": now, "failure": ""}
    if email.code in SECRET_CODES:  # not stored once it is sent
        values |= {"params": {}, "body": ""}
    _owned(email).update(**values)


def record_refused(email: Email, code: str, now: datetime, *, for_good: bool) -> None:
    """Record that the mail server has not accepted it (`code`: why). It is retried after a pause, except `for_good`."""
    pause = PAUSES[min(email.tries, len(PAUSES)) - 1]
    if for_good or now + pause >= email.try_until:
        _end([email], _owned, State.FAILED, code)
    else:
        _owned(email).update(state=State.WAITING, failure=code, not_before=now + pause)


def record_unknown(email: Email) -> None:
    """Record that the connection ended after the mail server may have accepted it."""
    _end([email], _owned, State.UNKNOWN, "")


def record_lost(now: datetime) -> int:
    """End emails whose worker ended while sending them: they may have been accepted. Return their number."""
    lost = Email.objects.filter(state=State.SENDING, sending_at__lt=now - LOST_AFTER)
    return _end(lost, _sending, State.UNKNOWN, "")


def record_no_server(now: datetime, code: str, *, urgent: bool) -> None:
    """Record on all due emails that the mail server cannot be reached; they stay in the queue."""
    due_emails(now, urgent=urgent).exclude(failure=code).update(failure=code)


def expire_overdue(now: datetime, *, urgent: bool) -> int:
    """End emails whose time for retries is over, and those that are outdated. Return their number."""
    overdue = due_emails(now, urgent=urgent).filter(try_until__lte=now)
    outdated = _end(overdue.filter(code__in=VALIDITY), _waiting, State.FAILED, "too_late")
    return outdated + sum(_end([email], _waiting, State.FAILED, email.failure) for email in overdue.exclude(failure=""))


def abandon(email: Email, code: str) -> None:
    """End an email whose message cannot be composed."""
    _end([email], _waiting, State.FAILED, code)


def _waiting(email: Email) -> QuerySet[Email]:
    return Email.objects.filter(pk=email.pk, state=State.WAITING, tries=email.tries)


def _sending(email: Email) -> QuerySet[Email]:
    return Email.objects.filter(pk=email.pk, tries=email.tries, state=State.SENDING)


def _owned(email: Email) -> QuerySet[Email]:
    """Return the row as long as this attempt is the last one: a worker presumed lost may still report its result."""
    return Email.objects.filter(pk=email.pk, tries=email.tries, state__in=(State.SENDING, State.UNKNOWN))


@transaction.atomic
def _end(emails: Iterable[Email], rows: Callable[[Email], QuerySet[Email]], state: State, code: str) -> int:
    now = timezone.now()
    ended = [email for email in emails if rows(email).update(state=state, failure=code, ended_at=now)]
    for email in ended:
        record("fail_letter", "letter", email.pk, by=None, code=code or str(state))
    return len(ended)


def can_resend(email: Email) -> bool:
    return email.state in SENDABLE_AGAIN and email.code not in VALIDITY


@transaction.atomic
def resend(emails: QuerySet[Email], number: int, *, by: int, now: datetime) -> None:
    """Send one of `emails` that failed, was withdrawn, or may have been sent. Raises `Refused("email_is_under_way")`
    for any other, and for links that open nothing any more."""
    if not _requeue(emails.filter(pk=number, state__in=SENDABLE_AGAIN), now):
        raise Refused("email_is_under_way")
    record("send_again", "letter", number, by=by)


@transaction.atomic
def resend_failed(emails: QuerySet[Email], *, event: int | None, by: int, now: datetime) -> int:
    """Send all of `emails` that failed, except those that may have been sent. Return their number."""
    count = _requeue(emails.filter(state=State.FAILED), now)
    record("send_failed_again", "event" if event else "site", event or "", by=by, emails=count)
    return count


def _requeue(emails: QuerySet[Email], now: datetime) -> int:
    again = emails.exclude(code__in=VALIDITY).order_by()
    return again.update(state=State.WAITING, failure="", ended_at=None, not_before=now, try_until=now + RETRY_PERIOD)


@dataclass(frozen=True, slots=True)
class Batch:
    """Waiting emails of one mass mailing, and when the first of them is sent."""

    name: str
    code: str
    count: int
    due_at: datetime


def waiting_batches(event: int) -> list[Batch]:
    """Return the batches that can still be withdrawn, the newest first."""
    rows = (
        event_emails(event)
        .filter(state=State.WAITING)
        .exclude(batch="")
        .order_by()
        .values("batch")
        .annotate(one=Min("code"), count=Count("pk"), due=Min("not_before"), newest=Max("pk"))
        .order_by("-newest")
    )
    return [Batch(row["batch"], row["one"], row["count"], row["due"]) for row in rows]


@transaction.atomic
def withdraw_emails(event: int, batch: str, *, by: int, now: datetime) -> int:
    """Withdraw the emails of a mass mailing that are not sent yet. Return their number. Raises
    `Refused("emails_are_sent")` if none are left."""
    waiting = event_emails(event).filter(state=State.WAITING, batch=batch).exclude(batch="").order_by()
    count = waiting.update(state=State.WITHDRAWN, ended_at=now)
    if not count:
        raise Refused("emails_are_sent")
    record("withdraw_emails", "event", event, by=by, emails=count)
    return count
