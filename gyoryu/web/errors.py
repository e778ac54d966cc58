"""Pages for what went wrong."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gyoryu.web.request_log import request_number


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", 404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came is no request of a browser, or has more parts than any of our forms."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "too_large.html", {"most": 0}, status=413)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest, status: int, most: int, *, signed_out: bool) -> HttpResponse:
    """More than `most` MB. Nothing of it was read, so what was typed is where it was typed."""
    return render(request, "too_large.html", {"most": most, "signed_out": signed_out}, status=status)


def disk_full(request: HttpRequest) -> HttpResponse:
    return render(request, "disk_full.html", status=507)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often one that stood open for too long. The reason is for developers."""
    return _page(request, "stale_form.html", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Without a context of the request: whatever is broken (often the database) must not be asked again."""
    return HttpResponse(render_to_string("500.html", {"request_number": request_number(request)}), status=500)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"request_number": request_number(request)}, status=status)
