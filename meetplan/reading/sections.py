"""The sections of `meetplan/1`: readers that return the records of each by id."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from meetplan.entities import (
    KINDS,
    SLOTS_A_DAY,
    Interpreter,
    Options,
    Pair,
    Participant,
    Slot,
    Table,
    numbered_tables,
)
from meetplan.reading.fields import MAX_TABLES, Reader

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def read_same_person(
    reader: Reader, root: Mapping[str, Any], participants: Mapping[str, Participant]
) -> tuple[frozenset[str], ...]:
    """Return the groups of participants who are represented by one person."""
    value = root.get("same_person")
    if value is None:
        return ()
    if not isinstance(value, list):
        reader.fault("$.same_person", "not_a_list")
        return ()
    groups: list[frozenset[str]] = []
    for k, group in enumerate(value):
        members = reader.ids({"group": group}, "group", f"$.same_person[{k}]", participants, "unknown_participant")
        for member in members:
            if any(member in earlier for earlier in groups):
                reader.fault(f"$.same_person[{k}]", "in_two_groups", member)
        groups.append(frozenset(members))
    return tuple(group for group in groups if len(group) > 1)


def read_slots(reader: Reader, root: Mapping[str, Any]) -> dict[str, Slot]:
    """Return the slots; they must be in order of time."""
    items = []
    for path, data in reader.objects(root, "slots", "$"):
        slot = Slot(
            id=reader.text(data, "id", path, required=True),
            day=reader.text(data, "day", path, required=True),
            start=reader.text(data, "start", path),
            end=reader.text(data, "end", path),
            session=reader.text(data, "session", path),
        )
        items.append((path, slot))
        _check_times(reader, path, slot)
    if not items:
        reader.fault("$.slots", "missing")
    _check_order(reader, items)
    slots = reader.unique(items, lambda slot: slot.id)
    for day, count in Counter(slot.day for slot in slots.values()).items():
        if count > SLOTS_A_DAY:
            reader.fault("$.slots", "too_many_slots_in_a_day", f"{day}: more than {SLOTS_A_DAY}")
    return slots


def _check_times(reader: Reader, path: str, slot: Slot) -> None:
    if slot.day and not _is_date(slot.day):
        reader.fault(f"{path}.day", "not_a_date", slot.day)
    for key, clock in (("start", slot.start), ("end", slot.end)):
        if clock and not _CLOCK.fullmatch(clock):
            reader.fault(f"{path}.{key}", "not_a_time", clock)
    if slot.start and slot.end and slot.end <= slot.start:
        reader.fault(f"{path}.end", "ends_before_it_starts", f"{slot.start}-{slot.end}")


def _check_order(reader: Reader, items: Sequence[tuple[str, Slot]]) -> None:
    """Record slots that are not after the previous one, and days that are not together or not in order."""
    days = {items[0][1].day} if items else set()
    for (_, previous), (path, slot) in itertools.pairwise(items):
        if slot.day == previous.day:
            if slot.start and previous.end and slot.start < previous.end:
                reader.fault(path, "slots_out_of_order", f"{slot.start} < {previous.end}")
        elif slot.day in days or slot.day < previous.day:
            reader.fault(path, "slots_out_of_order", slot.day)
        days.add(slot.day)


def _is_date(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def read_tables(reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Table]:
    """Return the tables, given as a list or as their number."""
    value = root.get("tables")
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= MAX_TABLES:
            reader.fault("$.tables", "not_a_table_count", value)
            return {}
        return {table.id: table for table in numbered_tables(value)}
    items = [
        (
            path,
            Table(
                reader.text(data, "id", path, required=True),
                frozenset(reader.ids(data, "closed", path, slots, "unknown_slot")),
            ),
        )
        for path, data in reader.objects(root, "tables", "$")
    ]
    return reader.unique(items, lambda table: table.id)


def read_participants(
    reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot], tables: Mapping[str, Table]
) -> dict[str, Participant]:
    """Return the participants."""
    items = []
    for path, data in reader.objects(root, "participants", "$"):
        participant = Participant(
            id=reader.text(data, "id", path, required=True),
            name=reader.text(data, "name", path),
            side=reader.text(data, "side", path),
            languages=reader.texts(data, "languages", path),
            away=frozenset(reader.ids(data, "away", path, slots, "unknown_slot")),
            min=reader.whole(data, "min", path) or 0,
            max=reader.whole(data, "max", path),
            table=reader.id(data, "table", path, tables, "unknown_table"),
            online=reader.boolean(data, "online", path),
        )
        items.append((path, participant))
        if participant.max is not None and participant.min > participant.max:
            reader.fault(f"{path}.min", "min_above_max", f"{participant.min} > {participant.max}")
    return reader.unique(items, lambda participant: participant.id)


def read_interpreters(reader: Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Interpreter]:
    """Return the interpreters."""
    items = []
    for path, data in reader.objects(root, "interpreters", "$"):
        interpreter = Interpreter(
            id=reader.text(data, "id", path, required=True),
            languages=reader.texts(data, "languages", path),
            away=frozenset(reader.ids(data, "away", path, slots, "unknown_slot")),
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
    """Return the pairs under `key`. `known` pairs exist already: their ids are taken, and `after` may name them."""
    known = known or {}
    objects = reader.objects(root, key, "$")
    ids = {**known, **{data["id"]: data for _, data in objects if isinstance(data.get("id"), str)}}
    items = [(path, _read_pair(reader, path, data, slots, participants, ids)) for path, data in objects]
    for path, pair in items:
        if pair.id in known:
            reader.fault(f"{path}.id", "duplicate_id", pair.id)
        if pair.a and pair.a == pair.b:
            reader.fault(f"{path}.b", "meets_itself", pair.b)
    pairs = reader.unique(items, lambda pair: pair.id)
    _check_contradictions(reader, items)
    _check_cycles(reader, items, pairs)
    return pairs


def _read_pair(
    reader: Reader,
    path: str,
    data: Mapping[str, Any],
    slots: Mapping[str, Slot],
    participants: Mapping[str, Participant],
    ids: Mapping[str, object],
) -> Pair:
    kind = data.get("kind", "wish")
    if kind not in KINDS:
        reader.fault(f"{path}.kind", "unknown_kind", kind)
        kind = "wish"
    for end in ("a", "b"):
        if data.get(end) in (None, ""):
            reader.fault(f"{path}.{end}", "missing")
    permitted = reader.ids(data, "slots", path, slots, "unknown_slot")
    return Pair(
        id=reader.text(data, "id", path, required=True),
        a=reader.id(data, "a", path, participants, "unknown_participant") or "",
        b=reader.id(data, "b", path, participants, "unknown_participant") or "",
        kind=kind,
        weight=reader.number(data, "weight", path, 1.0),
        slots=None if data.get("slots") is None else frozenset(permitted),
        after=reader.ids(data, "after", path, ids, "unknown_pair"),
        fixed=reader.id(data, "fixed", path, slots, "unknown_slot"),
    )


def _check_contradictions(reader: Reader, items: Sequence[tuple[str, Pair]]) -> None:
    """Record pairs of two participants who are forbidden to meet elsewhere."""
    forbidden = {frozenset((pair.a, pair.b)): path for path, pair in items if pair.kind == "forbidden"}
    for path, pair in items:
        other = forbidden.get(frozenset((pair.a, pair.b)))
        if pair.a and pair.b and pair.kind != "forbidden" and other:
            reader.fault(path, "forbidden_elsewhere", other)


def _check_cycles(reader: Reader, items: Sequence[tuple[str, Pair]], pairs: Mapping[str, Pair]) -> None:
    """Record pairs on or behind a cycle of `after`: those that Kahn's algorithm does not remove."""
    predecessors = {pair_id: len(set(pair.after)) for pair_id, pair in pairs.items()}
    followers: dict[str, list[str]] = {}
    for pair_id, pair in pairs.items():
        for before in set(pair.after):
            followers.setdefault(before, []).append(pair_id)
            if before not in pairs:  # a pair that exists already, whose order has no cycle
                predecessors[pair_id] -= 1
    ready = [pair_id for pair_id, count in predecessors.items() if count == 0]
    while ready:
        done = ready.pop()
        for follower in followers.get(done, ()):
            predecessors[follower] -= 1
            if predecessors[follower] == 0:
                ready.append(follower)
    for path, pair in items:
        if predecessors.get(pair.id, 0) > 0:
            reader.fault(f"{path}.after", "order_is_a_circle", ", ".join(pair.after))


def read_options(reader: Reader, root: Mapping[str, Any]) -> Options:
    """Return the options."""
    data = root.get("options")
    if data is None:
        return Options()
    if not isinstance(data, Mapping):
        reader.fault("$.options", "not_an_object")
        return Options()
    return Options(
        break_spread=reader.whole(data, "break_spread", "$.options"),
        max_run=reader.whole(data, "max_run", "$.options", minimum=1),
    )
