"""Which function does which kind of job. Handlers are thin: they find their row, call a verb, end.

A handler may be run again after a failure or a lost worker, so that running twice must do no harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from gyoryu.base.queue import Job
from gyoryu.jobs import news
from gyoryu.jobs.importing import bring_in_import, look_at_import
from gyoryu.jobs.letters import send_letter
from gyoryu.jobs.outputs import outputs
from gyoryu.jobs.timetables import plan, repair, tell_timetable
from gyoryu.jobs.work import Work
from gyoryu.meetings.actions.forgetting import forget_expired

KEPT_FOR = timedelta(days=30)
STEP = 0.05  # seconds


def rest(work: Work) -> None:
    """Do nothing for `seconds`: shows that the queue lives."""
    seconds = float(work.args["seconds"])
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < seconds:
        if work.progress(passed / seconds, "resting"):
            return
        time.sleep(STEP)


def sweep(work: Work) -> None:
    """Remove what nobody asks for any more: jobs that ended long ago, sessions that are over."""
    Job.objects.filter(ended_at__lt=timezone.now() - KEPT_FOR).delete()
    SessionStore.clear_expired()


def forget(work: Work) -> None:
    """Personal data go when the time that people agreed to is over."""
    forget_expired(timezone.now().date())


HANDLERS: dict[str, Callable[[Work], None]] = {
    "forget": forget,
    "bring_in_import": bring_in_import,
    "fetch_arrival": news.fetch,
    "look_around": news.look_around,
    "look_at_import": look_at_import,
    "mail_watches": news.mail,
    "make_output": outputs,
    "plan": plan,
    "read_again": news.read_again,
    "read_arrival": news.read,
    "repair": repair,
    "rest": rest,
    "send_letter": send_letter,
    "speak_post": news.speak,
    "sweep": sweep,
    "tell_timetable": tell_timetable,
    "visit_source": news.visit,
}

# Kinds that are run again and again without being asked for.
EVERY: dict[str, timedelta] = {
    "sweep": timedelta(days=1),
    "forget": timedelta(days=1),
    "look_around": timedelta(minutes=15),
    "mail_watches": timedelta(days=1),
}
