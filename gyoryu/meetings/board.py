"""The draft as a grid of tables by slots, and what a move on it would mean: pure, so that it can be asked for every
slot while a meeting is being dragged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Person:
    """A participant: `away` are slots, `languages` is empty where no interpreter is needed, `seat` its fixed table."""

    number: int
    languages: frozenset[str] = frozenset()
    away: frozenset[int] = frozenset()
    online: bool = False
    seat: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """An interpreter."""

    number: int
    languages: frozenset[str] = frozenset()
    away: frozenset[int] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair meets."""

    slot: int
    table: int | None = None
    interpreter: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What placing a pair in a slot would mean. `obstacle` is a code, "" where it is legal; `with_pair` stands in the
    way. `tables`: those that are free (empty online). `breaks`: by how many the breaks of the two would change;
    `spread_excess`: by how much the breaks of all would be more (or less) uneven beyond what is wanted.
    `interpreter`: who would help, None where nobody is needed."""

    slot: int
    obstacle: str = ""
    with_pair: Pair | None = None
    tables: tuple[int, ...] = ()
    interpreter: int | None = None
    breaks: int = 0
    spread_excess: int = 0

    @property
    def is_legal(self) -> bool:
        return not self.obstacle


@dataclass
class Board:
    """`days`: slots of each day in order. `closed`: (table, slot). `places`: where each pair meets. `begun`: slots that
    have begun; `settled`: pairs whose published meeting has begun. `same_person`: by participant those for whom the
    same person stands."""

    days: list[list[int]]
    tables: list[int]
    people: dict[int, Person]
    helpers: dict[int, Helper] = field(default_factory=dict)
    closed: frozenset[tuple[int, int]] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    places: dict[Pair, Place] = field(default_factory=dict)
    max_run: int | None = None
    break_spread: int | None = None
    begun: frozenset[int] = frozenset()
    settled: frozenset[Pair] = frozenset()
    same_person: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at: dict[tuple[str, int, int], Pair] = {}
        self._slots_of: dict[int, set[int]] = defaultdict(set)
        self._work_of: dict[int, int] = defaultdict(int)
        for pair, place in self.places.items():
            for who in pair:
                self._at["person", who, place.slot] = pair
                self._slots_of[who].add(place.slot)
            if place.table is not None:
                self._at["table", place.table, place.slot] = pair
            if place.interpreter is not None:
                self._at["helper", place.interpreter, place.slot] = pair
                self._work_of[place.interpreter] += 1
        self._breaks_of = {who: self._breaks(self._slots_of[who]) for who in self.people}
        self._day_of = {slot: k for k, day in enumerate(self.days) for slot in day}

    def verdicts(self, pair: Pair) -> list[Verdict]:
        """What each slot would mean for `pair`, which may already have a place of its own."""
        return [self.verdict(pair, slot) for day in self.days for slot in day]

    def verdict(self, pair: Pair, slot: int) -> Verdict:
        obstacle, other = self._obstacle(pair, slot)
        if obstacle:
            return Verdict(slot, obstacle, other)
        tables = self._free_tables(pair, slot)
        if not tables and not self._is_online(pair):
            return Verdict(slot, "no_table")
        helper = self._helper(pair, slot)
        if helper is None and self.needs_helper(pair):
            return Verdict(slot, "no_interpreter")
        after = {who: self._breaks(self._after(who, slot, self.places.get(pair))) for who in pair}
        return Verdict(
            slot,
            tables=tables,
            interpreter=helper,
            breaks=sum(after[who] - self._breaks_of[who] for who in pair),
            spread_excess=self._spread_excess(self._breaks_of | after) - self._spread_excess(self._breaks_of),
        )

    def _obstacle(self, pair: Pair, slot: int) -> tuple[str, Pair | None]:
        code = self._obstacle_of_pair(pair, slot)
        if code:
            return code, None
        for side, who in zip(("seller", "buyer"), pair, strict=True):
            code, other = self._obstacle_of_person(who, pair, slot)
            if code:
                return f"{side}_{code}", other
        return "", None

    def _obstacle_of_pair(self, pair: Pair, slot: int) -> str:
        obstacles = {
            "meeting_has_begun": pair in self.settled,
            "slot_has_begun": slot in self.begun,
            "forbidden": pair in self.forbidden,
            "same_person": pair[1] in self.same_person.get(pair[0], ()),
        }
        return next((code for code, stands in obstacles.items() if stands), "")

    def _obstacle_of_person(self, who: int, pair: Pair, slot: int) -> tuple[str, Pair | None]:
        person, own = self.people[who], self.places.get(pair)
        other = self._at.get(("person", who, slot), pair)
        elsewhere = self._same_person_meets(who, slot, pair)
        is_full = own is None and person.most is not None and len(self._slots_of[who]) >= person.most
        obstacles: dict[str, tuple[bool, Pair | None]] = {
            "away": (slot in person.away, None),
            "busy": (other != pair, other),
            "same_person": (elsewhere is not None, elsewhere),
            "full": (is_full, None),
            "run": (self.max_run is not None and self._longest_run(who, slot, own) > self.max_run, None),
        }
        return next(((code, other) for code, (stands, other) in obstacles.items() if stands), ("", None))

    def _same_person_meets(self, who: int, slot: int, pair: Pair) -> Pair | None:
        """The meeting in this slot at which the person who stands for `who` sits for somebody else."""
        at = (self._at.get(("person", other, slot)) for other in sorted(self.same_person.get(who, ())))
        return next((other for other in at if other is not None and other != pair), None)

    def _free_tables(self, pair: Pair, slot: int) -> tuple[int, ...]:
        if self._is_online(pair):
            return ()
        seats = {self.people[who].seat for who in pair} - {None}
        allowed: Iterable[int] = self.tables if not seats else [t for t in self.tables if {t} == seats]
        return tuple(
            table
            for table in allowed
            if (table, slot) not in self.closed and self._at.get(("table", table, slot), pair) == pair
        )

    def _is_online(self, pair: Pair) -> bool:
        return any(self.people[who].online for who in pair)

    def needs_helper(self, pair: Pair) -> bool:
        a, b = (self.people[who].languages for who in pair)
        return bool(self.helpers) and bool(a) and bool(b) and not a & b

    def _helper(self, pair: Pair, slot: int) -> int | None:
        """Who interprets: whoever does so now, else the free one with the least work."""
        if not self.needs_helper(pair):
            return None
        a, b = (self.people[who].languages for who in pair)
        own = self.places.get(pair)
        free = [
            helper
            for helper in self.helpers.values()
            if helper.languages & a
            and helper.languages & b
            and slot not in helper.away
            and self._at.get(("helper", helper.number, slot), pair) == pair
            and (self._is_own(own, helper) or helper.most is None or self._work_of[helper.number] < helper.most)
        ]
        free.sort(key=lambda helper: (not self._is_own(own, helper), self._work_of[helper.number], helper.number))
        return free[0].number if free else None

    @staticmethod
    def _is_own(own: Place | None, helper: Helper) -> bool:
        return own is not None and own.interpreter == helper.number

    def _spread_excess(self, breaks: dict[int, int]) -> int:
        if self.break_spread is None or not breaks:
            return 0
        return max(0, max(breaks.values()) - min(breaks.values()) - self.break_spread)

    def _after(self, who: int, slot: int, own: Place | None) -> set[int]:
        return (self._slots_of[who] - ({own.slot} if own else set())) | {slot}

    def all_breaks(self) -> int:
        """Breaks of everybody, summed."""
        return sum(self._breaks_of.values())

    def _breaks(self, slots: set[int]) -> int:
        count = 0
        for day in self.days:
            held = [slot in slots for slot in day]
            if any(held):
                first, last = held.index(True), len(held) - 1 - held[::-1].index(True)
                count += sum(held[k] and not held[k + 1] for k in range(first, last))
        return count

    def _longest_run(self, who: int, slot: int, own: Place | None) -> int:
        slots = self._after(who, slot, own)
        run = longest = 0
        for held in (s in slots for s in self.days[self._day_of[slot]]):
            run = run + 1 if held else 0
            longest = max(longest, run)
        return longest
