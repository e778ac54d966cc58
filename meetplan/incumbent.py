"""The best timetable so far, what is proved of it, and the means to improve both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from meetplan.bounds.days import IMPOSSIBLE, person_bounds
from meetplan.bounds.selection import breaks_bound, selection_bounds, trivial_bounds
from meetplan.interpreting import duty, have_limits
from meetplan.model import Ints, Model
from meetplan.plan import Plan, Score
from meetplan.proof.core_guided import AtLeast, Best, Event, NotAllHeld
from meetplan.score import score_of_slots
from meetplan.search.anneal import BEST_BREAKS, BEST_VALUE, anneal, keep_if_best, restore
from meetplan.search.greedy import gains, greedy, keep_spread
from meetplan.search.state import empty_state
from meetplan.stop import Clock, OnProgress, Phase, Progress

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
    ever improved. `best`: slots (M)."""

    def __init__(
        self, model: Model, seed: int, clock: Clock, on_progress: OnProgress | None = None, start: Ints | None = None
    ):
        self.model, self.seed, self.clock, self.on_progress = model, seed, clock, on_progress
        self.arrays = arrays = model.arrays  # of the search; see `commit_interpreters`
        self.gain, min_gain = gains(arrays)
        self.state = empty_state(arrays, self.gain, min_gain, seed)
        self.best = np.full(len(model.meetings), -1, np.int64)
        self.figures = np.array([-np.inf, np.inf, np.inf])
        self.bounds = trivial_bounds(model)
        self.bounded: Score | None = None  # the score for which the selection was bounded last
        self.enough = np.array([np.inf, -1.0])
        self.chunk = FIRST_STEPS
        self.told = -1.0
        if start is None:
            greedy(arrays, self.state)
        else:
            restore(arrays, self.state, start)
            keep_spread(arrays, self.state)
        self.rounds = 0
        self.draw_duties(self.state.slot_of.copy())

    # What is known

    def score(self) -> Score:
        """The score of the best, without table changes."""
        return score_of_slots(self.model, self.best)

    def all_held(self) -> bool:
        return bool((self.best >= 0).all())

    def is_proved(self, score: Score | None = None) -> bool:
        """Whether levels 1 to 4 meet their bounds."""
        score = score or self.score()
        return self._meets_selection(score, self.bounds.weight) and score.breaks <= self.bounds.breaks

    def is_best_selection(self) -> bool:
        """Whether levels 1 to 3 meet their bounds."""
        return self._meets_selection(self.score(), self.bounds.weight)

    def _meets_selection(self, score: Score, weight: float) -> bool:
        return (
            score.must == self.bounds.must
            and score.below_min == self.bounds.below_min
            and score.weight >= weight - 1e-6 * max(1.0, score.weight)
        )

    def finished(self) -> bool:
        """Whether nothing is left to gain, or enough is gained."""
        if self.figures[BEST_VALUE] >= self.enough[0] - 1e-6 and self.figures[BEST_BREAKS] <= self.enough[1]:
            return True
        gap = self.clock.stop.gap
        return gap is not None and self._meets_selection(self.score(), self.bounds.weight * (1 - gap))

    def needs_bounds(self) -> bool:
        """Bounds hold for a plan's score on the levels above; with another score there, they must be proved again."""
        score, was = self.score(), self.bounded
        return was is None or (was.must, was.below_min) != (score.must, score.below_min)

    # What is learnt

    def learn(self, event: Event) -> None:
        """Take over what a proof found."""
        if isinstance(event, AtLeast):
            self.bounds = replace(self.bounds, breaks=max(self.bounds.breaks, event.breaks))
            self.enough[1] = self.bounds.breaks
        elif isinstance(event, NotAllHeld):
            if self.model.arrays.must.all():
                self.bounds = replace(self.bounds, must=min(self.bounds.must, len(self.best) - event.missing))
        elif isinstance(event, Best):
            self.adopt(np.array(event.slots, np.int64))

    def adopt(self, slots: Ints) -> None:
        """Take over a timetable if it is better."""
        restore(self.arrays, self.state, slots)
        self.keep()

    def replace_best(self, slots: Ints) -> None:
        """Take over a timetable that is as good on levels 1 to 3 and better in another way."""
        restore(self.arrays, self.state, slots)
        self.figures[:] = (-np.inf, np.inf, np.inf)
        self.keep()

    def keep(self) -> None:
        keep_if_best(self.arrays, self.state, self.best, self.figures)

    def restart(self) -> None:
        """Go on from the best, interpreters with a maximum being on duty in other slots."""
        self.rounds += 1
        self.draw_duties(self.best)

    def draw_duties(self, slots: Ints) -> None:
        """Go on from `slots`, or what is left of them when each interpreter keeps to its maximum."""
        if have_limits(self.model):
            slots, self.arrays = duty(self.model, slots, self.seed + self.rounds)
        restore(self.arrays, self.state, slots)
        self.keep()

    def bound_days(self) -> None:
        """Once everything is held, nobody can have fewer breaks than alone."""
        fewest = person_bounds(self.model)
        if max(fewest, default=0) < IMPOSSIBLE:
            self.learn(AtLeast(sum(fewest)))
        self.enough[0] = float(self.gain.sum())

    def bound_selection(self) -> None:
        """Prove how many pairs can meet at all."""
        score = self.score()
        self._bound(score, min(BOUND_SECONDS, self.clock.left() / 2))
        self.bounded = score

    def bound_breaks(self) -> None:
        """Prove how few breaks such a selection costs. More weight only leaves fewer plans, so what was proved for less
        weight stays true."""
        if self.all_held():
            return
        score = self.score()
        if self.is_best_selection() and self.enough[0] == np.inf:
            self.bounds = replace(self.bounds, breaks=breaks_bound(self.model, score, self._time_to_bound()))
            self.enough[:] = self.figures[BEST_VALUE], self.bounds.breaks

    def last_bounds(self, score: Score) -> None:
        """Make the bounds hold beside `score`, the final one, and say of its breaks what can be said in a moment."""
        if self.all_held() and score.weight >= self.score().weight:
            return
        was = self.bounded
        holds = was is not None and (was.must, was.below_min) == (score.must, score.below_min)
        if holds and self.bounds.breaks and score.weight >= self.score().weight - 1e-6:
            return
        if not holds:
            self._bound(score, self._time_to_bound())
        self.bounds = replace(self.bounds, breaks=breaks_bound(self.model, score, self._time_to_bound()))

    def _bound(self, score: Score, seconds: float) -> None:
        """Bounds beside `score`. What a proof said of the must stays: nothing stands above that level."""
        found = selection_bounds(self.model, score, seconds)
        self.bounds = replace(found, must=min(found.must, self.bounds.must))

    def _time_to_bound(self) -> float:
        """Seconds for one bound: a share of what is left, and at the end a moment more than there is."""
        limit = self.clock.stop.seconds
        moment = BOUND_SECONDS if limit is None else max(0.5, LAST_WORD * limit)
        return min(BOUND_SECONDS, max(moment, self.clock.left() / 4))

    # What is done

    def tell(self, phase: Phase) -> None:
        """Report progress; somebody may ask to stop."""
        now = self.clock.seconds()
        if self.on_progress is None or (phase == "improving" and now - self.told < 0.2):
            return
        self.told = now
        if self.on_progress(Progress(now, phase, self.score(), self.bounds, self.snapshot)):
            self.clock.told_to_stop = True

    def snapshot(self) -> Plan:
        """The best timetable as a plan, without reasons."""
        from meetplan.finish import snapshot_of

        return snapshot_of(self)

    def heat(self) -> tuple[float, float]:
        """Temperatures of value, hot and cold: a share of what a wish is worth while that can still grow."""
        if self.all_held() or (self.bounded is not None and self.is_best_selection()):
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
        self.tell("improving")

    def _anneal(self, steps: int, heat: np.ndarray) -> None:
        before = self.clock.seconds()
        made = int(anneal(self.arrays, self.state, self.best, self.figures, steps, heat, self.enough))
        took = self.clock.seconds() - before
        self.clock.work += max(1, made)
        if self.clock.stop.work is None and took > 0:  # by work alone, nothing may depend on the clock
            self.chunk = int(min(max(1000, self.chunk * CHUNK_SECONDS / took), 4 * self.chunk))
