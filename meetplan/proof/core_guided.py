"""Core-guided proofs (OLL): assume that nothing goes wrong, and let each contradiction raise the bound.

The solver is asked for a timetable in which every person has its own fewest breaks. If there is none, it names a set
of people (a core) who cannot all have them, so the bound rises by one; exactly one more break is then allowed to that
core, counted by a totalizer, and so on. The first timetable found is optimal.

Method: Morgado, Dodaro and Marques-Silva, "Core-guided MaxSAT with soft cardinality constraints" (CP 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pysat.card import ITotalizer
from pysat.solvers import Solver

from meetplan.bounds.days import IMPOSSIBLE, person_bounds
from meetplan.model import Model
from meetplan.proof.encoding import Encoding

SMALL_CORE = 40
UNLIMITED = 1 << 30


@dataclass(frozen=True)
class NotAllHeld:
    """Proved: at least `missing` meetings cannot be held. `core`: meetings (by number) of which at least one falls."""

    missing: int
    core: tuple[int, ...]


@dataclass(frozen=True)
class AtLeast:
    """Proved: a timetable of all meetings has at least `breaks`."""

    breaks: int


@dataclass(frozen=True)
class Best:
    """A timetable (slot of each meeting, -1 not held) that is optimal for what was asked."""

    slots: tuple[int, ...]
    breaks: int


Event = NotAllHeld | AtLeast | Best
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
        """Allow the core one failure, counted."""
        failures = []
        for literal in core:
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
    """Fewest breaks of a timetable of all meetings: bounds that rise, at last an optimal timetable. If not all can be
    held, how many must fall, with their reason."""
    fewest = person_bounds(model)
    limit = _meaningful(model)
    search = CoreGuided(Encoding(model), solver, conflicts)
    if max(fewest, default=0) < IMPOSSIBLE:
        bound = sum(fewest)
        yield AtLeast(bound)
        for person, breaks in enumerate(fewest):
            _expect(search, person, breaks)
        while not search.ask(list(search.soft)):
            core = search.core()
            if not core:
                break
            bound += 1
            if bound > limit:
                return
            yield AtLeast(bound)
            search.relax(core)
        else:
            yield Best(search.slots(), bound)
            return
        if limit < UNLIMITED:
            return
    yield from _prove_missing(model, solver, search.conflicts)


def _meaningful(model: Model) -> int:
    """Up to how many breaks the encoding speaks of every plan. It holds everybody to the spread above what all must
    bear; plans in which all bear one more are left out, and they have at least so many."""
    arrays = model.arrays
    if arrays.most_breaks >= model.slots or min(len(meetings) for meetings in model.meetings_of) < 2:
        return UNLIMITED
    return model.people * (arrays.most_breaks - arrays.spread + 1)


def _expect(search: CoreGuided, person: int, fewest: int) -> None:
    """Assume that this person has no more than its fewest breaks."""
    model = search.encoding.model
    if len(model.meetings_of[person]) < 2:
        return
    one_day = int(model.arrays.day_of[-1]) == 0
    most = model.arrays.most_breaks
    counted: list[int] = []
    allowed = fewest

    def grow() -> int | None:
        nonlocal allowed
        allowed += 1
        if allowed > most or allowed >= len(counted):
            return None
        return -counted[allowed]

    if fewest == 0 and one_day:
        block = search.encoding.block(person)

        def first() -> int | None:
            nonlocal allowed, counted
            if not counted:
                counted = search.encoding.count_breaks(person)
                if counted:
                    search.encoding.fresh.append([counted[0], block])
                    search.weaker[block] = counted[0]
                    _cap(search, counted, most)
            return grow()

        search.soft[block] = first
        return
    counted = search.encoding.count_breaks(person)
    _cap(search, counted, most)
    if fewest < len(counted):
        search.soft[-counted[fewest]] = grow


def _cap(search: CoreGuided, counted: list[int], most: int) -> None:
    if most < len(counted):
        search.encoding.fresh.append([-counted[most]])


def _prove_missing(model: Model, solver: str, conflicts: int | None) -> Iterator[Event]:
    """Fewest meetings that fall, must before wish only in so far as all count alike: used where all are must."""
    search = CoreGuided(Encoding(model, relaxed=True), solver, conflicts)
    for present in search.encoding.present:
        search.soft[present] = lambda: None
    number = {literal: meeting for meeting, literal in enumerate(search.encoding.present)}
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
