"""Sessions of those who work on others' data end when nobody has used them for long."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from gyoryu.people.rules import MAX_IDLE_OF_STAFF
from gyoryu.programmes.rules import is_staff
from gyoryu.web.finding import standings_for

USED_AT = "used_at"
WRITTEN_EVERY = 300  # seconds: one more write of the session, not one for each request

View = Callable[[HttpRequest], HttpResponse]


def end_idle_sessions(get_response: View) -> View:
    """Middleware after authentication. A session of before it was introduced counts from its next request."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            now = int(time.time())
            idle = now - request.session.get(USED_AT, now)
            if idle > MAX_IDLE_OF_STAFF.total_seconds() and is_staff(standings_for(request)):
                logout(request)
            elif idle > WRITTEN_EVERY or USED_AT not in request.session:
                request.session[USED_AT] = now
        return get_response(request)

    return answer
