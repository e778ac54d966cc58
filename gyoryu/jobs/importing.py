"""Jobs about imported workbooks."""

from __future__ import annotations

from django.utils import timezone

from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.jobs.work import Work
from gyoryu.meetings.actions.importing import commit, fail_import, validate
from gyoryu.meetings.models import ImportBatch
from gyoryu.people.models import User

State = ImportBatch.State


def _batch(work: Work, state: str) -> ImportBatch | None:
    rows = ImportBatch.objects.select_related("event", "file")
    return rows.filter(pk=work.args["batch"], state=state).first()


def validate_import(work: Work) -> None:
    batch = _batch(work, State.LOOKING)
    if batch is None:
        return
    validate(batch, work.progress)


def commit_import(work: Work) -> None:
    """Commit the import. No progress is reported from within its transaction, which others see only when committed."""
    batch = _batch(work, State.BRINGING)
    if batch is None:
        return
    work.progress(0.5, "writing")
    try:
        commit(batch, User.objects.filter(pk=work.job.by or 0).first(), timezone.now())
    except Refused as refusal:
        row = ImportBatch.objects.filter(pk=batch.pk)
        row.update(state=State.LOOKED)
        validate(batch, work.progress)
        row.update(failure=refusal.code)


def mark_failed(job: Job, code: str) -> None:
    """Record the failure on the batch; its user may try again."""
    fail_import(job.args["batch"], code)
