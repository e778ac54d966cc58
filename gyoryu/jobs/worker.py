"""The worker: takes jobs from the table one after another."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from gyoryu.base import queue
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs.handlers import EVERY, HANDLERS
from gyoryu.jobs.timetables import settle_lost_runs
from gyoryu.jobs.work import Work

BEAT_EVERY = 5.0  # seconds
LOOK_EVERY = 1.0
log = logging.getLogger(__name__)


def new_name() -> str:
    """A name no other worker has: the machine may run several, and numbers of processes come again."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def drain(name: str = "", stopping: Event | None = None) -> int:
    """Do everything whose time has come; the number of jobs done or tried."""
    settle_lost_runs()
    count, stopping = 0, stopping or Event()
    name = name or new_name()
    while not stopping.is_set() and (job := queue.claim(name, timezone.now())):
        run(job, stopping)
        count += 1
    return count


def work_until(stopping: Event) -> None:
    """The life of a worker. A database that does not answer is waited for."""
    name = new_name()
    while not stopping.is_set():
        try:
            queue.reap(timezone.now())
            add_scheduled(timezone.now())
            drain(name, stopping)
        except DatabaseError as fault:
            log.warning("the database does not answer: %s", type(fault).__name__)
            connection.close()
        stopping.wait(LOOK_EVERY)


def add_scheduled(now: datetime) -> None:
    for kind, pause in EVERY.items():
        if not Job.objects.filter(kind=kind, created_at__gt=now - pause).exists():
            queue.enqueue(kind, {}, by=None, unique_key=f"scheduled.{kind}")


def run(job: Job, stopping: Event) -> None:
    """One attempt at one job, and what becomes of it."""
    work = Work(job, stopping)
    try:
        with beating(job):
            HANDLERS[job.kind](work)
    except Refused as refusal:  # will be refused again: no second attempt
        queue.fail(job, refusal.code, "", timezone.now(), again=False)
    except Exception as fault:
        # Without the message of the fault, which may hold somebody's address.
        trace = "".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__
        log.error("job %s (%s) failed\n%s", job.pk, job.kind, trace)
        queue.fail(job, type(fault).__name__[:60], trace, timezone.now())
    else:
        _settle(work)


def _settle(work: Work) -> None:
    now = timezone.now()
    if not work.told_to_stop:
        queue.finish(work.job, now)
    elif queue.cancel_wanted(work.job):
        queue.cancelled(work.job, now)
    else:
        queue.give_back(work.job, now)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Say that the worker lives while the handler is busy, from a thread with a connection of its own."""
    over = Event()
    thread = Thread(target=_beat_until, args=(job, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat_until(job: Job, over: Event) -> None:
    try:
        while not over.wait(BEAT_EVERY):
            try:
                queue.beat(job, timezone.now())
            except DatabaseError:  # busy: the next beat will do
                connection.close()
    finally:
        connection.close()
