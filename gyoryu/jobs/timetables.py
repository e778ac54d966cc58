"""Jobs about timetables: planning one, and telling those whose meetings changed."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from gyoryu.base.letters import post
from gyoryu.base.queue import Job
from gyoryu.jobs.work import Work
from gyoryu.meetings.actions.planning import abandon_run, make_plan
from gyoryu.meetings.actions.publishing import fail_telling
from gyoryu.meetings.actions.repairing import make_repair
from gyoryu.meetings.actions.telling import drafts_of
from gyoryu.meetings.models import PlanRun, TimetableVersion

REPORT_EVERY = 0.5  # seconds; a search says more often how it does


def plan(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return  # stopped before it began, or done by a worker that was thought lost
    reported = float("-inf")

    def report(share: float, phase: str, figures: dict[str, Any]) -> bool:
        nonlocal reported
        if work.stopping.is_set() or time.monotonic() - reported < REPORT_EVERY:
            return work.told_to_stop or work.stopping.is_set()
        reported = time.monotonic()
        return work.progress(share, phase, **figures)

    make_plan(run, report, timezone.now(), is_taken_away=work.stopping.is_set)
    if work.stopping.is_set():  # another worker plans again; what this one has is kept for the case that none comes
        work.progress(0.0)


def mark_run(job: Job, code: str) -> None:
    """The search, or the repair, was given up, or lost while it was to stop: its last good plan is kept."""
    run = PlanRun.objects.filter(pk=job.args["run"], state__in=(PlanRun.State.WAITING, PlanRun.State.RUNNING)).first()
    if run is not None:
        abandon_run(run, code, was_cancelled=job.state == Job.State.CANCELLED)


def mark_version(job: Job, code: str) -> None:
    """Not everybody was told of the version."""
    fail_telling(job.args["version"], code)


def repair(work: Work) -> None:
    run = PlanRun.objects.select_related("event").filter(pk=work.args["run"]).first()
    if run is None or run.state not in (PlanRun.State.WAITING, PlanRun.State.RUNNING):
        return
    make_repair(run)


def tell_timetable(work: Work) -> None:
    """Letters about a version: to all with the first one, later to those whose meetings changed."""
    version = TimetableVersion.objects.select_related("event").get(pk=work.args["version"])
    drafts = drafts_of(version)
    for done, draft in enumerate(drafts):
        if work.progress(done / len(drafts), "writing"):
            return
        post(draft.code, draft.to, draft.language, draft.params, event=version.event_id)
