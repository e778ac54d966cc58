"""Core-guided proofs (OLL): assume that nothing goes wrong, and let each contradiction raise the bound.

The solver is asked for a timetable in which every person has its own fewest breaks, and nobody so many that the wanted
spread is exceeded. If there is none, it names a set of people (a core) who cannot all have them, so the bound rises by
one; exactly one more break is then allowed to that core, counted by a totalizer, and so on. The first timetable found
is optimal.

Method: Morgado, Dodaro and Marques-Silva, "Core-guided MaxSAT with soft cardinality constraints" (CP 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pysat.card import ITotalizer
from pysat.solvers import Solver

from meetplan.bounds.days import IMPOSSIBLE, most_breaks_of_least, person_bounds
from meetplan.model import Model
from meetplan.proof.encoding import Encoding

SMALL_CORE = 40


@dataclass(frozen=True)
class NotAllHeld:
    """Proved: at least `missing` of the musts cannot be held. `core`: meetings (by number) of which at least one
    falls."""

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
    """A timetable (slot of each meeting, -1 not held) that is optimal for what was asked. `breaks`: -1 where they were
    not counted."""

    slots: tuple[int, ...]
    breaks: int


Event = NotAllHeld | SpreadAtLeast | BreaksAtLeast | Best
Grow = Callable[[], int | None]  # gives the next literal to assume after one has fallen, None at the end


class OutOfConflicts(Exception):
    """The limit of conflicts was reached."""


class CoreGuided:
    """The loop, whatever is counted. `soft` maps a literal assumed true to what takes its place when it falls."""

    def __init__(self, encoding: Encoding, solver: str, conflicts: int | None = None):
        self.encoding = encoding
        self.solver = Solver(name=solver)
        self.conflicts = conflicts
        self.soft: dict[int, Grow] = {}
        self.weaker: dict[int, int] = {}  # a block's literal -> the literal that counts its first break

    def feed(self) -> None:
        for clause in self.encoding.take_fresh():
            self.solver.add_clause(clause)

    def ask(self, assumptions: list[int]) -> bool:
        self.feed()
        if self.conflicts is None:
            return bool(self.solver.solve(assumptions=assumptions))
        if self.conflicts <= 0:
            raise OutOfConflicts
        before = self.solver.accum_stats()["conflicts"]
        self.solver.conf_budget(self.conflicts)
        answer = self.solver.solve_limited(assumptions=assumptions)
        self.conflicts -= self.solver.accum_stats()["conflicts"] - before
        if answer is None:
            raise OutOfConflicts
        return bool(answer)

    def core(self) -> list[int]:
        """The last contradiction, made smaller by asking again for what it named."""
        core = list(self.solver.get_core() or [])
        while 1 < len(core) <= SMALL_CORE:
            if self.ask(core):  # cannot be: the same assumptions contradict each other
                raise AssertionError("a core became satisfiable")
            smaller = list(self.solver.get_core() or [])
            if len(smaller) >= len(core):
                break
            core = smaller
        return core

    def relax(self, core: list[int]) -> None:
        """Allow the core one failure, counted. What stands in the core beside the soft literals is its condition."""
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
        return tuple(self.encoding.slots_of(self.solver.get_model() or []))


def prove_all_held(model: Model, solver: str, conflicts: int | None = None) -> Iterator[Event]:
    """Least spread, then fewest breaks, of a timetable of all meetings: bounds that rise, at last an optimal timetable.
    If not all can be held, how many musts must fall, with their reason."""
    proof = _BreaksProof(model, solver, conflicts)
    if proof.is_possible:
        while not proof.is_over:
            yield from proof.run()
        if proof.is_possible:
            return
    yield from prove_must(model, solver, proof.conflicts)


class _BreaksProof:
    """The proof for timetables of all meetings. First one person after the other is capped so that the wanted spread
    is kept; where that is impossible, the caps rise by one and the proof begins again."""

    def __init__(self, model: Model, solver: str, conflicts: int | None):
        self.model, self.solver, self.conflicts = model, solver, conflicts
        self.fewest = person_bounds(model)
        arrays = model.arrays
        fit = all(len(meetings) <= most for meetings, most in zip(model.meetings_of, arrays.most, strict=True))
        self.is_possible = fit and max(self.fewest, default=0) < IMPOSSIBLE
        self.is_over = False
        self.excess: int | None = None
        if self.is_possible and arrays.spread < model.slots:
            # The person with fewest breaks has no more than this, so nobody else more than this and the spread.
            self.base = arrays.spread + most_breaks_of_least(model)
            self.excess = max(0, max(self.fewest, default=0) - self.base)

    def run(self) -> Iterator[Event]:
        """Prove with the present caps. Sets `is_over`, or raises the caps."""
        search = CoreGuided(Encoding(self.model), self.solver, self.conflicts)
        cap = None if self.excess is None else self.base + self.excess
        condition = search.encoding.variable()
        expectations = _Expectations(search, cap, condition)
        bound = sum(self.fewest)
        if self.excess:
            yield SpreadAtLeast(self.excess)
        yield BreaksAtLeast(bound, self.excess)
        for person, breaks in enumerate(self.fewest):
            expectations.expect(person, breaks)
        while not search.ask([condition, *search.soft]):
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
class _Expectations:
    """What is assumed of each person's breaks. `cap`: nobody has more, under `condition`."""

    search: CoreGuided
    cap: int | None
    condition: int

    def expect(self, person: int, fewest: int) -> None:
        """Assume that this person has no more than its fewest breaks."""
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
    """Fewest musts that fall; wishes may fall freely. Ends with a timetable that holds as many musts as can be."""
    search = CoreGuided(Encoding(model, relaxed=True), solver, conflicts)
    number = {literal: meeting for meeting, literal in enumerate(search.encoding.present)}
    for literal, meeting in number.items():
        if model.arrays.must[meeting]:
            search.soft[literal] = lambda: None
    missing = 0
    reason: tuple[int, ...] = ()
    while not search.ask(list(search.soft)):
        core = search.core()
        missing += 1
        reason = reason or tuple(number[literal] for literal in core if literal in number)
        yield NotAllHeld(missing, reason)
        search.relax(core)
    yield NotAllHeld(missing, reason)
    yield Best(search.slots(), -1)
