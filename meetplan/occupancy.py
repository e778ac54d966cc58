"""Index of the meetings of a timetable by participant, table, interpreter and slot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from meetplan.plan import Meeting
from meetplan.problem import Interpreter, Pair, Participant, Problem, Table

BySlot = dict[int, list[str]]  # position of a slot -> pairs that meet in it; more than one if the timetable is invalid


@dataclass(frozen=True)
class Facts:
    """Lookup tables of a problem, by id; slots are numbered in the order of the problem."""

    problem: Problem

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {slot.id: k for k, slot in enumerate(self.problem.slots)}

    @cached_property
    def day(self) -> tuple[range, ...]:
        """Map each slot to the positions of its day."""
        days = [list(day) for _, day in groupby(range(len(self.problem.slots)), lambda k: self.problem.slots[k].day)]
        return tuple(range(day[0], day[-1] + 1) for day in days for _ in day)

    @cached_property
    def pairs(self) -> Mapping[str, Pair]:
        return {pair.id: pair for pair in self.problem.pairs}

    @cached_property
    def participants(self) -> Mapping[str, Participant]:
        return {participant.id: participant for participant in self.problem.participants}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        return {table.id: table for table in self.problem.tables}

    @cached_property
    def open_tables(self) -> tuple[frozenset[str], ...]:
        """Map each slot to the ids of the tables open in it."""
        tables = self.problem.tables
        return tuple(frozenset(t.id for t in tables if slot.id not in t.closed) for slot in self.problem.slots)

    @cached_property
    def interpreters(self) -> Mapping[str, Interpreter]:
        return {interpreter.id: interpreter for interpreter in self.problem.interpreters}

    @cached_property
    def forbidden(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset((p.a, p.b)) for p in self.problem.pairs if p.kind == "forbidden")

    @cached_property
    def represented_together(self) -> Mapping[str, frozenset[str]]:
        """Map each participant to the others with the same representative."""
        return {participant: group - {participant} for group in self.problem.same_person for participant in group}

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """Map each pair to those that must meet after it."""
        later: dict[str, list[str]] = defaultdict(list)
        for pair in self.problem.pairs:
            for before in pair.after:
                later[before].append(pair.id)
        return {pair: tuple(pairs) for pair, pairs in later.items()}

    @cached_property
    def _able(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str] | None]:
        return {}

    def able_interpreters(self, pair: Pair) -> frozenset[str] | None:
        """Return the ids of the interpreters who can serve the pair, None if it needs none."""
        languages = (self.participants[pair.a].languages, self.participants[pair.b].languages)
        if languages not in self._able:
            a, b = set(languages[0]), set(languages[1])
            needs = bool(self.problem.interpreters) and bool(a) and bool(b) and not a & b
            able = (i.id for i in self.problem.interpreters if {*i.languages} & a and {*i.languages} & b)
            self._able[languages] = frozenset(able) if needs else None
        return self._able[languages]

    def is_online(self, pair: Pair) -> bool:
        return self.participants[pair.a].online or self.participants[pair.b].online

    def seats(self, pair: Pair) -> frozenset[str]:
        """Return the fixed tables of the two: none, one, or two that exclude each other."""
        tables = (self.participants[pair.a].table, self.participants[pair.b].table)
        return frozenset(table for table in tables if table is not None)

    def breaks(self, slots: Iterable[int]) -> int:
        """Count the idle gaps of one participant between meetings on the same day, given the positions of their
        slots."""
        gaps, last = 0, -2
        for slot in sorted(slots):
            gaps += last >= 0 and slot > last + 1 and slot in self.day[last]
            last = slot
        return gaps


class Occupancy:
    """Meetings of a timetable and the resources that each uses. It may be invalid: rules are checked elsewhere."""

    def __init__(self, facts: Facts, meetings: Iterable[Meeting]):
        self.facts = facts
        self.meetings: dict[str, Meeting] = {}
        self.of_participant: dict[str, BySlot] = {participant: {} for participant in facts.participants}
        self.at_table: dict[str, BySlot] = {table: {} for table in facts.tables}
        self.of_interpreter: dict[str, BySlot] = {interpreter: {} for interpreter in facts.interpreters}
        self.on_site: list[list[str]] = [[] for _ in facts.problem.slots]  # pairs that meet on site, by slot
        for meeting in meetings:
            self.put(meeting)

    def put(self, meeting: Meeting) -> None:
        """Add a meeting of a pair that has none yet. Raises `KeyError` for an unknown id."""
        position = self.facts.position[meeting.slot]
        for pairs_by_slot in self._indexes(meeting):
            pairs_by_slot.setdefault(position, []).append(meeting.pair)
        if not self.facts.is_online(self.facts.pairs[meeting.pair]):
            self.on_site[position].append(meeting.pair)
        self.meetings[meeting.pair] = meeting

    def take(self, pair: str) -> Meeting:
        """Remove and return the meeting of a pair. Raises `KeyError` if it has none."""
        meeting = self.meetings.pop(pair)
        position = self.facts.position[meeting.slot]
        for pairs_by_slot in self._indexes(meeting):
            pairs_by_slot[position].remove(pair)
            if not pairs_by_slot[position]:
                del pairs_by_slot[position]
        if not self.facts.is_online(self.facts.pairs[pair]):
            self.on_site[position].remove(pair)
        return meeting

    def _indexes(self, meeting: Meeting) -> list[BySlot]:
        pair = self.facts.pairs[meeting.pair]
        indexes = [self.of_participant[pair.a], self.of_participant[pair.b]]
        if meeting.table is not None:
            indexes.append(self.at_table[meeting.table])
        if meeting.interpreter is not None:
            indexes.append(self.of_interpreter[meeting.interpreter])
        return indexes

    def position_of(self, pair: str) -> int | None:
        """Return the position of the slot in which a pair meets, None if it does not."""
        meeting = self.meetings.get(pair)
        return None if meeting is None else self.facts.position[meeting.slot]

    def pairs_of(self, participant: str) -> tuple[str, ...]:
        """Return the ids of the pairs in which a participant meets, in order."""
        return tuple(sorted(pair for pairs in self.of_participant[participant].values() for pair in pairs))

    def count(self, participant: str) -> int:
        """Return the number of meetings of a participant."""
        return sum(map(len, self.of_participant[participant].values()))

    def work(self, interpreter: str) -> int:
        """Return the number of meetings of an interpreter."""
        return sum(map(len, self.of_interpreter[interpreter].values()))

    def break_counts(self) -> Counter[int]:
        """Return the number of participants for each number of breaks."""
        return Counter(self.facts.breaks(pairs_by_slot) for pairs_by_slot in self.of_participant.values())

    def table_sequence(self, participant: str, without: str | None = None) -> list[tuple[int, str]]:
        """Return the slot positions of a participant's meetings with the tables, in order of time."""
        rows = (
            (slot, self.meetings[pair].table)
            for slot, pairs in sorted(self.of_participant[participant].items())
            for pair in pairs
            if pair != without
        )
        return [(slot, table) for slot, table in rows if table is not None]
