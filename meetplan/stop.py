"""When to stop, and what is told on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from meetplan.plan import Bounds, Plan, Score

Phase = Literal["preparing", "placing", "improving", "proving", "finishing"]


@dataclass(frozen=True, slots=True)
class Stop:
    """Limits; the first that is reached ends the search. An optimal plan ends it earlier.

    `seconds`: by the clock. `work`: by tries of the search; with `work` and without `seconds` the same seed gives the
    same plan on any machine. `gap`: enough when the weight is within this share of its bound and every level above is
    proved (breaks are then not proved)."""

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
    """How far the search is: the best score so far and what is proved. `plan` makes a plan of it that keeps every rule,
    without reasons for what is not placed: something to keep should the process end."""

    seconds: float
    phase: Phase
    score: Score
    bounds: Bounds
    plan: Callable[[], Plan] | None = None


OnProgress = Callable[[Progress], bool | None]


@dataclass
class Clock:
    """Seconds since the start, and whether the limits are reached."""

    stop: Stop
    started: float = field(default_factory=time.perf_counter)
    work: int = 0
    is_cancelled: bool = False

    def seconds(self) -> float:
        return time.perf_counter() - self.started

    def left(self) -> float:
        """Seconds left; infinite without a limit of time."""
        return float("inf") if self.stop.seconds is None else max(0.0, self.stop.seconds - self.seconds())

    def work_left(self) -> float:
        return float("inf") if self.stop.work is None else max(0, self.stop.work - self.work)

    def is_over(self) -> bool:
        return self.is_cancelled or self.left() <= 0 or self.work_left() <= 0
