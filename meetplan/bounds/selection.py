"""How many pairs can meet at all, slots aside.

Forgetting *when* and keeping *how often* leaves a b-matching with a few side constraints: nobody meets more often than
there are slots to meet in, a table or an interpreter serves once a slot. By König's edge-colouring theorem a bipartite
selection without absences can always be put into slots, so this bound is close where people are mostly there. The mixed
integer programme is solved level by level, the levels above held at what the plan reached.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.linear_solver import pywraplp

from meetplan.bounds.days import costs_by_meetings, meetings_within
from meetplan.bounds.ledger import LEVELS, BoundLedger, Premise, is_reached, tolerance
from meetplan.model import NO_LIMIT, Model, meetings_of_crews, meetings_of_shared_units
from meetplan.plan import Score

SOLVER = "SCIP"
GAP = 1e-9


@dataclass(frozen=True)
class Selection:
    """An outcome of the programme: a proved bound, and the meetings (by number) of the best selection found."""

    bound: float
    chosen: tuple[int, ...]


class SelectionProgramme:
    """The programme of one model; each call asks for the bound of one level."""

    def __init__(self, model: Model):
        self.model = model
        self.solver = pywraplp.Solver.CreateSolver(SOLVER)
        possible = possible_meetings(model)
        self.held = [self.solver.IntVar(0, int(possible[m]), "") for m in range(len(model.meetings))]
        self.missing: list[object] = []
        self.within = [meetings_within(costs) for costs in costs_by_meetings(model)]
        self._people()
        self._shared_units()
        self._rooms()
        self._order()

    def _most(self, meetings: Sequence[int], most: int) -> None:
        if len(meetings) > most:
            self.solver.Add(self.solver.Sum([self.held[m] for m in meetings]) <= most)

    def _people(self) -> None:
        arrays = self.model.arrays
        for person, meetings in enumerate(self.model.meetings_of):
            self._most(meetings, min(self.within[person][-1], int(arrays.most[person])))
            least = int(arrays.least[person])
            if least > 0:
                missing = self.solver.NumVar(0, least, "")
                self.missing.append(missing)
                self.solver.Add(missing + self.solver.Sum([self.held[m] for m in meetings]) >= least)

    def _shared_units(self) -> None:
        for meetings in meetings_of_shared_units(self.model.arrays):
            self._most(meetings, int(self.model.arrays.allowed[meetings].any(axis=0).sum()))

    def _rooms(self) -> None:
        arrays = self.model.arrays
        self._most(np.flatnonzero(arrays.on_site).tolist(), int(arrays.open_tables.sum()))
        for crew, meetings in enumerate(meetings_of_crews(self.model)):
            total = min(int(arrays.crew_open[:, crew].sum()), int(arrays.crew_total[crew]))
            self._most(meetings, min(total, NO_LIMIT))

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
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        return self._solve(self.solver.Sum(must), True, seconds)

    def hold_must_within(self, least: int, most: int | None) -> None:
        """Hold at least so many musts; more than `most` are proved impossible."""
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        if must:
            self.solver.Add(self.solver.Sum(must) >= least)
            self.solver.Add(self.solver.Sum(must) <= (len(must) if most is None else most))

    def below_min(self, seconds: float) -> Selection | None:
        return self._solve(self.solver.Sum(self.missing), False, seconds)

    def hold_below_min(self, count: int) -> None:
        if self.missing:
            self.solver.Add(self.solver.Sum(self.missing) <= count)

    def weight(self, seconds: float) -> Selection | None:
        weight = self.model.arrays.weight
        objective = self.solver.Sum([float(weight[m]) * held for m, held in enumerate(self.held)])
        return self._solve(objective, True, seconds)

    def hold_weight(self, weight: float) -> None:
        values = self.model.arrays.weight
        total = self.solver.Sum([float(values[m]) * held for m, held in enumerate(self.held)])
        self.solver.Add(total >= weight - tolerance(weight))

    def breaks(self, seconds: float) -> Selection | None:
        """Nobody can hold more meetings than fit with so many breaks (`meetings_within`)."""
        broken = []
        for person, meetings in enumerate(self.model.meetings_of):
            within = self.within[person]
            if len(within) < 2:
                continue
            steps = [self.solver.BoolVar("") for _ in within[1:]]
            room = [step * (more - fewer) for step, fewer, more in zip(steps, within, within[1:], strict=False)]
            self.solver.Add(self.solver.Sum([self.held[m] for m in meetings]) <= within[0] + self.solver.Sum(room))
            for one, following in itertools.pairwise(steps):
                self.solver.Add(following <= one)
            broken.extend(steps)
        return self._solve(self.solver.Sum(broken), False, seconds) if broken else None


def possible_meetings(model: Model) -> npt.NDArray[np.bool_]:
    """Which meetings (M) are allowed in any slot at all."""
    found: npt.NDArray[np.bool_] = np.any(model.arrays.allowed != 0, axis=1)
    return found


def note_trivial_bounds(model: Model, ledger: BoundLedger) -> None:
    """What holds for any plan: no meeting without a slot is held."""
    arrays = model.arrays
    possible = possible_meetings(model)
    below_min = sum(
        max(0, int(arrays.least[person]) - int(possible[list(meetings)].sum()))
        for person, meetings in enumerate(model.meetings_of)
    )
    ledger.add("must", int(arrays.must[possible].sum()), Premise(), "counting")
    ledger.add("below_min", below_min, Premise(), "counting")
    ledger.add("weight", float(arrays.weight[possible].sum()), Premise(), "counting")
    ledger.add("spread_excess", 0, Premise(), "counting")
    ledger.add("breaks", 0, Premise(), "counting")


def bound_must(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove how many musts can be held, unless as many are in `score`. What cannot be solved in `seconds` gives what
    was proved until then."""
    if is_reached("must", ledger.bounds_for(score).must, score):
        return
    proved = SelectionProgramme(model).must(seconds)
    if proved is not None:
        ledger.add("must", int(np.floor(proved.bound + 1e-6)), Premise(), "selection")


def bound_weight(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove bounds of levels 2 and 3 for plans as good as `score` on the levels above, where those known are not
    reached."""
    known = ledger.bounds_for(score)
    if all(is_reached(level, getattr(known, level), score) for level in LEVELS[1:3]):
        return
    programme = SelectionProgramme(model)
    programme.hold_must_within(score.must, known.must)
    if not is_reached("below_min", known.below_min, score) and (proved := programme.below_min(seconds / 2)):
        premise = Premise(must=score.must)
        ledger.add("below_min", int(np.ceil(proved.bound - 1e-6)), premise, "selection")
    programme.hold_below_min(score.below_min)
    if not is_reached("weight", known.weight, score) and (proved := programme.weight(seconds / 2)):
        premise = Premise(must=score.must, below_min=score.below_min)
        ledger.add("weight", proved.bound, premise, "selection")


def bound_breaks(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove the fewest breaks of plans as good as `score` on levels 1 to 3."""
    programme = SelectionProgramme(model)
    programme.hold_must_within(score.must, ledger.bounds_for(score).must)
    programme.hold_below_min(score.below_min)
    programme.hold_weight(score.weight)
    proved = programme.breaks(seconds)
    if proved is not None:
        premise = Premise(must=score.must, below_min=score.below_min, weight=score.weight)
        ledger.add("breaks", max(0, int(np.ceil(proved.bound - 1e-6))), premise, "selection")
