"""Letters (e-mail) to people: a row and a job, in the same transaction as what they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction

from gyoryu.base.fields import LanguageField
from gyoryu.base.letter_texts import Param
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.queue import enqueue

# These carry keys to accounts.
SECRET = frozenset({"sign_in_link", "password_reset", "confirm_email"})
HOLD = timedelta(seconds=60)  # in which the emails of an act can be taken back


class Letter(models.Model):
    """One e-mail. `subject` and `body` are "" until a worker has written it. `event` is the number of the event it
    belongs to, not a foreign key: events live above."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        OUTBOX = "outbox"  # there is no mail server: to be read here
        FAILED = "failed"

    to = models.EmailField()
    language = LanguageField()
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    event = models.PositiveBigIntegerField(null=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=60, blank=True)  # why it was given up
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["event", "-created_at"], name="letters_of_an_event"),)

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.code})"


@dataclass(frozen=True, slots=True)
class Draft:
    """An email that is not stored yet. `occasion` names what it tells of. A param `link` may be a path of this site."""

    code: str
    to: str
    language: Language
    params: Mapping[str, Param]
    occasion: str


@transaction.atomic
def mark_letter_failed(number: int, code: str) -> None:
    """The letter was given up. What it says is kept, so that it can be written and sent again."""
    waiting = Letter.objects.filter(pk=number, state=Letter.State.WAITING)
    if waiting.update(state=Letter.State.FAILED, failure=code):
        record("fail_letter", "letter", number, by=None, code=code)


def post(
    code: str,
    to: str,
    language: Language,
    params: Mapping[str, Param],
    *,
    event: int | None = None,
    by: int | None = None,
) -> Letter:
    """Send the letter `code` once the caller's transaction is committed. A param `link` may be a path of this site."""
    letter = Letter.objects.create(code=code, to=to, language=language, params=dict(params), event=event)
    enqueue("send_letter", {"letter": letter.pk}, by=by)
    return letter
