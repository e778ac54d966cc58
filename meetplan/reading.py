"""JSON in, `Problem`, `Plan` or `Changes` out, and every fault on the way.

A reader walks the whole object once. Each fault is noted with its JSON path and reading goes on with a harmless
value, so that one wrong cell does not hide the next one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from meetplan import plan as plans
from meetplan import problem as problems
from meetplan.changes import Away, Changes, Closed
from meetplan.plan import Bounds, Meeting, Plan, Score, Unplaced
from meetplan.problem import (
    KINDS,
    SLOTS_A_DAY,
    BadProblem,
    Fault,
    Interpreter,
    Options,
    Pair,
    Participant,
    Problem,
    Slot,
    Table,
    numbered_tables,
)

T = TypeVar("T")
MOST_TABLES = 10_000
MOST_WHOLE = 1_000_000  # far above any event, far below where sums lose their precision
MOST_WEIGHT = 1e9
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class _Reader:
    """Reads fields of JSON objects and keeps the faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: str, code: str, detail: object = "") -> None:
        self.faults.append(Fault(path, code, str(detail)[:200]))

    def objects(self, data: Mapping[str, Any], key: str, path: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The list of objects under `key`, each with its path. Absent or null: an empty list."""
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"{path}.{key}", "not_a_list")
            return []
        found = []
        for k, item in enumerate(value):
            here = f"{path}.{key}[{k}]"
            if isinstance(item, Mapping):
                found.append((here, item))
            else:
                self.fault(here, "not_an_object")
        return found

    def text(self, data: Mapping[str, Any], key: str, path: str, *, required: bool = False) -> str:
        value = data.get(key)
        if value is None or value == "":
            if required:
                self.fault(f"{path}.{key}", "missing")
            return ""
        if not isinstance(value, str):
            self.fault(f"{path}.{key}", "not_text", value)
            return ""
        return value

    def optional_text(self, data: Mapping[str, Any], key: str, path: str) -> str | None:
        return self.text(data, key, path) or None

    def whole(self, data: Mapping[str, Any], key: str, path: str, *, least: int = 0) -> int | None:
        value = data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value % 1:
            self.fault(f"{path}.{key}", "not_a_whole_number", value)
            return None
        if value < least:
            self.fault(f"{path}.{key}", "too_small", value)
            return None
        if value > MOST_WHOLE:
            self.fault(f"{path}.{key}", "too_large", value)
            return None
        return int(value)

    def number(self, data: Mapping[str, Any], key: str, path: str, default: float) -> float:
        value = data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fault(f"{path}.{key}", "not_a_number", value)
            return default
        if value < 0:
            self.fault(f"{path}.{key}", "negative", value)
            return default
        if value > MOST_WEIGHT:
            self.fault(f"{path}.{key}", "too_large", value)
            return default
        return float(value)

    def truth(self, data: Mapping[str, Any], key: str, path: str) -> bool:
        value = data.get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.fault(f"{path}.{key}", "not_true_or_false", value)
            return False
        return value

    def texts(self, data: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        value = data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(f"{path}.{key}", "not_a_list")
            return ()
        found = []
        for k, item in enumerate(value):
            if isinstance(item, str) and item:
                found.append(item)
            else:
                self.fault(f"{path}.{key}[{k}]", "not_text", item)
        return tuple(found)

    def names(
        self, data: Mapping[str, Any], key: str, path: str, known: Mapping[str, object], code: str
    ) -> tuple[str, ...]:
        """Texts that must each be the id of something known."""
        values = self.texts(data, key, path)
        for k, value in enumerate(values):
            if value not in known:
                self.fault(f"{path}.{key}[{k}]", code, value)
        return tuple(value for value in values if value in known)

    def name(self, data: Mapping[str, Any], key: str, path: str, known: Mapping[str, object], code: str) -> str | None:
        value = self.optional_text(data, key, path)
        if value is not None and value not in known:
            self.fault(f"{path}.{key}", code, value)
            return None
        return value

    def unique(self, items: Sequence[tuple[str, T]], key: Callable[[T], str]) -> dict[str, T]:
        """Items by id; a second item of one id is a fault."""
        found: dict[str, T] = {}
        for path, item in items:
            if key(item) in found:
                self.fault(f"{path}.id", "duplicate_id", key(item))
            elif key(item):
                found[key(item)] = item
        return found


def _object(data: object, expected: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BadProblem([Fault("$", "not_an_object")])
    if data.get("format") != expected:
        raise BadProblem([Fault("$.format", "unknown_format", f"{data.get('format')!r}, expected {expected!r}")])
    return data


def read_problem(data: object) -> Problem:
    """A `meetplan/1` object as a `Problem`. Raises `BadProblem` with every fault."""
    root = _object(data, problems.FORMAT)
    reader = _Reader()
    slots = _slots(reader, root)
    tables = _tables(reader, root, slots)
    participants = _participants(reader, root, slots, tables)
    interpreters = _interpreters(reader, root, slots)
    pairs = _pairs(reader, root, slots, participants)
    options = _options(reader, root)
    if reader.faults:
        raise BadProblem(reader.faults)
    return Problem(
        slots=tuple(slots.values()),
        tables=tuple(tables.values()),
        participants=tuple(participants.values()),
        pairs=tuple(pairs.values()),
        interpreters=tuple(interpreters.values()),
        options=options,
    )


def _slots(reader: _Reader, root: Mapping[str, Any]) -> dict[str, Slot]:
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


def _tables(reader: _Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Table]:
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
    reader: _Reader, root: Mapping[str, Any], slots: Mapping[str, Slot], tables: Mapping[str, Table]
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


def _interpreters(reader: _Reader, root: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, Interpreter]:
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


def _pairs(
    reader: _Reader,
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


def _contradictions(reader: _Reader, items: Sequence[tuple[str, Pair]]) -> None:
    """The same two may not be both forbidden and asked to meet."""
    forbidden = {frozenset((pair.a, pair.b)): path for path, pair in items if pair.kind == "forbidden"}
    for path, pair in items:
        other = forbidden.get(frozenset((pair.a, pair.b)))
        if pair.a and pair.b and pair.kind != "forbidden" and other:
            reader.fault(path, "forbidden_elsewhere", other)


def _circles(reader: _Reader, items: Sequence[tuple[str, Pair]], pairs: Mapping[str, Pair]) -> None:
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


def _options(reader: _Reader, root: Mapping[str, Any]) -> Options:
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


def read_plan(data: object) -> Plan:
    """A `meetplan-plan/1` object as a `Plan`. Raises `BadProblem` with every fault of form."""
    root = _object(data, plans.FORMAT)
    reader = _Reader()
    meetings = tuple(
        Meeting(
            pair=reader.text(item, "pair", path, required=True),
            slot=reader.text(item, "slot", path, required=True),
            table=reader.optional_text(item, "table", path),
            interpreter=reader.optional_text(item, "interpreter", path),
        )
        for path, item in reader.objects(root, "meetings", "$")
    )
    unplaced = tuple(
        Unplaced(
            pair=reader.text(item, "pair", path, required=True),
            reason=reader.text(item, "reason", path),
            instead_of=reader.texts(item, "with", path),
        )
        for path, item in reader.objects(root, "unplaced", "$")
    )
    score, bounds = _figures(reader, root, "score"), _figures(reader, root, "bounds")
    status = root.get("status", "feasible")
    if status not in ("optimal", "feasible"):
        reader.fault("$.status", "unknown_status", status)
    seconds = reader.number(root, "seconds", "$", 0.0)
    seed = reader.whole(root, "seed", "$") or 0
    if reader.faults:
        raise BadProblem(reader.faults)
    return Plan(
        meetings=meetings,
        unplaced=unplaced,
        score=Score(**{key: value if key == "weight" else int(value) for key, value in score.items()}),  # type: ignore[arg-type]
        bounds=Bounds(
            must=int(bounds["must"]),
            below_min=int(bounds["below_min"]),
            weight=bounds["weight"],
            breaks=int(bounds["breaks"]),
        ),
        status=status,
        seconds=seconds,
        seed=seed,
    )


def _figures(reader: _Reader, root: Mapping[str, Any], name: str) -> dict[str, float]:
    data = root.get(name)
    if not isinstance(data, Mapping):
        reader.fault(f"$.{name}", "missing" if data is None else "not_an_object")
        data = {}
    keys = ("must", "below_min", "weight", "breaks", "most_breaks", "table_changes")
    return {
        key: reader.number(data, key, f"$.{name}", 0.0)
        if key == "weight"
        else reader.whole(data, key, f"$.{name}") or 0
        for key in keys
    }


def read_changes(data: object, problem: Problem) -> Changes:
    """A changes object (see `Changes`) against its problem. Raises `BadProblem` with every fault."""
    if not isinstance(data, Mapping):
        raise BadProblem([Fault("$", "not_an_object")])
    reader = _Reader()
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
    added = _pairs(reader, data, slots, participants, "add", pairs)
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
