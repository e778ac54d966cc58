"""The service worker of the pages that a device may cache."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker. Its scope is the whole site, as interpreters' agendas are outside of its folder."""
    path = finders.find("gyoryu/agenda-worker.js")
    return HttpResponse(
        Path(str(path)).read_bytes(),
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/"},
    )
