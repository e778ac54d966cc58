"""Why a pair does not meet, and what would make room: the smallest reason that a person accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from meetplan.model import Ints, Model, build_model, count_units
from meetplan.plan import Meeting, Plan, Unplaced
from meetplan.problem import Pair, Problem

MOST_DROPPED = 3
# What it means that a unit of a meeting (a column of `Arrays.ends`) is taken.
UNIT_CODES = ("a_busy", "b_busy", "no_table", "same_person", "same_person")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why `pair` does not meet.

    `reason` is a code. `slots`: ids of slots in which both are there and free; `blocked` says for each of them what
    stands in the way (`no_table`, `no_interpreter`, `order`, `max_run`, `same_person`: who stands for one of the two
    meets for somebody else). `languages`: the two
    languages between which an interpreter is needed. `drop`: ids of the fewest placed pairs in whose place this one
    would fit, the least valuable first choice; empty if nothing helps."""

    pair: str
    reason: str
    slots: tuple[str, ...] = ()
    blocked: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, str] | None = None
    drop: tuple[str, ...] = ()


class Standing:
    """A timetable as it stands: who is where, and what is used in each slot. Plain lists: it is asked thousands of
    small questions, for which arrays are slow."""

    def __init__(self, model: Model, slots: Ints):
        arrays = model.arrays
        self.model, self.slots = model, slots
        self.ends: list[list[int]] = [[u for u in row if u >= 0] for row in arrays.ends.tolist()]
        self.at = [[-1] * model.slots for _ in range(count_units(arrays))]
        self.members: list[list[int]] = [[] for _ in range(model.slots)]
        self.count = [0] * model.people
        crews_of_need = [
            arrays.pool_list[arrays.pool_start[n] : arrays.pool_start[n + 1]].tolist() for n in range(len(model.needs))
        ]
        self.crews_of: list[list[int]] = [crews_of_need[need] if need >= 0 else [] for need in arrays.need.tolist()]
        self.on_site: list[int] = arrays.on_site.tolist()
        self.tables = [0] * model.slots
        self.crews = [[0] * len(arrays.pool_total) for _ in range(model.slots)]
        self.crews_total = [0] * len(arrays.pool_total)
        self.crew_open: list[list[int]] = arrays.pool_capacity.tolist()
        self.crew_total: list[int] = arrays.pool_total.tolist()
        self.open_tables: list[int] = arrays.open_tables.tolist()
        self.most: list[int] = arrays.max_meetings.tolist()
        self.must: list[int] = arrays.must.tolist()
        self.weight: list[float] = arrays.weight.tolist()
        self.relied_on = [False] * len(slots)
        for meeting in np.flatnonzero(slots >= 0).tolist():
            self._add(meeting, int(slots[meeting]))
            for k in range(arrays.before_start[meeting], arrays.before_start[meeting + 1]):
                self.relied_on[arrays.before_list[k]] = True
        self.cheapest_users = [self._cheapest(crew) for crew in range(len(arrays.pool_total))]
        days = arrays.day_of.tolist()
        self.day_ends = [(days.index(day), len(days) - days[::-1].index(day)) for day in days]

    def _add(self, meeting: int, slot: int) -> None:
        self.members[slot].append(meeting)
        for unit in self.ends[meeting]:
            self.at[unit][slot] = meeting
        for person in self.people(meeting):
            self.count[person] += 1
        self.tables[slot] += self.on_site[meeting]
        for crew in self.crews_of[meeting]:
            self.crews[slot][crew] += 1
            self.crews_total[crew] += 1

    def _cheapest(self, crew: int) -> list[int]:
        """The placed meetings of a crew that would be taken out first, no more than could ever be asked for."""
        users = [m for members in self.members for m in members if crew in self.crews_of[m] and not self.relies(m)]
        return sorted(users, key=self.value)[: MOST_DROPPED + 1]

    def people(self, meeting: int) -> tuple[int, int]:
        return self.ends[meeting][0], self.ends[meeting][1]

    def obstacles(self, meeting: int, slot: int, without: Iterable[int] = ()) -> list[tuple[str, list[int]]]:
        """What stands in the way of a meeting in a slot where it is allowed, each as a code and the meetings of which
        one would have to go (none: nothing helps). `without`: meetings thought away."""
        gone = set(without)
        found: list[tuple[str, list[int]]] = []
        for code, unit in zip(UNIT_CODES, self.model.arrays.ends[meeting].tolist(), strict=False):
            held = self.at[unit][slot] if unit >= 0 else -1
            if held >= 0 and held not in gone:
                found.append((code, [held]))
        for code, person in zip(("a_full", "b_full"), self.people(meeting), strict=True):
            less = sum(person in self.people(m) for m in gone)
            if self.count[person] - less >= self.most[person]:
                found.append((code, [m for m in self.at[person] if m >= 0 and m not in gone]))
        found.extend(self._rooms(meeting, slot, gone))
        if not self._in_order(meeting, slot, gone):
            found.append(("order", []))
        found.extend((code, []) for code in self._day_limits(meeting, slot, gone))
        return found

    def _rooms(self, meeting: int, slot: int, gone: set[int]) -> Iterator[tuple[str, list[int]]]:
        """Tables and interpreters that are taken."""
        freed = [m for m in gone if self.slots[m] == slot]
        on_site = self.tables[slot] - sum(self.on_site[m] for m in freed)
        if self.on_site[meeting] and on_site >= self.open_tables[slot]:
            yield "no_table", [m for m in self.members[slot] if self.on_site[m] and m not in gone]
        for crew in self.crews_of[meeting]:
            here = self.crews[slot][crew] - sum(crew in self.crews_of[m] for m in freed)
            total = self.crews_total[crew] - sum(crew in self.crews_of[m] for m in gone)
            if here >= self.crew_open[slot][crew]:
                users = self.members[slot]
            elif total >= self.crew_total[crew]:
                users = self.cheapest_users[crew]
            else:
                continue
            yield "no_interpreter", [m for m in users if crew in self.crews_of[m] and m not in gone]

    def _in_order(self, meeting: int, slot: int, gone: set[int]) -> bool:
        arrays = self.model.arrays
        before = arrays.before_list[arrays.before_start[meeting] : arrays.before_start[meeting + 1]]
        after = arrays.after_list[arrays.after_start[meeting] : arrays.after_start[meeting + 1]]
        return all(m not in gone and 0 <= self.slots[m] < slot for m in before.tolist()) and all(
            m in gone or self.slots[m] < 0 or self.slots[m] > slot for m in after.tolist()
        )

    def _day_limits(self, meeting: int, slot: int, gone: set[int]) -> list[str]:
        """Limits of a person's day that the meeting would break."""
        longest = self.model.arrays.max_run
        if not longest:
            return []
        first, last = self.day_ends[slot]
        days = ([m >= 0 and m not in gone for m in self.at[person][first:last]] for person in self.people(meeting))
        return ["max_run" for held in days if _run_through(held, slot - first) > longest]

    def relies(self, meeting: int) -> bool:
        """Whether a placed meeting must come after this one, so that it cannot be thought away alone."""
        return self.relied_on[meeting]

    def room_for(self, meeting: int, slot: int, most: int) -> tuple[int, ...] | None:
        """Fewest, least valuable meetings to take out so that this one fits in a slot; None if that does not help."""
        gone: list[int] = []
        while obstacles := self.obstacles(meeting, slot, gone):
            choices = [m for m in min(obstacles, key=lambda o: len(o[1]))[1] if not self.relies(m)]
            if not choices or len(gone) == most:
                return None
            gone.append(min(choices, key=self.value))
        return tuple(gone)

    def price(self, room: tuple[int, ...]) -> tuple[int, int, float, tuple[int, ...]]:
        """Sorts cheap ways to make room first: few meetings, none that must be held, little weight."""
        values = [self.value(m) for m in room]
        return len(room), sum(must for must, _, _ in values), sum(weight for _, weight, _ in values), room

    def value(self, meeting: int) -> tuple[int, float, int]:
        """Sorts meetings that are taken out first: wishes, of little weight."""
        return self.must[meeting], self.weight[meeting], meeting


def _run_through(held: Sequence[bool], here: int) -> int:
    """Length of the run of meetings with one more at `here`."""
    left, right = here, here + 1
    while left > 0 and held[left - 1]:
        left -= 1
    while right < len(held) and held[right]:
        right += 1
    return right - left


def _both_there(model: Model, pair: Pair) -> list[str]:
    """Ids of slots in which both are there and the pair may meet as far as it is concerned."""
    people = [model.problem.participants[model.person_index[end]] for end in (pair.a, pair.b)]
    return [
        slot.id
        for slot in model.problem.slots
        if not any(slot.id in person.away for person in people)
        and (pair.slots is None or slot.id in pair.slots)
        and (pair.fixed is None or slot.id == pair.fixed)
    ]


def _spoken(model: Model, pair: Pair) -> tuple[str, str] | None:
    a, b = (model.problem.participants[model.person_index[end]].languages for end in (pair.a, pair.b))
    return (a[0], b[0]) if model.problem.interpreters and a and b and not set(a) & set(b) else None


def _never(model: Model, standing: Standing, meeting: int) -> Explanation | None:
    """A reason that no timetable could remove."""
    pair, arrays = model.meetings[meeting], model.arrays
    there = _both_there(model, pair)
    languages = _spoken(model, pair)
    if not there:
        return Explanation(pair.id, "no_common_slot" if pair.fixed is None else "fixed")
    for full, person in zip(("a_full", "b_full"), standing.people(meeting), strict=True):
        if arrays.max_meetings[person] == 0:
            return Explanation(pair.id, full)
    if not arrays.allowed[meeting].any():
        held = {p.id for p in model.meetings}
        if not held.issuperset(pair.after):
            return Explanation(pair.id, "order", tuple(there))
        need = arrays.need[meeting]
        able = need < 0 or any(
            slot not in model.problem.interpreters[i].away for i in model.needs[need] for slot in there
        )
        reason = "no_table" if able else "no_interpreter"
        if able and pair.after and _has_table(model, meeting, there):
            return Explanation(pair.id, "order", tuple(there))  # what must come before leaves no slot
        return Explanation(pair.id, reason, tuple(there), dict.fromkeys(there, reason), languages)
    return None


def _has_table(model: Model, meeting: int, there: Sequence[str]) -> bool:
    """Whether a table is open for the meeting in one of the slots (ids), were nothing else held."""
    pair, problem = model.meetings[meeting], model.problem
    if not model.arrays.on_site[meeting]:
        return True
    seats = {problem.participants[model.person_index[end]].table for end in (pair.a, pair.b)} - {None}
    tables = [table for table in problem.tables if not seats or table.id in seats]
    return len(seats) < 2 and any(slot not in table.closed for table in tables for slot in there)


def _explain(model: Model, standing: Standing, meeting: int) -> Explanation:
    never = _never(model, standing, meeting)
    if never is not None:
        return never
    pair, ids = model.meetings[meeting], [slot.id for slot in model.problem.slots]
    allowed = np.flatnonzero(model.arrays.allowed[meeting]).tolist()
    a, b = standing.people(meeting)
    free = [s for s in allowed if standing.at[a][s] < 0 and standing.at[b][s] < 0]
    drop = _cheapest_room(standing, meeting, allowed)
    named = tuple(model.meetings[m].id for m in drop)
    blocked: dict[str, str] = {}
    for slot in free:
        for code, _ in standing.obstacles(meeting, slot):
            blocked.setdefault(ids[slot], code)
    full = next((code for code in ("a_full", "b_full") if code in blocked.values()), None) or _full(standing, meeting)
    if full:
        reason = full
    elif blocked:
        codes = list(blocked.values())
        reason = max(sorted(set(codes)), key=codes.count)
    elif named:
        reason = "lower_weight"
    else:
        reason = "a_busy" if all(standing.at[a][s] >= 0 for s in allowed) else "b_busy"
    languages = _spoken(model, pair)
    shown = {} if full else blocked
    return Explanation(pair.id, reason, tuple(ids[s] for s in free), shown, languages, named)


def _cheapest_room(standing: Standing, meeting: int, allowed: list[int]) -> tuple[int, ...]:
    """Of the ways to make room in the slots `allowed`, one with fewest and least valuable meetings; () if there is
    none. Slots are looked at from those where fewer of the two are busy, and no further than could be better."""
    a, b = standing.people(meeting)
    busy = {s: (standing.at[a][s] >= 0) + (standing.at[b][s] >= 0) for s in allowed}
    best: tuple[int, ...] | None = None
    for slot in sorted(allowed, key=lambda s: (busy[s], s)):
        if best is not None and busy[slot] > len(best):
            break
        room = standing.room_for(meeting, slot, MOST_DROPPED if best is None else len(best))
        if room is not None and (best is None or standing.price(room) < standing.price(best)):
            best = room
    return best or ()


def _full(standing: Standing, meeting: int) -> str | None:
    for code, person in zip(("a_full", "b_full"), standing.people(meeting), strict=True):
        if standing.count[person] >= standing.most[person]:
            return code
    return None


def slots_of(model: Model, meetings: Sequence[Meeting]) -> Ints:
    """Slot number of each meeting of the model, -1 where the plan does not hold it."""
    held = {meeting.pair: model.slot_index[meeting.slot] for meeting in meetings}
    return np.array([held.get(pair.id, -1) for pair in model.meetings], np.int64)


def reasons(model: Model, slots: Ints) -> tuple[Unplaced, ...]:
    """Every pair that does not meet, with its reason, in the order of the problem."""
    standing = Standing(model, slots)
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    found = []
    for pair in model.problem.pairs:
        meeting = number.get(pair.id)
        if meeting is None:
            found.append(Unplaced(pair.id, "forbidden"))
        elif slots[meeting] < 0:
            told = _explain(model, standing, meeting)
            found.append(Unplaced(pair.id, told.reason, told.drop))
    return tuple(found)


def unexplained(model: Model, slots: Ints) -> tuple[Unplaced, ...]:
    """Every pair that does not meet, without a reason: what is left where explaining was interrupted."""
    number = {pair.id: m for m, pair in enumerate(model.meetings)}
    return tuple(
        Unplaced(pair.id, "not_explained" if pair.id in number else "forbidden")
        for pair in model.problem.pairs
        if pair.id not in number or slots[number[pair.id]] < 0
    )


class Explainer:
    """Explains the pairs of one plan; makes the arrays once for all of them."""

    def __init__(self, problem: Problem, plan: Plan):
        self.model = build_model(problem)
        self.standing = Standing(self.model, slots_of(self.model, plan.meetings))
        self.number = {pair.id: m for m, pair in enumerate(self.model.meetings)}
        self.known = {pair.id for pair in problem.pairs}

    def explain(self, pair_id: str) -> Explanation:
        """Why the pair does not meet. Raises KeyError for an unknown pair and ValueError for one that meets."""
        if pair_id not in self.known:
            raise KeyError(pair_id)
        meeting = self.number.get(pair_id)
        if meeting is None:
            return Explanation(pair_id, "forbidden")
        if self.standing.slots[meeting] >= 0:
            raise ValueError(f"{pair_id} meets")
        return _explain(self.model, self.standing, meeting)


def explain(problem: Problem, plan: Plan, pair_id: str) -> Explanation:
    """Why one pair of a plan does not meet; see `Explainer` for many."""
    return Explainer(problem, plan).explain(pair_id)
