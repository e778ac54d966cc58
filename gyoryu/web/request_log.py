"""What the log says of a request: its number, which error pages show too, and the number of the account; never an
address, a name, or what was typed."""

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
    """The number of the request, for whoever asks us what went wrong; "-" outside of one."""
    return str(request.META.get(KEY, NOTHING)) if request else NOTHING


def user_number(request: HttpRequest | None) -> str:
    """The number of who is signed in, if that is known already: a log line never asks the database."""
    user = getattr(request, "_cached_user", None)  # where django.contrib.auth.middleware keeps it
    return str(getattr(user, "pk", None) or NOTHING)


def number_requests(get_response: View) -> View:
    """Middleware that gives each request a number, tells it in the answer, and writes the access log if that is on."""

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
    """Pages by their pattern: the address itself may hold the key of a calendar, a badge or a sign-in."""
    page = request.resolver_match.route if request.resolver_match else NOTHING
    milliseconds = (time.perf_counter() - started) * 1000
    access.info("%s /%s %d %.0f ms", request.method, page, response.status_code, milliseconds)


class RequestFilter(logging.Filter):
    """Puts both numbers on every line. What was refused (4xx) is one line without a traceback: it is no fault of ours,
    and anybody could fill the disk with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs some answers after the middleware, with the request at hand.
        request = _current.get() or getattr(record, "request", None)
        request = request if isinstance(request, HttpRequest) else None
        record.request_number, record.user_number = request_number(request), user_number(request)
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
            record.msg, record.args = " ".join(record.getMessage().splitlines()), ()
        return True
