"""Work at a job that a worker has taken."""

from threading import Event

from gyoryu.base import queue
from gyoryu.base.queue import Job, enqueue
from gyoryu.jobs.work import Work


def claimed_job(kind: str, args: dict[str, object], *, by: int | None = None) -> Job:
    """A job that is running; those that wait already are removed."""
    Job.objects.filter(state=Job.State.QUEUED).delete()
    enqueue(kind, args, by=by)
    job = queue.claim("test", queue.database_now())
    assert job is not None
    return job


def work_at(kind: str, args: dict[str, object], *, by: int | None = None, stopping: bool = False) -> Work:
    work = Work(claimed_job(kind, args, by=by), Event())
    if stopping:
        work.stopping.set()
    return work
