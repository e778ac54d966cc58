"""The solver: a search that always has a plan, beside proofs of how good it is.

One process searches (annealing, see `search`), others prove (core-guided, see `proof`) where the problem is small
enough; each helps the other: the search stops when it meets a bound, a proof ends with an optimal timetable."""

from __future__ import annotations

import time

import numpy as np

from meetplan.finish import plan_of
from meetplan.incumbent import FIRST_STEPS, Incumbent
from meetplan.model import Model, model_of
from meetplan.plan import Bounds, Plan, Score
from meetplan.problem import Pair, Participant, Problem, Slot, numbered_tables
from meetplan.proof.process import ProofProcess
from meetplan.stop import Clock, OnProgress, Progress, Stop

PROVERS = ("cadical195", "glucose4")
MOST_PROVED = 40_000  # meetings times slots up to which a proof is tried
SEARCH_ALONE = 1.0  # seconds after which a second prover takes the place of the search


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
    prepare(on_progress)
    clock = Clock(stop or Stop())
    incumbent = Incumbent(model_of(problem), seed, clock, on_progress)
    proofs = _Proofs(incumbent, 0 if clock.stop.work is not None else workers - 1)
    try:
        incumbent.tell("placing")
        _improve(incumbent, proofs)
    except KeyboardInterrupt:
        clock.told_to_stop = True
    finally:
        proofs.end()
    incumbent.tell("finishing")
    return plan_of(incumbent)


def prepare(on_progress: OnProgress | None = None) -> None:
    """Compile the search, or load it compiled: half a minute when the program runs for the first time, which no limit
    of time should pay for. Does nothing the second time."""
    if _prepared:
        return
    if on_progress is not None:
        on_progress(Progress(0.0, "preparing", Score(), Bounds(0, 0, 0.0, 0)))
    smallest = Problem(
        slots=(Slot("s", "2026-01-01"),),
        tables=numbered_tables(1),
        participants=(Participant("a"), Participant("b")),
        pairs=(Pair("p", "a", "b"),),
    )
    incumbent = Incumbent(model_of(smallest), 0, Clock(Stop()))
    incumbent.round(1)
    incumbent.restart()
    _prepared.append(True)


_prepared: list[bool] = []  # empty until the search is compiled


def _is_large(model: Model) -> bool:
    """Whether the event is too large for a proof, and for trying things twice."""
    return len(model.meetings) * model.slots > MOST_PROVED


class _Proofs:
    """The proofs that run beside the search, none or more."""

    def __init__(self, incumbent: Incumbent, room: int):
        model = incumbent.model
        self.incumbent = incumbent
        self.room = 0 if _is_large(model) else min(room, len(PROVERS))
        self.running: list[ProofProcess] = []

    def start(self) -> None:
        """Start the next prover if there is room for one."""
        if len(self.running) < self.room:
            self.running.append(ProofProcess(self.incumbent.model, PROVERS[len(self.running)]))

    def replace_search(self) -> None:
        """Let a second prover use the processor of the search, and wait for either."""
        self.running.append(ProofProcess(self.incumbent.model, PROVERS[1]))
        while any(proof.is_running for proof in self.running) and not self.incumbent.clock.is_over():
            time.sleep(0.005)
            self.hear()
            self.incumbent.tell("improving")
            if self.incumbent.finished() or self.incumbent.is_proved():
                return

    def hear(self) -> None:
        for proof in self.running:
            for event in proof.events():
                self.incumbent.learn(event)

    def end(self) -> None:
        for proof in self.running:
            proof.end()
        self.running = []


def _improve(incumbent: Incumbent, proofs: _Proofs) -> None:
    model = incumbent.model
    steps = max(FIRST_STEPS, 10 * len(model.meetings))
    while not incumbent.clock.is_over():
        incumbent.round(steps, proofs.hear)
        if incumbent.all_held() and incumbent.enough[0] == np.inf:
            incumbent.bound_days()
        elif not incumbent.all_held() and incumbent.needs_bounds():
            incumbent.tell("proving")
            incumbent.bound_selection()
        incumbent.bound_breaks()
        if incumbent.finished() or incumbent.is_proved():
            return
        if _is_large(model) and incumbent.all_held():
            incumbent.restart()
            incumbent.long_round()
            return
        if incumbent.all_held() or model.arrays.must.all():
            if not proofs.running:
                proofs.start()
            elif len(proofs.running) == 1 and incumbent.clock.seconds() > SEARCH_ALONE:
                proofs.replace_search()
        steps *= 2
        incumbent.restart()
