"""The meetings of a timetable, indexed by participant, table, interpreter and slot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from meetplan.plan import Meeting
from meetplan.problem import Interpreter, Pair, Participant, Problem, Table

BySlot = dict[int, list[str]]  # position of a slot -> pairs that meet in it, one unless the timetable is wrong


@dataclass(frozen=True)
class Facts:
    """What a problem says, by id; slots are numbered in the order of the problem."""

    problem: Problem

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {slot.id: k for k, slot in enumerate(self.problem.slots)}

    @cached_property
    def day(self) -> tuple[range, ...]:
        """The positions of the day of each slot."""
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
        """Ids of the tables that are open in each slot."""
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
        """By participant the others for whom the same person stands."""
        return {participant: group - {participant} for group in self.problem.same_person for participant in group}

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """By pair those that may only meet after it."""
        later: dict[str, list[str]] = defaultdict(list)
        for pair in self.problem.pairs:
            for before in pair.after:
                later[before].append(pair.id)
        return {pair: tuple(pairs) for pair, pairs in later.items()}

    @cached_property
    def _able(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str] | None]:
        return {}

    def able_interpreters(self, pair: Pair) -> frozenset[str] | None:
        """Ids of those who can interpret for the pair, None where it needs nobody."""
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
        """The tables at which the two always sit: none, one, or two that exclude each other."""
        tables = (self.participants[pair.a].table, self.participants[pair.b].table)
        return frozenset(table for table in tables if table is not None)

    def breaks(self, slots: Iterable[int]) -> int:
        """Idle gaps between meetings at these positions of slots that one participant has on the same day."""
        gaps, last = 0, -2
        for slot in sorted(slots):
            gaps += last >= 0 and slot > last + 1 and slot in self.day[last]
            last = slot
        return gaps


class Occupancy:
    """The meetings of a timetable and what each of them takes. It may be wrong: rules are judged elsewhere."""

    def __init__(self, facts: Facts, meetings: Iterable[Meeting]):
        self.facts = facts
        self.meetings: dict[str, Meeting] = {}
        self.of_participant: dict[str, BySlot] = {participant: {} for participant in facts.participants}
        self.at_table: dict[str, BySlot] = {table: {} for table in facts.tables}
        self.of_interpreter: dict[str, BySlot] = {interpreter: {} for interpreter in facts.interpreters}
        self.on_site: list[list[str]] = [[] for _ in facts.problem.slots]  # pairs that meet in a slot, not online
        for meeting in meetings:
            self.put(meeting)

    def put(self, meeting: Meeting) -> None:
        """Add a meeting of a pair that does not meet yet. Raises `KeyError` for an unknown id."""
        position = self.facts.position[meeting.slot]
        for pairs_by_slot in self._indexes(meeting):
            pairs_by_slot.setdefault(position, []).append(meeting.pair)
        if not self.facts.is_online(self.facts.pairs[meeting.pair]):
            self.on_site[position].append(meeting.pair)
        self.meetings[meeting.pair] = meeting

    def take(self, pair: str) -> Meeting:
        """Take the meeting of a pair out. Raises `KeyError` where it does not meet."""
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
        """Position of the slot in which a pair meets, None where it does not."""
        meeting = self.meetings.get(pair)
        return None if meeting is None else self.facts.position[meeting.slot]

    def pairs_of(self, participant: str) -> tuple[str, ...]:
        """Ids of the pairs in which a participant meets, in order."""
        return tuple(sorted(pair for pairs in self.of_participant[participant].values() for pair in pairs))

    def count(self, participant: str) -> int:
        """Number of meetings of a participant."""
        return sum(map(len, self.of_participant[participant].values()))

    def work(self, interpreter: str) -> int:
        """Number of meetings of an interpreter."""
        return sum(map(len, self.of_interpreter[interpreter].values()))

    def break_counts(self) -> Counter[int]:
        """How many participants have how many breaks."""
        return Counter(self.facts.breaks(pairs_by_slot) for pairs_by_slot in self.of_participant.values())

    def table_sequence(self, participant: str, without: str | None = None) -> list[tuple[int, str]]:
        """Positions of slots and the tables at which a participant sits in them, in order of time."""
        rows = (
            (slot, self.meetings[pair].table)
            for slot, pairs in sorted(self.of_participant[participant].items())
            for pair in pairs
            if pair != without
        )
        return [(slot, table) for slot, table in rows if table is not None]
