"""What has happened since a plan was made, as `Changes`."""

from __future__ import annotations

from collections.abc import Mapping

from meetplan.changes import Away, Changes, Closed
from meetplan.problem import BadProblem, Fault, Problem
from meetplan.reading.problem import read_pairs
from meetplan.reading.walking import Reader


def read_changes(data: object, problem: Problem) -> Changes:
    """A changes object (see `Changes`) against its problem. Raises `BadProblem` with every fault."""
    if not isinstance(data, Mapping):
        raise BadProblem([Fault("$", "not_an_object")])
    reader = Reader()
    slots = {slot.id: slot for slot in problem.slots}
    tables = {table.id: table for table in problem.tables}
    participants = {participant.id: participant for participant in problem.participants}
    interpreters = {interpreter.id: interpreter for interpreter in problem.interpreters}
    pairs = {pair.id: pair for pair in problem.pairs}
    away = []
    for path, item in reader.objects(data, "away", "$"):
        if item.get("interpreter") is not None:
            who = reader.name(item, "interpreter", path, interpreters, "unknown_interpreter")
            named = Away(None, who, frozenset(reader.names(item, "slots", path, slots, "unknown_slot")))
        else:
            if item.get("participant") is None:
                reader.fault(f"{path}.participant", "missing")
            who = reader.name(item, "participant", path, participants, "unknown_participant")
            named = Away(who, None, frozenset(reader.names(item, "slots", path, slots, "unknown_slot")))
        away.append(named)
    for path, item in reader.objects(data, "closed", "$"):
        if item.get("table") is None:
            reader.fault(f"{path}.table", "missing")
    closed = [
        Closed(
            reader.name(item, "table", path, tables, "unknown_table") or "",
            frozenset(reader.names(item, "slots", path, slots, "unknown_slot")),
        )
        for path, item in reader.objects(data, "closed", "$")
    ]
    added = read_pairs(reader, data, slots, participants, "add", pairs)
    changes = Changes(
        now=reader.name(data, "now", "$", slots, "unknown_slot"),
        away=tuple(away),
        closed=tuple(closed),
        add=tuple(added.values()),
        drop=frozenset(reader.names(data, "drop", "$", pairs, "unknown_pair")),
    )
    if reader.faults:
        raise BadProblem(reader.faults)
    return changes
