"""The job that makes prints and exports."""

from __future__ import annotations

from gyoryu.base.files import Output
from gyoryu.handouts.outputs import make_output
from gyoryu.jobs.work import Work


def outputs(work: Work) -> None:
    output = Output.objects.filter(pk=work.args["output"], file=None).first()
    if output is None:
        return

    def tell(share: float) -> None:
        work.progress(share, "making")

    make_output(output, tell)
