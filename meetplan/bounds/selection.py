"""Bounds on which pairs can meet, by an integer programme without slots.

Ignoring *when* and keeping *how often* leaves a b-matching with a few side constraints: nobody has more meetings than
slots, a table or an interpreter serves one meeting per slot. By König's edge-colouring theorem a bipartite
selection without absences can always be put into slots, so the bound is tight where few people are absent. The mixed
integer programme is solved level by level, with the levels above constrained to what the plan reached.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from meetplan.bounds.days import break_costs, max_meetings_by_breaks
from meetplan.bounds.ledger import LEVELS, BoundLedger, Premise, is_reached, tolerance
from meetplan.model import NO_LIMIT, Bools, Model, meetings_by_pool, meetings_by_shared_unit
from meetplan.plan import Score

SOLVER = "SCIP"
GAP = 1e-9


@dataclass(frozen=True)
class Selection:
    """A result of the programme: a proved bound, and the meetings (by number) of the best selection."""

    bound: float
    chosen: tuple[int, ...]


class SelectionProgramme:
    """The programme of one model; each call computes the bound of one level."""

    def __init__(self, model: Model):
        self.model = model
        self.solver = pywraplp.Solver.CreateSolver(SOLVER)
        possible = possible_meetings(model)
        self.held = [self.solver.IntVar(0, int(possible[m]), "") for m in range(len(model.meetings))]
        self.missing: list[object] = []
        self.within = [max_meetings_by_breaks(costs) for costs in break_costs(model)]
        self._people()
        self._shared_units()
        self._capacities()
        self._order()

    def _limit(self, meetings: Sequence[int], limit: int) -> None:
        """Hold at most `limit` of the meetings."""
        if len(meetings) > limit:
            self.solver.Add(self.solver.Sum([self.held[m] for m in meetings]) <= limit)

    def _people(self) -> None:
        arrays = self.model.arrays
        for person, meetings in enumerate(self.model.meetings_of):
            self._limit(meetings, min(self.within[person][-1], int(arrays.max_meetings[person])))
            minimum = int(arrays.min_meetings[person])
            if minimum > 0:
                missing = self.solver.NumVar(0, minimum, "")
                self.missing.append(missing)
                self.solver.Add(missing + self.solver.Sum([self.held[m] for m in meetings]) >= minimum)

    def _shared_units(self) -> None:
        for meetings in meetings_by_shared_unit(self.model.arrays):
            self._limit(meetings, int(self.model.arrays.allowed[meetings].any(axis=0).sum()))

    def _capacities(self) -> None:
        arrays = self.model.arrays
        self._limit(np.flatnonzero(arrays.on_site).tolist(), int(arrays.open_tables.sum()))
        for pool, meetings in enumerate(meetings_by_pool(self.model)):
            total = min(int(arrays.pool_capacity[:, pool].sum()), int(arrays.pool_total[pool]))
            self._limit(meetings, min(total, NO_LIMIT))

    def _order(self) -> None:
        arrays = self.model.arrays
        for meeting in range(len(self.held)):
            for k in range(arrays.before_start[meeting], arrays.before_start[meeting + 1]):
                self.solver.Add(self.held[meeting] <= self.held[arrays.before_list[k]])

    def _solve(self, objective: object, maximise: bool, seconds: float) -> Selection | None:
        (self.solver.Maximize if maximise else self.solver.Minimize)(objective)
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        status = self.solver.Solve()
        if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
            return None
        chosen = tuple(m for m, held in enumerate(self.held) if held.solution_value() > 0.5)
        return Selection(self.solver.Objective().BestBound(), chosen)

    def must(self, seconds: float) -> Selection | None:
        """Maximise the number of musts."""
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        return self._solve(self.solver.Sum(must), True, seconds)

    def require_must(self, minimum: int, maximum: int | None) -> None:
        """Require at least `minimum` musts; more than `maximum` are proved impossible."""
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        if must:
            self.solver.Add(self.solver.Sum(must) >= minimum)
            self.solver.Add(self.solver.Sum(must) <= (len(must) if maximum is None else maximum))

    def below_min(self, seconds: float) -> Selection | None:
        """Minimise the number of meetings that people lack to their minimum."""
        return self._solve(self.solver.Sum(self.missing), False, seconds)

    def limit_below_min(self, count: int) -> None:
        """Allow at most `count` meetings to be missing."""
        if self.missing:
            self.solver.Add(self.solver.Sum(self.missing) <= count)

    def weight(self, seconds: float) -> Selection | None:
        """Maximise the weight."""
        weight = self.model.arrays.weight
        objective = self.solver.Sum([float(weight[m]) * held for m, held in enumerate(self.held)])
        return self._solve(objective, True, seconds)

    def require_weight(self, weight: float) -> None:
        """Require at least this weight, within the tolerance of sums."""
        values = self.model.arrays.weight
        total = self.solver.Sum([float(values[m]) * held for m, held in enumerate(self.held)])
        self.solver.Add(total >= weight - tolerance(weight))

    def breaks(self, seconds: float) -> Selection | None:
        """Minimise the breaks: nobody has more meetings than fit with so many (`max_meetings_by_breaks`)."""
        extra_breaks = []
        for person, meetings in enumerate(self.model.meetings_of):
            within = self.within[person]
            if len(within) < 2:
                continue
            steps = [self.solver.BoolVar("") for _ in within[1:]]
            room = [step * (more - fewer) for step, fewer, more in zip(steps, within, within[1:], strict=False)]
            self.solver.Add(self.solver.Sum([self.held[m] for m in meetings]) <= within[0] + self.solver.Sum(room))
            for step, following in itertools.pairwise(steps):
                self.solver.Add(following <= step)
            extra_breaks.extend(steps)
        return self._solve(self.solver.Sum(extra_breaks), False, seconds) if extra_breaks else None


def possible_meetings(model: Model) -> Bools:
    """Return whether each meeting (M) is allowed in any slot."""
    possible: Bools = np.any(model.arrays.allowed != 0, axis=1)
    return possible


def add_counting_bounds(model: Model, ledger: BoundLedger) -> None:
    """Record bounds that hold for any plan: a meeting without a slot is not held."""
    arrays = model.arrays
    possible = possible_meetings(model)
    below_min = sum(
        max(0, int(arrays.min_meetings[person]) - int(possible[list(meetings)].sum()))
        for person, meetings in enumerate(model.meetings_of)
    )
    ledger.add("must", int(arrays.must[possible].sum()), Premise(), "counting")
    ledger.add("below_min", below_min, Premise(), "counting")
    ledger.add("weight", float(arrays.weight[possible].sum()), Premise(), "counting")
    ledger.add("spread_excess", 0, Premise(), "counting")
    ledger.add("breaks", 0, Premise(), "counting")


def bound_must(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove how many musts can be held, unless `score` has as many.

    A programme that is not solved within `seconds` gives the bound proved until then."""
    if is_reached("must", ledger.bounds_for(score).must, score):
        return
    proved = SelectionProgramme(model).must(seconds)
    if proved is not None:
        ledger.add("must", int(np.floor(proved.bound + 1e-6)), Premise(), "selection")


def bound_weight(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove bounds of levels 2 and 3 for plans as good as `score` on the levels above, unless they are reached."""
    known = ledger.bounds_for(score)
    if all(is_reached(level, getattr(known, level), score) for level in LEVELS[1:3]):
        return
    programme = SelectionProgramme(model)
    programme.require_must(score.must, known.must)
    if not is_reached("below_min", known.below_min, score) and (proved := programme.below_min(seconds / 2)):
        premise = Premise(must=score.must)
        ledger.add("below_min", int(np.ceil(proved.bound - 1e-6)), premise, "selection")
    programme.limit_below_min(score.below_min)
    if not is_reached("weight", known.weight, score) and (proved := programme.weight(seconds / 2)):
        premise = Premise(must=score.must, below_min=score.below_min)
        ledger.add("weight", proved.bound, premise, "selection")


def bound_breaks(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove the fewest breaks of plans as good as `score` on levels 1 to 3."""
    programme = SelectionProgramme(model)
    programme.require_must(score.must, ledger.bounds_for(score).must)
    programme.limit_below_min(score.below_min)
    programme.require_weight(score.weight)
    proved = programme.breaks(seconds)
    if proved is not None:
        premise = Premise(must=score.must, below_min=score.below_min, weight=score.weight)
        ledger.add("breaks", max(0, int(np.ceil(proved.bound - 1e-6))), premise, "selection")
