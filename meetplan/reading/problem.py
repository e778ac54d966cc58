"""`meetplan/1` as a `Problem`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from meetplan.problem import (
    FORMAT,
    KINDS,
    SLOTS_A_DAY,
    BadProblem,
    Interpreter,
    Options,
    Pair,
    Participant,
    Problem,
    Slot,
    Table,
    numbered_tables,
)
from meetplan.reading.walking import MOST_TABLES, Reader, root_object

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def read_problem(data: object) -> Problem:
    """A `meetplan/1` object as a `Problem`. Raises `BadProblem` with every fault."""
    root = root_object(data, FORMAT)
    reader = Reader()
    slots = _slots(reader, root)
    tables = _tables(reader, root, slots)
    participants = _participants(reader, root, slots, tables)
    interpreters = _interpreters(reader, root, slots)
    pairs = read_pairs(reader, root, slots, participants)
    options = _options(reader, root)
    same_person = _same_person(reader, root, participants)
    if reader.faults:
        raise BadProblem(reader.faults)
    return Problem(
        slots=tuple(slots.values()),
        tables=tuple(tables.values()),
        participants=tuple(participants.values()),
        pairs=tuple(pairs.values()),
        interpreters=tuple(interpreters.values()),
        options=options,
        same_person=same_person,
    )


def _same_person(
    reader: Reader, root: Mapping[str, Any], participants: Mapping[str, Participant]
) -> tuple[frozenset[str], ...]:
    """Groups of participants for whom one person stands."""
    value = root.get("same_person")
    if value is None:
        return ()
    if not isinstance(value, list):
        reader.fault("$.same_person", "not_a_list")
        return ()
    groups: list[frozenset[str]] = []
    for k, group in enumerate(value):
        names = reader.names({"group": group}, "group", f"$.same_person[{k}]", participants, "unknown_participant")
        for name in names:
            if any(name in earlier for earlier in groups):
                reader.fault(f"$.same_person[{k}]", "in_two_groups", name)
        groups.append(frozenset(names))
    return tuple(group for group in groups if len(group) > 1)


def _slots(reader: Reader, root: Mapping[str, Any]) -> dict[str, Slot]:
    items = []
    seen_days: list[str] = []
    last_end = ""
    for path, data in reader.objects(root, "slots", "$"):
        slot = Slot(
            id=reader.text(data, "id", path, required=True),
            day=reader.text(data, "day", path, required=True),
            start=reader.text(data, "start", path),
            end=reader.text(data, "end", path),
            session=reader.text(data, "session", path),
        )
        items.append((path, slot))
        if slot.day and not _is_date(slot.day):
            reader.fault(f"{path}.day", "not_a_date", slot.day)
        for key, clock in (("start", slot.start), ("end", slot.end)):
            if clock and not _CLOCK.fullmatch(clock):
                reader.fault(f"{path}.{key}", "not_a_time", clock)
        if slot.start and slot.end and slot.end <= slot.start:
            reader.fault(f"{path}.end", "ends_before_it_starts", f"{slot.start}-{slot.end}")
        if not seen_days or seen_days[-1] != slot.day:
            if slot.day in seen_days or (seen_days and slot.day < seen_days[-1]):
                reader.fault(path, "slots_out_of_order", slot.day)
            seen_days.append(slot.day)
        elif slot.start and last_end and slot.start < last_end:
            reader.fault(path, "slots_out_of_order", f"{slot.start} < {last_end}")
        last_end = slot.end
    if not items:
        reader.fault("$.slots", "missing")
    found = reader.unique(items, lambda slot: slot.id)
    for day in set(seen_days):
        if sum(slot.day == day for slot in found.values()) > SLOTS_A_DAY:
            reader.fault("$.slots", "too_many_slots_in_a_day", f"{day}: more than {SLOTS_A_DAY}")
    return found


def _is_date(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _tables(reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Table]:
    value = root.get("tables")
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= MOST_TABLES:
            reader.fault("$.tables", "not_a_table_count", value)
            return {}
        return {table.id: table for table in numbered_tables(value)}
    items = [
        (
            path,
            Table(
                reader.text(data, "id", path, required=True),
                frozenset(reader.names(data, "closed", path, slots, "unknown_slot")),
            ),
        )
        for path, data in reader.objects(root, "tables", "$")
    ]
    return reader.unique(items, lambda table: table.id)


def _participants(
    reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot], tables: Mapping[str, Table]
) -> dict[str, Participant]:
    items = []
    for path, data in reader.objects(root, "participants", "$"):
        participant = Participant(
            id=reader.text(data, "id", path, required=True),
            name=reader.text(data, "name", path),
            side=reader.text(data, "side", path),
            languages=reader.texts(data, "languages", path),
            away=frozenset(reader.names(data, "away", path, slots, "unknown_slot")),
            min=reader.whole(data, "min", path) or 0,
            max=reader.whole(data, "max", path),
            table=reader.name(data, "table", path, tables, "unknown_table"),
            online=reader.truth(data, "online", path),
        )
        items.append((path, participant))
        if participant.max is not None and participant.min > participant.max:
            reader.fault(f"{path}.min", "min_above_max", f"{participant.min} > {participant.max}")
    return reader.unique(items, lambda participant: participant.id)


def _interpreters(reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Interpreter]:
    items = []
    for path, data in reader.objects(root, "interpreters", "$"):
        interpreter = Interpreter(
            id=reader.text(data, "id", path, required=True),
            languages=reader.texts(data, "languages", path),
            away=frozenset(reader.names(data, "away", path, slots, "unknown_slot")),
            max=reader.whole(data, "max", path),
        )
        items.append((path, interpreter))
        if len(set(interpreter.languages)) < 2:
            reader.fault(f"{path}.languages", "too_few_languages", ", ".join(interpreter.languages))
    return reader.unique(items, lambda interpreter: interpreter.id)


def read_pairs(
    reader: Reader,
    root: Mapping[str, Any],
    slots: Mapping[str, Slot],
    participants: Mapping[str, Participant],
    key: str = "pairs",
    known: Mapping[str, Pair] | None = None,
) -> dict[str, Pair]:
    """The pairs under `key`. `known` pairs exist already: their ids are taken, and `after` may name them."""
    known = known or {}
    objects = reader.objects(root, key, "$")
    ids = {**known, **{data["id"]: data for _, data in objects if isinstance(data.get("id"), str)}}
    items = []
    for path, data in objects:
        kind = data.get("kind", "wish")
        if kind not in KINDS:
            reader.fault(f"{path}.kind", "unknown_kind", kind)
            kind = "wish"
        limited = reader.names(data, "slots", path, slots, "unknown_slot") if data.get("slots") is not None else None
        pair = Pair(
            id=reader.text(data, "id", path, required=True),
            a=reader.name(data, "a", path, participants, "unknown_participant") or "",
            b=reader.name(data, "b", path, participants, "unknown_participant") or "",
            kind=kind,
            weight=reader.number(data, "weight", path, 1.0),
            slots=None if limited is None else frozenset(limited),
            after=reader.names(data, "after", path, ids, "unknown_pair"),
            fixed=reader.name(data, "fixed", path, slots, "unknown_slot"),
        )
        items.append((path, pair))
        for end in ("a", "b"):
            if data.get(end) in (None, ""):
                reader.fault(f"{path}.{end}", "missing")
        if pair.id in known:
            reader.fault(f"{path}.id", "duplicate_id", pair.id)
        if pair.a and pair.a == pair.b:
            reader.fault(f"{path}.b", "meets_itself", pair.b)
    pairs = reader.unique(items, lambda pair: pair.id)
    _contradictions(reader, items)
    _circles(reader, items, pairs)
    return pairs


def _contradictions(reader: Reader, items: Sequence[tuple[str, Pair]]) -> None:
    """The same two may not be both forbidden and asked to meet."""
    forbidden = {frozenset((pair.a, pair.b)): path for path, pair in items if pair.kind == "forbidden"}
    for path, pair in items:
        other = forbidden.get(frozenset((pair.a, pair.b)))
        if pair.a and pair.b and pair.kind != "forbidden" and other:
            reader.fault(path, "forbidden_elsewhere", other)


def _circles(reader: Reader, items: Sequence[tuple[str, Pair]], pairs: Mapping[str, Pair]) -> None:
    """`after` may not lead back to where it began. Kahn's peeling leaves exactly the pairs on or behind a circle."""
    waiting = {pair_id: len(set(pair.after)) for pair_id, pair in pairs.items()}
    followers: dict[str, list[str]] = {}
    for pair_id, pair in pairs.items():
        for before in set(pair.after):
            followers.setdefault(before, []).append(pair_id)
            if before not in pairs:  # named by a change, and known to be free of circles
                waiting[pair_id] -= 1
    ready = [pair_id for pair_id, count in waiting.items() if count == 0]
    while ready:
        done = ready.pop()
        for follower in followers.get(done, ()):
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    for path, pair in items:
        if waiting.get(pair.id, 0) > 0:
            reader.fault(f"{path}.after", "order_is_a_circle", ", ".join(pair.after))


def _options(reader: Reader, root: Mapping[str, Any]) -> Options:
    data = root.get("options")
    if data is None:
        return Options()
    if not isinstance(data, Mapping):
        reader.fault("$.options", "not_an_object")
        return Options()
    return Options(
        break_spread=reader.whole(data, "break_spread", "$.options"),
        max_run=reader.whole(data, "max_run", "$.options", least=1),
    )
