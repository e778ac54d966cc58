"""Pages for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gyoryu.web.calls import open_calls


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "front.html", {"calls": open_calls(timezone.now())})
