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
from meetplan.model import NO_LIMIT, Model
from meetplan.plan import Bounds, Score

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
        self._shared_tables()
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

    def _shared_tables(self) -> None:
        ends = self.model.arrays.ends[:, 2]
        for unit in np.unique(ends[ends >= 0]):
            meetings = np.flatnonzero(ends == unit)
            self._most(meetings.tolist(), int(self.model.arrays.allowed[meetings].any(axis=0).sum()))

    def _rooms(self) -> None:
        arrays = self.model.arrays
        self._most(np.flatnonzero(arrays.on_site).tolist(), int(arrays.open_tables.sum()))
        for crew in range(arrays.crew_open.shape[1]):
            needs = [
                n
                for n in range(len(self.model.needs))
                if crew in arrays.crew_list[arrays.crew_start[n] : arrays.crew_start[n + 1]]
            ]
            meetings = np.flatnonzero(np.isin(arrays.need, needs)).tolist()
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

    def hold_must(self, count: int) -> None:
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        if must:
            self.solver.Add(self.solver.Sum(must) == count)

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
        self.solver.Add(total >= weight - 1e-6 * max(1.0, weight))

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


def trivial_bounds(model: Model) -> Bounds:
    """What holds for any plan without a thought."""
    arrays = model.arrays
    possible = possible_meetings(model)
    return Bounds(
        must=int(arrays.must[possible].sum()),
        below_min=sum(
            max(0, int(arrays.least[person]) - int(possible[list(meetings)].sum()))
            for person, meetings in enumerate(model.meetings_of)
        ),
        weight=float(arrays.weight[possible].sum()),
        breaks=0,
    )


def selection_bounds(model: Model, score: Score, seconds: float) -> Bounds:
    """Bounds of levels 1 to 3 for a plan with `score`; never looser than the trivial ones.

    A level that cannot be solved in its share of `seconds` keeps what was proved until then.
    """
    best = trivial_bounds(model)
    must, below, weight = best.must, best.below_min, best.weight
    if (score.must, score.below_min) == (must, below) and score.weight >= weight:
        return best
    programme = SelectionProgramme(model)
    if score.must < must and (found := programme.must(seconds / 3)):
        must = min(must, int(np.floor(found.bound + 1e-6)))
    programme.hold_must(score.must)
    if score.below_min > below and (found := programme.below_min(seconds / 3)):
        below = max(below, int(np.ceil(found.bound - 1e-6)))
    programme.hold_below_min(score.below_min)
    if score.weight < weight and (found := programme.weight(seconds / 3)):
        weight = min(weight, found.bound)
    return Bounds(must=must, below_min=below, weight=max(weight, score.weight), breaks=0)


def breaks_bound(model: Model, score: Score, seconds: float) -> int:
    """Fewest breaks of a plan that reaches `score` on levels 1 to 3."""
    programme = SelectionProgramme(model)
    programme.hold_must(score.must)
    programme.hold_below_min(score.below_min)
    programme.hold_weight(score.weight)
    found = programme.breaks(seconds)
    return 0 if found is None else min(score.breaks, max(0, int(np.ceil(found.bound - 1e-6))))
