"""Tiny problems solved by exhaustive search: slow, simple, and a reference for all other solvers.

It shares no code with the library beyond the types, so that it can contradict it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meetplan import Pair, Problem

Figures = tuple[int, int, float, int, int]  # must, below_min, weight, spread_excess, breaks
Times = Mapping[str, str]  # pair id -> slot id


@dataclass(frozen=True)
class Timetable:
    """A right choice of pairs and slots, for which tables and interpreters exist, and its figures."""

    slots: dict[str, str]
    figures: Figures


class Checker:
    """Answers rule by rule whether slots for some pairs can be a part of a right plan."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.pairs = {pair.id: pair for pair in problem.pairs}
        self.people = {person.id: person for person in problem.participants}
        self.position = {slot.id: k for k, slot in enumerate(problem.slots)}
        self.forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}

    def possible_slots(self, pair: Pair) -> list[str]:
        """Slots in which both are there and the pair may meet as far as it is concerned."""
        if frozenset((pair.a, pair.b)) in self.forbidden:
            return []
        absent = self.people[pair.a].away | self.people[pair.b].away
        return [
            slot.id
            for slot in self.problem.slots
            if slot.id not in absent and (pair.slots is None or slot.id in pair.slots) and pair.fixed in (None, slot.id)
        ]

    def broken(self, slots: Times) -> set[str]:
        """Codes of the rules that no tables and interpreters could mend."""
        codes = set()
        if not self._everyone_once(slots):
            codes.add("busy")
        if not self._nobody_in_two_places(slots):
            codes.add("same_person")
        if not self._within_max(slots):
            codes.add("full")
        if not self._in_order(slots):
            codes.add("order")
        if not self._runs_short(slots):
            codes.add("max_run")
        if not self._tables_suffice(slots):
            codes.add("no_table")
        if not self._interpreters_suffice(slots):
            codes.add("no_interpreter")
        return codes

    def _meetings_of(self, slots: Times) -> dict[str, list[str]]:
        person_slots: dict[str, list[str]] = {person: [] for person in self.people}
        for pair_id, slot in slots.items():
            for end in (self.pairs[pair_id].a, self.pairs[pair_id].b):
                person_slots[end].append(slot)
        return person_slots

    def _everyone_once(self, slots: Times) -> bool:
        return all(len(set(person_slots)) == len(person_slots) for person_slots in self._meetings_of(slots).values())

    def _nobody_in_two_places(self, slots: Times) -> bool:
        occupied: set[tuple[frozenset[str], str]] = set()
        for pair_id, slot in slots.items():
            pair = self.pairs[pair_id]
            for group in self.problem.same_person:
                if pair.a in group or pair.b in group:
                    if (group, slot) in occupied:
                        return False
                    occupied.add((group, slot))
        return True

    def _within_max(self, slots: Times) -> bool:
        limits = ((self.people[person].max, person_slots) for person, person_slots in self._meetings_of(slots).items())
        return all(limit is None or len(person_slots) <= limit for limit, person_slots in limits)

    def _in_order(self, slots: Times) -> bool:
        position = self.position
        return all(
            predecessor in slots and position[slots[predecessor]] < position[slot]
            for pair_id, slot in slots.items()
            for predecessor in self.pairs[pair_id].after
        )

    def _runs(self, person_slots: list[str]) -> Iterator[tuple[str, int]]:
        """Day and length of each run of meetings of one person."""
        day, length = "", 0
        for slot in self.problem.slots:
            if (slot.id not in person_slots or slot.day != day) and length:
                yield day, length
                length = 0
            day = slot.day
            length += slot.id in person_slots
        if length:
            yield day, length

    def _runs_short(self, slots: Times) -> bool:
        longest = self.problem.options.max_run
        everyone = self._meetings_of(slots).values()
        return longest is None or all(
            length <= longest for person_slots in everyone for _, length in self._runs(person_slots)
        )

    def breaks(self, slots: Times) -> dict[str, int]:
        """Breaks of each participant."""
        breaks = {}
        for person, person_slots in self._meetings_of(slots).items():
            runs = Counter(day for day, _ in self._runs(person_slots))
            breaks[person] = sum(count - 1 for count in runs.values())
        return breaks

    def _tables_suffice(self, slots: Times) -> bool:
        seated: dict[str, list[str]] = defaultdict(list)
        unseated: Counter[str] = Counter()
        for pair_id, slot in slots.items():
            participants = [self.people[self.pairs[pair_id].a], self.people[self.pairs[pair_id].b]]
            if any(person.online for person in participants):
                continue
            seats = {person.table for person in participants if person.table is not None}
            if len(seats) > 1:
                return False
            if seats:
                seated[slot].extend(seats)
            else:
                unseated[slot] += 1
        for slot in {*seated, *unseated}:
            usable = {table.id for table in self.problem.tables if slot not in table.closed}
            reserved = set(seated[slot])
            if len(reserved) < len(seated[slot]) or not reserved <= usable or unseated[slot] > len(usable - reserved):
                return False
        return True

    def _interpreters_suffice(self, slots: Times) -> bool:
        wanting = [(pair, slot) for pair, slot in slots.items() if self.problem.needs_interpreter(self.pairs[pair])]
        assigned: set[tuple[str, str]] = set()
        count: Counter[str] = Counter()

        def serve(k: int) -> bool:
            if k == len(wanting):
                return True
            pair, slot = wanting[k]
            languages_a, languages_b = self.problem.languages_of(self.pairs[pair])
            for interpreter in self.problem.interpreters:
                can_serve = set(interpreter.languages) & set(languages_a) and set(interpreter.languages) & set(
                    languages_b
                )
                is_at_limit = interpreter.max is not None and count[interpreter.id] >= interpreter.max
                if not can_serve or is_at_limit or slot in interpreter.away or (interpreter.id, slot) in assigned:
                    continue
                assigned.add((interpreter.id, slot))
                count[interpreter.id] += 1
                if serve(k + 1):
                    return True
                assigned.remove((interpreter.id, slot))
                count[interpreter.id] -= 1
            return False

        return serve(0)

    def figures(self, slots: Times) -> Figures:
        person_slots = self._meetings_of(slots)
        placed = [self.pairs[pair] for pair in slots]
        breaks = self.breaks(slots).values()
        spread = self.problem.options.break_spread
        excess = 0 if spread is None or not breaks else max(0, max(breaks) - min(breaks) - spread)
        return (
            sum(pair.kind == "must" for pair in placed),
            sum(max(0, person.min - len(person_slots[person.id])) for person in self.people.values()),
            sum(pair.weight for pair in placed),
            excess,
            sum(breaks),
        )


def all_timetables(problem: Problem, limit: int = 20_000) -> list[Timetable] | None:
    """Every right timetable, or None where more than `limit` would have to be tried."""
    checker = Checker(problem)
    choices = [(pair.id, checker.possible_slots(pair)) for pair in problem.pairs]
    tries = 1
    for _, slots in choices:
        tries *= len(slots) + 1
    if tries > limit:
        return None
    timetables = []
    assignment: dict[str, str] = {}

    def extend(k: int) -> None:
        if k == len(choices):
            if not checker.broken(assignment):
                timetables.append(Timetable(dict(assignment), checker.figures(assignment)))
            return
        pair_id, slots = choices[k]
        extend(k + 1)
        for slot in slots:
            assignment[pair_id] = slot
            if checker._everyone_once(assignment):
                extend(k + 1)
            del assignment[pair_id]

    extend(0)
    return timetables


def sort_key(figures: Figures) -> tuple[float, ...]:
    """Sorts better figures first."""
    must, below, weight, excess, breaks = figures
    return -must, below, -round(weight, 6), excess, breaks
