"""A problem as arrays: the form in which the search, the bounds and the proofs see it.

Meetings, people, slots and days are numbered in the order of the problem. Everything that is known beforehand is folded
into `allowed`, the slots in which a meeting can be held at all: absences, fixed and permitted slots, closed seats, and
whether any interpreter could help. What remains are four kinds of rule, each with its own arrays:

* *units* hold one meeting at a time: the people, after them the tables at which two or more people are seated, and
  those who stand for several participants;
* a slot holds at most `open_tables` meetings on site;
* *crews*: a set of language needs cannot exceed the interpreters who serve any of them (Hall's condition), in each slot
  (`crew_open`) and over the event (`crew_total`, where interpreters have a `max`);
* order between meetings, and the limits of one person's day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import combinations, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from meetplan.problem import Pair, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

NO_LIMIT = 1 << 30
MOST_CREWS = 2048
MAX_ANCESTORS = 200  # meetings that must be held before one, as far as they are looked at


class Arrays(NamedTuple):
    """What the compiled search reads.

    Shapes: M meetings, P people, U units, S slots, D days, L language needs, C crews."""

    ends: Ints  # M x 3: person a, person b, shared table unit or -1; M x 5 where someone stands for several
    allowed: Flags  # M x S
    weight: Floats  # M
    must: Flags  # M
    on_site: Flags  # M
    need: Ints  # M: language need, -1 none
    day_of: Ints  # S
    bit_of: npt.NDArray[np.uint64]  # S: the slot's bit in its day
    open_tables: Ints  # S
    crew_start: Ints  # L + 1: crews of a need are crew_list[crew_start[need]:crew_start[need + 1]]
    crew_list: Ints
    crew_open: Ints  # S x C
    crew_total: Ints  # C
    least: Ints  # P
    most: Ints  # P
    before_start: Ints  # M + 1, into before_list: meetings that must be held earlier
    before_list: Ints
    after_start: Ints  # M + 1, into after_list: meetings that must be held later
    after_list: Ints
    max_run: int  # 0: no limit
    spread: int  # wanted limit of the difference between break counts; NO_LIMIT if none
    break_limit: int  # breaks of one person above which the search charges for each; see `incumbent`


@dataclass(frozen=True)
class Model:
    """The arrays, and how their numbers are named in the problem."""

    problem: Problem
    arrays: Arrays
    meetings: tuple[Pair, ...]
    slot_index: Mapping[str, int]
    person_index: Mapping[str, int]
    needs: tuple[frozenset[int], ...]  # interpreters (by number) who serve each language need
    seat: tuple[int, ...]  # M: number of the table at which the meeting must be, -1 any
    meetings_of: tuple[tuple[int, ...], ...]  # P: meetings of each person

    @property
    def people(self) -> int:
        return len(self.problem.participants)

    @property
    def slots(self) -> int:
        return len(self.problem.slots)


def model_of(problem: Problem) -> Model:
    """Number everything. Forbidden pairs, and pairs of two people who are forbidden elsewhere, have no meeting."""
    slot_index = {slot.id: k for k, slot in enumerate(problem.slots)}
    person_index = {person.id: k for k, person in enumerate(problem.participants)}
    table_index = {table.id: k for k, table in enumerate(problem.tables)}
    forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}
    meetings = tuple(pair for pair in problem.pairs if frozenset((pair.a, pair.b)) not in forbidden)
    seat, seats_clash = _seats(problem, meetings, person_index, table_index)
    need, needs = _needs(problem, meetings, person_index)
    crews = _crews(needs)
    allowed = _allowed(problem, meetings, person_index, slot_index, seat, need, needs)
    allowed[list(seats_clash)] = 0
    held = {pair.id for pair in meetings}
    for k, pair in enumerate(meetings):
        if not held.issuperset(pair.after):  # it waits for a forbidden meeting
            allowed[k] = 0
    before, after = _order(meetings)
    ends = _ends(problem, meetings, person_index, seat)
    _leave_room_for_earlier(allowed, ends, before)
    on_site = np.array(
        [not any(problem.participants[person_index[end]].online for end in (pair.a, pair.b)) for pair in meetings],
        np.uint8,
    )
    meetings_of: list[list[int]] = [[] for _ in problem.participants]
    for k, pair in enumerate(meetings):
        meetings_of[person_index[pair.a]].append(k)
        meetings_of[person_index[pair.b]].append(k)
    day_of, bit_of = _days(problem)
    crew_start, crew_list = _flat([[c for c, crew in enumerate(crews) if n in crew] for n in range(len(needs))])
    crew_open, crew_total = _crew_sizes(problem, crews, needs, slot_index)
    spread = problem.options.break_spread
    arrays = Arrays(
        ends=ends,
        allowed=allowed,
        weight=np.array([pair.weight for pair in meetings], np.float64),
        must=np.array([pair.kind == "must" for pair in meetings], np.uint8),
        on_site=on_site,
        need=need,
        day_of=day_of,
        bit_of=bit_of,
        open_tables=np.array(
            [sum(slot.id not in table.closed for table in problem.tables) for slot in problem.slots], np.int64
        ),
        crew_start=crew_start,
        crew_list=crew_list,
        crew_open=crew_open,
        crew_total=crew_total,
        least=np.array([person.min for person in problem.participants], np.int64),
        most=np.array([NO_LIMIT if person.max is None else person.max for person in problem.participants], np.int64),
        before_start=before[0],
        before_list=before[1],
        after_start=after[0],
        after_list=after[1],
        max_run=min(problem.options.max_run or 0, len(problem.slots)),
        spread=NO_LIMIT if spread is None else spread,
        break_limit=NO_LIMIT if spread is None else spread,
    )
    return Model(problem, arrays, meetings, slot_index, person_index, needs, seat, tuple(tuple(m) for m in meetings_of))


def _flat(lists: Iterable[Iterable[int]]) -> tuple[Ints, Ints]:
    """Lists as one array and the start of each in it."""
    rows = [list(row) for row in lists]
    start = np.zeros(len(rows) + 1, np.int64)
    start[1:] = np.cumsum([len(row) for row in rows])
    return start, np.array([item for row in rows for item in row], np.int64)


def _days(problem: Problem) -> tuple[Ints, npt.NDArray[np.uint64]]:
    days: dict[str, int] = {}
    position: dict[str, int] = defaultdict(int)
    day_of, bit_of = [], []
    for slot in problem.slots:
        day_of.append(days.setdefault(slot.day, len(days)))
        bit_of.append(1 << position[slot.day])
        position[slot.day] += 1
    return np.array(day_of, np.int64), np.array(bit_of, np.uint64)


def _seats(
    problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int], table_index: Mapping[str, int]
) -> tuple[tuple[int, ...], set[int]]:
    """The table at which each meeting must be (-1 any), and the meetings of two people with different seats."""
    seat, clash = [], set()
    for k, pair in enumerate(meetings):
        both = [problem.participants[person_index[end]] for end in (pair.a, pair.b)]
        own = {person.table for person in both if person.table is not None}
        if any(person.online for person in both) or not own:
            seat.append(-1)
            continue
        seat.append(table_index[min(own)])
        if len(own) > 1:
            clash.add(k)
    return tuple(seat), clash


def _needs(
    problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int]
) -> tuple[Ints, tuple[frozenset[int], ...]]:
    """The language need of each meeting. Two needs that the same interpreters serve are one."""
    need = np.full(len(meetings), -1, np.int64)
    if not problem.interpreters:
        return need, ()
    spoken = [frozenset(interpreter.languages) for interpreter in problem.interpreters]
    languages = [frozenset(person.languages) for person in problem.participants]
    numbers: dict[frozenset[int], int] = {}
    served: dict[tuple[frozenset[str], frozenset[str]], frozenset[int]] = {}
    for k, pair in enumerate(meetings):
        mine, theirs = languages[person_index[pair.a]], languages[person_index[pair.b]]
        if not mine or not theirs or mine & theirs:
            continue
        if (mine, theirs) not in served:
            served[mine, theirs] = frozenset(i for i, tongue in enumerate(spoken) if tongue & mine and tongue & theirs)
        need[k] = numbers.setdefault(served[mine, theirs], len(numbers))
    return need, tuple(numbers)


def _crews(needs: tuple[frozenset[int], ...]) -> list[tuple[int, ...]]:
    """Sets of needs that must be watched together: those whose interpreters hang together. A set that falls into two
    parts without a common interpreter is watched through its parts."""
    crews: list[tuple[int, ...]] = []
    for size in range(1, len(needs) + 1):
        for crew in combinations(range(len(needs)), size):
            if _hangs_together([needs[n] for n in crew]):
                crews.append(crew)
            if len(crews) > MOST_CREWS:
                return crews  # the rest is left to the exact assignment of interpreters at the end
    return crews


def _hangs_together(groups: list[frozenset[int]]) -> bool:
    reached, waiting = set(groups[0]), groups[1:]
    while waiting:
        joined = [group for group in waiting if group & reached]
        if not joined:
            return False
        for group in joined:
            reached |= group
            waiting.remove(group)
    return True


def _crew_sizes(
    problem: Problem,
    crews: list[tuple[int, ...]],
    needs: tuple[frozenset[int], ...],
    slot_index: Mapping[str, int],
) -> tuple[Ints, Ints]:
    """How many interpreters each crew has, by slot (S x C) and over the event (C)."""
    there = np.ones((len(slot_index), len(problem.interpreters)), np.int64)
    for i, interpreter in enumerate(problem.interpreters):
        for slot in interpreter.away:
            there[slot_index[slot], i] = 0
    by_slot = np.zeros((len(slot_index), len(crews)), np.int64)
    total = np.full(len(crews), NO_LIMIT, np.int64)
    for c, crew in enumerate(crews):
        members = sorted(frozenset().union(*(needs[n] for n in crew)))
        by_slot[:, c] = there[:, members].sum(axis=1)
        if any(problem.interpreters[i].max is not None for i in members):
            total[c] = sum(
                min(int(there[:, i].sum()), NO_LIMIT if (most := problem.interpreters[i].max) is None else most)
                for i in members
            )
    return by_slot, total


def _allowed(
    problem: Problem,
    meetings: tuple[Pair, ...],
    person_index: Mapping[str, int],
    slot_index: Mapping[str, int],
    seat: tuple[int, ...],
    need: Ints,
    needs: tuple[frozenset[int], ...],
) -> Flags:
    def open_row(closed: Iterable[str]) -> npt.NDArray[np.bool_]:
        row = np.ones(len(slot_index), bool)
        row[[slot_index[slot] for slot in closed]] = False
        return row

    person_open = [open_row(person.away) for person in problem.participants]
    table_open = [open_row(table.closed) for table in problem.tables]
    helped = []
    for group in needs:
        rows = [open_row(problem.interpreters[i].away) for i in group]
        helped.append(np.logical_or.reduce(rows) if rows else np.zeros(len(slot_index), bool))
    allowed = np.zeros((len(meetings), len(slot_index)), np.uint8)
    for k, pair in enumerate(meetings):
        row = person_open[person_index[pair.a]] & person_open[person_index[pair.b]]
        if seat[k] >= 0:
            row = row & table_open[seat[k]]
        if need[k] >= 0:
            row = row & helped[need[k]]
        if pair.slots is not None:
            row = row & ~open_row(pair.slots)
        if pair.fixed is not None:
            row = row & ~open_row([pair.fixed])
        allowed[k] = row
    return allowed


def _ends(problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int], seat: tuple[int, ...]) -> Ints:
    """Units of each meeting. A table where one person sits alone needs no unit: that person is one already."""
    sitters: dict[int, set[str]] = defaultdict(set)
    for k, pair in enumerate(meetings):
        for end in (pair.a, pair.b):
            if seat[k] >= 0 and problem.participants[person_index[end]].table is not None:
                sitters[seat[k]].add(end)
    shared = sorted(table for table, people in sitters.items() if len(people) > 1)
    unit = {table: len(problem.participants) + k for k, table in enumerate(shared)}
    ends = np.array(
        [
            (person_index[pair.a], person_index[pair.b], unit.get(seat[k], -1) if seat[k] >= 0 else -1)
            for k, pair in enumerate(meetings)
        ],
        np.int64,
    ).reshape(len(meetings), 3)
    if not problem.same_person:
        return ends
    first = len(problem.participants) + len(shared)
    stands_for = {name: first + k for k, group in enumerate(problem.same_person) for name in group}
    agents = []
    for pair in meetings:
        agent, other = stands_for.get(pair.a, -1), stands_for.get(pair.b, -1)
        agents.append((agent, -1 if other == agent else other))  # a unit once in a row
    return np.hstack([ends, np.array(agents, np.int64).reshape(len(meetings), 2)])


def _order(meetings: tuple[Pair, ...]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    number = {pair.id: k for k, pair in enumerate(meetings)}
    before: list[list[int]] = [[] for _ in meetings]
    after: list[list[int]] = [[] for _ in meetings]
    for k, pair in enumerate(meetings):
        for earlier in pair.after:
            if earlier in number:
                before[k].append(number[earlier])
                after[number[earlier]].append(k)
    return _flat(before), _flat(after)


def _leave_room_for_earlier(allowed: Flags, ends: Ints, before: tuple[Ints, Ints]) -> None:
    """Forbid, in place (M x S), slots before which what must be held earlier cannot be held: whoever is in so many of
    those meetings needs as many slots for them."""
    start, earlier = before
    parents = {m: earlier[start[m] : start[m + 1]].tolist() for m in np.flatnonzero(np.diff(start)).tolist()}
    ancestors: dict[int, set[int]] = {}
    for meeting in TopologicalSorter(parents).static_order():
        direct = parents.get(meeting, [])
        known = {*direct, *(m for parent in direct for m in ancestors.get(parent, ()))}
        if not known or not allowed[meeting].any():
            continue
        ancestors[meeting] = set(islice(known, MAX_ANCESTORS))  # fewer than there are only leave more slots
        of_unit: dict[int, list[int]] = defaultdict(list)
        for m in ancestors[meeting]:
            for unit in ends[m].tolist():
                if unit >= 0:
                    of_unit[unit].append(m)
        # One meeting of somebody matters only where it comes directly before: the others had their turn there.
        for group in [*([m] for m in direct), *(group for group in of_unit.values() if len(group) > 1)]:
            is_open = np.any(allowed[group] != 0, axis=0).astype(np.int64)
            allowed[meeting, np.cumsum(is_open) - is_open < len(group)] = 0


def units(arrays: Arrays) -> int:
    """How many units there are: people, shared tables, and those who stand for several participants."""
    return max(len(arrays.least), int(arrays.ends.max(initial=-1)) + 1)


def meetings_of_crews(model: Model) -> list[list[int]]:
    """Meetings (by number) that use an interpreter of each crew."""
    arrays = model.arrays
    crews_of = [arrays.crew_list[arrays.crew_start[n] : arrays.crew_start[n + 1]] for n in range(len(model.needs))]
    return [
        np.flatnonzero(np.isin(arrays.need, [n for n, crews in enumerate(crews_of) if crew in crews])).tolist()
        for crew in range(arrays.crew_open.shape[1])
    ]


def meetings_of_shared_units(arrays: Arrays) -> list[list[int]]:
    """Meetings (by number) of each unit that is not a participant."""
    return [
        np.flatnonzero((arrays.ends[:, 2:] == unit).any(axis=1)).tolist()
        for unit in range(len(arrays.least), units(arrays))
    ]
