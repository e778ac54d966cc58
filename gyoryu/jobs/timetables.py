"""Jobs about timetables: planning one, and repairing one on the day."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from gyoryu.base.queue import Job
from gyoryu.jobs.work import Work
from gyoryu.meetings.actions.planning import abandon_run, make_plan
from gyoryu.meetings.actions.repairing import make_repair
from gyoryu.meetings.models import PlanRun

REPORT_EVERY = 0.5  # seconds; a search reports more often


def plan(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return  # stopped before it began, or done by a worker that was thought lost
    reported = float("-inf")

    def report(share: float, phase: str, figures: dict[str, Any]) -> bool:
        nonlocal reported
        if work.stopping.is_set() or time.monotonic() - reported < REPORT_EVERY:
            return work.stop_requested or work.stopping.is_set()
        reported = time.monotonic()
        return work.progress(share, phase, **figures)

    make_plan(run, report, timezone.now(), is_taken_away=work.stopping.is_set)
    if work.stopping.is_set():  # another worker plans again; this plan is stored in case none does
        work.progress(0.0)


def mark_run(job: Job, code: str) -> None:
    """Record that the search or the repair failed, or was lost while stopping: its last valid plan is stored."""
    run = PlanRun.objects.filter(pk=job.args["run"], state__in=(PlanRun.State.WAITING, PlanRun.State.RUNNING)).first()
    if run is not None:
        abandon_run(run, code, timezone.now(), was_cancelled=job.state == Job.State.CANCELLED)


def repair(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return
    make_repair(run, timezone.now())
