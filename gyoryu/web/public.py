"""Pages for everyone."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.web.calls import open_calls


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "front.html", {"calls": open_calls(timezone.now())})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 while the program runs and its database answers; otherwise the error page, 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
