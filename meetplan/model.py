"""Array representation of a problem, used by the search, the bounds and the proofs.

Meetings, people, slots and days are numbered in the order of the problem. Constraints on a single meeting are
precomputed in `allowed`, the slots in which it can be held at all: absences, fixed and permitted slots, closed seats,
and whether any interpreter is available. Four kinds of constraint remain, each with its own arrays:

* *units* are unary resources, which hold one meeting at a time: the people, after them the tables at which two or more
  people are seated, and the persons who represent several participants;
* a slot holds at most `open_tables` meetings on site;
* *interpreter pools*: the meetings of a set of language needs cannot outnumber the interpreters who serve any of the
  needs (Hall's condition), in each slot (`pool_capacity`) and over the event (`pool_total`, where interpreters have a
  `max`);
* precedence between meetings, and the limits of one person's day.
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
Bools = npt.NDArray[np.bool_]

NO_LIMIT = 1 << 30
MAX_POOLS = 2048
MAX_ANCESTORS = 200  # maximum of predecessors of a meeting that are taken into account


class Arrays(NamedTuple):
    """The input of the compiled search.

    Shapes: M meetings, P people, U units, S slots, D days, L language needs, C interpreter pools. Lists of lists are
    stored flat: row r of `x_list` is `x_list[x_start[r]:x_start[r + 1]]`."""

    ends: Ints  # M x 3: person a, person b, shared table unit or -1; M x 5 where persons represent several participants
    allowed: Flags  # M x S
    weight: Floats  # M
    must: Flags  # M
    on_site: Flags  # M
    need: Ints  # M: language need, -1 none
    day_of: Ints  # S
    bit_of: npt.NDArray[np.uint64]  # S: the slot's bit in its day
    open_tables: Ints  # S
    pool_start: Ints  # L + 1, into pool_list: pools that contain a need
    pool_list: Ints
    pool_capacity: Ints  # S x C: interpreters who are present
    pool_total: Ints  # C: meetings over the event
    min_meetings: Ints  # P
    max_meetings: Ints  # P
    before_start: Ints  # M + 1, into before_list: predecessors
    before_list: Ints
    after_start: Ints  # M + 1, into after_list: successors
    after_list: Ints
    max_run: int  # 0: no limit
    spread: int  # wanted limit of the difference between break counts; NO_LIMIT if none
    break_limit: int  # breaks of one person above which the search adds a penalty; see `annealing`


@dataclass(frozen=True)
class Model:
    """Arrays of a problem, with the ids that their numbers stand for."""

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
        """Number of participants."""
        return len(self.problem.participants)

    @property
    def slots(self) -> int:
        """Number of slots."""
        return len(self.problem.slots)


def build_model(problem: Problem) -> Model:
    """Number the records of a problem and build its arrays.

    Forbidden pairs, and pairs of two participants who are forbidden elsewhere, have no meeting."""
    slot_index = {slot.id: k for k, slot in enumerate(problem.slots)}
    person_index = {person.id: k for k, person in enumerate(problem.participants)}
    forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}
    meetings = tuple(pair for pair in problem.pairs if frozenset((pair.a, pair.b)) not in forbidden)
    seat, seats_clash = _seats(problem, meetings, person_index)
    need, needs = _needs(problem, meetings, person_index)
    ends = _ends(problem, meetings, person_index, seat)
    before, after = _order(meetings)
    allowed = _allowed(problem, meetings, person_index, slot_index, seat, need, needs)
    allowed[list(seats_clash)] = 0
    held = {pair.id for pair in meetings}
    allowed[[k for k, pair in enumerate(meetings) if not held.issuperset(pair.after)]] = 0  # after a forbidden pair
    _forbid_slots_before_predecessors(allowed, ends, before)
    day_of, bit_of = _days(problem)
    pools = _pools(needs)
    pool_start, pool_list = _flat([[c for c, pool in enumerate(pools) if n in pool] for n in range(len(needs))])
    pool_capacity, pool_total = _pool_sizes(problem, pools, needs, slot_index)
    spread = NO_LIMIT if problem.options.break_spread is None else problem.options.break_spread
    people = problem.participants
    arrays = Arrays(
        ends=ends,
        allowed=allowed,
        weight=np.array([pair.weight for pair in meetings], np.float64),
        must=np.array([pair.kind == "must" for pair in meetings], np.uint8),
        on_site=_on_site(problem, meetings, person_index),
        need=need,
        day_of=day_of,
        bit_of=bit_of,
        open_tables=_open_tables(problem),
        pool_start=pool_start,
        pool_list=pool_list,
        pool_capacity=pool_capacity,
        pool_total=pool_total,
        min_meetings=np.array([person.min for person in people], np.int64),
        max_meetings=np.array([NO_LIMIT if person.max is None else person.max for person in people], np.int64),
        before_start=before[0],
        before_list=before[1],
        after_start=after[0],
        after_list=after[1],
        max_run=min(problem.options.max_run or 0, len(problem.slots)),
        spread=spread,
        break_limit=spread,
    )
    return Model(problem, arrays, meetings, slot_index, person_index, needs, seat, _meetings_of(arrays))


def _meetings_of(arrays: Arrays) -> tuple[tuple[int, ...], ...]:
    """Return the meetings (by number) of each person."""
    meetings: list[list[int]] = [[] for _ in arrays.min_meetings]
    for k, (a, b) in enumerate(arrays.ends[:, :2].tolist()):
        meetings[a].append(k)
        meetings[b].append(k)
    return tuple(tuple(numbers) for numbers in meetings)


def _on_site(problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int]) -> Flags:
    online = {name for name, k in person_index.items() if problem.participants[k].online}
    return np.array([pair.a not in online and pair.b not in online for pair in meetings], np.uint8)


def _open_tables(problem: Problem) -> Ints:
    return np.array([sum(slot.id not in table.closed for table in problem.tables) for slot in problem.slots], np.int64)


def _flat(lists: Iterable[Iterable[int]]) -> tuple[Ints, Ints]:
    """Return the offsets of lists and their concatenation."""
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
    problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int]
) -> tuple[tuple[int, ...], set[int]]:
    """Return the table at which each meeting must be (-1 any), and the meetings of two people with different seats."""
    table_index = {table.id: k for k, table in enumerate(problem.tables)}
    seat, clash = [], set()
    for k, pair in enumerate(meetings):
        people = [problem.participants[person_index[end]] for end in (pair.a, pair.b)]
        tables = {person.table for person in people if person.table is not None}
        if any(person.online for person in people) or not tables:
            seat.append(-1)
            continue
        seat.append(table_index[min(tables)])
        if len(tables) > 1:
            clash.add(k)
    return tuple(seat), clash


def _needs(
    problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int]
) -> tuple[Ints, tuple[frozenset[int], ...]]:
    """Return the language need of each meeting, and the interpreters of each need.

    Two pairs of languages with the same interpreters are one need."""
    need = np.full(len(meetings), -1, np.int64)
    if not problem.interpreters:
        return need, ()
    spoken = [frozenset(interpreter.languages) for interpreter in problem.interpreters]
    languages = [frozenset(person.languages) for person in problem.participants]
    numbers: dict[frozenset[int], int] = {}
    interpreters: dict[tuple[frozenset[str], frozenset[str]], frozenset[int]] = {}
    for k, pair in enumerate(meetings):
        a, b = languages[person_index[pair.a]], languages[person_index[pair.b]]
        if not a or not b or a & b:
            continue
        if (a, b) not in interpreters:
            interpreters[a, b] = frozenset(
                i for i, languages_of_i in enumerate(spoken) if languages_of_i & a and languages_of_i & b
            )
        need[k] = numbers.setdefault(interpreters[a, b], len(numbers))
    return need, tuple(numbers)


def _pools(needs: tuple[frozenset[int], ...]) -> list[tuple[int, ...]]:
    """Return the sets of needs whose interpreters must be counted together: those connected by common interpreters.

    A set of two parts without a common interpreter is counted through its parts. Sets beyond `MAX_POOLS` are left to
    the exact assignment of interpreters at the end."""
    pools: list[tuple[int, ...]] = []
    for size in range(1, len(needs) + 1):
        for pool in combinations(range(len(needs)), size):
            if _is_connected([needs[n] for n in pool]):
                pools.append(pool)
            if len(pools) > MAX_POOLS:
                return pools
    return pools


def _is_connected(groups: list[frozenset[int]]) -> bool:
    """Return whether the groups are connected by common members."""
    reached, remaining = set(groups[0]), groups[1:]
    while joined := [group for group in remaining if group & reached]:
        reached.update(*joined)
        remaining = [group for group in remaining if not group & reached]
    return not remaining


def _pool_sizes(
    problem: Problem,
    pools: list[tuple[int, ...]],
    needs: tuple[frozenset[int], ...],
    slot_index: Mapping[str, int],
) -> tuple[Ints, Ints]:
    """Return the number of interpreters of each pool by slot (S x C), and of meetings they can serve in all (C)."""
    present = np.ones((len(slot_index), len(problem.interpreters)), np.int64)
    for i, interpreter in enumerate(problem.interpreters):
        for slot in interpreter.away:
            present[slot_index[slot], i] = 0
    capacity = np.zeros((len(slot_index), len(pools)), np.int64)
    total = np.full(len(pools), NO_LIMIT, np.int64)
    limits = [NO_LIMIT if interpreter.max is None else interpreter.max for interpreter in problem.interpreters]
    for c, pool in enumerate(pools):
        members = sorted(frozenset().union(*(needs[n] for n in pool)))
        capacity[:, c] = present[:, members].sum(axis=1)
        if any(limits[i] < NO_LIMIT for i in members):
            total[c] = sum(min(int(present[:, i].sum()), limits[i]) for i in members)
    return capacity, total


def _allowed(
    problem: Problem,
    meetings: tuple[Pair, ...],
    person_index: Mapping[str, int],
    slot_index: Mapping[str, int],
    seat: tuple[int, ...],
    need: Ints,
    needs: tuple[frozenset[int], ...],
) -> Flags:
    """Return the slots in which each meeting can be held (M x S), without regard to precedence and seats of both."""

    def open_row(closed: Iterable[str]) -> Bools:
        row = np.ones(len(slot_index), bool)
        row[[slot_index[slot] for slot in closed]] = False
        return row

    person_open = [open_row(person.away) for person in problem.participants]
    table_open = [open_row(table.closed) for table in problem.tables]
    served = []  # L x S
    for group in needs:
        rows = [open_row(problem.interpreters[i].away) for i in group]
        served.append(np.logical_or.reduce(rows) if rows else np.zeros(len(slot_index), bool))
    allowed = np.zeros((len(meetings), len(slot_index)), np.uint8)
    for k, pair in enumerate(meetings):
        row = person_open[person_index[pair.a]] & person_open[person_index[pair.b]]
        if seat[k] >= 0:
            row = row & table_open[seat[k]]
        if need[k] >= 0:
            row = row & served[need[k]]
        if pair.slots is not None:
            row = row & ~open_row(pair.slots)
        if pair.fixed is not None:
            row = row & ~open_row([pair.fixed])
        allowed[k] = row
    return allowed


def _ends(problem: Problem, meetings: tuple[Pair, ...], person_index: Mapping[str, int], seat: tuple[int, ...]) -> Ints:
    """Return the units of each meeting. A table that is the seat of one person only needs no unit of its own."""
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
    return np.hstack([ends, _representatives(problem, meetings, len(problem.participants) + len(shared))])


def _representatives(problem: Problem, meetings: tuple[Pair, ...], first: int) -> Ints:
    """Return the persons who represent the participants of each meeting (M x 2), numbered from `first`; -1 none."""
    represented_by = {member: first + k for k, group in enumerate(problem.same_person) for member in group}
    representatives = []
    for pair in meetings:
        a, b = represented_by.get(pair.a, -1), represented_by.get(pair.b, -1)
        representatives.append((a, -1 if b == a else b))  # list each unit once in a row
    return np.array(representatives, np.int64).reshape(len(meetings), 2)


def _order(meetings: tuple[Pair, ...]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Return predecessors and successors of each meeting."""
    number = {pair.id: k for k, pair in enumerate(meetings)}
    before: list[list[int]] = [[] for _ in meetings]
    after: list[list[int]] = [[] for _ in meetings]
    for k, pair in enumerate(meetings):
        for earlier in pair.after:
            if earlier in number:
                before[k].append(number[earlier])
                after[number[earlier]].append(k)
    return _flat(before), _flat(after)


def _forbid_slots_before_predecessors(allowed: Flags, ends: Ints, before: tuple[Ints, Ints]) -> None:
    """Forbid, in place (M x S), slots with too few slots before them for the predecessors of a meeting.

    A unit that takes part in several predecessors needs as many slots for them."""
    start, earlier = before
    parents = {m: earlier[start[m] : start[m + 1]].tolist() for m in np.flatnonzero(np.diff(start)).tolist()}
    ancestors: dict[int, set[int]] = {}
    for meeting in TopologicalSorter(parents).static_order():
        direct = parents.get(meeting, [])
        reachable = {*direct, *(m for parent in direct for m in ancestors.get(parent, ()))}
        if not reachable or not allowed[meeting].any():
            continue
        ancestors[meeting] = set(islice(reachable, MAX_ANCESTORS))  # ignoring some only relaxes the condition
        # A single predecessor of a unit matters only if it is direct: indirect ones were counted for the direct one.
        for group in [*([m] for m in direct), *_sharing_a_unit(ends, ancestors[meeting])]:
            is_open = np.any(allowed[group] != 0, axis=0).astype(np.int64)
            allowed[meeting, np.cumsum(is_open) - is_open < len(group)] = 0


def _sharing_a_unit(ends: Ints, meetings: Iterable[int]) -> list[list[int]]:
    """Return the lists of two or more of the meetings that share a unit."""
    of_unit: dict[int, list[int]] = defaultdict(list)
    for m in meetings:
        for unit in ends[m].tolist():
            if unit >= 0:
                of_unit[unit].append(m)
    return [group for group in of_unit.values() if len(group) > 1]


def count_units(arrays: Arrays) -> int:
    """Return the number of units: people, shared tables, and persons who represent several participants."""
    return max(len(arrays.min_meetings), int(arrays.ends.max(initial=-1)) + 1)


def meetings_by_pool(model: Model) -> list[list[int]]:
    """Return the meetings (by number) that use an interpreter of each pool."""
    arrays = model.arrays
    pools_of = [arrays.pool_list[arrays.pool_start[n] : arrays.pool_start[n + 1]] for n in range(len(model.needs))]
    return [
        np.flatnonzero(np.isin(arrays.need, [n for n, pools in enumerate(pools_of) if pool in pools])).tolist()
        for pool in range(arrays.pool_capacity.shape[1])
    ]


def meetings_by_shared_unit(arrays: Arrays) -> list[list[int]]:
    """Return the meetings (by number) of each unit that is not a participant."""
    return [
        np.flatnonzero((arrays.ends[:, 2:] == unit).any(axis=1)).tolist()
        for unit in range(len(arrays.min_meetings), count_units(arrays))
    ]
