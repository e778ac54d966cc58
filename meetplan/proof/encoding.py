"""The SAT encoding of a timetable in which given meetings are all held.

The breaks of one person are encoded in two ways. *Block*: without a break in a single day, the meetings are one block,
which its start determines; an order encoding of the start (`starts by t`) propagates far better than counting gaps, and
most people of a good timetable have no break. *Gaps*: a variable for each slot in which a meeting follows a gap, and a
counter of busy slots. Gaps are added for a person only when the proof needs the first break.

Variables follow Bofill et al. (JAIR 74, 2022): `held[m, s]` and `busy[p, s]`, with implied constraints on both.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from pysat.card import CardEnc, EncType, ITotalizer

from meetplan.model import Model, meetings_by_pool, meetings_by_shared_unit

Clause = list[int]
MAX_COUNTED_BREAKS = 6


class Encoding:
    """Clauses of one model. New ones are collected in `fresh` until `take_fresh`, for incremental solving.

    `relaxed`: meetings need not be held; each has a literal `present[m]`, to be assumed or counted.
    """

    def __init__(self, model: Model, relaxed: bool = False):
        self.model = model
        self.top = 0
        self.fresh: list[Clause] = []
        self.held: dict[tuple[int, int], int] = {}
        self.busy: dict[tuple[int, int], int] = {}
        self.present: list[int] = []
        self._meetings(relaxed)
        self._people(relaxed)
        self._tables()
        self._pools()
        self._order(relaxed)
        self._max_run()

    def take_fresh(self) -> list[Clause]:
        """Return the clauses since the last call."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def variable(self) -> int:
        """Return a new variable."""
        self.top += 1
        return self.top

    def at_most(self, literals: Sequence[int], limit: int) -> None:
        """Let at most `limit` of the literals be true."""
        if len(literals) <= limit:
            return
        if limit == 0:
            self.fresh.extend([-literal] for literal in literals)
        elif limit == 1 and len(literals) <= 32:
            self.fresh.extend([-a, -b] for k, a in enumerate(literals) for b in literals[:k])
        else:
            self._add(CardEnc.atmost(list(literals), limit, top_id=self.top, encoding=EncType.totalizer))

    def _add(self, formula: CardEnc) -> None:
        self.top = max(self.top, formula.nv)
        self.fresh.extend(formula.clauses)

    def _meetings(self, relaxed: bool) -> None:
        allowed = self.model.arrays.allowed
        for meeting in range(len(self.model.meetings)):
            literals = []
            for slot in np.flatnonzero(allowed[meeting]).tolist():
                self.held[meeting, slot] = self.variable()
                literals.append(self.top)
            if relaxed:
                self.present.append(self.variable())
                self.fresh.append([-self.top, *literals])
                self.fresh.extend([self.top, -literal] for literal in literals)
            else:
                self.fresh.append(literals)
            self.fresh.extend([-a, -b] for k, a in enumerate(literals) for b in literals[:k])

    def _slots_of(self, meetings: Iterable[int], slot: int) -> list[int]:
        return [self.held[m, slot] for m in meetings if (m, slot) in self.held]

    def _people(self, relaxed: bool) -> None:
        slots = range(self.model.slots)
        for person, meetings in enumerate(self.model.meetings_of):
            for slot in slots:
                literals = self._slots_of(meetings, slot)
                if not literals:
                    continue
                busy = self.variable()
                self.busy[person, slot] = busy
                self.fresh.append([-busy, *literals])
                self.fresh.extend([busy, -literal] for literal in literals)
                self.fresh.extend([-a, -b] for k, a in enumerate(literals) for b in literals[:k])
            if relaxed:
                self.at_most([self.present[m] for m in meetings], int(self.model.arrays.max_meetings[person]))
        for sharing in meetings_by_shared_unit(self.model.arrays):
            for slot in slots:
                self.at_most(self._slots_of(sharing, slot), 1)

    def _tables(self) -> None:
        """Limit the meetings on site of a slot, by busy people where that is the same: half as many literals."""
        arrays = self.model.arrays
        on_site = np.flatnonzero(arrays.on_site).tolist()
        is_all_on_site = len(on_site) == len(self.model.meetings)
        for slot in range(self.model.slots):
            literals = self._slots_of(on_site, slot)
            limit = int(arrays.open_tables[slot])
            people = [self.busy[p, slot] for p in range(self.model.people) if (p, slot) in self.busy]
            if is_all_on_site and len(people) < len(literals):
                self.at_most(people, 2 * limit)
            else:
                self.at_most(literals, limit)

    def _pools(self) -> None:
        arrays = self.model.arrays
        for pool, meetings in enumerate(meetings_by_pool(self.model)):
            literals = [literal for slot in range(self.model.slots) for literal in self._slots_of(meetings, slot)]
            if len(meetings) > arrays.pool_total[pool]:
                self.at_most(literals, int(arrays.pool_total[pool]))
            for slot in range(self.model.slots):
                self.at_most(self._slots_of(meetings, slot), int(arrays.pool_capacity[slot, pool]))

    def _order(self, relaxed: bool) -> None:
        """Hold a meeting only after its predecessors."""
        arrays = self.model.arrays
        for later in range(len(self.model.meetings)):
            for k in range(arrays.before_start[later], arrays.before_start[later + 1]):
                earlier = int(arrays.before_list[k])
                if relaxed:
                    self.fresh.append([-self.present[later], self.present[earlier]])
                for slot in range(self.model.slots):
                    if (later, slot) not in self.held:
                        continue
                    self.fresh.append(
                        [
                            -self.held[later, slot],
                            *(self.held[earlier, s] for s in range(slot) if (earlier, s) in self.held),
                        ]
                    )

    def _max_run(self) -> None:
        max_run = self.model.arrays.max_run
        if not max_run:
            return
        day_of = self.model.arrays.day_of
        for person in range(self.model.people):
            for first in range(self.model.slots - max_run):
                window = range(first, first + max_run + 1)
                if day_of[window[0]] == day_of[window[-1]] and all((person, s) in self.busy for s in window):
                    self.fresh.append([-self.busy[person, s] for s in window])

    def block(self, person: int) -> int:
        """Return a literal under which this person's meetings, all held in a single day, are one block."""
        count, slots = len(self.model.meetings_of[person]), self.model.slots
        literal = self.variable()
        last = slots - count  # the latest start; "starts by last" needs no variable
        by = [self.variable() for _ in range(last)]
        self.fresh.extend([-start, following] for start, following in itertools.pairwise(by))
        for slot in range(slots):
            started: Clause | None = [] if slot >= last else [by[slot]]  # literals of which one is true; [] is true
            over: Clause | None = None if slot < count else ([] if slot - count >= last else [by[slot - count]])
            busy = self.busy.get((person, slot))
            if busy is not None:
                if started:
                    self.fresh.append([-literal, -busy, *started])
                if over is not None:
                    self.fresh.append([-literal, -busy, *(-x for x in over)])
            if over == []:
                continue
            clause = [-literal, *(-x for x in started or []), *(over or [])]
            self.fresh.append(clause if busy is None else [*clause, busy])
        return literal

    def count_breaks(self, person: int) -> list[int]:
        """Return literals of a person whose meetings are all held: the k-th is true if there are more than k breaks."""
        busy = [self.busy[person, s] for s in range(self.model.slots) if (person, s) in self.busy]
        count = len(self.model.meetings_of[person])
        if len(busy) > count:
            self._add(CardEnc.equals(busy, count, top_id=self.top, encoding=EncType.seqcounter))
        gaps = self._gaps(person)
        if not gaps:
            return []
        total = ITotalizer(lits=gaps, ubound=min(len(gaps), MAX_COUNTED_BREAKS), top_id=self.top)
        self.top = max(self.top, total.top_id)
        self.fresh.extend(total.cnf.clauses)
        return [int(literal) for literal in total.rhs[: MAX_COUNTED_BREAKS + 1]]

    def _gaps(self, person: int) -> list[int]:
        """Return a literal for each slot in which a meeting ends a gap."""
        gaps, day_of = [], self.model.arrays.day_of
        begun: int | None = None  # literal: some meeting earlier on this day
        for slot in range(self.model.slots):
            if slot and day_of[slot] != day_of[slot - 1]:
                begun = None
            busy = self.busy.get((person, slot))
            if busy is None:
                continue
            if begun is None:
                begun = busy
                continue
            gap = self.variable()
            previous = self.busy.get((person, slot - 1))
            self.fresh.append([-busy, -begun, gap, *([previous] if previous is not None else [])])
            gaps.append(gap)
            until_now = self.variable()
            self.fresh.extend([[-begun, until_now], [-busy, until_now], [-until_now, begun, busy]])
            begun = until_now
        return gaps

    def slots_of(self, assignment: Sequence[int]) -> list[int]:
        """Return the slot of each meeting (-1: not held) in an assignment of a solver."""
        slots = [-1] * len(self.model.meetings)
        for (meeting, slot), literal in self.held.items():
            if assignment[literal - 1] > 0:
                slots[meeting] = slot
        return slots
