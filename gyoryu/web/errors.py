"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gyoryu.web.form_pages import readable_path
from gyoryu.web.request_log import request_number


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often one that stood open for too long. The reason is for developers."""
    return _page(request, "stale_form.html", 403, way=readable_path(request))


def broken(request: HttpRequest) -> HttpResponse:
    """Without a context of the request: whatever is broken (often the database) must not be asked again."""
    return HttpResponse(render_to_string("500.html", {"request_number": request_number(request)}), status=500)


def _page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    return render(request, template, {"request_number": request_number(request), **context}, status=status)
