"""Record arrivals."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.checkin.models import CheckIn
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.models import Application
from gyoryu.people.models import User


@transaction.atomic
def check_in(application: Application, by: User, now: datetime, method: str) -> tuple[CheckIn, bool]:
    """Record that a participant has arrived, once a day of the venue's calendar. Returns the arrival, and whether it is
    new.

    Raises `Refused`: `not_accepted`, `not_today`."""
    if application.state != Application.State.ACCEPTED:
        raise Refused("not_accepted")
    event = application.event
    day = now.astimezone(ZoneInfo(event.time_zone)).date()
    if not may_check_in_on(day, event.starts_on, event.ends_on):
        raise Refused("not_today")
    arrival, is_new = CheckIn.objects.get_or_create(
        application=application, day=day, defaults={"event": event, "at": now, "by": by, "method": method}
    )
    if is_new:
        record("check_in", "application", application.pk, by=by.pk, method=method)
    return arrival, is_new


@transaction.atomic
def undo_check_in(arrival: CheckIn, by: User) -> None:
    """Delete an arrival that was recorded by mistake."""
    record("undo_check_in", "application", arrival.application_id, by=by.pk)
    arrival.delete()
