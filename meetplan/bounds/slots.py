"""How many pairs can meet, slots included: the linear programme over meetings and slots.

A meeting may be spread over slots in parts that sum to at most one. Everything that binds within a slot (people,
tables, interpreters) and the order of meetings is stated of the parts, so the programme sees what counting over the
whole event (`selection`) cannot: fixed meetings that clash, absences, orders that leave too little time. The bound of
the musts is a whole number, which often closes the last gap.
"""

from __future__ import annotations

import numpy as np
from ortools.linear_solver import pywraplp

from meetplan.bounds.ledger import BoundLedger, Premise, is_reached
from meetplan.model import NO_LIMIT, Model
from meetplan.plan import Score

MAX_CELLS = 60_000  # meetings times slots that the programme is made for
ROUNDING = 1e-5  # what the solver's tolerances may hide, added on the safe side


class SlotProgramme:
    """The programme of one model. `part[m, s]`: how much of meeting m is held in slot s."""

    def __init__(self, model: Model):
        self.model = model
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        cells = zip(*np.nonzero(model.arrays.allowed), strict=True)
        self.part = {(int(m), int(s)): self.solver.NumVar(0, 1, "") for m, s in cells}
        self.held = [
            self.solver.Sum([self.part[m, s] for s in range(model.slots) if (m, s) in self.part])
            for m in range(len(model.meetings))
        ]
        for m in range(len(model.meetings)):
            self._limit(range(m, m + 1), range(model.slots), 1)
        self._units()
        self._rooms()
        self._order()

    def _limit(self, meetings: range | list[int], slots: range, most: int) -> None:
        """At most so many of the meetings in the slots together."""
        parts = [self.part[m, s] for s in slots for m in meetings if (m, s) in self.part]
        if len(parts) > most:
            self.solver.Add(self.solver.Sum(parts) <= most)

    def _units(self) -> None:
        arrays = self.model.arrays
        everywhere = range(self.model.slots)
        for unit in np.unique(arrays.ends[arrays.ends >= 0]).tolist():
            meetings = np.flatnonzero((arrays.ends == unit).any(axis=1)).tolist()
            for slot in everywhere:
                self._limit(meetings, range(slot, slot + 1), 1)
            if unit < self.model.people and arrays.most[unit] < NO_LIMIT:
                self._limit(meetings, everywhere, int(arrays.most[unit]))

    def _rooms(self) -> None:
        arrays = self.model.arrays
        on_site = np.flatnonzero(arrays.on_site).tolist()
        crews = [
            np.flatnonzero(np.isin(arrays.need, needs)).tolist()
            for crew in range(arrays.crew_open.shape[1])
            for needs in [
                [
                    n
                    for n in range(len(self.model.needs))
                    if crew in arrays.crew_list[arrays.crew_start[n] : arrays.crew_start[n + 1]]
                ]
            ]
        ]
        for slot in range(self.model.slots):
            self._limit(on_site, range(slot, slot + 1), int(arrays.open_tables[slot]))
            for crew, meetings in enumerate(crews):
                self._limit(meetings, range(slot, slot + 1), int(arrays.crew_open[slot, crew]))
        for crew, meetings in enumerate(crews):
            self._limit(meetings, range(self.model.slots), int(arrays.crew_total[crew]))

    def _order(self) -> None:
        """As much of the later meeting until a slot as of the earlier one before it."""
        arrays = self.model.arrays
        for later in range(len(self.held)):
            for k in range(arrays.before_start[later], arrays.before_start[later + 1]):
                earlier = int(arrays.before_list[k])
                until: list[pywraplp.Variable] = []
                before: list[pywraplp.Variable] = []
                for slot in range(self.model.slots):
                    if (later, slot) in self.part:
                        until.append(self.part[later, slot])
                        self.solver.Add(self.solver.Sum(until) <= self.solver.Sum(before))
                    if (earlier, slot) in self.part:
                        before.append(self.part[earlier, slot])

    def most_must(self, seconds: float) -> float | None:
        """The bound of the musts; None where the time was too short."""
        return self._maximum([self.held[m] for m in np.flatnonzero(self.model.arrays.must)], seconds)

    def hold_must_within(self, least: int, most: int | None) -> None:
        """Hold at least so many musts; more than `most` are proved impossible."""
        must = [self.held[m] for m in np.flatnonzero(self.model.arrays.must)]
        if must:
            self.solver.Add(self.solver.Sum(must) >= least)
            self.solver.Add(self.solver.Sum(must) <= (len(must) if most is None else most))

    def most_weight(self, seconds: float) -> float | None:
        """The bound of the weight; None where the time was too short."""
        weight = self.model.arrays.weight
        return self._maximum([float(weight[m]) * held for m, held in enumerate(self.held)], seconds)

    def _maximum(self, terms: list[pywraplp.LinearExpr], seconds: float) -> float | None:
        if seconds <= 0:
            return None
        self.solver.Maximize(self.solver.Sum(terms))
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(self.solver.Objective().Value())


def is_made_for(model: Model) -> bool:
    """Whether the programme is small enough to be solved beside the search."""
    return len(model.meetings) * model.slots <= MAX_CELLS


def bound_must_by_slots(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove how many musts can be held, unless as many are in `score`."""
    if is_reached("must", ledger.bounds_for(score).must, score) or not is_made_for(model):
        return
    most = SlotProgramme(model).most_must(seconds)
    if most is not None:
        ledger.add("must", int(np.floor(most + ROUNDING)), Premise(), "slots")


def bound_weight_by_slots(model: Model, score: Score, seconds: float, ledger: BoundLedger) -> None:
    """Prove a bound of the weight of plans with as many musts as `score`, unless the known one is reached."""
    known = ledger.bounds_for(score)
    if is_reached("weight", known.weight, score) or not is_made_for(model):
        return
    programme = SlotProgramme(model)
    programme.hold_must_within(score.must, known.must)
    weight = programme.most_weight(seconds)
    if weight is not None:
        ledger.add("weight", weight * (1 + 1e-8), Premise(must=score.must), "slots")
