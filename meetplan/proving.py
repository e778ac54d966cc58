"""Bounds that are proved beside the search, and the target that follows from them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from meetplan.bounds.days import IMPOSSIBLE, bound_smallest_break_count, fewest_breaks_by_person
from meetplan.bounds.ledger import LEVELS, BoundLedger, Premise, is_reached, tolerance
from meetplan.bounds.selection import add_counting_bounds, bound_breaks, bound_must, bound_weight
from meetplan.bounds.slots import bound_must_by_slots, bound_weight_by_slots
from meetplan.incumbent import Incumbent
from meetplan.model import Model
from meetplan.plan import Bounds, Score
from meetplan.proof.core_guided import BreaksAtLeast, Event, NotAllHeld, SpreadAtLeast
from meetplan.search.anneal import NO_TARGET, Target
from meetplan.stop import Clock

BOUND_SECONDS = 20.0
FINAL_BOUND_SHARE = 0.1  # share of the time limit that a bound may take when the time is over
NEGLIGIBLE = 4.0  # times the tolerance of the total: a weight that does not show in a score


class BoundProver:
    """Proves bounds for the incumbent.

    Attributes
    ----------
    ledger : BoundLedger
        Everything that is proved.
    target : Target
        Figures at which the search has nothing left to improve.
    is_weight_bounded : bool
        Whether the bound of the weight has been computed for some score.
    """

    def __init__(self, incumbent: Incumbent, clock: Clock, on_start: Callable[[], None] = lambda: None):
        """Record the bounds that hold for any plan. `on_start` is called before a bound that takes time."""
        self.model, self.incumbent, self.clock, self.on_start = incumbent.model, incumbent, clock, on_start
        self.ledger = BoundLedger()
        add_counting_bounds(self.model, self.ledger)
        self.target: Target = NO_TARGET
        self._premise_of_complete = _premise_of_complete_timetables(self.model)
        self._is_must_bounded = self._are_breaks_bounded = False
        self._weight_bounded_for: tuple[int, int] | None = None  # must and below_min

    @property
    def is_weight_bounded(self) -> bool:
        return self._weight_bounded_for is not None

    def bounds(self) -> Bounds:
        """Return the bounds for the incumbent."""
        return self.ledger.bounds_for(self.incumbent.score())

    def is_proved(self, score: Score) -> bool:
        """Return whether `score` reaches its bound on every level."""
        bounds = self.ledger.bounds_for(score)
        return all(is_reached(level, getattr(bounds, level), score) for level in LEVELS)

    def is_best_selection(self, gap: float = 0.0) -> bool:
        """Return whether the incumbent reaches the bounds of levels 1 and 2, and that of the weight up to a share
        `gap`."""
        score = self.incumbent.score()
        bounds = self.ledger.bounds_for(score)
        weight = None if bounds.weight is None else bounds.weight * (1 - gap)
        return (
            is_reached("must", bounds.must, score)
            and is_reached("below_min", bounds.below_min, score)
            and is_reached("weight", weight, score)
        )

    def is_finished(self) -> bool:
        """Return whether the incumbent reaches the target, or the gap at which the search may stop."""
        figures, target = self.incumbent.figures, self.target
        if (
            figures.value >= target.value - 1e-6
            and figures.spread_excess <= target.spread_excess
            and figures.breaks <= target.breaks
        ):
            return True
        gap = self.clock.stop.gap
        return gap is not None and self.is_best_selection(gap)

    def set_target(self) -> None:
        """Once the incumbent is proved the best on levels 1 to 3, aim at the bounds of the levels below."""
        if self.incumbent.is_complete() or self.is_best_selection():
            bounds = self.bounds()
            self.target = Target(
                value=self.incumbent.figures.value,
                spread_excess=-1.0 if bounds.spread_excess is None else float(bounds.spread_excess),
                breaks=-1.0 if bounds.breaks is None else float(bounds.breaks),
            )

    def record(self, event: Event) -> None:
        """Record the bound that an event of a proof states."""
        arrays = self.model.arrays
        if isinstance(event, NotAllHeld):
            self.ledger.add("must", int(arrays.must.sum()) - event.missing, Premise(), "core-guided")
            lightest = np.sort(arrays.weight[arrays.must == 1])[: event.missing].sum()
            self.ledger.add("weight", float(arrays.weight.sum() - lightest), Premise(), "core-guided")
        elif (premise := self._premise_of_complete) is not None:
            if isinstance(event, SpreadAtLeast):
                self.ledger.add("spread_excess", event.excess, premise, "core-guided")
            elif isinstance(event, BreaksAtLeast):
                premise = Premise(premise.must, premise.below_min, premise.weight, event.excess)
                self.ledger.add("breaks", event.breaks, premise, "core-guided")

    def prove(self) -> None:
        """Compute the bounds that need no process of their own, those not computed yet."""
        if not self.incumbent.is_complete():
            self.bound_selection()
        elif self.target == NO_TARGET:
            self._bound_days()
        self._bound_breaks()

    def _bound_days(self) -> None:
        """Bound the breaks of complete timetables by the fewest of each person alone."""
        arrays = self.model.arrays
        optional = (arrays.must == 0) & (arrays.weight <= NEGLIGIBLE * tolerance(float(arrays.weight.sum())))
        fewest = fewest_breaks_by_person(self.model, optional)
        if max(fewest, default=0) < IMPOSSIBLE:
            premise = Premise(must=int(arrays.must.sum()), weight=float(arrays.weight.sum()))
            excess = max(fewest, default=0) - bound_smallest_break_count(self.model) - arrays.spread
            self.ledger.add("spread_excess", max(0, excess), premise, "days")
            self.ledger.add("breaks", sum(fewest), premise, "days")
        self.set_target()

    def bound_selection(self) -> None:
        """Bound the musts, once, and the levels 2 and 3 once the incumbent reaches the bound of the musts."""
        score = self.incumbent.score()
        if not self._is_must_bounded:
            self._is_must_bounded = True
            self.on_start()
            bound_must(self.model, score, min(BOUND_SECONDS, self.clock.left() / 4), self.ledger)
            bound_must_by_slots(self.model, score, min(BOUND_SECONDS, self.clock.left() / 4), self.ledger)
        if is_reached("must", self.ledger.bounds_for(score).must, score):
            self._bound_weight(score, min(BOUND_SECONDS, self.clock.left() / 2))
        self.set_target()

    def _bound_weight(self, score: Score, seconds: float) -> None:
        """Bound levels 2 and 3 for plans as good as `score`, once for every score on levels 1 and 2."""
        if self._weight_bounded_for != (score.must, score.below_min):
            self._weight_bounded_for = (score.must, score.below_min)
            self.on_start()
            bound_weight(self.model, score, seconds, self.ledger)
            bound_weight_by_slots(self.model, score, seconds / 2, self.ledger)

    def _bound_breaks(self) -> None:
        """Bound the breaks of the best selection, once."""
        if not self._are_breaks_bounded and not self.incumbent.is_complete() and self.is_best_selection():
            self._are_breaks_bounded = True
            bound_breaks(self.model, self.incumbent.score(), self._seconds_for_bound(), self.ledger)
            self.set_target()

    def prove_final(self, score: Score) -> None:
        """Compute bounds that are not known yet for the final score, in a short time."""
        self._bound_weight(score, self._seconds_for_bound())
        if score.breaks and not self.ledger.bounds_for(score).breaks:
            bound_breaks(self.model, score, self._seconds_for_bound(), self.ledger)

    def _seconds_for_bound(self) -> float:
        """Return the time for one bound: a share of what is left, and a minimum even if nothing is left."""
        limit = self.clock.stop.seconds
        minimum = BOUND_SECONDS if limit is None else max(0.5, FINAL_BOUND_SHARE * limit)
        return min(BOUND_SECONDS, max(minimum, self.clock.left() / 4))


def _premise_of_complete_timetables(model: Model) -> Premise | None:
    """Return the score that only a timetable of all meetings reaches.

    None where a meeting has so little weight that it does not show in the score."""
    arrays = model.arrays
    total = float(arrays.weight.sum())
    wishes = arrays.weight[arrays.must == 0]
    if len(wishes) and float(wishes.min()) <= NEGLIGIBLE * tolerance(total):
        return None
    return Premise(must=int(arrays.must.sum()), weight=total if len(wishes) else None)
