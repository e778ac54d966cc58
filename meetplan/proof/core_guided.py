"""Core-guided proofs (OLL): assume the best case, and raise the bound with every unsatisfiable core.

The SAT solver looks for a timetable in which every person has their own fewest breaks and nobody exceeds the wanted
spread. If there is none, it returns a set of people (a core) who cannot all have them, so the bound rises by one;
exactly one more break is then allowed to that core, counted by a totalizer, and so on. The first timetable is optimal.

Method: Morgado, Dodaro and Marques-Silva, "Core-guided MaxSAT with soft cardinality constraints" (CP 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pysat.card import ITotalizer
from pysat.solvers import Solver

from meetplan.bounds.days import IMPOSSIBLE, bound_smallest_break_count, fewest_breaks_by_person
from meetplan.model import Model
from meetplan.proof.encoding import Encoding

SMALL_CORE = 40


@dataclass(frozen=True)
class NotAllHeld:
    """Proved: at least `missing` of the musts cannot be held.

    `core`: meetings (by number) that cannot all be held."""

    missing: int
    core: tuple[int, ...]


@dataclass(frozen=True)
class SpreadAtLeast:
    """Proved: a timetable of all meetings exceeds the wanted spread of breaks by at least `excess`."""

    excess: int


@dataclass(frozen=True)
class BreaksAtLeast:
    """Proved: a timetable of all meetings that exceeds the wanted spread by no more than `excess` (None: by anything)
    has at least `breaks`."""

    breaks: int
    excess: int | None


@dataclass(frozen=True)
class Best:
    """A timetable (slot of each meeting, -1 not held) that is optimal for the objective of the proof.

    `breaks`: -1 where they are not part of it."""

    slots: tuple[int, ...]
    breaks: int


Event = NotAllHeld | SpreadAtLeast | BreaksAtLeast | Best
Grow = Callable[[], int | None]  # returns the next literal to assume after one has been refuted, None at the end


class OutOfConflicts(Exception):
    """The limit of conflicts was reached."""


class CoreGuided:
    """The loop, for any objective. `soft` maps every literal that is assumed to the function that replaces it."""

    def __init__(self, encoding: Encoding, solver: str, conflicts: int | None = None):
        self.encoding = encoding
        self.solver = Solver(name=solver)
        self.conflicts = conflicts
        self.soft: dict[int, Grow] = {}
        self.weaker: dict[int, int] = {}  # a block's literal -> the literal that counts its first break

    def _add_clauses(self) -> None:
        for clause in self.encoding.take_fresh():
            self.solver.add_clause(clause)

    def solve(self, assumptions: list[int]) -> bool:
        """Return whether the clauses are satisfiable under the assumptions. Raises `OutOfConflicts` at the limit."""
        self._add_clauses()
        if self.conflicts is None:
            return bool(self.solver.solve(assumptions=assumptions))
        if self.conflicts <= 0:
            raise OutOfConflicts
        before = self.solver.accum_stats()["conflicts"]
        self.solver.conf_budget(self.conflicts)
        is_satisfiable = self.solver.solve_limited(assumptions=assumptions)
        self.conflicts -= self.solver.accum_stats()["conflicts"] - before
        if is_satisfiable is None:
            raise OutOfConflicts
        return bool(is_satisfiable)

    def core(self) -> list[int]:
        """Return the last unsatisfiable core, reduced by solving it again."""
        core = list(self.solver.get_core() or [])
        while 1 < len(core) <= SMALL_CORE:
            if self.solve(core):  # cannot be: the same assumptions contradict each other
                raise AssertionError("a core became satisfiable")
            smaller = list(self.solver.get_core() or [])
            if len(smaller) >= len(core):
                break
            core = smaller
        return core

    def relax(self, core: list[int]) -> None:
        """Allow one failure in the core, counted. Literals of the core that are not soft are its condition."""
        failures = []
        for literal in core:
            if literal not in self.soft:
                continue
            grow = self.soft.pop(literal)
            following = grow()
            if following is not None:
                self.soft[following] = grow
            failures.append(self.weaker.pop(literal, -literal))
        self.encoding.fresh.append([-literal for literal in core])
        if len(failures) > 1:
            self._count(failures)

    def _count(self, failures: list[int]) -> None:
        total = ITotalizer(lits=failures, ubound=1, top_id=self.encoding.top)
        self.encoding.top = max(self.encoding.top, total.top_id)
        self.encoding.fresh.extend(total.cnf.clauses)
        allowed = 1

        def grow() -> int | None:
            nonlocal allowed
            allowed += 1
            if allowed >= len(failures):
                return None
            total.increase(ubound=allowed, top_id=self.encoding.top)
            self.encoding.top = max(self.encoding.top, total.top_id)
            if total.nof_new:
                self.encoding.fresh.extend(total.cnf.clauses[-total.nof_new :])
            return -int(total.rhs[allowed])

        self.soft[-int(total.rhs[1])] = grow

    def slots(self) -> tuple[int, ...]:
        """Return the slot of each meeting in the last solution."""
        return tuple(self.encoding.slots_of(self.solver.get_model() or []))


def prove_all_held(model: Model, solver: str, conflicts: int | None = None) -> Iterator[Event]:
    """Prove the smallest spread, then the fewest breaks, of a timetable of all meetings.

    Yields rising bounds, and finally an optimal timetable. If not all meetings can be held, continues with
    `prove_must`. `solver`: name of a SAT solver. `conflicts`: limit, None: no limit."""
    proof = _BreaksProof(model, solver, conflicts)
    if proof.is_possible:
        while not proof.is_over:
            yield from proof.run()
        if proof.is_possible:
            return
    yield from prove_must(model, solver, proof.conflicts)


class _BreaksProof:
    """The proof for timetables of all meetings.

    The breaks of every person are capped so that the wanted spread is kept; where that is impossible, the cap rises by
    one and the proof begins again."""

    def __init__(self, model: Model, solver: str, conflicts: int | None):
        self.model, self.solver, self.conflicts = model, solver, conflicts
        self.fewest = fewest_breaks_by_person(model)
        arrays = model.arrays
        are_within_limits = all(
            len(meetings) <= limit for meetings, limit in zip(model.meetings_of, arrays.max_meetings, strict=True)
        )
        self.is_possible = are_within_limits and max(self.fewest, default=0) < IMPOSSIBLE
        self.is_over = False
        self.excess: int | None = None
        if self.is_possible and arrays.spread < model.slots:
            # A bound on the smallest break count, so that nobody may have more than this plus the spread.
            self.base = arrays.spread + bound_smallest_break_count(model)
            self.excess = max(0, max(self.fewest, default=0) - self.base)

    def run(self) -> Iterator[Event]:
        """Prove with the present cap. Sets `is_over`, or raises the cap."""
        search = CoreGuided(Encoding(self.model), self.solver, self.conflicts)
        cap = None if self.excess is None else self.base + self.excess
        condition = search.encoding.variable()
        assumptions = _BreakAssumptions(search, cap, condition)
        bound = sum(self.fewest)
        if self.excess:
            yield SpreadAtLeast(self.excess)
        yield BreaksAtLeast(bound, self.excess)
        for person, breaks in enumerate(self.fewest):
            assumptions.assume_fewest(person, breaks)
        while not search.solve([condition, *search.soft]):
            core = search.core()
            if not any(literal in search.soft for literal in core):
                self.conflicts = search.conflicts
                if core and self.excess is not None:
                    self.excess += 1
                    return
                self.is_possible, self.is_over = False, True
                return
            bound += 1
            yield BreaksAtLeast(bound, self.excess)
            search.relax(core)
        self.is_over = True
        yield Best(search.slots(), bound)


@dataclass(frozen=True)
class _BreakAssumptions:
    """Assumptions about the breaks of every person. `cap`: nobody has more, under `condition`."""

    search: CoreGuided
    cap: int | None
    condition: int

    def assume_fewest(self, person: int, fewest: int) -> None:
        """Assume that this person has no more than the fewest breaks."""
        search, model = self.search, self.search.encoding.model
        if self.cap is not None and fewest > self.cap:
            search.encoding.fresh.append([-self.condition])
        if len(model.meetings_of[person]) < 2:
            return
        counted: list[int] = []
        allowed = fewest

        def grow() -> int | None:
            nonlocal allowed
            allowed += 1
            if allowed >= len(counted):
                return None
            return -counted[allowed]

        one_day = int(model.arrays.day_of[-1]) == 0
        if fewest == 0 and one_day:
            block = search.encoding.block(person)

            def first() -> int | None:
                nonlocal counted
                if not counted:
                    counted = search.encoding.count_breaks(person)
                    if counted:
                        search.encoding.fresh.append([counted[0], block])
                        search.weaker[block] = counted[0]
                        self._apply_cap(counted)
                return grow()

            search.soft[block] = first
            return
        counted = search.encoding.count_breaks(person)
        self._apply_cap(counted)
        if fewest < len(counted):
            search.soft[-counted[fewest]] = grow

    def _apply_cap(self, counted: list[int]) -> None:
        if self.cap is not None and self.cap < len(counted):
            self.search.encoding.fresh.append([-self.condition, -counted[self.cap]])


def prove_must(model: Model, solver: str, conflicts: int | None = None) -> Iterator[Event]:
    """Prove how many musts cannot be held; wishes do not count.

    Yields rising bounds, and finally a timetable with as many musts as possible."""
    search = CoreGuided(Encoding(model, relaxed=True), solver, conflicts)
    number = {literal: meeting for meeting, literal in enumerate(search.encoding.present)}
    for literal, meeting in number.items():
        if model.arrays.must[meeting]:
            search.soft[literal] = lambda: None
    missing = 0
    reason: tuple[int, ...] = ()
    while not search.solve(list(search.soft)):
        core = search.core()
        missing += 1
        reason = reason or tuple(number[literal] for literal in core if literal in number)
        yield NotAllHeld(missing, reason)
        search.relax(core)
    yield NotAllHeld(missing, reason)
    yield Best(search.slots(), -1)
