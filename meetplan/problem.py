"""The problem: slots, tables, participants, interpreters and the pairs that want to meet.

The JSON form is the published format `meetplan/1`. Reading never stops at the first fault: `Problem.from_json` collects
all of them and raises one `BadProblem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meetplan.entities import (
    KINDS,
    SLOTS_A_DAY,
    Interpreter,
    Kind,
    Options,
    Pair,
    Participant,
    Slot,
    Table,
    numbered_tables,
)
from meetplan.faults import BadProblem, Fault
from meetplan.reading.fields import Reader, parse_json, root_object
from meetplan.reading.sections import (
    read_interpreters,
    read_options,
    read_pairs,
    read_participants,
    read_same_person,
    read_slots,
    read_tables,
)

__all__ = [
    "FORMAT",
    "KINDS",
    "SLOTS_A_DAY",
    "BadProblem",
    "Fault",
    "Interpreter",
    "Kind",
    "Options",
    "Pair",
    "Participant",
    "Problem",
    "Slot",
    "Table",
    "numbered_tables",
]

FORMAT = "meetplan/1"


@dataclass(frozen=True, slots=True)
class Problem:
    """An event to be scheduled.

    Attributes
    ----------
    slots, tables, participants, pairs, interpreters : tuple
        The records, in the order in which they are numbered; slots in order of time.
    same_person : tuple of frozenset of str
        Groups of participants (ids) who are represented by one person: no two meetings of a group share a slot. No
        participant is in two groups.
    """

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    pairs: tuple[Pair, ...]
    interpreters: tuple[Interpreter, ...] = ()
    options: Options = field(default_factory=Options)
    same_person: tuple[frozenset[str], ...] = ()

    @classmethod
    def from_json(cls, data: str | bytes | Mapping[str, Any]) -> Problem:
        """Read `meetplan/1`.

        Parameters
        ----------
        data : str, bytes or Mapping
            The text, or the parsed object.

        Returns
        -------
        Problem

        Raises
        ------
        BadProblem
            With every fault.
        """
        root = root_object(parse_json(data), FORMAT)
        reader = Reader()
        slots = read_slots(reader, root)
        tables = read_tables(reader, root, slots)
        participants = read_participants(reader, root, slots, tables)
        interpreters = read_interpreters(reader, root, slots)
        pairs = read_pairs(reader, root, slots, participants)
        options = read_options(reader, root)
        same_person = read_same_person(reader, root, participants)
        reader.raise_faults()
        return cls(
            slots=tuple(slots.values()),
            tables=tuple(tables.values()),
            participants=tuple(participants.values()),
            pairs=tuple(pairs.values()),
            interpreters=tuple(interpreters.values()),
            options=options,
            same_person=same_person,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the `meetplan/1` object, ready for `json.dumps`."""
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
        """Return whether the two have no common language.

        A participant whose languages are unknown needs no interpreter, and where the problem has no interpreters nobody
        does."""
        if not self.interpreters:
            return False
        a, b = self.languages_of(pair)
        return bool(a) and bool(b) and not set(a) & set(b)

    def languages_of(self, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the languages of `pair.a` and of `pair.b`."""
        by_id = {p.id: p.languages for p in self.participants if p.id in {pair.a, pair.b}}
        return by_id[pair.a], by_id[pair.b]
