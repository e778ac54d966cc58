"""Limits of a run, and the reports of its progress."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from meetplan.plan import Bounds, Plan, Score

Phase = Literal["preparing", "placing", "improving", "proving", "finishing"]


@dataclass(frozen=True, slots=True)
class Stop:
    """Limits of a run; the first that is reached ends it. An optimal plan ends it earlier.

    Attributes
    ----------
    seconds : float or None
        Wall time.
    work : int or None
        Tries of the search. With `work` and without `seconds` the same seed gives the same plan on any machine.
    gap : float or None
        Stop once the weight is within this share of its bound and every level above is proved; breaks are then not
        proved.

    Raises
    ------
    ValueError
        Without `seconds` and `work`, or for a negative limit.
    """

    seconds: float | None = 60.0
    work: int | None = None
    gap: float | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.work is None:
            raise ValueError("a search needs a limit: seconds or work")
        for name in ("seconds", "work", "gap"):
            value = getattr(self, name)
            if value is not None and not value >= 0:
                raise ValueError(f"{name} must not be negative: {value}")


@dataclass(frozen=True, slots=True)
class Progress:
    """A report of progress: the best score so far and the proved bounds.

    Attributes
    ----------
    seconds : float
        Since the start.
    plan : callable or None
        Returns the best plan so far, without reasons for unplaced pairs, to be stored in case the process ends.
    """

    seconds: float
    phase: Phase
    score: Score
    bounds: Bounds
    plan: Callable[[], Plan] | None = None


OnProgress = Callable[[Progress], bool | None]


@dataclass
class Clock:
    """The time and work that a run has used, and whether its limits are reached."""

    stop: Stop
    started: float = field(default_factory=time.perf_counter)
    work: int = 0
    is_cancelled: bool = False

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.perf_counter() - self.started

    def left(self) -> float:
        """Return the seconds left; infinity without a limit of time."""
        return float("inf") if self.stop.seconds is None else max(0.0, self.stop.seconds - self.seconds())

    def work_left(self) -> float:
        """Return the tries left; infinity without a limit of work."""
        return float("inf") if self.stop.work is None else max(0, self.stop.work - self.work)

    def is_over(self) -> bool:
        """Return whether a limit is reached, or the run is cancelled."""
        return self.is_cancelled or self.left() <= 0 or self.work_left() <= 0
