"""Proved bounds, and the plans for which they hold.

A bound on one level of the objective is proved for the plans that reach some score on the levels above it: its
*premise*. A plan that is better on every level of the premise is still covered, so a bound outlives a better score; one
that is worse on any of them is not, and the bound is then left out. No bound is ever adjusted to fit a score."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from meetplan.plan import Bounds, Score

logger = logging.getLogger("meetplan")

Level = Literal["must", "below_min", "weight", "spread_excess", "breaks"]
LEVELS: tuple[Level, ...] = ("must", "below_min", "weight", "spread_excess", "breaks")
MAXIMISED: frozenset[Level] = frozenset({"must", "weight"})
TOLERANCE = 1e-6  # relative, of weights: they are sums of floats, and solvers have tolerances of their own


@dataclass(frozen=True, slots=True)
class Premise:
    """The plans for which a bound is proved: those at least as good on every level given. None: any value."""

    must: int | None = None
    below_min: int | None = None
    weight: float | None = None
    spread_excess: int | None = None

    def covers(self, score: Score) -> bool:
        """Return whether a plan with this score is equal or better than the premise on its levels."""
        return (
            (self.must is None or score.must >= self.must)
            and (self.below_min is None or score.below_min <= self.below_min)
            and (self.weight is None or score.weight >= self.weight - tolerance(self.weight))
            and (self.spread_excess is None or score.spread_excess <= self.spread_excess)
        )


@dataclass(frozen=True, slots=True)
class ProvedBound:
    """No plan covered by `premise` is better than `value` on `level`. `source` names the method, for the log."""

    level: Level
    value: float
    premise: Premise
    source: str


def tolerance(weight: float) -> float:
    """Return the difference up to which two sums of weights around `weight` are equal."""
    return TOLERANCE * max(1.0, abs(weight))


def is_beaten(level: Level, bound: float, score: Score) -> bool:
    """Return whether `score` is better than the bound allows."""
    value = getattr(score, level)
    if level == "weight":
        return bool(value > bound + tolerance(bound))
    return bool(value > bound if level in MAXIMISED else value < bound)


def is_reached(level: Level, bound: float | None, score: Score) -> bool:
    """Return whether `score` reaches the bound; False where no bound is known."""
    if bound is None:
        return False
    value = getattr(score, level)
    if level == "weight":
        return bool(value >= bound - tolerance(value))
    return bool(value >= bound if level in MAXIMISED else value <= bound)


class BoundLedger:
    """Proved bounds with their premises.

    `refuted` holds those that a plan contradicted: they are errors of a proof, which are logged and never reported as
    bounds."""

    def __init__(self) -> None:
        self._bounds: dict[Level, list[ProvedBound]] = {level: [] for level in LEVELS}
        self.refuted: list[ProvedBound] = []

    def add(self, level: Level, value: float, premise: Premise, source: str) -> None:
        """Record a proved bound, unless an earlier bound with the same premise implies it."""
        entry = ProvedBound(level, value, premise, source)
        same = [bound for bound in self._bounds[level] if bound.premise == premise]
        if all(_is_tighter(entry, bound) for bound in same):
            self._bounds[level] = [bound for bound in self._bounds[level] if bound not in same]
            self._bounds[level].append(entry)

    def bounds_for(self, score: Score) -> Bounds:
        """Return the tightest bounds whose premises cover `score`. Removes and logs bounds that `score` refutes."""
        return Bounds(**{level: self._tightest(level, score) for level in LEVELS})  # type: ignore[arg-type]

    def _tightest(self, level: Level, score: Score) -> float | None:
        holding = [bound for bound in self._bounds[level] if bound.premise.covers(score)]
        for bound in [bound for bound in holding if is_beaten(level, bound.value, score)]:
            logger.error("bound refuted: %s %s by %s under %s", level, bound.value, bound.source, bound.premise)
            self._bounds[level].remove(bound)
            holding.remove(bound)
            self.refuted.append(bound)
        if not holding:
            return None
        tightest = holding[0]
        for bound in holding[1:]:
            tightest = bound if _is_tighter(bound, tightest) else tightest
        return tightest.value


def _is_tighter(bound: ProvedBound, other: ProvedBound) -> bool:
    return bound.value < other.value if bound.level in MAXIMISED else bound.value > other.value
