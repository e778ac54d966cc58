"""Pages that a device may cache for offline use: for whom, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from gyoryu.people.rules import MAX_IDLE_OF_STAFF
from gyoryu.programmes.models import Event
from gyoryu.programmes.rules import is_staff
from gyoryu.web.lookup import permissions_for

MIN_PERIOD = timedelta(days=1)


def allow_offline(request: HttpRequest, response: HttpResponse, event: Event, now: datetime) -> HttpResponse:
    """Let the service worker show this page offline: to the signed-in user, as long as the session lasts, and at most
    until the end of the day after the event, or for a day if that is over."""
    day_after = datetime.combine(event.ends_on + timedelta(days=1), time.max, ZoneInfo(event.time_zone))
    until = min(request.session.get_expiry_date(), max(day_after, now + MIN_PERIOD))
    if is_staff(permissions_for(request)):
        until = min(until, now + MAX_IDLE_OF_STAFF)
    response.headers["X-Kept-For"] = str(request.user.pk)
    response.headers["X-Kept-Until"] = str(int(until.timestamp()))
    return response
