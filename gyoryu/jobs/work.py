"""Arguments of a handler, and its means of reporting progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

from gyoryu.base import queue
from gyoryu.base.queue import Job


@dataclass(slots=True)
class Work:
    """Attempt at one job. `stopping` is set when the worker itself has to end."""

    job: Job
    stopping: Event = field(default_factory=Event)
    stop_requested: bool = False

    @property
    def args(self) -> dict[str, Any]:
        return dict(self.job.args)

    def progress(self, share: float, code: str = "", **data: Any) -> bool:
        """Report progress: `share` 0 to 1, a code for the current step, figures. True: stop."""
        stop = queue.report_progress(self.job, share, code, data, queue.database_now())
        self.stop_requested = self.stop_requested or stop or self.stopping.is_set()
        return self.stop_requested
