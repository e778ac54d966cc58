"""What people were promised: their data go when the time they agreed to is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.meetings.models import Application, Consent, Representative


@transaction.atomic
def forget_expired(today: date) -> int:
    """Remove the people of every application whose time of keeping is over, and what was typed for it. The
    organisation, its meetings and its figures stay: they name nobody. Returns the number of applications."""
    over = Application.objects.filter(consents__kind=Consent.Kind.COLLECTION, consents__keep_until__lt=today)
    still = Consent.objects.filter(kind=Consent.Kind.COLLECTION, keep_until__gte=today).values("application")
    numbers = list(over.exclude(pk__in=still).distinct().values_list("pk", flat=True))
    with_people = Application.objects.filter(pk__in=numbers)
    named = Representative.objects.filter(application__in=numbers)
    told = set(named.values_list("application_id", flat=True)) | set(
        with_people.exclude(typed={}).values_list("pk", flat=True)
    )
    named.delete()
    with_people.update(typed={}, remark="")
    for number in sorted(told):
        record("forget_people", "application", number, by=None)
    return len(told)
