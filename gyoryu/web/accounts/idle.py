"""Idle timeout for sessions of staff."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from gyoryu.people.rules import MAX_IDLE_OF_STAFF
from gyoryu.programmes.rules import is_staff
from gyoryu.web.lookup import permissions_for

USED_AT = "used_at"
WRITTEN_EVERY = 300  # seconds: one more write of the session, not one for each request

View = Callable[[HttpRequest], HttpResponse]


def note_use(request: HttpRequest) -> None:
    """Store the time of use; called at sign-in, and now and then while the session is used."""
    request.session[USED_AT] = int(time.time())


def end_idle_sessions(get_response: View) -> View:
    """Middleware after authentication."""

    def middleware(request: HttpRequest) -> HttpResponse:
        used_at = request.session.get(USED_AT)
        if used_at is not None and request.user.is_authenticated:
            idle = time.time() - used_at
            if idle > MAX_IDLE_OF_STAFF.total_seconds() and is_staff(permissions_for(request)):
                logout(request)
            elif idle > WRITTEN_EVERY:
                note_use(request)
        return get_response(request)

    return middleware
