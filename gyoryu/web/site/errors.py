"""Error pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gyoryu.programmes.rules import has_workspace
from gyoryu.web.lookup import permissions_for
from gyoryu.web.middleware.form_pages import readable_path
from gyoryu.web.middleware.request_log import request_number
from gyoryu.web.navigation.sidebar import build_sidebar


def _render_in_shell(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Staff see the sidebar of the site beside the message."""
    user = getattr(request, "user", None)
    is_staff = user is not None and user.is_authenticated and has_workspace(permissions_for(request))
    layout = {"shell": "officer/shell.html", "sidebar": build_sidebar("")} if is_staff else {"shell": "page.html"}
    return _render(request, template, status, **layout)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _render_in_shell(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _render_in_shell(request, "404.html", 404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request is malformed, or has more parts than any of our forms."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _render(request, "too_large.html", 413, most=0)
    return _render(request, "400.html", 400)


def too_large(request: HttpRequest, status: int, most: int, *, signed_out: bool) -> HttpResponse:
    """More than `most` MB. The body was not read, so the typed text is still in the browser."""
    return _render(request, "too_large.html", status, most=most, signed_out=signed_out)


def disk_full(request: HttpRequest) -> HttpResponse:
    return _render(request, "disk_full.html", 507)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid CSRF token, most often one that was open for too long. The reason is for developers."""
    return _render(request, "stale_form.html", 403, way=readable_path(request))


def broken(request: HttpRequest) -> HttpResponse:
    """Render without a request context: the failed component (often the database) must not be queried again."""
    return HttpResponse(render_to_string("500.html", {"request_number": request_number(request)}), status=500)


def _render(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    return render(request, template, {"request_number": request_number(request), **context}, status=status)
