"""One run of the solver: the incumbent, the prover and the annealing schedule, and what the caller sees of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import numpy as np

from meetplan.annealing import AnnealingSchedule
from meetplan.explaining import reasons
from meetplan.finish import build_plan
from meetplan.incumbent import Incumbent
from meetplan.model import Ints, Model
from meetplan.plan import Plan, Status
from meetplan.proof.core_guided import Best, Event
from meetplan.proving import BoundProver
from meetplan.stop import Clock, OnProgress, Phase, Progress

logger = logging.getLogger("meetplan")

REPORT_SECONDS = 0.2  # between reports of the phase `improving`


class SolverSession:
    """A run of the solver on one model.

    Attributes
    ----------
    incumbent : Incumbent
    prover : BoundProver
    schedule : AnnealingSchedule
    """

    def __init__(
        self, model: Model, seed: int, clock: Clock, on_progress: OnProgress | None = None, start: Ints | None = None
    ):
        """Begin with the greedy construction, or with `start` (slot of each meeting (M), -1 unplaced)."""
        self.model, self.seed, self.clock, self.on_progress = model, seed, clock, on_progress
        self._reported_at = -1.0
        self._callback_error: Exception | None = None
        self.incumbent = Incumbent(model)
        self.prover = BoundProver(self.incumbent, clock, partial(self.report_progress, "proving"))
        report = partial(self.report_progress, "improving")
        self.schedule = AnnealingSchedule(self.incumbent, self.prover, clock, seed, start, report)

    def is_proved(self) -> bool:
        """Return whether the incumbent reaches its bound on every level."""
        return self.prover.is_proved(self.incumbent.score())

    def receive(self, event: Event) -> None:
        """Use the result of a proof: a bound, or a timetable."""
        if isinstance(event, Best):
            self.schedule.adopt(np.array(event.slots, np.int64))
        else:
            self.prover.record(event)
        self.prover.set_target()

    @contextmanager
    def guard(self, step: str) -> Iterator[None]:
        """Let a step fail without losing the incumbent: Ctrl-C cancels the run, an error is logged.

        Errors of the caller's own `on_progress` are raised."""
        try:
            yield
        except KeyboardInterrupt:
            self.clock.is_cancelled = True
        except Exception as error:
            if error is self._callback_error:
                raise
            logger.exception("%s failed; the best timetable until then is kept", step)

    def report_progress(self, phase: Phase) -> None:
        """Call `on_progress`, whose answer may cancel the run."""
        seconds = self.clock.seconds()
        if self.on_progress is None or (phase == "improving" and seconds - self._reported_at < REPORT_SECONDS):
            return
        self._reported_at = seconds
        score = self.incumbent.score()
        try:
            bounds = self.prover.ledger.bounds_for(score)
            is_cancelled = self.on_progress(Progress(seconds, phase, score, bounds, self.snapshot))
        except Exception as error:
            self._callback_error = error
            raise
        if is_cancelled:
            self.clock.is_cancelled = True

    def snapshot(self, before: Plan | None = None) -> Plan:
        """Return the plan of the incumbent with the proved bounds, without reasons for unplaced pairs.

        `before`: a plan whose tables and interpreters are retained where possible."""
        plan = build_plan(self.model, self.incumbent.slots, before)
        return self._with_proofs(replace(plan, seed=self.seed))

    def _with_proofs(self, plan: Plan) -> Plan:
        status: Status = "optimal" if self.prover.is_proved(plan.score) else "feasible"
        bounds = self.prover.ledger.bounds_for(plan.score)
        return replace(plan, bounds=bounds, status=status, seconds=self.clock.seconds())

    def finish(self, before: Plan | None = None) -> Plan:
        """Return the plan of the incumbent with the proved bounds and a reason for every unplaced pair."""
        plan = self.snapshot(before)
        with self.guard("a final bound"):
            self.prover.prove_final(plan.score)
        with self.guard("explaining"):
            plan = replace(plan, unplaced=reasons(self.model.problem, plan.meetings))
        return self._with_proofs(plan)
