"""The solver: a search that always has a plan, beside proofs of its quality.

One process searches (annealing, see `search`), others prove (core-guided, see `proof`) where the problem is small
enough. The search stops when it reaches a bound; a proof ends with an optimal timetable."""

from __future__ import annotations

import time
from dataclasses import replace

from meetplan.annealing import FIRST_STEPS
from meetplan.bounds.ledger import is_reached
from meetplan.model import Model, build_model
from meetplan.plan import Bounds, Plan, Score
from meetplan.problem import Pair, Participant, Problem, Slot, numbered_tables
from meetplan.proof.core_guided import Best, prove_all_held, prove_must
from meetplan.proof.process import ProofProcess, Prove
from meetplan.session import SolverSession
from meetplan.stop import Clock, OnProgress, Progress, Stop

PROVERS = ("cadical195", "glucose4")
MAX_PROVED = 40_000  # meetings times slots up to which a proof is attempted
SEARCH_ONLY_SECONDS = 1.0  # until a second prover may replace the search


def solve(
    problem: Problem,
    stop: Stop | None = None,
    seed: int = 0,
    workers: int = 2,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Return the best plan within the limits, with proved bounds.

    Parameters
    ----------
    problem : Problem
    stop : Stop, optional
        60 seconds by default.
    seed : int
        Of the random choices of the search.
    workers : int
        Processes at most; with 1, or with a limit of work, no proof runs beside the search.
    on_progress : callable, optional
        Is called a few times a second. A true answer stops the search, as does Ctrl-C, and the best plan until then is
        returned. The same happens when a bound or a proof fails, which is logged.

    Returns
    -------
    Plan
        It keeps every rule of the problem; see `verify` for an independent check.
    """
    compile_search(on_progress)
    clock = Clock(stop or Stop())
    session = SolverSession(build_model(problem), seed, clock, on_progress)
    proofs = _Proofs(session, 0 if clock.stop.work is not None else workers - 1)
    try:
        with session.guard("the search"):
            session.report_progress("placing")
            _improve(session, proofs)
    finally:
        proofs.end()
    with session.guard("the report"):
        session.report_progress("finishing")
    return session.finish()


def compile_search(on_progress: OnProgress | None = None) -> None:
    """Compile the search, or load it from the cache, once per process.

    The first compilation on a machine takes half a minute, which should not count against a limit of time."""
    if _is_compiled:
        return
    if on_progress is not None:
        on_progress(Progress(0.0, "preparing", Score(), Bounds()))
    smallest = Problem(
        slots=(Slot("s", "2026-01-01"),),
        tables=numbered_tables(1),
        participants=(Participant("a"), Participant("b")),
        pairs=(Pair("p", "a", "b"),),
    )
    schedule = SolverSession(build_model(smallest), 0, Clock(Stop())).schedule
    schedule.run_round(1)
    schedule.restart()
    _is_compiled.append(True)


_is_compiled: list[bool] = []  # empty until then


def _is_large(model: Model) -> bool:
    """Return whether the event is too large for a proof, and for more than one round of annealing."""
    return len(model.meetings) * model.slots > MAX_PROVED


class _Proofs:
    """The processes that run a proof beside the search."""

    def __init__(self, session: SolverSession, limit: int):
        self.session = session
        self.limit = 0 if _is_large(session.model) else min(limit, len(PROVERS))
        self.running: list[ProofProcess] = []
        self.prove: Prove | None = None
        self.musts: _MustProblem | None = None

    def start(self) -> None:
        """Start the proof for the present incumbent, unless it has been started.

        It bounds the spread and the breaks once every meeting is held, and otherwise the number of musts."""
        incumbent, model, prove = self.session.incumbent, self.session.model, self.prove
        if incumbent.is_complete() or model.arrays.must.all():
            prove = prove_all_held
        elif not is_reached("must", self.session.prover.bounds().must, incumbent.score()):
            prove = prove_must
        if not self.limit or prove is None or prove is self.prove:
            return
        self.end()
        self.prove = prove
        self.musts = _MustProblem(model) if prove is prove_must else None
        model = self.musts.model if self.musts else model
        self.running.append(ProofProcess(prove, model, PROVERS[0]))

    def replace_search(self) -> None:
        """Run a second prover instead of the search, and wait for either."""
        if self.prove is not prove_all_held or len(self.running) != 1:
            return
        self.running.append(ProofProcess(prove_all_held, self.session.model, PROVERS[1]))
        while any(proof.is_running for proof in self.running) and not self.session.clock.is_over():
            time.sleep(0.005)
            self.receive()
            self.session.report_progress("improving")
            if self.session.prover.is_finished() or self.session.is_proved():
                return

    def receive(self) -> None:
        """Pass the new results of the proofs to the session."""
        for proof in self.running:
            for event in proof.events():
                if self.musts is not None and isinstance(event, Best):
                    event = Best(self.musts.extend(event.slots), event.breaks)  # noqa: PLW2901
                self.session.receive(event)

    def end(self) -> None:
        """End the processes."""
        for proof in self.running:
            proof.end()
        self.running = []


class _MustProblem:
    """The problem of the musts and their predecessors alone: no more of them can be held together with wishes."""

    def __init__(self, whole: Model):
        by_id = {pair.id: pair for pair in whole.meetings}
        ids = {pair.id for pair in whole.meetings if pair.kind == "must"}
        pending = list(ids)
        while pending:
            predecessors = {pair for pair in by_id[pending.pop()].after if pair in by_id} - ids
            ids |= predecessors
            pending.extend(predecessors)
        pairs = tuple(pair for pair in whole.problem.pairs if pair.id in ids or pair.kind == "forbidden")
        self.model = build_model(replace(whole.problem, pairs=pairs))
        self.meeting_index = {pair.id: m for m, pair in enumerate(whole.meetings)}

    def extend(self, slots: tuple[int, ...]) -> tuple[int, ...]:
        """Return the slots by the numbers of the whole problem; other meetings are unplaced."""
        whole = [-1] * len(self.meeting_index)
        for pair, slot in zip(self.model.meetings, slots, strict=True):
            whole[self.meeting_index[pair.id]] = slot
        return tuple(whole)


def _improve(session: SolverSession, proofs: _Proofs) -> None:
    """Anneal in rounds of doubling length, until a limit or a proof ends the run."""
    incumbent, prover, schedule = session.incumbent, session.prover, session.schedule
    steps = max(FIRST_STEPS, 10 * len(session.model.meetings))
    while not session.clock.is_over():
        schedule.run_round(steps, proofs.receive)
        with session.guard("a bound"):
            prover.prove()
        if prover.is_finished() or session.is_proved():
            return
        if _is_large(session.model) and incumbent.is_complete():
            schedule.restart()
            schedule.run_long_round()
            return
        proofs.start()
        if session.clock.seconds() > SEARCH_ONLY_SECONDS and incumbent.is_complete():
            proofs.replace_search()
        steps *= 2
        schedule.restart()
