"""A new secret address, for whoever has passed on the former one."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.meetings.models import Application
from gyoryu.meetings.models.applications import new_token
from gyoryu.people.models import User


@transaction.atomic
def renew_calendar(application: Application, by: User) -> None:
    """Calendars that subscribe to the former address get nothing any more."""
    Application.objects.filter(pk=application.pk).update(calendar=new_token())
    record("renew_calendar", "application", application.pk, by=by.pk)
