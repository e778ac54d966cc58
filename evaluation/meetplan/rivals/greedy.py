"""The manual procedure of agencies: the musts, then the heaviest wishes, then the order of arrival; each into the first
slot where it fits, at the first table that is free, with the first interpreter who can."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from meetplan import Bounds, Meeting, Pair, Participant, Plan, Problem, Unplaced, score_of


@dataclass
class Diary:
    """What is taken so far."""

    problem: Problem
    people: dict[str, Participant]
    busy: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # who or what -> slots
    served: Counter[str] = field(default_factory=Counter)  # meetings of each interpreter
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = {slot.id: k for k, slot in enumerate(self.problem.slots)}
        self.day = {slot.id: slot.day for slot in self.problem.slots}
        self.seats = {person.table for person in self.people.values() if person.table is not None}
        self.days: dict[str, list[str]] = defaultdict(list)
        for slot in self.problem.slots:
            self.days[slot.day].append(slot.id)

    def fits(self, pair: Pair, slot: str) -> Meeting | None:
        """The meeting in this slot, with table and interpreter, if it is feasible."""
        participants = self.people[pair.a], self.people[pair.b]
        for person in participants:
            person_slots = self.busy[person.id]
            if (
                slot in person_slots
                or slot in person.away
                or (person.max is not None and len(person_slots) >= person.max)
            ):
                return None
            if self._runs_too_long(person, slot) or self._stands_elsewhere(person, slot):
                return None
        table = None
        if not any(person.online for person in participants):
            table = self._table(participants, slot)
            if table is None:
                return None
        interpreter = None
        if self._need_help(participants):
            interpreter = self._interpreter(participants, slot)
            if interpreter is None:
                return None
        return Meeting(pair.id, slot, table, interpreter)

    def _runs_too_long(self, person: Participant, slot: str) -> bool:
        longest = self.problem.options.max_run
        if longest is None:
            return False
        run = best = 0
        for other_slot in self.days[self.day[slot]]:
            run = run + 1 if other_slot == slot or other_slot in self.busy[person.id] else 0
            best = max(best, run)
        return best > longest

    def _stands_elsewhere(self, person: Participant, slot: str) -> bool:
        """Whether a representative of this participant meets for another one."""
        groups = [group for group in self.problem.same_person if person.id in group]
        return any(slot in self.busy[other] for group in groups for other in group)

    def _table(self, participants: tuple[Participant, Participant], slot: str) -> str | None:
        """The seat of the two, or the first free table; seats of other participants come last."""
        seats = {person.table for person in participants if person.table is not None}
        if len(seats) > 1:
            return None
        for table in sorted(self.problem.tables, key=lambda table: table.id in self.seats):
            if slot not in table.closed and slot not in self.busy[f"table {table.id}"] and seats <= {table.id}:
                return table.id
        return None

    def _need_help(self, participants: tuple[Participant, Participant]) -> bool:
        a, b = set(participants[0].languages), set(participants[1].languages)
        return bool(self.problem.interpreters and a and b and not a & b)

    def _interpreter(self, participants: tuple[Participant, Participant], slot: str) -> str | None:
        for interpreter in self.problem.interpreters:
            can_serve = all(set(interpreter.languages) & set(person.languages) for person in participants)
            is_at_limit = interpreter.max is not None and self.served[interpreter.id] >= interpreter.max
            if (
                can_serve
                and not is_at_limit
                and slot not in interpreter.away
                and slot not in self.busy[f"interpreter {interpreter.id}"]
            ):
                return interpreter.id
        return None

    def write(self, pair: Pair, meeting: Meeting) -> None:
        self.meetings[pair.id] = meeting
        self.busy[pair.a].add(meeting.slot)
        self.busy[pair.b].add(meeting.slot)
        self.busy[f"table {meeting.table}"].add(meeting.slot)
        self.busy[f"interpreter {meeting.interpreter}"].add(meeting.slot)
        if meeting.interpreter is not None:
            self.served[meeting.interpreter] += 1


def greedy(problem: Problem) -> Plan:
    """A right plan, without any proof."""
    started = time.perf_counter()
    diary = Diary(problem, {person.id: person for person in problem.participants})
    forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}
    waiting = [pair for pair in problem.pairs if frozenset((pair.a, pair.b)) not in forbidden]
    waiting.sort(key=lambda pair: (pair.kind != "must", -pair.weight))
    progress = True
    while progress:  # one that waits for another gets its turn after it
        late = [pair for pair in waiting if not _place(diary, pair)]
        progress = len(late) < len(waiting) and any(pair.after for pair in late)
        waiting = late
    meetings = tuple(sorted(diary.meetings.values(), key=lambda meeting: diary.place[meeting.slot]))
    unplaced = tuple(
        Unplaced(pair.id, "forbidden" if frozenset((pair.a, pair.b)) in forbidden else "lower_weight")
        for pair in problem.pairs
        if pair.id not in diary.meetings
    )
    bounds = Bounds(
        must=sum(pair.kind == "must" for pair in problem.pairs),
        below_min=0,
        weight=sum(pair.weight for pair in problem.pairs),
        spread_excess=0,
        breaks=0,
    )
    return Plan(meetings, unplaced, score_of(problem, meetings), bounds, "feasible", time.perf_counter() - started)


def _place(diary: Diary, pair: Pair) -> bool:
    earlier = [diary.meetings.get(predecessor) for predecessor in pair.after]
    if any(meeting is None for meeting in earlier):
        return False
    first_position = max((diary.place[meeting.slot] + 1 for meeting in earlier if meeting), default=0)
    for slot in diary.problem.slots[first_position:]:
        permitted = (pair.slots is None or slot.id in pair.slots) and pair.fixed in (None, slot.id)
        if permitted and (meeting := diary.fits(pair, slot.id)):
            diary.write(pair, meeting)
            return True
    return False
