"""Progress of a job, as pages ask for it while they wait."""

from __future__ import annotations

from typing import TypedDict

from gyoryu.base.queue import Job


class Progress(TypedDict):
    """`share`: per cent that is done; `phase`: what is being done, in the language of the reader."""

    is_over: bool
    share: int
    phase: str


def progress_of(job: Job | None, phase: str, *, is_over: bool) -> Progress:
    return {"is_over": is_over, "share": round(100 * job.share) if job else 0, "phase": phase}
