"""The best timetable so far, what is proved of it, and the means to improve both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np

from meetplan.bounds.days import IMPOSSIBLE, most_breaks_of_least, person_bounds
from meetplan.bounds.ledger import LEVELS, BoundLedger, Premise, is_reached, tolerance
from meetplan.bounds.selection import bound_breaks, bound_must, bound_weight, note_trivial_bounds
from meetplan.bounds.slots import bound_must_by_slots, bound_weight_by_slots
from meetplan.finish import snapshot
from meetplan.interpreting import duty, have_limits
from meetplan.model import NO_LIMIT, Ints, Model
from meetplan.plan import Bounds, Score
from meetplan.proof.core_guided import Best, BreaksAtLeast, Event, NotAllHeld, SpreadAtLeast
from meetplan.score import breaks_by_person, score_of_slots
from meetplan.search.anneal import (
    BEST_BREAKS,
    BEST_SPREAD,
    BEST_VALUE,
    ENOUGH_BREAKS,
    ENOUGH_SPREAD,
    ENOUGH_VALUE,
    anneal,
    clear,
    keep_if_best,
    restore,
)
from meetplan.search.greedy import gains, orders, place_in_order
from meetplan.search.state import empty_state
from meetplan.stop import Clock, OnProgress, Phase, Progress

logger = logging.getLogger("meetplan")

CHUNK_SECONDS = 0.15
FIRST_STEPS = 20_000
COLD = 0.1  # temperatures of breaks: at the end of a round, and at its start by tries a meeting
HOT = ((30.0, 0.15), (300.0, 0.3), (float("inf"), 0.7))
LONG = (0.25, 0.08)  # the same for one long round
BOUND_SECONDS = 20.0
LAST_WORD = 0.1  # share of the time that a last bound may take when the time is over


class Incumbent:
    """Holds the state of the search and the best timetable that it passed through.

    It begins with what an agency would make by hand, or with `start` (slot of each meeting, -1 unplaced), and is only
    ever improved. `best`: slots (M). `ledger`: what is proved."""

    def __init__(
        self, model: Model, seed: int, clock: Clock, on_progress: OnProgress | None = None, start: Ints | None = None
    ):
        self.model, self.seed, self.clock, self.on_progress = model, seed, clock, on_progress
        self.arrays = arrays = model.arrays  # of the search: with its own limits, see `_go_on_from`
        self.gain, min_gain = gains(arrays)
        self.state = empty_state(arrays, self.gain, min_gain, seed)
        self.best = np.full(len(model.meetings), -1, np.int64)
        self.figures = np.array([-np.inf, np.inf, np.inf, np.inf])  # BEST_VALUE …, as `keep_if_best` writes them
        self.ledger = BoundLedger()
        note_trivial_bounds(model, self.ledger)
        self.when_all_held = _premise_of_all_held(model)
        self.is_must_bounded = self.are_breaks_bounded = False
        self.weight_bounded_for: tuple[int, int] | None = None  # must and below_min
        self.enough = np.array([np.inf, -1.0, -1.0])  # ENOUGH_VALUE …
        self.chunk = FIRST_STEPS
        self.reported = -1.0
        self.callback_error: Exception | None = None
        self.rounds = 0
        self.value_at_restart, self.is_value_settled = -np.inf, False
        if start is None:
            self._begin_by_hand()
        else:
            self._go_on_from(start)

    def _begin_by_hand(self) -> None:
        for order in orders(self.arrays, self.gain):
            clear(self.arrays, self.state)
            place_in_order(self.arrays, self.state, order)
            self.keep()
        self._go_on_from(self.best)

    # What is known

    def score(self) -> Score:
        """The score of the best, without table changes."""
        return score_of_slots(self.model, self.best)

    def bounds(self) -> Bounds:
        """What is proved beside the score of the best."""
        return self.ledger.bounds_for(self.score())

    def all_held(self) -> bool:
        return bool((self.best >= 0).all())

    def is_proved(self, score: Score | None = None) -> bool:
        """Whether every level meets its bound."""
        score = score or self.score()
        bounds = self.ledger.bounds_for(score)
        return all(is_reached(level, getattr(bounds, level), score) for level in LEVELS)

    def is_best_selection(self) -> bool:
        """Whether levels 1 to 3 meet their bounds."""
        return self._is_selection_within(0.0)

    def _is_selection_within(self, gap: float) -> bool:
        """Whether levels 1 and 2 meet their bounds, and the weight is within a share of its own."""
        score = self.score()
        bounds = self.ledger.bounds_for(score)
        weight = None if bounds.weight is None else bounds.weight * (1 - gap)
        return (
            is_reached("must", bounds.must, score)
            and is_reached("below_min", bounds.below_min, score)
            and is_reached("weight", weight, score)
        )

    def finished(self) -> bool:
        """Whether nothing is left to gain, or enough is gained."""
        if (
            self.figures[BEST_VALUE] >= self.enough[ENOUGH_VALUE] - 1e-6
            and self.figures[BEST_SPREAD] <= self.enough[ENOUGH_SPREAD]
            and self.figures[BEST_BREAKS] <= self.enough[ENOUGH_BREAKS]
        ):
            return True
        gap = self.clock.stop.gap
        return gap is not None and self._is_selection_within(gap)

    # What is proved

    def learn(self, event: Event) -> None:
        """Take over what a proof gave."""
        if isinstance(event, Best):
            self.adopt(np.array(event.slots, np.int64))
        elif isinstance(event, NotAllHeld):
            arrays = self.model.arrays
            most = int(arrays.must.sum()) - event.missing
            self.ledger.add("must", most, Premise(), "core-guided")
            lightest = np.sort(arrays.weight[arrays.must == 1])[: event.missing].sum()
            self.ledger.add("weight", float(arrays.weight.sum() - lightest), Premise(), "core-guided")
        elif self.when_all_held is not None:
            premise = self.when_all_held
            if isinstance(event, SpreadAtLeast):
                self.ledger.add("spread_excess", event.excess, premise, "core-guided")
            elif isinstance(event, BreaksAtLeast):
                premise = Premise(premise.must, premise.below_min, premise.weight, event.excess)
                self.ledger.add("breaks", event.breaks, premise, "core-guided")
        self.set_target()

    def set_target(self) -> None:
        """Let the search end once it reaches what is proved to be the best."""
        if self.all_held() or self.is_best_selection():
            bounds = self.bounds()
            self.enough[ENOUGH_VALUE] = self.figures[BEST_VALUE]
            self.enough[ENOUGH_SPREAD] = -1 if bounds.spread_excess is None else bounds.spread_excess
            self.enough[ENOUGH_BREAKS] = -1 if bounds.breaks is None else bounds.breaks

    def bound_days(self) -> None:
        """Once everything is held, nobody can have fewer breaks than alone."""
        arrays = self.model.arrays
        optional = (arrays.must == 0) & (arrays.weight <= _NEGLIGIBLE * tolerance(float(arrays.weight.sum())))
        fewest = person_bounds(self.model, optional)
        if max(fewest, default=0) < IMPOSSIBLE:
            premise = Premise(must=int(arrays.must.sum()), weight=float(arrays.weight.sum()))
            excess = max(fewest, default=0) - most_breaks_of_least(self.model) - arrays.spread
            self.ledger.add("spread_excess", max(0, excess), premise, "days")
            self.ledger.add("breaks", sum(fewest), premise, "days")
        self.set_target()

    def bound_selection(self) -> None:
        """Prove how many pairs can meet at all: the musts once, whatever the timetable; the weight once so many are
        held."""
        score = self.score()
        if not self.is_must_bounded:
            self.is_must_bounded = True
            self.report_progress("proving")
            bound_must(self.model, score, min(BOUND_SECONDS, self.clock.left() / 4), self.ledger)
            bound_must_by_slots(self.model, score, min(BOUND_SECONDS, self.clock.left() / 4), self.ledger)
        if is_reached("must", self.ledger.bounds_for(score).must, score):
            self._bound_weight(score, min(BOUND_SECONDS, self.clock.left() / 2))
        self.set_target()

    def _bound_weight(self, score: Score, seconds: float) -> None:
        """Bound levels 2 and 3 for plans as good as `score`, once for each score on levels 1 and 2."""
        if self.weight_bounded_for != (score.must, score.below_min):
            self.weight_bounded_for = (score.must, score.below_min)
            self.report_progress("proving")
            bound_weight(self.model, score, seconds, self.ledger)
            bound_weight_by_slots(self.model, score, seconds / 2, self.ledger)

    def bound_breaks(self) -> None:
        """Prove how few breaks the best selection costs, once."""
        if not self.are_breaks_bounded and not self.all_held() and self.is_best_selection():
            self.are_breaks_bounded = True
            bound_breaks(self.model, self.score(), self._time_to_bound(), self.ledger)
            self.set_target()

    def last_bounds(self, score: Score) -> None:
        """Say of `score`, the final one, what can be said in a moment and is not yet known."""
        self._bound_weight(score, self._time_to_bound())
        if score.breaks and not self.ledger.bounds_for(score).breaks:
            bound_breaks(self.model, score, self._time_to_bound(), self.ledger)

    def _time_to_bound(self) -> float:
        """Seconds for one bound: a share of what is left, and at the end a moment more than there is."""
        limit = self.clock.stop.seconds
        moment = BOUND_SECONDS if limit is None else max(0.5, LAST_WORD * limit)
        return min(BOUND_SECONDS, max(moment, self.clock.left() / 4))

    # What is done

    def adopt(self, slots: Ints) -> None:
        """Take over a timetable if it is better; what breaks a rule is left out of it, what fits is added."""
        self._restore(slots)
        place_in_order(self.arrays, self.state, orders(self.arrays, self.gain)[0])
        self.keep()

    def replace_best(self, slots: Ints) -> None:
        """Take over a timetable that is as good on levels 1 to 3 and better in another way."""
        was = self.figures[BEST_VALUE]
        self._restore(slots)
        self.figures[:] = (was - 1e-6, np.inf, np.inf, np.inf)
        self.keep()

    def keep(self) -> None:
        keep_if_best(self.arrays, self.state, self.best, self.figures)

    def restart(self) -> None:
        """Go on from the best, interpreters with a maximum being on duty in other slots."""
        self.rounds += 1
        self.is_value_settled = self.figures[BEST_VALUE] <= self.value_at_restart
        self.value_at_restart = float(self.figures[BEST_VALUE])
        self._go_on_from(self.best)

    def _go_on_from(self, slots: Ints) -> None:
        """Go on from `slots`, or what is left of them when each interpreter keeps to its maximum."""
        if have_limits(self.model):
            slots, self.arrays = duty(self.model, slots, self.seed + self.rounds)
        self.arrays = self.arrays._replace(break_limit=self._break_limit())
        self._restore(slots)
        self.keep()

    def _break_limit(self) -> int:
        """Breaks of one person above which the search charges for each: first what the spread allows beside the person
        with fewest, and in turns what is a step better than the best so far."""
        spread = self.model.arrays.spread
        if spread == NO_LIMIT or not np.isfinite(self.figures[BEST_SPREAD]):
            return spread
        excess = int(self.figures[BEST_SPREAD])
        proved = self.bounds().spread_excess or 0
        aim = proved if self.rounds % 2 == 0 else max(proved, excess - 1)
        return int(breaks_by_person(self.model, self.best).min(initial=NO_LIMIT)) + spread + aim

    def _restore(self, slots: Ints) -> None:
        restore(self.arrays, self.state, slots, np.argsort(slots, kind="stable").astype(np.int64))

    @contextmanager
    def kept_best(self, step: str) -> Iterator[None]:
        """Do a step that may fail without loss: Ctrl-C ends it, an error in it is logged, and the best stays. Errors of
        the caller's own `on_progress` pass."""
        try:
            yield
        except KeyboardInterrupt:
            self.clock.is_cancelled = True
        except Exception as error:
            if error is self.callback_error:
                raise
            logger.exception("%s failed; the best timetable until then is kept", step)

    def report_progress(self, phase: Phase) -> None:
        """Report progress; the answer may cancel the search."""
        now = self.clock.seconds()
        if self.on_progress is None or (phase == "improving" and now - self.reported < 0.2):
            return
        self.reported = now
        score = self.score()
        try:
            bounds = self.ledger.bounds_for(score)
            cancels = self.on_progress(Progress(now, phase, score, bounds, partial(snapshot, self)))
        except Exception as error:
            self.callback_error = error
            raise
        if cancels:
            self.clock.is_cancelled = True

    def heat(self) -> tuple[float, float]:
        """Temperatures of value, hot and cold: a share of what a wish is worth while that can still grow. Where a round
        brought nothing, the next one leaves the value alone: a proof that is missing must not cost the breaks."""
        if self.all_held() or (self.weight_bounded_for is not None and self.is_best_selection()):
            return 0.0, 0.0
        if self.is_value_settled and self.rounds % 2 == 1:
            return 0.0, 0.0
        weight = self.model.arrays.weight
        typical = float(weight[weight > 0].mean()) if (weight > 0).any() else 1.0
        return 0.3 * typical, 0.03 * typical

    def round(self, steps: int, between: Callable[[], None] | None = None) -> None:
        """One annealing of so many tries from hot to cold, in chunks; `between` is called after each."""
        hot = next(heat for tries, heat in HOT if steps <= tries * max(1, len(self.best)))
        done = 0
        while done < steps and not self._is_over():
            now = int(min(self.chunk, steps - done, self.clock.work_left()))
            self._chunk(now, done / steps, (done + now) / steps, (hot, COLD))
            done += now
            if between is not None:
                between()

    def long_round(self) -> None:
        """One annealing that takes all that is left: for events so large that every try is needed once. It begins less
        hot, because what is hot must cool again."""
        begun, left, work = self.clock.seconds(), self.clock.left(), self.clock.work
        ahead = 0.0
        while not self._is_over():
            now = int(min(self.chunk, self.clock.work_left()))
            spent = (self.clock.seconds() - begun) / left if self.clock.stop.work is None else 0.0
            if self.clock.stop.work is not None:
                spent = (self.clock.work - work) / max(1, self.clock.stop.work - work)
            following = min(1.0, spent + max(0.0, spent - ahead))
            self._chunk(now, min(1.0, spent), following, LONG)
            ahead = spent

    def _is_over(self) -> bool:
        return self.clock.is_over() or self.finished()

    def _chunk(self, steps: int, part: float, following: float, breaks: tuple[float, float]) -> None:
        """Anneal from where `part` of the round is over to where `following` is; `breaks`: its temperatures of breaks,
        hot and cold."""
        hot_value, cold_value = self.heat()
        hot, cold = breaks
        heat = np.array(
            [
                hot_value * (cold_value / hot_value) ** part if hot_value else 0.0,
                hot * (cold / hot) ** part,
                hot_value * (cold_value / hot_value) ** following if hot_value else 0.0,
                hot * (cold / hot) ** following,
                0.5 if hot_value else 0.1,
            ]
        )
        self._anneal(steps, heat)
        self.report_progress("improving")

    def _anneal(self, steps: int, heat: np.ndarray) -> None:
        before = self.clock.seconds()
        made = int(anneal(self.arrays, self.state, self.best, self.figures, steps, heat, self.enough))
        took = self.clock.seconds() - before
        self.clock.work += max(1, made)
        if self.clock.stop.work is None and took > 0:  # by work alone, nothing may depend on the clock
            self.chunk = int(min(max(1000, self.chunk * CHUNK_SECONDS / took), 4 * self.chunk))


_NEGLIGIBLE = 4.0  # times the tolerance of the total: a weight that a score cannot show


def _premise_of_all_held(model: Model) -> Premise | None:
    """The score that only a timetable of all meetings reaches; None where a meeting is worth too little to be seen in
    it."""
    arrays = model.arrays
    total = float(arrays.weight.sum())
    wishes = arrays.weight[arrays.must == 0]
    if len(wishes) and float(wishes.min()) <= _NEGLIGIBLE * tolerance(total):
        return None
    return Premise(must=int(arrays.must.sum()), weight=total if len(wishes) else None)
