"""How many pairs can meet, slots included: the linear programme over meetings and slots.

A meeting may be spread over slots in parts that sum to at most one. Everything that binds within a slot (people,
tables, interpreters) and the order of meetings is stated of the parts, so the programme sees what counting over the
whole event (`selection`) cannot: fixed meetings that clash, absences, orders that leave too little time. The bound of
the musts is a whole number, which often closes the last gap.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from meetplan.bounds.ledger import BoundLedger, Premise, is_reached
from meetplan.model import NO_LIMIT, Flags, Floats, Model, meetings_of_crews, meetings_of_shared_units
from meetplan.plan import Score

MAX_CELLS = 40_000  # meetings times slots that the programme is made for
ROUNDING = 1e-5  # what the solver's tolerances may hide, added on the safe side


class SlotProgramme:
    """The programme of one model. `part[m, s]`: how much of meeting m is held in slot s."""

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
        self._rooms()
        self._order()

    def _limit(self, parts: list[pywraplp.Variable], most: int) -> None:
        """At most so many of the meetings together."""
        if len(parts) > most:
            row = self.solver.Constraint(0, most)
            for part in parts:
                row.SetCoefficient(part, 1)

    def _limit_each_slot(self, meetings: list[int], most: Sequence[int]) -> None:
        """At most so many of the meetings in each slot (S)."""
        for slot in range(self.model.slots):
            self._limit([self.part[m, slot] for m in meetings if (m, slot) in self.part], int(most[slot]))

    def _units(self) -> None:
        arrays = self.model.arrays
        once = [1] * self.model.slots
        for person, meetings in enumerate(self.model.meetings_of):
            self._limit_each_slot(list(meetings), once)
            if arrays.most[person] < NO_LIMIT:
                self._limit([part for m in meetings for part in self.parts_of[m]], int(arrays.most[person]))
        for sharing in meetings_of_shared_units(arrays):
            self._limit_each_slot(sharing, once)

    def _rooms(self) -> None:
        arrays = self.model.arrays
        self._limit_each_slot(np.flatnonzero(arrays.on_site).tolist(), arrays.open_tables.tolist())
        for crew, meetings in enumerate(meetings_of_crews(self.model)):
            self._limit_each_slot(meetings, arrays.crew_open[:, crew].tolist())
            if arrays.crew_total[crew] < NO_LIMIT:
                self._limit([part for m in meetings for part in self.parts_of[m]], int(arrays.crew_total[crew]))

    def _order(self) -> None:
        """As much of the later meeting until a slot as of the earlier one before it."""
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
        """How much of a meeting is held until each slot, that slot included."""
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

    def most_must(self, seconds: float) -> float | None:
        """The bound of the musts; None where the time was too short."""
        return self._maximum(self.model.arrays.must, seconds)

    def hold_must_within(self, least: int, most: int | None) -> None:
        """Hold at least so many musts; more than `most` are proved impossible."""
        must = np.flatnonzero(self.model.arrays.must).tolist()
        row = self.solver.Constraint(least, len(must) if most is None else most)
        for part in (part for m in must for part in self.parts_of[m]):
            row.SetCoefficient(part, 1)

    def most_weight(self, seconds: float) -> float | None:
        """The bound of the weight; None where the time was too short."""
        return self._maximum(self.model.arrays.weight, seconds)

    def _maximum(self, worth: Flags | Floats, seconds: float) -> float | None:
        """The largest sum of what the meetings are worth (M)."""
        if seconds <= 0:
            return None
        objective = self.solver.Objective()
        objective.Clear()
        objective.SetMaximization()
        for value, parts in zip(worth.tolist(), self.parts_of, strict=True):
            for part in parts:
                objective.SetCoefficient(part, value)
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(objective.Value())


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
