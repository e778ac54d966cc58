"""Supervisor of `gyoryu work`: one process for each lane, killed from outside if it exceeds its time limit.

A handler that never reports progress, or that waits in foreign code, cannot check a time limit itself."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from threading import Event
from typing import Any

from django.db import connections
from django.utils import timezone

from gyoryu.base.queue import Job
from gyoryu.jobs.stopping import StopSignal
from gyoryu.jobs.worker import end_late, work_until

POLL_SECONDS = 0.5  # seconds
REMIND_SECONDS = 2.0
SHUTDOWN_SECONDS = 45.0  # below the 90 seconds after which systemd kills the service
GRACE_SECONDS = 10.0  # seconds for a handler to end by itself once its time is over
RESTART_SECONDS = 1.0
END_SIGNAL_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
FORK = multiprocessing.get_context("fork")  # shares the program's memory with the lanes
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Lane:
    """The process of one lane. `deadline` (of the monotonic clock, 0: none) and `job` are written by the process."""

    name: str
    deadline: Any = field(default_factory=lambda: FORK.Value("d", 0.0))
    job: Any = field(default_factory=lambda: FORK.Value("q", 0))
    process: Any = None

    def start(self, seconds_late: int = 0) -> None:
        self.deadline.value, self.job.value = 0.0, 0
        self.process = FORK.Process(target=_run_lane, args=(self, seconds_late, os.getpid()), name=self.name)
        self.process.start()

    def watch(self, seconds: float, job: int) -> None:
        self.job.value = job
        self.deadline.value = time.monotonic() + seconds + GRACE_SECONDS if seconds else 0.0

    def look_after(self) -> None:
        """Restart the process if it has ended, and end it if it has exceeded its time limit."""
        if not self.process.is_alive():
            log.error("the lane %s ended with %s and begins again", self.name, self.process.exitcode)
            time.sleep(RESTART_SECONDS)
            self.start()
        elif 0 < self.deadline.value < time.monotonic():
            seconds_late = int(self.job.value)
            log.error("the lane %s is ended: job %s took too long", self.name, seconds_late or "(email)")
            self.end(signal.SIGKILL)
            self.start(seconds_late)

    def end(self, how: signal.Signals) -> None:
        """Send the signal `how` to the process and its children."""
        try:
            os.killpg(self.process.pid, how)
        except ProcessLookupError:  # it has not yet created its own process group
            os.kill(self.process.pid, how)
        if how == signal.SIGKILL:
            self.process.join()


def supervise(names: Iterable[str], stopping: Event) -> None:
    """Keep the lanes running until `stopping`, then wait until each has released its job."""
    connections.close_all()  # none is shared
    lanes = [Lane(name) for name in names]
    for lane in lanes:
        lane.start()
    while not stopping.wait(POLL_SECONDS):
        for lane in lanes:
            lane.look_after()
    _end_all(lanes)


def _end_all(lanes: list[Lane]) -> None:
    """Wait until each process has released its job, and kill those that do not: their jobs are requeued as lost."""
    end = time.monotonic() + SHUTDOWN_SECONDS
    while alive := [lane for lane in lanes if lane.process.is_alive()]:
        for lane in alive:
            if time.monotonic() > end:
                lane.end(signal.SIGKILL)
            else:
                lane.process.terminate()  # again: the first time its handler may not have been installed yet
        wait([lane.process.sentinel for lane in alive], REMIND_SECONDS)


def _run_lane(lane: Lane, seconds_late: int, parent: int) -> None:
    os.setpgid(0, 0)
    _die_with_parent(parent)
    stopping = StopSignal()
    stopping.listen()
    job = Job.objects.filter(pk=seconds_late, state=Job.State.RUNNING).first() if seconds_late else None
    if job is not None:
        end_late(job, timezone.now())
    work_until(stopping, lane.name, lane.watch)


def _die_with_parent(parent: int) -> None:
    """Make the kernel kill a lane whose supervisor was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_SIGNAL_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
