"""Renew the secret address of a calendar, where the former one has been passed on."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.meetings.models import Application
from gyoryu.meetings.models.applications import new_token
from gyoryu.people.models import User


@transaction.atomic
def renew_calendar(application: Application, by: User) -> None:
    """Replace the address of a calendar: subscriptions to the former address stop working."""
    Application.objects.filter(pk=application.pk).update(calendar=new_token())
    record("renew_calendar", "application", application.pk, by=by.pk)
