"""Withdrawal of consents."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gyoryu.meetings.actions.consents import record_withdrawal
from gyoryu.meetings.models import Application, Consent
from gyoryu.people.models import User
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.erasing import erase_applications


@transaction.atomic
def withdraw_consent(application: Application, kind: str, user: User, now: datetime) -> None:
    """Record the withdrawal. Without the consent to cross-border disclosure, the other side no longer sees people and
    contacts; without the consent to collection, the data stored on its basis are erased at once.

    Raises `Refused`: `unknown_consent`, `needed_to_take_part`."""
    consent = record_withdrawal(application, kind, user, now)
    if kind == Consent.Kind.COLLECTION:
        erase_applications(frozenset({consent.pk}), by=user.pk)
        erasure_list.record_applications([consent.pk], now)
