"""The fewest meetings that must change their slot so that meetings of a given value can be held.

Nearly all meetings stay, so nearly none is modelled. At first only the meetings without a slot have variables; a
meeting in conflict with them may *leave*, which costs a move, without a new slot. The optimum is a bound. Meetings that
leave in it get variables, constraints of days and precedence that it violates are added, and the programme is solved
again, until no meeting leaves without a new slot. Every step is a relaxation, so the last optimum is exact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from meetplan.bounds.selection import possible_meetings
from meetplan.model import Ints, Model
from meetplan.proof.snapshot import TimetableSnapshot
from meetplan.stop import Clock

MAX_EFFORT = 20.0  # CP-SAT's deterministic seconds, which do not depend on the machine


@dataclass(frozen=True)
class FewestMoves:
    """`bound` moves are proved necessary; `slots` (M, -1 not held) need no more. None: the limit was reached first."""

    bound: int
    slots: Ints | None


@dataclass
class _MoveProgramme:
    """The programme: `free` meetings choose their slot, others stay or leave.

    `exchangeable`: lists of equal meetings without a slot, and how many of them are to be held. `clauses`: sets of
    (meeting, slot) that cannot all be true. `limits`: meetings of which at most so many can be held. `runs`: (person,
    first slot of a window) in which the person needs a free slot."""

    model: Model
    before: Ints
    old: Ints
    first: int  # slots before this are past
    exchangeable: list[tuple[list[int], int]]
    free: set[int]
    staying: list[int]
    clauses: list[list[tuple[int, int]]] = field(default_factory=list)
    limits: list[tuple[list[int], int]] = field(default_factory=list)
    runs: set[tuple[int, int]] = field(default_factory=set)

    def build(self) -> cp_model.CpModel:
        """Return the programme with the present variables and rules."""
        self.programme = cp_model.CpModel()
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        self.cells: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        unplaced = {m for meetings, _ in self.exchangeable for m in meetings}
        self._add_free_meetings(unplaced)
        self._add_staying_meetings()
        for literals in self.cells.values():
            self.programme.add_at_most_one(literals)
        self._add_capacities()
        self._add_counts()
        self._add_rules()
        moves = [1 - self.at[m, int(self.before[m])] for m in self.staying if (m, int(self.before[m])) in self.at]
        # A meeting that cannot stay may still return to its old slot, once another one has moved.
        moves += [at for (m, s), at in self.at.items() if m in unplaced and self.old[m] >= 0 and self.old[m] != s]
        self.programme.minimize(sum(moves))
        return self.programme

    def _add_free_meetings(self, unplaced: set[int]) -> None:
        """Let free and unplaced meetings choose their slot."""
        for meeting in sorted(self.free | unplaced):
            slots = [s for s in np.flatnonzero(self.model.arrays.allowed[meeting]).tolist() if s >= self.first]
            literals = [self._add_variable(meeting, slot) for slot in slots]
            if meeting in unplaced:
                self.programme.add_at_most_one(literals)
            else:
                self.programme.add_exactly_one(literals)

    def _add_staying_meetings(self) -> None:
        """Let meetings leave that are in conflict with those that choose their slot, unless they are past."""
        touched = set(self.cells)
        for meeting in self.staying:
            slot = int(self.before[meeting])
            if meeting not in self.free and any((unit, slot) in touched for unit in self._units(meeting)):
                literal = self._add_variable(meeting, slot)
                if slot < self.first:
                    self.programme.add(literal == 1)

    def rule_count(self) -> int:
        """Return the number of rules added so far."""
        return len(self.clauses) + len(self.limits) + len(self.runs)

    def _units(self, meeting: int) -> list[int]:
        return [unit for unit in self.model.arrays.ends[meeting].tolist() if unit >= 0]

    def _add_variable(self, meeting: int, slot: int) -> cp_model.IntVar:
        literal = self.programme.new_bool_var("")
        self.at[meeting, slot] = literal
        for unit in self._units(meeting):
            self.cells[unit, slot].append(literal)
        return literal

    def _add_capacities(self) -> None:
        """Limit tables and interpreters of each slot; meetings that are not modelled stay."""
        timetable = TimetableSnapshot(self.model, self._fixed_slots())
        modelled: dict[int, list[int]] = defaultdict(list)
        for meeting, slot in self.at:
            modelled[slot].append(meeting)
        for slot, meetings in modelled.items():
            on_site = [m for m in meetings if timetable.on_site[m]]
            self._limit(on_site, slot, timetable.open_tables[slot] - timetable.tables[slot])
            for pool, used in enumerate(timetable.pools[slot]):
                pool_meetings = [m for m in meetings if pool in timetable.pools_of[m]]
                self._limit(pool_meetings, slot, timetable.pool_capacity[slot][pool] - used)

    def _fixed_slots(self) -> Ints:
        """Return the slots (M, -1) of the meetings that are not modelled."""
        slots = np.full(len(self.before), -1, np.int64)
        for meeting in self.staying:
            if (meeting, int(self.before[meeting])) not in self.at:
                slots[meeting] = self.before[meeting]
        return slots

    def _fixed_cells(self) -> set[tuple[int, int]]:
        """Return (unit, slot) of the meetings that are not modelled."""
        return {
            (unit, int(self.before[meeting]))
            for meeting in self.staying
            if (meeting, int(self.before[meeting])) not in self.at
            for unit in self._units(meeting)
        }

    def _limit(self, meetings: list[int], slot: int, limit: int) -> None:
        if len(meetings) > limit:
            self.programme.add(sum(self.at[m, slot] for m in meetings) <= limit)

    def _add_counts(self) -> None:
        """Hold so many of the exchangeable meetings, and no more of others than their limits."""
        present: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (meeting, _), literal in self.at.items():
            present[meeting].append(literal)
        for meetings, count in self.exchangeable:
            self.programme.add(sum(literal for m in meetings for literal in present[m]) >= count)
        for meetings, limit in self.limits:
            fixed = sum(m not in present and self.before[m] >= 0 for m in meetings)
            self.programme.add(sum(literal for m in meetings for literal in present.get(m, ())) <= limit - fixed)

    def _add_rules(self) -> None:
        """Add the rules of precedence and of runs that former proposals violated."""
        for clause in self.clauses:
            if all(cell in self.at for cell in clause):
                self.programme.add_bool_or([self.at[cell].negated() for cell in clause])
        fixed_at = self._fixed_cells() if self.runs else set()
        for person, start in sorted(self.runs):
            window = range(start, start + self.model.arrays.max_run + 1)
            literals = [literal for slot in window for literal in self.cells.get((person, slot), ())]
            fixed_count = sum((person, slot) in fixed_at for slot in window)
            self.programme.add(sum(literals) <= self.model.arrays.max_run - fixed_count)

    def proposal(self, solver: cp_model.CpSolver) -> tuple[Ints, set[int]]:
        """Return the slots of all meetings in a solution, and the meetings that leave without a new slot."""
        slots = self._fixed_slots()
        for (meeting, slot), literal in self.at.items():
            if solver.boolean_value(literal):
                slots[meeting] = slot
        return slots, {m for m in self.staying if slots[m] < 0}

    def add_violated_rules(self, slots: Ints) -> set[int]:
        """Add the rules of precedence, days and people that a proposal violates; return the meetings to be modelled."""
        timetable = TimetableSnapshot(self.model, slots)
        violated = self._violated_orders(slots)
        self.clauses.extend(violated)
        violated += self._violated_runs(timetable)
        exceeded = [
            ([m for m in range(len(slots)) if person in timetable.people[m]], timetable.max_meetings[person])
            for person, count in enumerate(timetable.count)
            if count > timetable.max_meetings[person]
        ]
        exceeded += [
            ([m for m, pools in enumerate(timetable.pools_of) if pool in pools], timetable.pool_total[pool])
            for pool, count in enumerate(timetable.pools_total)
            if count > timetable.pool_total[pool]
        ]
        self.limits.extend(exceeded)
        return {m for clause in violated for m, _ in clause if self.before[m] >= 0}

    def _violated_orders(self, slots: Ints) -> list[list[tuple[int, int]]]:
        arrays, violated = self.model.arrays, []
        for later in np.flatnonzero(slots >= 0).tolist():
            for k in range(arrays.before_start[later], arrays.before_start[later + 1]):
                earlier = int(arrays.before_list[k])
                if slots[earlier] >= 0 and slots[earlier] >= slots[later]:
                    violated.append([(earlier, int(slots[earlier])), (later, int(slots[later]))])
        return violated

    def _violated_runs(self, timetable: TimetableSnapshot) -> list[list[tuple[int, int]]]:
        """Add rules for windows without a free slot; return the (meeting, slot) in each of them."""
        arrays, violated = self.model.arrays, []
        if not arrays.max_run:
            return []
        for person in range(self.model.people):
            held = timetable.at[person]
            for first in range(self.model.slots - arrays.max_run):
                window = range(first, first + arrays.max_run + 1)
                one_day = arrays.day_of[window[0]] == arrays.day_of[window[-1]]
                if one_day and all(held[s] >= 0 for s in window):
                    self.runs.add((person, first))
                    violated.append([(held[s], s) for s in window])
        return violated


def fewest_moves(model: Model, before: Ints, old: Ints, wanted: Ints, first: int, clock: Clock) -> FewestMoves:
    """Hold as many meetings of each value as `wanted` does, with the fewest moves.

    Parameters
    ----------
    before : array of int, shape (M,)
        Slots of the meetings that can stay, -1 for others.
    old : array of int, shape (M,)
        Slots before the change, -1 none. A meeting that cannot stay counts as moved if it is held in another slot.
    wanted : array of int, shape (M,)
        1 for the meetings to be held, or exchangeable ones.
    first : int
        Slots before this are past: meetings in them stay.
    clock : Clock
        Limits the time.

    Returns
    -------
    FewestMoves
    """
    exchangeable = _exchangeable_groups(model, before, old, wanted)
    staying = np.flatnonzero((wanted > 0) & (before >= 0)).tolist()
    moves = _MoveProgramme(model, before, old, first, exchangeable, set(), staying)
    bound, left = 0, MAX_EFFORT
    while left > 0 and not clock.is_over():
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, min(clock.left(), 1e9))
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = left
        status = solver.solve(moves.build())
        left -= max(0.01, solver.response_proto.deterministic_time)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        bound = max(bound, round(solver.best_objective_bound))
        slots, leaving = moves.proposal(solver)
        if status != cp_model.OPTIMAL:
            break
        rule_count = moves.rule_count()
        violated = moves.add_violated_rules(slots)
        if not leaving and moves.rule_count() == rule_count:
            return FewestMoves(bound, slots)
        moves.free |= {m for m in leaving | violated if before[m] >= first}
    return FewestMoves(bound, None)


def _exchangeable_groups(model: Model, before: Ints, old: Ints, wanted: Ints) -> list[tuple[list[int], int]]:
    """Return lists of meetings without a slot and of equal value, with the number of them to be held.

    Where people have minimums, meetings are not exchangeable."""
    arrays = model.arrays
    exchange = not arrays.min_meetings.any()
    groups: dict[tuple[float, ...], list[int]] = defaultdict(list)
    unplaced = (before < 0) & possible_meetings(model)
    for meeting in np.flatnonzero(unplaced & ((wanted > 0) | exchange)).tolist():
        was_held = float(old[meeting] >= 0)
        key = (float(arrays.must[meeting]), float(arrays.weight[meeting]), was_held)
        groups[key if exchange else (*key, float(meeting))].append(meeting)
    exchangeable = [(meetings, int(wanted[meetings].sum())) for meetings in groups.values()]
    return [(meetings, count) for meetings, count in exchangeable if count]
