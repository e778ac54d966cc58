"""What happened after a plan was made: who is away, what is closed, which pairs come and go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from meetplan.problem import BadProblem, Fault, Pair, Problem


@dataclass(frozen=True, slots=True)
class Away:
    """A participant or an interpreter who is not there in `slots`; empty `slots`: from `now` to the end."""

    participant: str | None
    interpreter: str | None
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Closed:
    """A table that cannot be used in `slots`; empty `slots`: from `now` to the end."""

    table: str
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """`now` is the first slot that can still be changed (None: nothing has begun)."""

    now: str | None = None
    away: tuple[Away, ...] = ()
    closed: tuple[Closed, ...] = ()
    add: tuple[Pair, ...] = ()
    drop: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, data: str | bytes | Mapping[str, Any], problem: Problem) -> Changes:
        """Read a changes object for `problem`. Raises `BadProblem` with every fault."""
        if isinstance(data, str | bytes):
            try:
                data = json.loads(data)
            except (ValueError, RecursionError) as error:
                raise BadProblem([Fault("$", "not_json", str(error))]) from None
        from meetplan.reading import read_changes

        return read_changes(data, problem)

    def past(self, problem: Problem) -> frozenset[str]:
        """Ids of the slots before `now`."""
        if self.now is None:
            return frozenset()
        ids = [slot.id for slot in problem.slots]
        return frozenset(ids[: ids.index(self.now)])

    def applied(self, problem: Problem, held: frozenset[str] = frozenset()) -> Problem:
        """The problem as it stands from now on. Past slots keep their availability, and pairs that were `held` before
        now stay even when they are dropped: what was held stays valid."""
        open_slots = frozenset(slot.id for slot in problem.slots) - self.past(problem)
        dropped = self.drop - held
        gone: dict[tuple[str, str], frozenset[str]] = {}
        for away in self.away:
            kind, who = ("p", away.participant) if away.participant is not None else ("i", away.interpreter)
            key = (kind, who or "")
            gone[key] = gone.get(key, frozenset()) | ((away.slots & open_slots) if away.slots else open_slots)
        for closed in self.closed:
            key = ("t", closed.table)
            gone[key] = gone.get(key, frozenset()) | ((closed.slots & open_slots) if closed.slots else open_slots)
        none: frozenset[str] = frozenset()
        kept = tuple(
            replace(pair, after=tuple(before for before in pair.after if before not in dropped))
            for pair in (*problem.pairs, *self.add)
            if pair.id not in dropped
        )
        return replace(
            problem,
            participants=tuple(replace(p, away=p.away | gone.get(("p", p.id), none)) for p in problem.participants),
            interpreters=tuple(replace(i, away=i.away | gone.get(("i", i.id), none)) for i in problem.interpreters),
            tables=tuple(replace(t, closed=t.closed | gone.get(("t", t.id), none)) for t in problem.tables),
            pairs=kept,
        )
