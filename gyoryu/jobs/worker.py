"""The worker of one lane: takes jobs from the table, or sends emails, one after another.

`gyoryu.jobs.supervisor` runs one process for each lane, so that none waits for another."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

from django.db import DatabaseError, OperationalError, connection, transaction

from gyoryu.base import queue
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs.failures import reason_of
from gyoryu.jobs.handlers import KINDS
from gyoryu.jobs.mailer import Mailer
from gyoryu.jobs.work import Work

HEARTBEAT_SECONDS = 5.0  # seconds
POLL_SECONDS = 1.0
# Emails that open accounts, other emails, and the lanes of `Kind`.
MAIL_LANES = ("urgent-mail", "mail")
LANES = (*MAIL_LANES, "planning", "reading", "other")
# Receives the time limit in seconds and the number of the job that begins; 0 and 0 once it is over.
Watch = Callable[..., None]
log = logging.getLogger(__name__)


def new_name() -> str:
    """Return a unique name for a worker: a machine may run several, and process ids are reused."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def unwatched(seconds: float, job: int) -> None:
    """Watch nothing: no supervisor ends this process."""


def drain(name: str = "", stopping: Event | None = None) -> int:
    """Process everything that is due in this process; return the number of jobs and emails processed or attempted."""
    count, stopping = 0, stopping or Event()
    lanes = [worker_of(lane, name or new_name(), unwatched) for lane in LANES]
    while processed := sum(drain_lane(stopping) for drain_lane in lanes):
        count += processed
    return count


def worker_of(lane: str, name: str, watch: Watch) -> Callable[[Event], int]:
    """Return the function that processes everything due in a lane; it returns the number of jobs or emails."""
    if lane in MAIL_LANES:
        return Mailer(urgent=lane == "urgent-mail", watch=partial(watch, job=0)).send_due
    return partial(_drain_lane, lane, name, watch)


def _drain_lane(lane: str, name: str, watch: Watch, stopping: Event) -> int:
    count = 0
    # An unknown kind, of another version of the program, fails in the last lane.
    kinds = None if lane == LANES[-1] else kinds_of(lane)
    other_kinds = {kind for other_lane in LANES if other_lane != lane for kind in kinds_of(other_lane)}
    while not stopping.is_set() and (
        job := queue.claim(name, queue.database_now(), kinds=kinds, except_kinds=other_kinds)
    ):
        run(job, stopping, watch)
        count += 1
    return count


def kinds_of(lane: str) -> list[str]:
    return [name for name, kind in KINDS.items() if kind.lane == lane]


def work_until(stopping: Event, lane: str, watch: Watch = unwatched) -> None:
    """Work until `stopping`. A database that does not answer is waited for, and logged once."""
    drain_lane, database_answers = worker_of(lane, new_name(), watch), True
    while not stopping.is_set():
        try:
            queue.requeue_lost(queue.database_now(), partial(mark_failed, code="worker_lost"))
            add_scheduled(queue.database_now(), kinds_of(lane))
            drain_lane(stopping)
            if not database_answers:
                log.warning("the database answers again")
            database_answers = True
        except DatabaseError as error:
            if database_answers:
                log.warning("the database does not answer (%s): waiting for it", type(error).__name__)
            database_answers = False
            connection.close()
        stopping.wait(POLL_SECONDS)
    connection.close()


def add_scheduled(now: datetime, names: Iterable[str] = KINDS) -> None:
    for name in names:
        kind = KINDS[name]
        if kind.every and not Job.objects.filter(kind=name, created_at__gt=now - kind.every).exists():
            queue.enqueue(name, {}, by=None, unique_key=f"scheduled.{name}")


def run(job: Job, stopping: Event, watch: Watch = unwatched) -> None:
    """Run one attempt of a job and record its outcome."""
    work = Work(job, stopping)
    try:
        kind = KINDS[job.kind]
        watch(kind.time_limit.total_seconds(), job.pk)
        with keep_heartbeat(job, kind.time_limit):
            kind.run(work)
    except Refused as refusal:  # will be refused again: no second attempt
        queue.fail(job, refusal.code, "", queue.database_now(), partial(mark_failed, code=refusal.code), again=False)
    except Exception as error:
        # Without the message of the error, which may hold a personal address.
        trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
        log.error("job %s (%s) failed\n%s", job.pk, job.kind, trace)
        mark_job_failed = partial(mark_failed, code=reason_of(error))
        queue.fail(job, type(error).__name__[:60], trace, queue.database_now(), mark_job_failed)
    else:
        _settle(work)
    finally:
        watch(0, 0)


def mark_failed(job: Job, *, code: str) -> None:
    """Record on the row the job worked for why it failed. An error here never keeps the job running."""
    kind = KINDS.get(job.kind)
    if kind is None:  # of another version of the program
        return
    try:
        with transaction.atomic():
            kind.mark_failed(job, code)
    except OperationalError:  # the database does not answer: the job is lost as well, and requeued by the next worker
        raise
    except Exception as error:
        log.error("the failure of job %s (%s) could not be noted: %s", job.pk, job.kind, type(error).__name__)


def _settle(work: Work) -> None:
    now = queue.database_now()
    if not work.stop_requested:
        queue.finish(work.job, now)
    elif queue.is_cancel_requested(work.job):
        queue.mark_cancelled(work.job, now)
    else:
        queue.release(work.job, now)


@contextmanager
def keep_heartbeat(job: Job, limit: timedelta) -> Iterator[None]:
    """Send heartbeats while the handler is busy, from a thread with a connection of its own, and take the job
    from it once it has been busy for longer than `limit`."""
    over = Event()
    thread = Thread(target=_send_heartbeats, args=(job, over, limit), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _send_heartbeats(job: Job, over: Event, limit: timedelta) -> None:
    end = time.monotonic() + limit.total_seconds()
    try:
        while not over.wait(min(HEARTBEAT_SECONDS, limit.total_seconds())):
            try:
                if time.monotonic() >= end:
                    end_late(job, queue.database_now())
                    return
                queue.heartbeat(job, queue.database_now())
            except DatabaseError:  # busy: the next heartbeat suffices
                connection.close()
    finally:
        connection.close()


def end_late(job: Job, now: datetime) -> None:
    """Fail a job whose time limit is over. Its handler's result is ignored; it is requested to stop when it next
    reports how far it is, and its process is ended if it never does."""
    queue.fail(job, "out_of_time", "", now, partial(mark_failed, code="out_of_time"), again=False)
