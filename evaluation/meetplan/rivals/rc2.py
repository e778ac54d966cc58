"""MaxSAT for the event in which everyone must meet: fewest breaks, by python-sat's RC2.

The encoding follows Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem" (JAIR 74, 2022): `holds[m, s]`, `busy[p, s]`, `started[p, s]` and a
literal for each hole, with their implied constraints: how many slots everyone uses, and how many people a slot
can hold. Which cardinality encoding, solver and strategy is fastest was measured on four of the published instances
(forum-14, forumt-14, tic-12, ticf-13crafa; see `variants`): totalizer, CaDiCaL and no exhausting of cores.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2, RC2Stratified
from pysat.formula import WCNF, IDPool

from evaluation.meetplan.rivals.outcome import Outcome, Step, plan_of_slots
from meetplan import Bounds, Problem

MAX_PAIRWISE = 6


@dataclass(frozen=True)
class Choice:
    """How to count, and how RC2 is to be run."""

    cardinality: int = EncType.totalizer
    solver: str = "cadical153"
    stratified: bool = False
    adapt: bool = True
    exhaust: bool = False
    minz: bool = True
    incr: bool = False
    count_people: bool = True  # the implied constraint on each slot's people
    count_slots: bool = True  # the implied constraint on each person's slots


def variants() -> dict[str, Choice]:
    """What was tried to find the fastest."""
    return {
        "as chosen": Choice(),
        "seqcounter": Choice(cardinality=EncType.seqcounter),
        "cardnetwork": Choice(cardinality=EncType.cardnetwrk),
        "kmtotalizer": Choice(cardinality=EncType.kmtotalizer),
        "glucose3": Choice(solver="g3"),
        "glucose4": Choice(solver="g4"),
        "stratified": Choice(stratified=True),
        "neither adapt nor exhaust nor minz": Choice(adapt=False, exhaust=False, minz=False),
        "with exhaust": Choice(exhaust=True),
        "without minz": Choice(minz=False),
        "slots not counted": Choice(count_slots=False),
        "people not counted": Choice(count_people=False),
    }


class Encoding:
    """The weighted clauses of one problem. All pairs are held; what cannot be held makes it unsatisfiable."""

    def __init__(self, problem: Problem, choice: Choice):
        self.problem, self.choice = problem, choice
        self.pool = IDPool()
        self.formula = WCNF()
        self.meetings_of: dict[str, list[str]] = defaultdict(list)
        for pair in problem.pairs:
            self.meetings_of[pair.a].append(pair.id)
            self.meetings_of[pair.b].append(pair.id)
        self._meetings()
        self._people()
        self._rooms()
        self._order()
        counts = {person.id: self._holes(person.id) for person in problem.participants}
        self._spread(counts)

    def holds(self, pair: str, slot: str) -> int:
        return int(self.pool.id(("held", pair, slot)))

    def busy(self, person: str, slot: str) -> int:
        return int(self.pool.id(("busy", person, slot)))

    def add(self, *literals: int) -> None:
        self.formula.append(list(literals))

    def _slots(self, pair_id: str) -> list[str]:
        return self.possible[pair_id]

    def _exactly(self, literals: Sequence[int], count: int) -> None:
        if count == len(literals):
            for literal in literals:
                self.add(literal)
        elif count == 1 and len(literals) <= MAX_PAIRWISE:
            self.add(*literals)
            for literal, other in combinations(literals, 2):
                self.add(-literal, -other)
        elif count > len(literals):
            self.formula.append([])
        else:
            encoded = CardEnc.equals(literals, count, vpool=self.pool, encoding=self.choice.cardinality)
            self.formula.extend(encoded.clauses)

    def _at_most(self, literals: Sequence[int], count: int) -> None:
        if len(literals) <= count:
            return
        if count == 1 and len(literals) <= MAX_PAIRWISE:
            for literal, other in combinations(literals, 2):
                self.add(-literal, -other)
            return
        encoded = CardEnc.atmost(literals, count, vpool=self.pool, encoding=self.choice.cardinality)
        self.formula.extend(encoded.clauses)

    def _meetings(self) -> None:
        people = {person.id: person for person in self.problem.participants}
        self.possible = {}
        for pair in self.problem.pairs:
            absent = people[pair.a].away | people[pair.b].away
            self.possible[pair.id] = [
                slot.id
                for slot in self.problem.slots
                if slot.id not in absent
                and (pair.slots is None or slot.id in pair.slots)
                and pair.fixed in (None, slot.id)
            ]
            self._exactly([self.holds(pair.id, slot) for slot in self.possible[pair.id]], 1)

    def _people(self) -> None:
        """A busy slot holds exactly one meeting; everyone is busy as often as there are meetings."""
        for person in self.problem.participants:
            meetings = self.meetings_of[person.id]
            open_slots = []
            for slot in self.problem.slots:
                literals = [self.holds(pair, slot.id) for pair in meetings if slot.id in self._slots(pair)]
                busy = self.busy(person.id, slot.id)
                self.add(-busy, *literals)
                for literal in literals:
                    self.add(-literal, busy)
                self._at_most(literals, 1)
                if literals:
                    open_slots.append(busy)
            if self.choice.count_slots and open_slots:
                self._exactly(open_slots, len(meetings))

    def _rooms(self) -> None:
        """As many meetings as tables; each busies two people."""
        for slot in self.problem.slots:
            literals = [self.holds(pair.id, slot.id) for pair in self.problem.pairs if slot.id in self._slots(pair.id)]
            tables = sum(slot.id not in table.closed for table in self.problem.tables)
            self._at_most(literals, tables)
            if self.choice.count_people and len(literals) > tables:
                people = [self.busy(p.id, slot.id) for p in self.problem.participants if self.meetings_of[p.id]]
                self._at_most(people, 2 * tables)

    def _order(self) -> None:
        position = {slot.id: k for k, slot in enumerate(self.problem.slots)}
        for pair in self.problem.pairs:
            for previous in pair.after:
                for slot in self._slots(pair.id):
                    earlier = [self.holds(previous, s) for s in self._slots(previous) if position[s] < position[slot]]
                    self.add(-self.holds(pair.id, slot), *earlier)

    def _holes(self, person: str) -> list[int]:
        """Literals of the person's first, second, … hole, each a soft cost; a hole ends where meetings continue."""
        holes = []
        for slot, following in pairwise(self.problem.slots):
            if slot.day != following.day:
                continue
            hole = int(self.pool.id(("hole", person, slot.id)))
            started = self._started(person, slot.id)
            self.add(-started, self.busy(person, slot.id), -self.busy(person, following.id), hole)
            self.add(-hole, started)
            self.add(-hole, -self.busy(person, slot.id))
            self.add(-hole, self.busy(person, following.id))
            holes.append(hole)
        limit = min(len(self.meetings_of[person]) - 1, (len(self.problem.slots) - 1) // 2)
        sums = self._count(holes, max(0, limit))
        for literal in sums:
            self.formula.append([-literal], weight=1)
        return sums

    def _started(self, person: str, until: str) -> int:
        """Whether the person has met before or in this slot of the day."""
        slots = self.problem.slots
        k = next(k for k, slot in enumerate(slots) if slot.id == until)
        started, busy = int(self.pool.id(("begun", person, until))), self.busy(person, until)
        is_first = k == 0 or slots[k - 1].day != slots[k].day
        previous = None if is_first else int(self.pool.id(("begun", person, slots[k - 1].id)))
        self.add(-busy, started)
        if previous is None:
            self.add(-started, busy)
        else:
            self.add(-previous, started)
            self.add(-started, busy, previous)
        return started

    def _count(self, literals: Sequence[int], limit: int) -> list[int]:
        """Totalizer in both directions: the k-th of the result is true just when at least k literals are; `limit` can
        be."""
        if len(literals) <= 1:
            return list(literals)[:limit]
        middle = len(literals) // 2
        left, right = self._count(literals[:middle], limit), self._count(literals[middle:], limit)
        size = min(limit, len(left) + len(right))
        sums = [int(self.pool.id(("sum", self.pool.top))) for _ in range(size)]
        for a in range(len(left) + 1):
            for b in range(len(right) + 1):
                premise = ([-left[a - 1]] if a else []) + ([-right[b - 1]] if b else [])
                if 0 < a + b <= size:
                    self.add(*premise, sums[a + b - 1])
                missing = ([left[a]] if a < len(left) else []) + ([right[b]] if b < len(right) else [])
                if a + b < size:
                    self.add(*missing, -sums[a + b])
        return sums

    def _spread(self, counts: dict[str, list[int]]) -> None:
        """If one has k + spread holes, everyone has k."""
        spread = self.problem.options.break_spread
        if spread is None:
            return
        for k in range(1, max((len(sums) for sums in counts.values()), default=0) - spread + 1):
            link = int(self.pool.id(("everyone", k)))
            for sums in counts.values():
                if len(sums) >= k + spread:
                    self.add(-sums[k + spread - 1], link)
                self.add(-link, *sums[k - 1 : k])


def rc2(problem: Problem, choice: Choice | None = None, on_step: Callable[[Step], None] | None = None) -> Outcome:
    """The fewest breaks when every pair of the problem meets and the target spread holds; no plan where that is
    impossible (which is then proved).

    Nothing but the end of its process stops RC2; `on_step` receives each bound. Raises ValueError for a problem with
    wishes, minimums, maximums, seats, online people, interpreters that are needed, or a longest run: they are not
    encoded.
    """
    _refuse_more(problem)
    choice = choice or Choice()
    started = time.perf_counter()
    outcome = Outcome()

    def note(cost: int) -> None:
        bounds = Bounds(len(problem.pairs), 0, sum(pair.weight for pair in problem.pairs), 0, cost)
        step = Step(time.perf_counter() - started, None, bounds)
        outcome.history.append(step)
        if on_step is not None:
            on_step(step)

    encoding = Encoding(problem, choice)
    family: Any = RC2Stratified if choice.stratified else RC2
    premise = {"solver": choice.solver, "adapt": choice.adapt, "exhaust": choice.exhaust, "incr": choice.incr}
    with _listening(family, note)(encoding.formula, minz=choice.minz, **premise) as solver:
        model = solver.compute()
        outcome.seconds = time.perf_counter() - started
        outcome.proved = True
        if model is not None:
            true = {literal for literal in model if literal > 0}
            slots = {
                pair.id: slot
                for pair in problem.pairs
                for slot in encoding.possible[pair.id]
                if encoding.holds(pair.id, slot) in true
            }
            note(solver.cost)
            outcome.plan = plan_of_slots(problem, slots, _bounds(outcome.history[-1]), outcome.seconds)
            outcome.history.append(Step(outcome.seconds, outcome.plan.score, outcome.history[-1].bounds))
    return outcome


def _bounds(step: Step) -> Bounds:
    return step.bounds or Bounds()


def _listening(family: Any, note: Callable[[int], None]) -> Any:
    """RC2 that reports its bound after each core."""

    class Listening(family):  # type: ignore[misc]
        def process_core(self) -> None:
            super().process_core()
            note(self.cost)

    return Listening


def _refuse_more(problem: Problem) -> None:
    unsupported = (
        any(pair.kind != "must" for pair in problem.pairs)
        or any(p.min or p.max is not None or p.table or p.online for p in problem.participants)
        or any(problem.needs_interpreter(pair) for pair in problem.pairs if problem.interpreters)
        or problem.options.max_run is not None
    )
    if unsupported:
        raise ValueError("only problems in which everybody must meet, with tables, absences, order and spread")
