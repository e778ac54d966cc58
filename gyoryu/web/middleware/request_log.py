"""Logging of requests: the request number, which error pages show too, and the user number; never an address, a name,
or typed text."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
NOTHING = "-"
View = Callable[[HttpRequest], HttpResponse]
access = logging.getLogger("gyoryu.access")
KEY = "gyoryu.request_number"
_current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def request_number(request: HttpRequest | None) -> str:
    """Return the number of the request, for support; "-" outside of one."""
    return str(request.META.get(KEY, NOTHING)) if request else NOTHING


def user_number(request: HttpRequest | None) -> str:
    """Return the number of the signed-in user, if already loaded: a log line never queries the database."""
    user = getattr(request, "_cached_user", None)  # where django.contrib.auth.middleware keeps it
    return str(getattr(user, "pk", None) or NOTHING)


def number_requests(get_response: View) -> View:
    """Middleware that numbers requests, sets the response header, and writes the access log if that is on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META[KEY] = secrets.token_hex(6)
        reset_token, started = _current.set(request), time.perf_counter()
        try:
            response = get_response(request)
            response.headers[HEADER] = request_number(request)
            _log_access(request, response, started)
            return response
        finally:
            _current.reset(reset_token)

    return middleware


def _log_access(request: HttpRequest, response: HttpResponse, started: float) -> None:
    """Log the URL pattern: the path itself may hold the key of a calendar, a badge or a sign-in link."""
    page = request.resolver_match.route if request.resolver_match else NOTHING
    milliseconds = (time.perf_counter() - started) * 1000
    access.info("%s /%s %d %.0f ms", request.method, page, response.status_code, milliseconds)


class RequestFilter(logging.Filter):
    """Adds both numbers to every record. Client errors (4xx) are one line without a traceback, since anybody could fill
    the disk with them."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs some answers after the middleware, with the request at hand.
        request = _current.get() or getattr(record, "request", None)
        request = request if isinstance(request, HttpRequest) else None
        record.request_number, record.user_number = request_number(request), user_number(request)
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
            record.msg, record.args = " ".join(record.getMessage().splitlines()), ()
        return True
