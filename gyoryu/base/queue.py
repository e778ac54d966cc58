"""The work queue is a table: actions add jobs in their own transaction, and workers claim them.

Every step of a job is one conditional UPDATE, so that any number of workers may run, on SQLite and on PostgreSQL. A
worker owns a job by its name and the number of the attempt; reports after it lost the job are ignored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

# Pauses before the second, third, … attempt; the last one repeats.
PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
LOST_AFTER = timedelta(seconds=30)
MAX_TRACE_LENGTH = 8000


# Records the failure on the row that the job worked for, in the transaction in which the job ends.
MarkFailed = Callable[["Job"], None]


class Job(models.Model):
    """Background task. `args` hold numbers of rows, no personal data; `by` is a user's number."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    by = models.PositiveBigIntegerField(null=True)
    unique_key = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    worker = models.CharField(max_length=80, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    share = models.FloatField(default=0)  # of the work done, 0 to 1
    progress_code = models.CharField(max_length=60, blank=True)
    progress_data = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    error_code = models.CharField(max_length=60, blank=True)
    trace = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["state", "run_after"], name="jobs_to_run"),
            models.Index(fields=["kind", "created_at"], name="jobs_by_kind"),
        )
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=models.Q(state="queued") & ~models.Q(unique_key=""),
                name="a_job_once_in_the_queue",
            )
        ]

    def __str__(self) -> str:
        return f"job {self.pk} ({self.kind})"

    @property
    def is_over(self) -> bool:
        return self.state in (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


def database_now() -> datetime:
    """Return the time of the database, on which workers on several machines agree; a worker with a fast clock would
    take running jobs from others. SQLite runs on the caller's machine."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def enqueue(
    kind: str,
    args: Mapping[str, Any],
    *,
    by: int | None,
    run_after: datetime | None = None,
    unique_key: str = "",
    max_attempts: int = 5,
) -> Job:
    """Add a job in the caller's transaction: it runs once that is committed, and never if it is not.

    With a `unique_key`, a job that waits under the same key is returned instead of a second one."""
    moment = run_after or database_now()
    while True:
        waiting = Job.objects.filter(unique_key=unique_key, state=Job.State.QUEUED)
        # The update holds the row until the caller commits: the job cannot start before, and miss what was changed.
        if unique_key and waiting.update(run_after=Least(F("run_after"), moment)) and (job := waiting.first()):
            return job
        try:
            with transaction.atomic():
                return Job.objects.create(
                    kind=kind,
                    args=dict(args),
                    by=by,
                    run_after=moment,
                    unique_key=unique_key,
                    max_attempts=max_attempts,
                )
        except IntegrityError:
            continue  # another process added it in between


def claim(
    worker: str, now: datetime, *, kinds: Collection[str] | None = None, except_kinds: Collection[str] = ()
) -> Job | None:
    """Claim the next due job for `worker` and mark it as running; `None` if there is none. `kinds` limits the kinds,
    `but` excludes some."""
    while True:
        due = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=now).exclude(kind__in=except_kinds)
        if kinds is not None:
            due = due.filter(kind__in=kinds)
        number = due.order_by("run_after", "pk").values_list("pk", flat=True).first()
        if number is None:
            return None
        if Job.objects.filter(pk=number, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            started_at=now,
            heartbeat_at=now,
            share=0,
            progress_code="",
            progress_data={},
        ):
            return Job.objects.get(pk=number)


def owned(job: Job) -> models.QuerySet[Job]:
    """Return the job's row while this attempt of this worker owns it."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts)


def heartbeat(job: Job, now: datetime) -> bool:
    """Record that the worker is alive. False: it no longer owns the job."""
    return owned(job).update(heartbeat_at=now) == 1


def report_progress(job: Job, share: float, code: str, data: Mapping[str, Any], now: datetime) -> bool:
    """Record the progress of the job (`share` 0 to 1). True: stop, it was cancelled or is no longer owned."""
    is_owned = owned(job).update(
        share=min(max(share, 0.0), 1.0), progress_code=code, progress_data=dict(data), heartbeat_at=now
    )
    return not is_owned or is_cancel_requested(job)


def is_cancel_requested(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, cancel_requested=True).exists()


def request_cancel(job: Job, now: datetime) -> None:
    """Cancel a waiting job at once; request a running one to stop; leave one that has ended."""
    if not _end(Job.objects.filter(pk=job.pk, state=Job.State.QUEUED), Job.State.CANCELLED, now):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)


def finish(job: Job, now: datetime) -> bool:
    return _end(owned(job), Job.State.DONE, now, share=1)


def mark_cancelled(job: Job, now: datetime) -> bool:
    """End a job whose worker stopped on request."""
    return _end(owned(job), Job.State.CANCELLED, now)


def fail(job: Job, code: str, trace: str, now: datetime, mark_failed: MarkFailed, *, again: bool = True) -> bool:
    """Record why the attempt failed. Retry after a pause while attempts are left and `again` makes sense, else call
    `mark`."""
    error = {"error_code": code, "trace": trace[-MAX_TRACE_LENGTH:]}
    if again and job.attempts < job.max_attempts and not is_cancel_requested(job):
        pause = PAUSES[min(job.attempts, len(PAUSES)) - 1]
        return _requeue(job, now, run_after=now + pause, **error)
    return _give_up(job, Job.State.FAILED, now, mark_failed, **error)


def release(job: Job, now: datetime) -> bool:
    """Return the job to the queue because the worker has to end; this attempt does not count."""
    return _requeue(job, now, run_after=now, attempts=job.attempts - 1)


def requeue_lost(now: datetime, mark_failed: MarkFailed) -> int:
    """Take running jobs from workers that have been silent for `LOST_AFTER`, and `mark` those that are not tried again;
    the number of jobs."""
    lost = list(Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - LOST_AFTER))
    return sum(_requeue_lost_job(job, now, mark_failed) for job in lost)


def _requeue_lost_job(job: Job, now: datetime, mark_failed: MarkFailed) -> bool:
    if job.cancel_requested:
        return _give_up(job, Job.State.CANCELLED, now, mark_failed)
    if job.attempts >= job.max_attempts:
        return fail(job, "worker_lost", "", now, mark_failed, again=False)
    return _requeue(job, now, run_after=now, error_code="worker_lost")


@transaction.atomic
def _give_up(job: Job, state: Job.State, now: datetime, mark_failed: MarkFailed, **values: Any) -> bool:
    is_ended = _end(owned(job), state, now, **values)
    if is_ended:
        job.state = state
        mark_failed(job)
    return is_ended


def _requeue(job: Job, now: datetime, **values: Any) -> bool:
    try:
        with transaction.atomic():
            return owned(job).update(state=Job.State.QUEUED, worker="", heartbeat_at=None, **values) == 1
    except IntegrityError:  # a job with the same key was queued meanwhile, and does the work of both
        return _end(owned(job), Job.State.CANCELLED, now, error_code="one_alike_waits")


def _end(jobs: models.QuerySet[Job], state: Job.State, now: datetime, **values: Any) -> bool:
    return jobs.update(state=state, ended_at=now, **values) == 1
