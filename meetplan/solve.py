"""The solver: a search that always has a plan, beside proofs of how good it is.

One process searches (annealing, see `search`), another proves (core-guided, see `proof`) where the problem is small enough;
each helps the other: the search stops when it meets a bound, the proof ends with an optimal timetable.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meetplan.bounds.days import IMPOSSIBLE, person_bounds
from meetplan.bounds.selection import selection_bounds, trivial_bounds
from meetplan.explain import reasons
from meetplan.finish import meetings_of_plan
from meetplan.model import Ints, Model, model_of
from meetplan.plan import Bounds, Plan, Score, Status
from meetplan.problem import Problem
from meetplan.proof.core_guided import AtLeast, Best, Event, NotAllHeld
from meetplan.proof.process import ProofProcess
from meetplan.score import score_of_slots
from meetplan.search.anneal import BEST_BREAKS, BEST_DISCOMFORT, BEST_VALUE, anneal, keep_if_best, restore
from meetplan.search.greedy import gains, greedy
from meetplan.search.state import empty_state
from meetplan.stop import Clock, OnProgress, Phase, Progress, Stop

PROVERS = ("cadical195", "glucose4")
MOST_PROVED = 40_000  # meetings times slots up to which a proof is tried
CHUNK_SECONDS = 0.15
FIRST_STEPS = 20_000
HOT, COLD = 0.7, 0.1  # temperatures of breaks
BOUND_SECONDS = 20.0


class Search:
    """The best timetable so far, what is proved of it, and the means to improve both."""

    def __init__(self, model: Model, seed: int, clock: Clock, on_progress: OnProgress | None):
        self.model, self.seed, self.clock, self.on_progress = model, seed, clock, on_progress
        arrays = model.arrays
        self.gain, min_gain = gains(arrays)
        self.state = empty_state(arrays, self.gain, min_gain, seed)
        self.best = np.full(len(model.meetings), -1, np.int64)
        self.figures = np.array([-np.inf, np.inf, np.inf])
        self.bounds = trivial_bounds(model)
        self.enough = np.array([np.inf, -1.0])
        self.chunk = FIRST_STEPS
        self.told = -1.0
        self.bounded: Score | None = None  # the score for which the selection was bounded last
        greedy(arrays, self.state)
        keep_if_best(self.state, self.best, self.figures)

    # What is known

    def score(self) -> Score:
        return score_of_slots(self.model, self.best)

    def all_held(self) -> bool:
        return bool((self.best >= 0).all())

    def is_proved(self, score: Score | None = None) -> bool:
        score = score or self.score()
        return (
            score.must == self.bounds.must
            and score.below_min == self.bounds.below_min
            and score.weight >= self.bounds.weight - 1e-6 * max(1.0, score.weight)
            and score.breaks <= self.bounds.breaks
        )

    def learn(self, event: Event) -> None:
        """Take over what a proof found."""
        if isinstance(event, AtLeast):
            self.bounds = replace(self.bounds, breaks=max(self.bounds.breaks, event.breaks))
            self.enough[1] = self.bounds.breaks
        elif isinstance(event, NotAllHeld):
            lost = int(event.missing)
            if self.model.arrays.must.all():
                self.bounds = replace(self.bounds, must=min(self.bounds.must, len(self.best) - lost))
        elif isinstance(event, Best) and (-1 not in event.slots or not self.all_held()):
            self.adopt(np.array(event.slots, np.int64))

    def adopt(self, slots: Ints) -> None:
        """Take over a timetable if it is better."""
        restore(self.model.arrays, self.state, slots)
        keep_if_best(self.state, self.best, self.figures)

    def tell(self, phase: Phase) -> None:
        """Report progress; somebody may ask to stop."""
        now = self.clock.seconds()
        if self.on_progress is None or (phase == "improving" and now - self.told < 0.2):
            return
        self.told = now
        if self.on_progress(Progress(now, phase, self.score(), self.bounds)):
            self.clock.told_to_stop = True

    # What is done

    def bound_days(self) -> None:
        """Once everything is held, nobody can have fewer breaks than alone."""
        fewest = person_bounds(self.model)
        if max(fewest, default=0) < IMPOSSIBLE:
            self.learn(AtLeast(sum(fewest)))
        self.enough[0] = float(self.gain.sum())

    def needs_bounds(self) -> bool:
        """Bounds hold for a plan's score on the levels above; with another score there, they must be proved again."""
        score, bounded = self.score(), self.bounded
        return bounded is None or score.key()[:3] != bounded.key()[:3]

    def bound_selection(self) -> None:
        """Prove how many pairs can meet at all."""
        seconds = min(BOUND_SECONDS, self.clock.left() / 2)
        proved = selection_bounds(self.model, self.score(), seconds)
        self.bounds, self.bounded = proved, self.score()

    def heat(self) -> tuple[float, float]:
        """Temperatures of value, hot and cold: a share of what a wish is worth while some are unplaced."""
        if self.all_held():
            return 0.0, 0.0
        weight = self.model.arrays.weight
        typical = float(weight[weight > 0].mean()) if (weight > 0).any() else 1.0
        return 0.3 * typical, 0.03 * typical

    def round(self, steps: int, proof: ProofGroup) -> None:
        """One annealing from hot to cold, in chunks between which others are heard."""
        arrays = self.model.arrays
        hot_value, cold_value = self.heat()
        share = 0.5 if hot_value else 0.1
        done = 0
        while done < steps and not self.clock.is_over():
            now = int(min(self.chunk, steps - done, self.clock.work_left()))
            part, following = done / steps, (done + now) / steps
            heat = np.array(
                [
                    hot_value * (cold_value / hot_value) ** part if hot_value else 0.0,
                    HOT * (COLD / HOT) ** part,
                    hot_value * (cold_value / hot_value) ** following if hot_value else 0.0,
                    HOT * (COLD / HOT) ** following,
                    share,
                ]
            )
            before = self.clock.seconds()
            made = int(anneal(arrays, self.state, self.best, self.figures, now, heat, self.enough))
            took = self.clock.seconds() - before
            done += now
            self.clock.work += max(1, made)
            if self.clock.stop.work is None and took > 0:
                self.chunk = int(min(max(1000, self.chunk * CHUNK_SECONDS / took), 4 * self.chunk))
            proof.hear(self)
            self.tell("improving")
            if self.finished():
                return

    def finished(self) -> bool:
        if self.figures[BEST_VALUE] >= self.enough[0] - 1e-6 and self.figures[BEST_BREAKS] <= self.enough[1]:
            return True
        gap = self.clock.stop.gap
        return gap is not None and self.within(gap)

    def within(self, gap: float) -> bool:
        score, bounds = self.score(), self.bounds
        return (
            score.must == bounds.must
            and score.below_min == bounds.below_min
            and score.weight >= bounds.weight * (1 - gap)
        )


class ProofGroup:
    """The proofs that run beside the search, none or more."""

    def __init__(self, workers: int):
        self.room = workers - 1
        self.running: list[ProofProcess] = []

    def start(self, model: Model, solver: str) -> None:
        self.running.append(ProofProcess(model, solver))

    def hear(self, search: Search) -> None:
        for proof in self.running:
            for event in proof.events():
                search.learn(event)

    def end(self) -> None:
        for proof in self.running:
            proof.end()
        self.running = []


def solve(
    problem: Problem,
    stop: Stop | None = None,
    seed: int = 0,
    workers: int = 2,
    on_progress: OnProgress | None = None,
) -> Plan:
    """The best plan found within the limits, with bounds that are proved.

    `stop`: 60 seconds if not given. `workers`: processes at work at most; with 1, or with a limit of work, nothing runs
    beside the search. `on_progress` is called a few times a second; a true answer stops the search, as does Ctrl-C: the
    best plan until then is returned.
    """
    clock = Clock(stop or Stop())
    search = Search(model_of(problem), seed, clock, on_progress)
    proof = ProofGroup(1 if clock.stop.work is not None else workers)
    try:
        search.tell("placing")
        _improve(search, proof)
    except KeyboardInterrupt:
        clock.told_to_stop = True
    finally:
        proof.end()
    return _plan_of(search)


def _improve(search: Search, proof: ProofGroup) -> None:
    model = search.model
    small = len(model.meetings) * model.slots <= MOST_PROVED
    steps = max(FIRST_STEPS, 10 * len(model.meetings))
    while not search.clock.is_over():
        search.round(steps, proof)
        if search.all_held() and search.enough[0] == np.inf:
            search.bound_days()
        elif not search.all_held() and search.needs_bounds():
            search.tell("proving")
            search.bound_selection()
        if search.finished() or search.is_proved():
            return
        if small and proof.room and not proof.running and (search.all_held() or model.arrays.must.all()):
            proof.start(model, PROVERS[0])
        steps *= 2
        restore(model.arrays, search.state, search.best)


def _plan_of(search: Search) -> Plan:
    model = search.model
    search.tell("finishing")
    meetings = meetings_of_plan(model, search.best)
    slots = np.full(len(model.meetings), -1, np.int64)
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    changes = 0
    last: dict[int, str] = {}
    for meeting in meetings:
        m = number[meeting.pair]
        slots[m] = model.slot_index[meeting.slot]
        if meeting.table is not None:
            for end in range(2):
                person = int(model.arrays.ends[m, end])
                changes += last.get(person, meeting.table) != meeting.table
                last[person] = meeting.table
    score = replace(score_of_slots(model, slots), table_changes=changes)
    bounds = search.bounds
    if not search.all_held() and (search.bounded is None or score.key()[:3] != search.bounded.key()[:3]):
        bounds = selection_bounds(model, score, BOUND_SECONDS)
    search.bounds = bounds
    status: Status = "optimal" if search.is_proved(score) else "feasible"
    return Plan(
        meetings=meetings,
        unplaced=reasons(model, slots),
        score=score,
        bounds=Bounds(bounds.must, bounds.below_min, bounds.weight, bounds.breaks),
        status=status,
        seconds=search.clock.seconds(),
        seed=search.seed,
    )


__all__ = ["BEST_DISCOMFORT", "Search", "solve"]
