"""A worker that is killed in the middle of a plan loses nothing: another one makes the plan."""

import os
import signal
from datetime import timedelta
from random import Random

import pytest
from django.db.models import F
from django.utils import timezone

from gyoryu.base import queue
from gyoryu.base.queue import Job
from gyoryu.meetings.actions.planning import adopt_plan, request_plan
from gyoryu.meetings.models import Application, PlanRun, Wish
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.jobs.running_workers import PATIENCE, real_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SEARCHING = ("placing", "improving", "proving")


def hard_event():
    """More wishes than there is room for, so that the search is not over at once."""
    event = consultation(sellers=40, buyers=20, slots=14, tables=12, ask=False)
    later = timedelta(days=36500)  # the workers are processes with a clock of their own
    Slot.objects.filter(event=event).update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)
    random = Random(5)
    sellers, buyers = (list(Application.objects.filter(event=event, side=side)) for side in ("seller", "buyer"))
    Wish.objects.bulk_create(
        Wish(event=event, asker=seller, asked=buyer, rank=rank, created_at=timezone.now())
        for seller in sellers
        for rank, buyer in enumerate(random.sample(buyers, 9), 1)
    )
    return event


def test_a_plan_survives_its_worker():
    officer, event = person("officer@agency.example"), hard_event()
    run = request_plan(event, officer, timezone.now(), seconds=6)
    first_worker = real_worker()
    # The very first search on a machine waits for the compiler.
    wait_until(lambda: Job.objects.filter(pk=run.job, progress_code__in=SEARCHING).exists())
    wait_until(lambda: PlanRun.objects.filter(pk=run.pk, snapshot__isnull=False).exists())
    os.kill(first_worker.pid, signal.SIGKILL)
    first_worker.wait()
    run.refresh_from_db()
    assert (run.state, run.plan) == ("running", None)
    assert len(run.snapshot["plan"]["meetings"]) > 100  # what is offered if no other worker comes
    assert Job.objects.get(pk=run.job).state == "running"  # nobody has told the table
    queue.requeue_lost(timezone.now() + queue.LOST_AFTER + timedelta(seconds=1), lambda job: None)
    assert Job.objects.get(pk=run.job).state == "queued"
    for _ in range(2):  # a second fault of the machine is a retry after a pause, which is not waited for here
        Job.objects.filter(pk=run.job, state="queued").update(run_after=timezone.now())
        real_worker("--once").wait(PATIENCE)
    run.refresh_from_db()
    job = Job.objects.get(pk=run.job)
    assert run.state == "done", (job.state, job.attempts, job.error_code, job.trace)
    assert 2 <= job.attempts <= 3
    assert adopt_plan(run, officer, timezone.now()) == len(run.plan["meetings"]) > 100
