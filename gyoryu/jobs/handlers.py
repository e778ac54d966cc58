"""Which function handles which kind of job, and which records its final failure. Both find their row and call an
action.

A handler may be run again after a failure or a lost worker, so that running twice must do no harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from gyoryu.base.files import remove_drafts
from gyoryu.base.queue import Job
from gyoryu.base.sent_forms import remove_old_forms
from gyoryu.jobs import importing, news, outputs, timetables
from gyoryu.jobs.failures import note_in_audit_log
from gyoryu.jobs.work import Work
from gyoryu.people.actions import notify_of_attempts
from gyoryu.privacy.actions.retention import apply_retention

STEP = 0.05  # seconds


def sleep(work: Work) -> None:
    """Do nothing for `seconds`, to test the queue."""
    seconds = float(work.args["seconds"])
    started = time.monotonic()
    while (passed := time.monotonic() - started) < seconds:
        if work.progress(passed / seconds, "resting"):
            return
        time.sleep(STEP)


def clean_up(work: Work) -> None:
    """Remove expired rows and files: jobs that ended long ago, sessions, records of sent forms, partial files."""
    now = timezone.now()
    Job.objects.filter(ended_at__lt=now - timedelta(days=settings.KEPT_DAYS["jobs"])).delete()
    SessionStore.clear_expired()
    remove_old_forms(now)
    remove_drafts(now - timedelta(days=1))


def run_retention(work: Work) -> None:
    """Erase personal data whose retention period is over."""
    apply_retention(timezone.now())


def warn(work: Work) -> None:
    """Notify the owner of an account of failed attempts to sign in to it."""
    notify_of_attempts(str(work.args["account"]), timezone.now())


# Lanes run in parallel: none waits for another. Emails have two more, see `gyoryu.jobs.worker`.
Lane = Literal["planning", "reading", "other"]


@dataclass(frozen=True, slots=True)
class Kind:
    """`mark_failed` is called with the job and the code of the reason once it has failed for good; a job that
    takes longer than `time_limit` is failed, and its process ended; `every`: how often it runs without being asked
    for."""

    run: Callable[[Work], None]
    mark_failed: Callable[[Job, str], None]
    every: timedelta | None = None
    time_limit: timedelta = timedelta(hours=1)
    lane: Lane = "other"


QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
KINDS: dict[str, Kind] = {
    "bring_in_import": Kind(importing.commit_import, importing.mark_failed),
    "fetch_arrival": Kind(news.fetch, news.mark_document, time_limit=QUARTER, lane="reading"),
    "forget": Kind(run_retention, note_in_audit_log, every=DAY),
    "look_around": Kind(news.poll_due, note_in_audit_log, every=QUARTER, time_limit=QUARTER, lane="reading"),
    "look_at_import": Kind(importing.validate_import, importing.mark_failed, time_limit=QUARTER),
    "mail_watches": Kind(news.mail, note_in_audit_log, every=DAY, time_limit=QUARTER),
    "make_output": Kind(outputs.make, outputs.mark_failed, time_limit=QUARTER),
    "plan": Kind(timetables.plan, timetables.mark_run, lane="planning"),
    "read_again": Kind(news.read_again, note_in_audit_log, time_limit=DAY, lane="reading"),
    "read_arrival": Kind(news.read, news.mark_document, time_limit=QUARTER, lane="reading"),
    "repair": Kind(timetables.repair, timetables.mark_run, lane="planning"),
    "rest": Kind(sleep, note_in_audit_log),
    "speak_post": Kind(news.speak, note_in_audit_log, time_limit=QUARTER, lane="reading"),
    "sweep": Kind(clean_up, note_in_audit_log, every=DAY),
    "visit_source": Kind(news.poll, news.mark_source, time_limit=QUARTER, lane="reading"),
    "warn_of_attempts": Kind(warn, note_in_audit_log, time_limit=QUARTER),
}
