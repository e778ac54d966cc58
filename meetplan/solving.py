"""The solver: a search that always has a plan, beside proofs of how good it is.

One process searches (annealing, see `search`), others prove (core-guided, see `proof`) where the problem is small
enough; each helps the other: the search stops when it meets a bound, a proof ends with an optimal timetable."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from meetplan.bounds.ledger import is_reached
from meetplan.finish import plan_of
from meetplan.incumbent import FIRST_STEPS, Incumbent
from meetplan.model import Model, model_of
from meetplan.plan import Bounds, Plan, Score
from meetplan.problem import Pair, Participant, Problem, Slot, numbered_tables
from meetplan.proof.core_guided import Best, prove_all_held, prove_must
from meetplan.proof.process import ProofProcess, Prove
from meetplan.search.anneal import ENOUGH_VALUE
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
    best plan until then is returned. So it is when a bound or a proof fails, which is logged.
    """
    prepare(on_progress)
    clock = Clock(stop or Stop())
    incumbent = Incumbent(model_of(problem), seed, clock, on_progress)
    proofs = _Proofs(incumbent, 0 if clock.stop.work is not None else workers - 1)
    try:
        with incumbent.kept_best("the search"):
            incumbent.report_progress("placing")
            _improve(incumbent, proofs)
    finally:
        proofs.end()
    with incumbent.kept_best("the report"):
        incumbent.report_progress("finishing")
    return plan_of(incumbent)


def prepare(on_progress: OnProgress | None = None) -> None:
    """Compile the search, or load it compiled: half a minute when the program runs for the first time, which no limit
    of time should pay for. Does nothing the second time."""
    if _prepared:
        return
    if on_progress is not None:
        on_progress(Progress(0.0, "preparing", Score(), Bounds()))
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
        self.prove: Prove | None = None
        self.musts: _Musts | None = None

    def start(self) -> None:
        """Start the proof that helps now, unless it runs or has run: of the spread and the breaks once everything is
        held, else of how many musts can be held."""
        incumbent, prove = self.incumbent, self.prove
        if incumbent.all_held() or incumbent.model.arrays.must.all():
            prove = prove_all_held
        elif not is_reached("must", incumbent.bounds().must, incumbent.score()):
            prove = prove_must
        if not self.room or prove is None or prove is self.prove:
            return
        self.end()
        self.prove = prove
        self.musts = _Musts(incumbent.model) if prove is prove_must else None
        model = self.musts.model if self.musts else incumbent.model
        self.running.append(ProofProcess(prove, model, PROVERS[0]))

    def replace_search(self) -> None:
        """Let a second prover use the processor of the search, and wait for either."""
        if self.prove is not prove_all_held or len(self.running) != 1:
            return
        self.running.append(ProofProcess(prove_all_held, self.incumbent.model, PROVERS[1]))
        while any(proof.is_running for proof in self.running) and not self.incumbent.clock.is_over():
            time.sleep(0.005)
            self.hear()
            self.incumbent.report_progress("improving")
            if self.incumbent.finished() or self.incumbent.is_proved():
                return

    def hear(self) -> None:
        for proof in self.running:
            for event in proof.events():
                if self.musts is not None and isinstance(event, Best):
                    self.incumbent.learn(Best(self.musts.slots_in_whole(event.slots), event.breaks))
                else:
                    self.incumbent.learn(event)

    def end(self) -> None:
        for proof in self.running:
            proof.end()
        self.running = []


class _Musts:
    """The problem of the musts alone, with what must be held before them: no more of them can be held beside wishes."""

    def __init__(self, whole: Model):
        by_id = {pair.id: pair for pair in whole.meetings}
        needed = [pair.id for pair in whole.meetings if pair.kind == "must"]
        names = set(needed)
        while needed:
            earlier = [name for name in by_id[needed.pop()].after if name in by_id and name not in names]
            names.update(earlier)
            needed.extend(earlier)
        pairs = tuple(pair for pair in whole.problem.pairs if pair.id in names or pair.kind == "forbidden")
        self.model = model_of(replace(whole.problem, pairs=pairs))
        self.number = {pair.id: m for m, pair in enumerate(whole.meetings)}

    def slots_in_whole(self, slots: tuple[int, ...]) -> tuple[int, ...]:
        """Slots by the numbers of the whole problem; wishes are left out."""
        whole = [-1] * len(self.number)
        for pair, slot in zip(self.model.meetings, slots, strict=True):
            whole[self.number[pair.id]] = slot
        return tuple(whole)


def _improve(incumbent: Incumbent, proofs: _Proofs) -> None:
    model = incumbent.model
    steps = max(FIRST_STEPS, 10 * len(model.meetings))
    while not incumbent.clock.is_over():
        incumbent.round(steps, proofs.hear)
        with incumbent.kept_best("a bound"):
            _prove(incumbent)
        if incumbent.finished() or incumbent.is_proved():
            return
        if _is_large(model) and incumbent.all_held():
            incumbent.restart()
            incumbent.long_round()
            return
        proofs.start()
        if incumbent.clock.seconds() > SEARCH_ALONE and incumbent.all_held():
            proofs.replace_search()
        steps *= 2
        incumbent.restart()


def _prove(incumbent: Incumbent) -> None:
    """Bounds that take a moment and need no process of their own."""
    if incumbent.all_held():
        if incumbent.enough[ENOUGH_VALUE] == np.inf:
            incumbent.bound_days()
    else:
        incumbent.bound_selection()
    incumbent.bound_breaks()
