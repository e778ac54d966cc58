"""The annealing schedule: rounds of simulated annealing, their temperatures and restarts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from meetplan.incumbent import Incumbent
from meetplan.interpreting import assign_duty_slots, has_interpreter_limits
from meetplan.model import NO_LIMIT, Ints
from meetplan.proving import BoundProver
from meetplan.score import breaks_by_person
from meetplan.search.anneal import WORST, Cooling, anneal, clear, move_to_best_slot, restore
from meetplan.search.greedy import orders, place_in_order, rewards
from meetplan.search.state import empty_state
from meetplan.stop import Clock

CHUNK_SECONDS = 0.15  # between reports of progress
FIRST_STEPS = 20_000
FINAL_PENALTY_TEMPERATURE = 0.1
PENALTY_TEMPERATURES = ((30.0, 0.15), (300.0, 0.3), (float("inf"), 0.7))  # tries per meeting up to which, at the start
LONG_ROUND_TEMPERATURES = (0.25, 0.08)  # of the penalty in a long round, at the start and at the end
VALUE_TEMPERATURES = (0.3, 0.03)  # shares of the mean weight, at the start and at the end
UNPLACED_SHARE, SETTLED_UNPLACED_SHARE = 0.5, 0.1  # share of tries that place a meeting, while the value may still grow


class AnnealingSchedule:
    """Improves the incumbent in rounds of annealing.

    Attributes
    ----------
    arrays : Arrays
        Those of the model, with the interpreters on duty and the limit of breaks of the current round.
    state : State
        The current timetable.
    rounds : int
        Restarts so far.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        prover: BoundProver,
        clock: Clock,
        seed: int,
        start: Ints | None = None,
        on_chunk: Callable[[], None] = lambda: None,
    ):
        """Begin with the greedy construction, or with `start` (slot of each meeting (M), -1 unplaced).

        `on_chunk` is called a few times a second."""
        self.model, self.incumbent, self.prover, self.clock = incumbent.model, incumbent, prover, clock
        self.seed, self.on_chunk = seed, on_chunk
        self.arrays = self.model.arrays
        self.reward, shortfall_penalty = rewards(self.arrays)
        self.state = empty_state(self.arrays, self.reward, shortfall_penalty, seed)
        self.chunk = FIRST_STEPS  # tries between reports
        self.rounds = 0
        self._value_at_restart, self._is_value_settled = WORST.value, False
        if start is None:
            self._construct()
        else:
            self._continue_from(start)

    def _construct(self) -> None:
        for order in orders(self.arrays, self.reward):
            clear(self.arrays, self.state)
            place_in_order(self.arrays, self.state, order)
            self.update_incumbent()
        self._continue_from(self.incumbent.slots)

    def update_incumbent(self) -> None:
        """Replace the incumbent by the current timetable if it is better."""
        self.incumbent.update(self.arrays, self.state)

    def adopt(self, slots: Ints) -> None:
        """Continue from `slots` (M), without what breaks a rule and with what else fits."""
        self._restore(slots)
        self.fill()

    def fill(self) -> None:
        """Place unplaced meetings where they fit, those of the largest reward first."""
        place_in_order(self.arrays, self.state, orders(self.arrays, self.reward)[0])
        self.update_incumbent()

    def replace_incumbent(self, slots: Ints) -> None:
        """Continue from `slots` (M), which are as good on levels 1 to 3 and better by another criterion."""
        value = self.incumbent.figures.value
        self._restore(slots)
        self.incumbent.figures = WORST._replace(value=value - 1e-6)
        self.update_incumbent()

    def move_to_best_slot(self, meeting: int) -> None:
        """Move a meeting to the slot with the smallest penalty, unless it is unplaced in the current timetable."""
        if self.state.slot_of[meeting] >= 0:
            move_to_best_slot(self.arrays, self.state, meeting)
            self.update_incumbent()

    def restart(self) -> None:
        """Continue from the incumbent, with interpreters on duty in other slots."""
        self.rounds += 1
        value = self.incumbent.figures.value
        self._is_value_settled = value <= self._value_at_restart
        self._value_at_restart = value
        self._continue_from(self.incumbent.slots)

    def _continue_from(self, slots: Ints) -> None:
        """Continue from `slots` (M), without the meetings for which no interpreter is on duty."""
        if has_interpreter_limits(self.model):
            slots, self.arrays = assign_duty_slots(self.model, slots, self.seed + self.rounds)
        self.arrays = self.arrays._replace(break_limit=self._break_limit())
        self._restore(slots)
        self.update_incumbent()

    def _restore(self, slots: Ints) -> None:
        restore(self.arrays, self.state, slots, np.argsort(slots, kind="stable").astype(np.int64))

    def _break_limit(self) -> int:
        """Return the breaks of one person above which the penalty grows.

        At first what the spread allows; then, in alternate rounds, what is proved or one less than the incumbent's."""
        spread = self.model.arrays.spread
        if spread == NO_LIMIT or not np.isfinite(self.incumbent.figures.spread_excess):
            return spread
        excess = int(self.incumbent.figures.spread_excess)
        proved = self.prover.bounds().spread_excess or 0
        wanted = proved if self.rounds % 2 == 0 else max(proved, excess - 1)
        return int(breaks_by_person(self.model, self.incumbent.slots).min(initial=NO_LIMIT)) + spread + wanted

    def value_temperatures(self) -> tuple[float, float]:
        """Return the temperatures of the value at the start and at the end of a round.

        0 where the value cannot grow, and in alternate rounds after one without growth: a bound that is missing should
        not keep the search from reducing breaks."""
        if self.incumbent.is_complete() or (self.prover.is_weight_bounded and self.prover.is_best_selection()):
            return 0.0, 0.0
        if self._is_value_settled and self.rounds % 2 == 1:
            return 0.0, 0.0
        weight = self.model.arrays.weight
        mean = float(weight[weight > 0].mean()) if (weight > 0).any() else 1.0
        return VALUE_TEMPERATURES[0] * mean, VALUE_TEMPERATURES[1] * mean

    def run_round(self, steps: int, between: Callable[[], None] = lambda: None) -> None:
        """Anneal once with `steps` tries, in chunks. `between` is called after every chunk."""
        tries = steps / max(1, len(self.incumbent.slots))
        start = next(temperature for limit, temperature in PENALTY_TEMPERATURES if tries <= limit)
        done = 0
        while done < steps and not self._is_over():
            count = int(min(self.chunk, steps - done, self.clock.work_left()))
            self._run_chunk(count, done / steps, (done + count) / steps, (start, FINAL_PENALTY_TEMPERATURE))
            done += count
            between()

    def run_long_round(self) -> None:
        """Anneal once in all the time that is left, for events so large that every try is needed once.

        It starts at a lower temperature, because a higher one takes longer to cool."""
        begun, left, begun_work = self.clock.seconds(), self.clock.left(), self.clock.work
        work = self.clock.stop.work
        former = 0.0
        while not self._is_over():
            count = int(min(self.chunk, self.clock.work_left()))
            if work is None:
                spent = (self.clock.seconds() - begun) / left
            else:
                spent = (self.clock.work - begun_work) / max(1, work - begun_work)
            following = min(1.0, spent + max(0.0, spent - former))
            self._run_chunk(count, min(1.0, spent), following, LONG_ROUND_TEMPERATURES)
            former = spent

    def _is_over(self) -> bool:
        return self.clock.is_over() or self.prover.is_finished()

    def _run_chunk(self, steps: int, start: float, end: float, penalty_temperatures: tuple[float, float]) -> None:
        """Anneal from a share `start` of the round to a share `end`."""
        value, penalty = self.value_temperatures(), penalty_temperatures
        cooling = Cooling(
            value_start=_interpolate(value, start),
            value_end=_interpolate(value, end),
            penalty_start=_interpolate(penalty, start),
            penalty_end=_interpolate(penalty, end),
            unplaced_share=UNPLACED_SHARE if value[0] else SETTLED_UNPLACED_SHARE,
        )
        begun = self.clock.seconds()
        made, self.incumbent.figures = anneal(
            self.arrays,
            self.state,
            self.incumbent.slots,
            self.incumbent.figures,
            steps,
            cooling,
            self.prover.target,
        )
        seconds = self.clock.seconds() - begun
        self.clock.work += max(1, made)
        if self.clock.stop.work is None and seconds > 0:  # by work alone, nothing may depend on the clock
            self.chunk = int(min(max(1000, self.chunk * CHUNK_SECONDS / seconds), 4 * self.chunk))
        self.on_chunk()


def _interpolate(temperatures: tuple[float, float], share: float) -> float:
    """Return the temperature after a share of a round, which falls geometrically; 0 where it starts at 0."""
    start, end = temperatures
    return start * (end / start) ** share if start else 0.0
