"""Timetable of an event under manual changes: `meetplan.Timetable` in numbers of database rows, with additional rules
of the event's clock. Pure, so that every slot can be checked while a meeting is being dragged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from gyoryu.meetings.identifiers import number_in, pair_id, slot_id, table_id
from meetplan.conflicts import Cell
from meetplan.conflicts import Conflict as PlanConflict
from meetplan.plan import Meeting, Score
from meetplan.problem import Pair as PlanPair
from meetplan.problem import Problem
from meetplan.timetable import Timetable

Pair = tuple[int, int]
NO_COST = Score()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair meets."""

    slot: int
    table: int | None = None
    interpreter: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Reason why a pair cannot meet: a code of `gyoryu.web.texts.refusals`, and the pairs whose meetings conflict."""

    code: str
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Result of placing a pair in a slot. `conflicts`: every reason why it is impossible. `tables`: free ones (empty
    online). `interpreter`: the interpreter, None where none is needed. `cost`: change of each level of the score, at
    the first of the tables."""

    slot: int
    conflicts: tuple[Conflict, ...] = ()
    tables: tuple[int, ...] = ()
    interpreter: int | None = None
    cost: Score = NO_COST

    @property
    def is_legal(self) -> bool:
        return not self.conflicts

    @property
    def conflict(self) -> str:
        """The code of the first reason, "" where it is legal."""
        return self.conflicts[0].code if self.conflicts else ""

    @property
    def with_pair(self) -> Pair | None:
        """A pair whose meeting is the first reason."""
        return next(iter(self.conflicts[0].pairs), None) if self.conflicts else None


@dataclass(frozen=True)
class Board:
    """`problem`: the event as it is planned; its pairs need not be complete. `numbers`: of everybody who is in it, by
    application; `accepted`: those who still take part. `interpreters`: by number. `places`: where each pair meets.
    `begun`: slots that have begun; `settled`: pairs whose published meeting has begun."""

    problem: Problem
    numbers: Mapping[int, str]
    accepted: frozenset[int]
    interpreters: Mapping[str, int]
    places: Mapping[Pair, Place] = field(default_factory=dict)
    started_slots: frozenset[int] = frozenset()
    settled: frozenset[Pair] = frozenset()

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """Numbers of the slots in order of time."""
        return tuple(number_in(slot.id) for slot in self.problem.slots)

    @cached_property
    def timetable(self) -> Timetable:
        names = {number: name for name, number in self.interpreters.items()}
        timetable = Timetable(self.problem).with_pairs(map(self._plan_pair, self.places))
        meetings = (
            Meeting(
                pair=self._id(pair),
                slot=slot_id(place.slot),
                table=None if place.table is None else table_id(place.table),
                interpreter=None if place.interpreter is None else names[place.interpreter],
            )
            for pair, place in self.places.items()
        )
        return Timetable(timetable.problem, meetings)

    def breaks(self) -> int:
        """Breaks of everybody, summed."""
        return self.timetable.score().breaks

    def breaks_without(self, pair: Pair) -> int:
        """Breaks of everybody if the meeting of a pair were taken out."""
        return self.breaks() + self.timetable.cost(self._id(pair), None).breaks

    def feasibilities(self, pair: Pair, slots: Sequence[int] = ()) -> list[Feasibility]:
        """Return the feasibility of each slot (or each of `slots`) for `pair`, which may already have a place."""
        timetable = self.timetable.with_pairs([self._plan_pair(pair)])
        return [self._feasibility(timetable, pair, slot) for slot in slots or self.slots]

    def feasibility(self, pair: Pair, slot: int) -> Feasibility:
        """Return the feasibility of a slot for `pair`."""
        return self.feasibilities(pair, [slot])[0]

    def _feasibility(self, timetable: Timetable, pair: Pair, slot: int) -> Feasibility:
        code, name = self._code_of_clock(pair, slot), self._id(pair)
        if code:
            return Feasibility(slot, (Conflict(code),))
        feasibility = timetable.feasibility(name, slot_id(slot))
        if not feasibility.is_legal:
            return Feasibility(slot, tuple(self._conflict(pair, conflict) for conflict in feasibility.conflicts))
        cell = Cell(slot_id(slot), timetable.usual_table(name, slot_id(slot)))
        return Feasibility(
            slot,
            tables=tuple(map(number_in, feasibility.tables)),
            interpreter=self.interpreters[feasibility.interpreter] if feasibility.interpreter else None,
            cost=timetable.cost(name, cell),
        )

    def placed(self, pair: Pair, place: Place) -> Board:
        """Return the board with a pair at a place, regardless of conflicts; a place that it has already is kept."""
        return replace(self, places={pair: place, **self.places})

    def at_any_time(self) -> Board:
        """Return the board as if nothing had begun."""
        return replace(self, started_slots=frozenset(), settled=frozenset())

    def _code_of_clock(self, pair: Pair, slot: int) -> str:
        """Return the code of a conflict that is checked here and not by the planner, "" if there is none."""
        if pair in self.settled:
            return "meeting_has_begun"
        if slot in self.started_slots:
            return "slot_has_begun"
        ends = {self.numbers[application] for application in pair}
        return "same_person" if any(ends <= group for group in self.problem.same_person) else ""

    def _id(self, pair: Pair) -> str:
        return pair_id(self.numbers[pair[0]], self.numbers[pair[1]])

    def _plan_pair(self, pair: Pair) -> PlanPair:
        return PlanPair(self._id(pair), self.numbers[pair[0]], self.numbers[pair[1]])

    @cached_property
    def _pairs_by_id(self) -> Mapping[str, Pair]:
        return {self._id(pair): pair for pair in self.places}

    def _conflict(self, pair: Pair, conflict: PlanConflict) -> Conflict:
        side = {None: "", self.numbers[pair[0]]: "seller_", self.numbers[pair[1]]: "buyer_"}[conflict.participant]
        # At the maximum of a participant's meetings, any of them could go: none is named.
        meetings = () if conflict.code == "full" else conflict.meetings
        known = (self._pairs_by_id.get(meeting) for meeting in meetings)
        return Conflict(f"{side}{conflict.code}", tuple(blocking for blocking in known if blocking is not None))
