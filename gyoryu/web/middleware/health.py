"""`/healthz`: health checks for the container and for monitoring."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from gyoryu.base import queue
from gyoryu.base.emails import Email
from gyoryu.base.queue import Job
from gyoryu.base.readiness import missing_migrations

ALL = "/healthz"
PAGES_ONLY = "/healthz/web"
# Longer than a plan may keep a worker busy.
LATE_AFTER = timedelta(minutes=15)
SILENT_AFTER = 2 * queue.LOST_AFTER
# A worker adds the scheduled jobs, the most frequent every quarter of an hour.
ABSENT_AFTER = timedelta(minutes=40)
MIN_FREE_BYTES = 200 << 20
View = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def migrations() -> str:
    return "missing" if missing_migrations() else "ok"


def worker() -> str:
    """Check that a worker processes jobs. An idle one is recognised by the scheduled jobs that it adds."""
    now = queue.database_now()
    added = Job.objects.filter(unique_key__startswith="scheduled.", created_at__gt=now - ABSENT_AFTER)
    late = now - LATE_AFTER
    if Job.objects.filter(state=Job.State.QUEUED, run_after__lt=late).exists():
        return "late"
    # An email that the mail server refused waits with a reason, and is no fault of the worker.
    if Email.objects.filter(state=Email.State.WAITING, not_before__lt=late, failure="").exists():
        return "late"
    if Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - SILENT_AFTER).exists():
        return "silent"
    return "ok" if added.exists() else "absent"


def disk() -> str:
    folder = Path(settings.FILES)
    while not folder.exists():  # before the first upload
        folder = folder.parent
    return "full" if shutil.disk_usage(folder).free < MIN_FREE_BYTES else "ok"


# What pages need, and what only background jobs need.
PAGE_CHECKS = (database, migrations, disk)
ALL_CHECKS = (*PAGE_CHECKS, worker)


def answer_health(get_response: View) -> View:
    """Middleware that answers health checks before any other: the container asks by an address that is no allowed host,
    and without TLS."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in (ALL, PAGES_ONLY):
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        results = {check.__name__: _result(check) for check in (ALL_CHECKS if request.path == ALL else PAGE_CHECKS)}
        is_healthy = set(results.values()) == {"ok"}
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return JsonResponse(
            {"status": "ok" if is_healthy else "failing", **results}, status=200 if is_healthy else 503, headers=headers
        )

    return middleware


def _result(check: Callable[[], str]) -> str:
    """Return the result of a check; "failing" if it raised. Details are for the log: the URL is public."""
    try:
        result = check()
    except Exception as fault:
        log.error("health: %s could not be looked at: %s", check.__name__, type(fault).__name__)
        connection.close()
        return "failing"
    if result != "ok":
        log.error("health: %s is %s", check.__name__, result)
    return result
