"""The fewest meetings that must change their slot so that meetings of a given value can be held.

Nearly all meetings stay, so nearly none is spoken of. At first only the meetings without a place have slots to choose
from; one that stands in their way may *leave*, which costs a move, and where it goes is not asked. The answer is a
bound. Who leaves in it is given slots to choose from, rules of days and orders that it breaks are written down, and
the programme is solved again, until nobody leaves without going somewhere. Every step is a relaxation, so the last
answer is exact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from meetplan.bounds.selection import possible_meetings
from meetplan.model import Ints, Model
from meetplan.proof.snapshot import TimetableSnapshot
from meetplan.stop import Clock

EFFORT = 20.0  # CP-SAT's deterministic seconds: the same everywhere, unlike the clock's


@dataclass(frozen=True)
class FewestMoves:
    """`slots` (M, -1 not held) with the fewest moves; at least `bound` are proved necessary, in `slots` so many were
    made. Without `slots` the limit was reached first."""

    bound: int
    slots: Ints | None


@dataclass
class _Moves:
    """The programme: `free` meetings choose their slot, others stay or leave. `alike`: lists of equal meetings
    without a place, and how many of them are to be held. `clauses`: sets of (meeting, slot) that cannot all be
    true. `runs`: (person, first slot of a window) in which the person needs a pause."""

    model: Model
    before: Ints
    old: Ints
    first: int  # slots before this are past
    alike: list[tuple[list[int], int]]
    free: set[int]
    staying: list[int]
    clauses: list[list[tuple[int, int]]] = field(default_factory=list)
    crowds: list[tuple[list[int], int]] = field(default_factory=list)
    runs: set[tuple[int, int]] = field(default_factory=set)

    def build(self) -> cp_model.CpModel:
        self.programme = cp_model.CpModel()
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        self.cells: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        homeless = {m for meetings, _ in self.alike for m in meetings}
        for meeting in sorted(self.free | homeless):
            slots = [s for s in np.flatnonzero(self.model.arrays.allowed[meeting]).tolist() if s >= self.first]
            literals = [self._speak_of(meeting, slot) for slot in slots]
            if meeting in homeless:
                self.programme.add_at_most_one(literals)
            else:
                self.programme.add_exactly_one(literals)
        touched = set(self.cells)
        for meeting in self.staying:
            slot = int(self.before[meeting])
            if meeting not in self.free and any((unit, slot) in touched for unit in self._units(meeting)):
                literal = self._speak_of(meeting, slot)
                if slot < self.first:
                    self.programme.add(literal == 1)
        for literals in self.cells.values():
            self.programme.add_at_most_one(literals)
        self._rooms()
        self._rules()
        moves = [1 - self.at[m, int(self.before[m])] for m in self.staying if (m, int(self.before[m])) in self.at]
        # Who cannot stay as things are may still come back to the old slot, once something else has moved.
        moves += [at for (m, s), at in self.at.items() if m in homeless and self.old[m] >= 0 and self.old[m] != s]
        self.programme.minimize(sum(moves))
        return self.programme

    def rules(self) -> int:
        """How many rules are written down."""
        return len(self.clauses) + len(self.crowds) + len(self.runs)

    def _units(self, meeting: int) -> list[int]:
        return [unit for unit in self.model.arrays.ends[meeting].tolist() if unit >= 0]

    def _speak_of(self, meeting: int, slot: int) -> cp_model.IntVar:
        literal = self.programme.new_bool_var("")
        self.at[meeting, slot] = literal
        for unit in self._units(meeting):
            self.cells[unit, slot].append(literal)
        return literal

    def _rooms(self) -> None:
        """Tables and interpreters of each slot; meetings not spoken of are there."""
        snapshot = TimetableSnapshot(self.model, self._quiet())
        spoken: dict[int, list[int]] = defaultdict(list)
        for meeting, slot in self.at:
            spoken[slot].append(meeting)
        for slot, meetings in spoken.items():
            on_site = [m for m in meetings if snapshot.on_site[m]]
            self._at_most(on_site, slot, snapshot.open_tables[slot] - snapshot.tables[slot])
            for crew, used in enumerate(snapshot.crews[slot]):
                users = [m for m in meetings if crew in snapshot.crews_of[m]]
                self._at_most(users, slot, snapshot.crew_open[slot][crew] - used)

    def _quiet(self) -> Ints:
        """Slots (M) of the meetings not spoken of."""
        slots = np.full(len(self.before), -1, np.int64)
        for meeting in self.staying:
            if (meeting, int(self.before[meeting])) not in self.at:
                slots[meeting] = self.before[meeting]
        return slots

    def _quiet_cells(self) -> set[tuple[int, int]]:
        """(unit, slot) of the meetings not spoken of."""
        return {
            (unit, int(self.before[meeting]))
            for meeting in self.staying
            if (meeting, int(self.before[meeting])) not in self.at
            for unit in self._units(meeting)
        }

    def _at_most(self, meetings: list[int], slot: int, most: int) -> None:
        if len(meetings) > most:
            self.programme.add(sum(self.at[m, slot] for m in meetings) <= most)

    def _rules(self) -> None:
        present: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (meeting, _), literal in self.at.items():
            present[meeting].append(literal)
        for meetings, count in self.alike:
            self.programme.add(sum(literal for m in meetings for literal in present[m]) >= count)
        for clause in self.clauses:
            if all(place in self.at for place in clause):
                self.programme.add_bool_or([self.at[place].negated() for place in clause])
        quiet_at = self._quiet_cells() if self.runs else set()
        for person, start in sorted(self.runs):
            window = range(start, start + self.model.arrays.max_run + 1)
            there = [literal for slot in window for literal in self.cells.get((person, slot), ())]
            sitting = sum((person, slot) in quiet_at for slot in window)
            self.programme.add(sum(there) <= self.model.arrays.max_run - sitting)
        for meetings, most in self.crowds:
            quiet = sum(m not in present and self.before[m] >= 0 for m in meetings)
            self.programme.add(sum(literal for m in meetings for literal in present[m]) <= most - quiet)

    def proposed(self, solver: cp_model.CpSolver) -> tuple[Ints, set[int]]:
        """Slots of all meetings in a solution, and who left without going anywhere."""
        slots = self._quiet()
        for (meeting, slot), literal in self.at.items():
            if solver.boolean_value(literal):
                slots[meeting] = slot
        return slots, {m for m in self.staying if slots[m] < 0}

    def forbid(self, slots: Ints) -> set[int]:
        """Write down the rules of orders, days and people that a proposal breaks; meetings that must be spoken of."""
        snapshot = TimetableSnapshot(self.model, slots)
        broken = self._orders(slots)
        self.clauses.extend(broken)
        broken += self._long_runs(snapshot)
        over = [
            ([m for m in range(len(slots)) if person in snapshot.people[m]], snapshot.most[person])
            for person, count in enumerate(snapshot.count)
            if count > snapshot.most[person]
        ]
        over += [
            ([m for m, crews in enumerate(snapshot.crews_of) if crew in crews], snapshot.crew_total[crew])
            for crew, count in enumerate(snapshot.crews_total)
            if count > snapshot.crew_total[crew]
        ]
        self.crowds.extend(over)
        return {m for clause in broken for m, _ in clause if self.before[m] >= 0}

    def _orders(self, slots: Ints) -> list[list[tuple[int, int]]]:
        arrays, found = self.model.arrays, []
        for later in np.flatnonzero(slots >= 0).tolist():
            for k in range(arrays.before_start[later], arrays.before_start[later + 1]):
                earlier = int(arrays.before_list[k])
                if slots[earlier] >= 0 and slots[earlier] >= slots[later]:
                    found.append([(earlier, int(slots[earlier])), (later, int(slots[later]))])
        return found

    def _long_runs(self, snapshot: TimetableSnapshot) -> list[list[tuple[int, int]]]:
        """Windows without a pause, written down for whoever might sit in them; who sits there now."""
        arrays, found = self.model.arrays, []
        if not arrays.max_run:
            return []
        for person in range(self.model.people):
            held = snapshot.at[person]
            for first in range(self.model.slots - arrays.max_run):
                window = range(first, first + arrays.max_run + 1)
                one_day = arrays.day_of[window[0]] == arrays.day_of[window[-1]]
                if one_day and all(held[s] >= 0 for s in window):
                    self.runs.add((person, first))
                    found.append([(held[s], s) for s in window])
        return found


def fewest_moves(model: Model, before: Ints, old: Ints, wanted: Ints, first: int, clock: Clock) -> FewestMoves:
    """Hold as many meetings of each value as `wanted` (M, flags) does, with the fewest elsewhere than they were.

    `before`: slot of each meeting (M) that can stay, -1 for others; `old`: where each was held before the change, -1
    none: a meeting that was held and cannot stay counts as moved if it is held in another slot. Slots before `first`
    are past: who is there stays. Ends with the `clock`, or sooner."""
    alike = _alike(model, before, old, wanted)
    staying = np.flatnonzero((wanted > 0) & (before >= 0)).tolist()
    moves = _Moves(model, before, old, first, alike, set(), staying)
    bound, left = 0, EFFORT
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
        slots, gone = moves.proposed(solver)
        if status != cp_model.OPTIMAL:
            break
        rules = moves.rules()
        broken = moves.forbid(slots)
        if not gone and moves.rules() == rules:
            return FewestMoves(bound, slots)
        moves.free |= {m for m in gone | broken if before[m] >= first}
    return FewestMoves(bound, None)


def _alike(model: Model, before: Ints, old: Ints, wanted: Ints) -> list[tuple[list[int], int]]:
    """Meetings without a place to stay, by value, with the number of them that must be held. Where minimums of people
    matter, one meeting does not stand for another."""
    arrays = model.arrays
    exchange = not arrays.least.any()
    groups: dict[tuple[float, ...], list[int]] = defaultdict(list)
    homeless = (before < 0) & possible_meetings(model)
    for meeting in np.flatnonzero(homeless & ((wanted > 0) | exchange)).tolist():
        was_held = float(old[meeting] >= 0)
        key = (float(arrays.must[meeting]), float(arrays.weight[meeting]), was_held)
        groups[key if exchange else (*key, float(meeting))].append(meeting)
    alike = [(meetings, int(wanted[meetings].sum())) for meetings in groups.values()]
    return [(meetings, count) for meetings, count in alike if count]
