"""The job that makes prints and exports."""

from __future__ import annotations

from gyoryu.base.files import Output
from gyoryu.base.queue import Job
from gyoryu.exports.outputs import make_output, mark_output_failed
from gyoryu.jobs.work import Work


def make(work: Work) -> None:
    output = Output.objects.filter(pk=work.args["output"], file=None).first()
    if output is None:
        return

    def report_progress(share: float) -> None:
        work.progress(share, "making")

    make_output(output, report_progress)


def mark_failed(job: Job, code: str) -> None:
    mark_output_failed(job.args["output"], code)
