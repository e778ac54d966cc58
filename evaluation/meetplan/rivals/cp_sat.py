"""The whole problem as one plain CP-SAT model: selection, timetable, tables, interpreters, order and the limits of
days.

Tables and interpreters are counted exactly without naming them for each meeting: a seat is its own at-most-one,
participants without a seat take any other open table; an interpreter serves a kind of need in a slot. Two ways through
the levels: one solve after another, each level held at what it reached, or one sum with weights that no lower level can
outweigh."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from ortools.sat.python import cp_model

from evaluation.meetplan.rivals.greedy import greedy
from evaluation.meetplan.rivals.outcome import Outcome, Step, plan_of_slots
from meetplan import Bounds, Meeting, Pair, Plan, Problem, score_of

Way = Literal["levels", "sum"]
FINE = 1000  # weights are whole thousandths


@dataclass
class Levels:
    """The levels as linear expressions, all to be maximised."""

    must: Any
    below_min: Any
    weight: Any
    spread_excess: Any
    breaks: Any


class Programme:
    """The model. `held[pair, slot]` are its decisions; everything else follows."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.model = cp_model.CpModel()
        self.held: dict[tuple[str, str], Any] = {}
        self.place = {slot.id: k for k, slot in enumerate(problem.slots)}
        self.people = {person.id: person for person in problem.participants}
        self.meets: dict[str, Any] = {}
        self.of_person: dict[str, list[str]] = defaultdict(list)
        self.at: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.in_slot: dict[str, list[Pair]] = defaultdict(list)
        self._pairs()
        self._tables()
        self._interpreters()
        self._order()
        self.breaks = {person.id: self._day_limits(person.id) for person in problem.participants}
        self.excess = self._spread()
        self.levels = self._levels()

    def _possible(self, pair: Pair) -> list[str]:
        absent = self.people[pair.a].away | self.people[pair.b].away
        return [
            slot.id
            for slot in self.problem.slots
            if slot.id not in absent and (pair.slots is None or slot.id in pair.slots) and pair.fixed in (None, slot.id)
        ]

    def _pairs(self) -> None:
        forbidden = {frozenset((pair.a, pair.b)) for pair in self.problem.pairs if pair.kind == "forbidden"}
        for pair in self.problem.pairs:
            if frozenset((pair.a, pair.b)) in forbidden:
                continue
            literals = []
            for slot in self._possible(pair):
                literal = self.model.new_bool_var("")
                self.held[pair.id, slot] = literal
                literals.append(literal)
                self.in_slot[slot].append(pair)
                self.at[pair.a, slot].append(literal)
                self.at[pair.b, slot].append(literal)
            self.meets[pair.id] = self.model.new_bool_var("")
            self.model.add_exactly_one([*literals, self.meets[pair.id].negated()])
            self.of_person[pair.a].append(pair.id)
            self.of_person[pair.b].append(pair.id)
        for literals in self.at.values():
            self.model.add_at_most_one(literals)
        for group in self.problem.same_person:
            for slot, pairs in self.in_slot.items():
                sharing = [self.held[pair.id, slot] for pair in pairs if pair.a in group or pair.b in group]
                self.model.add_at_most_one(sharing)
        for person in self.problem.participants:
            if person.max is not None:
                self.model.add(sum(self.meets[pair] for pair in self.of_person[person.id]) <= person.max)

    def _tables(self) -> None:
        closed = {table.id: table.closed for table in self.problem.tables}
        for slot, pairs in self.in_slot.items():
            seated: dict[str, list[Any]] = defaultdict(list)
            on_site = []
            for pair in pairs:
                participants = self.people[pair.a], self.people[pair.b]
                if any(person.online for person in participants):
                    continue
                literal = self.held[pair.id, slot]
                on_site.append(literal)
                seats = {person.table for person in participants if person.table is not None}
                if len(seats) > 1 or any(slot in closed[seat] for seat in seats):
                    self.model.add(literal == 0)
                elif seats:
                    seated[min(seats)].append(literal)
            for literals in seated.values():
                self.model.add_at_most_one(literals)
            usable = sum(slot not in hours for hours in closed.values())
            if len(on_site) > usable:
                self.model.add(sum(on_site) <= usable)

    def _interpreters(self) -> None:
        wanting: dict[tuple[frozenset[int], str], list[Any]] = defaultdict(list)
        for pair in self.problem.pairs:
            if pair.id not in self.meets or not self.problem.needs_interpreter(pair):
                continue
            languages_a, languages_b = (set(self.people[end].languages) for end in (pair.a, pair.b))
            able = frozenset(
                k
                for k, interpreter in enumerate(self.problem.interpreters)
                if set(interpreter.languages) & languages_a and set(interpreter.languages) & languages_b
            )
            for slot in self._possible(pair):
                wanting[able, slot].append(self.held[pair.id, slot])
        serves: dict[tuple[int, str], list[Any]] = defaultdict(list)
        for (able, slot), meetings in wanting.items():
            assignments = []
            for k in sorted(able):
                if slot not in self.problem.interpreters[k].away:
                    is_assigned = self.model.new_bool_var("")
                    assignments.append(is_assigned)
                    serves[k, slot].append(is_assigned)
            self.model.add(sum(meetings) <= sum(assignments))
        for literals in serves.values():
            self.model.add_at_most_one(literals)
        for k, interpreter in enumerate(self.problem.interpreters):
            if interpreter.max is not None:
                everything = [
                    is_assigned for (i, _), assignments in serves.items() if i == k for is_assigned in assignments
                ]
                self.model.add(sum(everything) <= interpreter.max)

    def _order(self) -> None:
        for pair in self.problem.pairs:
            for predecessor in pair.after if pair.id in self.meets else ():
                for slot in self._possible(pair):
                    earlier = [
                        self.held[predecessor, earlier_slot.id]
                        for earlier_slot in self.problem.slots[: self.place[slot]]
                        if (predecessor, earlier_slot.id) in self.held
                    ]
                    self.model.add_bool_or([self.held[pair.id, slot].negated(), *earlier])

    def _day_limits(self, person: str) -> Any:
        """The person's breaks; a run begins where a meeting follows no meeting."""
        days: dict[str, list[Any]] = defaultdict(list)
        for slot in self.problem.slots:
            days[slot.day].append(sum(self.at[person, slot.id]) if self.at[person, slot.id] else 0)
        total: Any = 0
        longest = self.problem.options.max_run
        for busy_literals in days.values():
            if longest is not None:
                for k in range(len(busy_literals) - longest):
                    self.model.add(sum(busy_literals[k : k + longest + 1]) <= longest)
            if sum(not isinstance(is_busy, int) for is_busy in busy_literals) > 1:
                total += self._breaks_of_day(busy_literals)
        return total

    def _breaks_of_day(self, busy_literals: list[Any]) -> Any:
        """Runs of the day, less one if there is any."""
        is_used = self.model.new_bool_var("")
        starts = []
        for k, is_busy in enumerate(busy_literals):
            self.model.add(is_used >= is_busy)
            if isinstance(is_busy, int):
                continue
            start = self.model.new_bool_var("")
            was_busy = busy_literals[k - 1] if k else 0
            self.model.add(start >= is_busy - was_busy)
            self.model.add(start <= is_busy)
            self.model.add(start <= 1 - was_busy)
            starts.append(start)
        self.model.add(is_used <= sum(busy_literals))
        return sum(starts) - is_used

    def _spread(self) -> Any:
        """By how much the break counts differ beyond what is wanted."""
        spread = self.problem.options.break_spread
        if spread is None or not self.breaks:
            return 0
        smallest = self.model.new_int_var(0, len(self.problem.slots), "")
        excess = self.model.new_int_var(0, len(self.problem.slots), "")
        for breaks in self.breaks.values():
            self.model.add(breaks >= smallest)
            self.model.add(breaks <= smallest + spread + excess)
        return excess

    def _levels(self) -> Levels:
        pairs = [pair for pair in self.problem.pairs if pair.id in self.meets]
        missing: list[Any] = []
        for person in self.problem.participants:
            if person.min:
                shortfall = self.model.new_int_var(0, person.min, "")
                self.model.add(shortfall + sum(self.meets[pair] for pair in self.of_person[person.id]) >= person.min)
                missing.append(shortfall)
        return Levels(
            must=sum(self.meets[pair.id] for pair in pairs if pair.kind == "must"),
            below_min=-sum(missing),
            weight=sum(round(FINE * pair.weight) * self.meets[pair.id] for pair in pairs),
            spread_excess=-self.excess,
            breaks=-sum(self.breaks.values()),
        )

    def hint(self, slots: dict[str, str]) -> None:
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for (pair, slot), literal in self.held.items():
            self.model.add_hint(literal, int(slots.get(pair) == slot))
        for pair, literal in self.meets.items():
            self.model.add_hint(literal, int(pair in slots))


class _Watch(cp_model.CpSolverSolutionCallback):
    """Stores the slots of each better plan, and when it was found."""

    def __init__(self, programme: Programme, started: float, note: Callable[[dict[str, str], float], None]):
        super().__init__()
        self.programme, self.started, self.note = programme, started, note

    def on_solution_callback(self) -> None:
        slots = {pair: slot for (pair, slot), literal in self.programme.held.items() if self.boolean_value(literal)}
        self.note(slots, time.perf_counter() - self.started)


class _Search:
    """One try: what is left of the time, the best plan, and its story."""

    def __init__(self, problem: Problem, seconds: float, on_step: Callable[[Step], None] | None):
        self.problem, self.seconds, self.on_step = problem, seconds, on_step
        self.started = time.perf_counter()
        self.outcome = Outcome()
        by_hand = greedy(problem)
        self.slots = {meeting.pair: meeting.slot for meeting in by_hand.meetings}
        self.score = by_hand.score
        self.bounds = by_hand.bounds
        self._report()
        self.programme = Programme(problem)

    def seconds_left(self) -> float:
        return self.seconds - (time.perf_counter() - self.started)

    def _report(self) -> None:
        step = Step(time.perf_counter() - self.started, self.score, self.bounds)
        self.outcome.history.append(step)
        if self.on_step is not None:
            self.on_step(step)

    def note(self, slots: dict[str, str], seconds: float) -> None:
        score = score_of(self.problem, [Meeting(pair, slot) for pair, slot in slots.items()])
        if score.key()[:5] < self.score.key()[:5]:
            self.slots, self.score = slots, score
            self._report()

    def solve(self, objective: Any) -> tuple[bool, float]:
        """Maximise; whether the best was reached, and the bound: infinite where the time was too short for one."""
        if isinstance(objective, int):
            return True, float(objective)
        self.programme.model.maximize(objective)
        self.programme.hint(self.slots)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = max(0.01, self.seconds_left())
        status = solver.solve(self.programme.model, _Watch(self.programme, self.started, self.note))
        has_solution = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return status == cp_model.OPTIMAL, solver.best_objective_bound if has_solution else float("inf")

    def plan(self) -> Plan:
        return plan_of_slots(self.problem, self.slots, self.bounds, time.perf_counter() - self.started)


def _level_by_level(search: _Search) -> bool:
    """Solve for one level after another; each preserves the values of those above. A level without proof ends the
    proofs."""
    levels, bounds, model = search.programme.levels, search.bounds, search.programme.model
    proved, must = search.solve(levels.must)
    search.bounds = bounds = replace(bounds, must=round(min(bounds.must or 0, must)))
    model.add(levels.must >= search.score.must)
    reached, below = search.solve(levels.below_min)
    proved &= reached
    search.bounds = bounds = replace(bounds, below_min=round(max(0, -below)))
    model.add(levels.below_min >= -search.score.below_min)
    reached, weight = search.solve(levels.weight)
    proved &= reached
    search.bounds = bounds = replace(bounds, weight=min(bounds.weight or 0.0, weight / FINE))
    model.add(levels.weight >= round(FINE * search.score.weight))
    reached, excess = search.solve(levels.spread_excess)
    proved &= reached
    search.bounds = bounds = replace(bounds, spread_excess=round(max(0, -excess)))
    model.add(levels.spread_excess >= -search.score.spread_excess)
    reached, breaks = search.solve(levels.breaks)
    search.bounds = replace(bounds, breaks=round(max(0, -breaks)))
    return proved and reached


def _in_one_sum(search: _Search) -> bool:
    """All levels in one objective. Its bound says something of the breaks only where everything else is proved."""
    levels, problem = search.programme.levels, search.problem
    most_breaks = len(problem.participants) * len(problem.slots)
    most_weight = sum(round(FINE * pair.weight) for pair in problem.pairs)
    uneven = most_breaks + 1
    unit = uneven * (len(problem.slots) + 1)
    missing = unit * (most_weight + 1)
    must = missing * (sum(person.min for person in problem.participants) + 1)
    proved, bound = search.solve(
        must * levels.must
        + missing * levels.below_min
        + unit * levels.weight
        + uneven * levels.spread_excess
        + levels.breaks
    )
    score = search.score
    if proved:
        search.bounds = Bounds(score.must, score.below_min, score.weight, score.spread_excess, score.breaks)
    elif bound < float("inf"):
        above = must * score.must - missing * score.below_min + unit * round(FINE * score.weight)
        proved_weight = (bound - must * score.must + missing * score.below_min + unit) / unit / FINE
        weight = max(score.weight, min(search.bounds.weight or 0.0, proved_weight))
        search.bounds = Bounds(min(search.bounds.must or 0, int(bound // must) + 1), 0, weight, 0, 0)
        remainder = above - uneven * score.spread_excess - bound
        if remainder > 0:
            search.bounds = Bounds(score.must, score.below_min, score.weight, score.spread_excess, round(remainder))
    return proved


def cp_sat(
    problem: Problem, seconds: float = 60.0, objective: Way = "levels", on_step: Callable[[Step], None] | None = None
) -> Outcome:
    """The best plan within `seconds` (encoding included), from a hint of the greedy, with two workers."""
    search = _Search(problem, seconds, on_step)
    proved = (_level_by_level if objective == "levels" else _in_one_sum)(search)
    outcome = search.outcome
    outcome.plan = search.plan()
    outcome.proved = proved
    outcome.seconds = time.perf_counter() - search.started
    outcome.history.append(Step(outcome.seconds, outcome.plan.score, search.bounds))
    return outcome
