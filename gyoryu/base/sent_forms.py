"""Duplicate submission of forms: each rendered form is accepted once, however often its button is pressed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

RETENTION = timedelta(days=2)


class SentForm(models.Model):
    """Submission of one form by one user. The row is written in the transaction of the action, so that it exists
    exactly if the action was carried out.

    `user` is a number, not a foreign key: accounts belong to a higher layer."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.PositiveBigIntegerField()
    location = models.CharField(max_length=2000, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["at"], name="sent_form_by_age"),)

    def __str__(self) -> str:
        return self.digest


def claim_form(digest: str, user: int, now: datetime) -> tuple[SentForm, bool]:
    """Return the row of a form, and whether it is new. Waits for a transaction that claims the same form."""
    try:
        with transaction.atomic():
            return SentForm.objects.create(digest=digest, user=user, at=now), True
    except IntegrityError:
        return SentForm.objects.get(digest=digest), False


def remove_old_forms(now: datetime) -> int:
    return SentForm.objects.filter(at__lt=now - RETENTION).delete()[0]
