"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gyoryu.web.form_pages import readable_path


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often one that stood open for too long. The reason is for developers."""
    return render(request, "stale_form.html", {"way": readable_path(request)}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Without the request: whatever is broken (often the database) must not be asked again."""
    return HttpResponse(render_to_string("500.html"), status=500)
