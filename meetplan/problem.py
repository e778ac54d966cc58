"""What is to be planned: slots, tables, participants, interpreters and the pairs that want to meet.

The JSON form is the published format `meetplan/1`. Reading never stops at the first fault: `Problem.from_json` collects
all of them and raises one `BadProblem`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FORMAT = "meetplan/1"
SLOTS_A_DAY = 64  # a day of one participant is one machine word in the search

Kind = Literal["must", "wish", "forbidden"]
KINDS: tuple[Kind, ...] = ("must", "wish", "forbidden")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input. `path` is a JSON path such as `$.pairs[3].a`; `code` names the rule that is
    broken; `detail` holds the offending value, or what was expected."""

    path: str
    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.code}" + (f" ({self.detail})" if self.detail else "")


class BadProblem(ValueError):
    """The input breaks the format. `faults` lists every fault found, in reading order."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in which meetings are held. `day` is an ISO date, `start` and `end` are HH:MM of the venue's clock."""

    id: str
    day: str
    start: str = ""
    end: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """One who meets. `min` and `max` count meetings; `table` seats it for the whole event; an `online` participant's
    meetings need no table."""

    id: str
    name: str = ""
    side: str = ""
    languages: tuple[str, ...] = ()
    away: frozenset[str] = frozenset()
    min: int = 0
    max: int | None = None
    table: str | None = None
    online: bool = False


@dataclass(frozen=True, slots=True)
class Interpreter:
    id: str
    languages: tuple[str, ...] = ()
    away: frozenset[str] = frozenset()
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two participants who must, wish to, or may not meet. `slots` limits when; `fixed` names the only slot; every
    pair of `after` must be held in an earlier slot for this one to be held."""

    id: str
    a: str
    b: str
    kind: Kind = "wish"
    weight: float = 1.0
    slots: frozenset[str] | None = None
    after: tuple[str, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """`break_spread`: wanted limit of the difference between the break counts of two participants, which never costs a
    meeting; `max_run`: longest run of meetings without a free slot. None: no limit."""

    break_spread: int | None = None
    max_run: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """`same_person`: groups of participants (ids) for whom one person stands, so that no two meetings of a group share
    a slot. No participant is in two groups."""

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    pairs: tuple[Pair, ...]
    interpreters: tuple[Interpreter, ...] = ()
    options: Options = field(default_factory=Options)
    same_person: tuple[frozenset[str], ...] = ()

    @classmethod
    def from_json(cls, data: str | bytes | Mapping[str, Any]) -> Problem:
        """Read `meetplan/1`, as text or as the parsed object. Raises `BadProblem` with every fault."""
        if isinstance(data, str | bytes):
            try:
                data = json.loads(data)
            except (ValueError, RecursionError) as error:
                raise BadProblem([Fault("$", "not_json", str(error))]) from None
        from meetplan.reading import read_problem

        return read_problem(data)

    def to_json(self) -> dict[str, Any]:
        """The `meetplan/1` object, ready for `json.dumps`."""
        order = {slot.id: k for k, slot in enumerate(self.slots)}

        def ids(slots: frozenset[str]) -> list[str]:
            return sorted(slots, key=lambda s: order.get(s, -1))

        return {
            "format": FORMAT,
            "slots": [
                {"id": s.id, "day": s.day, "start": s.start, "end": s.end, "session": s.session} for s in self.slots
            ],
            "tables": [{"id": t.id, "closed": ids(t.closed)} for t in self.tables],
            "participants": [
                {
                    "id": p.id,
                    "name": p.name,
                    "side": p.side,
                    "languages": list(p.languages),
                    "away": ids(p.away),
                    "min": p.min,
                    "max": p.max,
                    "table": p.table,
                    "online": p.online,
                }
                for p in self.participants
            ],
            "interpreters": [
                {"id": i.id, "languages": list(i.languages), "away": ids(i.away), "max": i.max}
                for i in self.interpreters
            ],
            "pairs": [
                {
                    "id": q.id,
                    "a": q.a,
                    "b": q.b,
                    "kind": q.kind,
                    "weight": q.weight,
                    "slots": None if q.slots is None else ids(q.slots),
                    "after": list(q.after),
                    "fixed": q.fixed,
                }
                for q in self.pairs
            ],
            "options": {"break_spread": self.options.break_spread, "max_run": self.options.max_run},
            **({"same_person": [sorted(group) for group in self.same_person]} if self.same_person else {}),
        }

    def needs_interpreter(self, pair: Pair) -> bool:
        """Whether the two have no common language. Someone whose languages are unknown needs nobody, and without any
        interpreter in the problem nobody minds."""
        if not self.interpreters:
            return False
        a, b = self.languages_of(pair)
        return bool(a) and bool(b) and not set(a) & set(b)

    def languages_of(self, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
        by_id = {p.id: p.languages for p in self.participants if p.id in {pair.a, pair.b}}
        return by_id[pair.a], by_id[pair.b]


def numbered_tables(count: int) -> tuple[Table, ...]:
    """`count` tables alike: T01, T02, …"""
    width = max(2, len(str(count)))
    return tuple(Table(f"T{k:0{width}d}") for k in range(1, count + 1))
