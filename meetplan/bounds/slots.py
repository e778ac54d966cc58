"""Bounds on which pairs can meet, by a linear programme over meetings and slots.

A meeting may be divided over slots into fractions that sum to at most one. All constraints within a slot (people,
tables, interpreters) and the precedence of meetings are stated for the fractions, so the programme accounts for what
counting over the whole event (`selection`) cannot: fixed meetings that clash, absences, precedence that leaves too
little time. The number of musts is an integer, so its bound is rounded down, which often closes the last gap.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from meetplan.bounds.ledger import BoundLedger, Premise, is_reached
from meetplan.model import NO_LIMIT, Flags, Floats, Model, meetings_by_pool, meetings_by_shared_unit
from meetplan.plan import Score

MAX_CELLS = 40_000  # meetings times slots up to which the programme is solved
ROUNDING = 1e-5  # added to stay valid within the tolerances of the solver


class SlotProgramme:
    """The programme of one model. `part[m, s]`: fraction of meeting m that is held in slot s."""

    def __init__(self, model: Model):
        self.model = model
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.part: dict[tuple[int, int], pywraplp.Variable] = {}
        self.parts_of: list[list[pywraplp.Variable]] = [[] for _ in model.meetings]
        for m, s in zip(*np.nonzero(model.arrays.allowed), strict=True):
            self.part[int(m), int(s)] = variable = self.solver.NumVar(0, 1, "")
            self.parts_of[m].append(variable)
        for parts in self.parts_of:
            self._limit(parts, 1)
        self._units()
        self._capacities()
        self._order()

    def _limit(self, parts: list[pywraplp.Variable], limit: int) -> None:
        """Let the fractions sum to at most `limit`."""
        if len(parts) > limit:
            row = self.solver.Constraint(0, limit)
            for part in parts:
                row.SetCoefficient(part, 1)

    def _limit_by_slot(self, meetings: list[int], limits: Sequence[int]) -> None:
        """Hold at most `limits` (S) of the meetings in each slot."""
        for slot in range(self.model.slots):
            self._limit([self.part[m, slot] for m in meetings if (m, slot) in self.part], int(limits[slot]))

    def _units(self) -> None:
        arrays = self.model.arrays
        once = [1] * self.model.slots
        for person, meetings in enumerate(self.model.meetings_of):
            self._limit_by_slot(list(meetings), once)
            if arrays.max_meetings[person] < NO_LIMIT:
                self._limit([part for m in meetings for part in self.parts_of[m]], int(arrays.max_meetings[person]))
        for sharing in meetings_by_shared_unit(arrays):
            self._limit_by_slot(sharing, once)

    def _capacities(self) -> None:
        arrays = self.model.arrays
        self._limit_by_slot(np.flatnonzero(arrays.on_site).tolist(), arrays.open_tables.tolist())
        for pool, meetings in enumerate(meetings_by_pool(self.model)):
            self._limit_by_slot(meetings, arrays.pool_capacity[:, pool].tolist())
            if arrays.pool_total[pool] < NO_LIMIT:
                self._limit([part for m in meetings for part in self.parts_of[m]], int(arrays.pool_total[pool]))

    def _order(self) -> None:
        """Hold no more of a meeting up to a slot than of its predecessors before that slot."""
        arrays = self.model.arrays
        held_until: dict[int, list[pywraplp.Variable]] = {}
        for later in np.flatnonzero(np.diff(arrays.before_start)).tolist():
            for earlier in arrays.before_list[arrays.before_start[later] : arrays.before_start[later + 1]].tolist():
                for meeting in (earlier, later):
                    if meeting not in held_until:
                        held_until[meeting] = self._sums(meeting)
                for slot in range(self.model.slots):
                    row = self.solver.Constraint(-1, 0)
                    row.SetCoefficient(held_until[later][slot], 1)
                    if slot:
                        row.SetCoefficient(held_until[earlier][slot - 1], -1)

    def _sums(self, meeting: int) -> list[pywraplp.Variable]:
        """Return the fraction of a meeting that is held up to and including each slot."""
        sums: list[pywraplp.Variable] = []
        for slot in range(self.model.slots):
            sums.append(self.solver.NumVar(0, 1, ""))
            row = self.solver.Constraint(0, 0)
            row.SetCoefficient(sums[-1], 1)
            if slot:
                row.SetCoefficient(sums[-2], -1)
            if (meeting, slot) in self.part:
                row.SetCoefficient(self.part[meeting, slot], -1)
        return sums

    def maximise_must(self, seconds: float) -> float | None:
        """Return the bound of the musts; None where the time was too short."""
        return self._maximise(self.model.arrays.must, seconds)

    def require_must(self, minimum: int, maximum: int | None) -> None:
        """Require at least `minimum` musts; more than `maximum` are proved impossible."""
        must = np.flatnonzero(self.model.arrays.must).tolist()
        row = self.solver.Constraint(minimum, len(must) if maximum is None else maximum)
        for part in (part for m in must for part in self.parts_of[m]):
            row.SetCoefficient(part, 1)

    def maximise_weight(self, seconds: float) -> float | None:
        """Return the bound of the weight; None where the time was too short."""
        return self._maximise(self.model.arrays.weight, seconds)

    def _maximise(self, values: Flags | Floats, seconds: float) -> float | None:
        """Return the largest sum of the values of meetings (M); None where the time was too short."""
        if seconds <= 0:
            return None
        objective = self.solver.Objective()
        objective.Clear()
        objective.SetMaximization()
        for value, parts in zip(values.tolist(), self.parts_of, strict=True):
            for part in parts:
                objective.SetCoefficient(part, value)
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(objective.Value())


def is_small_enough(model: Model) -> bool:
    """Return whether the programme of the model is small enough to be solved beside the search."""
    return len(model.meetings) * model.slots <= MAX_CELLS


def bound_must_by_slots(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove how many musts can be held, unless `score` has as many."""
    if is_reached("must", ledger.bounds_for(score).must, score) or not is_small_enough(model):
        return
    bound = SlotProgramme(model).maximise_must(seconds)
    if bound is not None:
        ledger.add("must", int(np.floor(bound + ROUNDING)), Premise(), "slots")


def bound_weight_by_slots(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove a bound of the weight of plans with as many musts as `score`, unless the known one is reached."""
    known = ledger.bounds_for(score)
    if is_reached("weight", known.weight, score) or not is_small_enough(model):
        return
    programme = SlotProgramme(model)
    programme.require_must(score.must, known.must)
    weight = programme.maximise_weight(seconds)
    if weight is not None:
        ledger.add("weight", weight * (1 + 1e-8), Premise(must=score.must), "slots")
