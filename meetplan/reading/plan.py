"""`meetplan-plan/1` as a `Plan`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meetplan.plan import FORMAT, Bounds, Meeting, Plan, Score, Unplaced
from meetplan.problem import BadProblem
from meetplan.reading.walking import Reader, root_object


def read_plan(data: object) -> Plan:
    """A `meetplan-plan/1` object as a `Plan`. Raises `BadProblem` with every fault of form."""
    root = root_object(data, FORMAT)
    reader = Reader()
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
    score, bounds = _score(reader, root), _bounds(reader, root)
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
        score=score,
        bounds=bounds,
        status=status,
        seconds=seconds,
        seed=seed,
    )


def _score(reader: Reader, root: Mapping[str, Any]) -> Score:
    data = _object(reader, root, "score")
    whole = {
        key: reader.whole(data, key, "$.score") or 0
        for key in ("must", "below_min", "spread_excess", "breaks", "most_breaks", "table_changes")
    }
    return Score(weight=reader.number(data, "weight", "$.score", 0.0), **whole)


def _bounds(reader: Reader, root: Mapping[str, Any]) -> Bounds:
    """A bound that is absent or null is not known."""
    data = _object(reader, root, "bounds")
    return Bounds(
        must=reader.whole(data, "must", "$.bounds"),
        below_min=reader.whole(data, "below_min", "$.bounds"),
        weight=None if data.get("weight") is None else reader.number(data, "weight", "$.bounds", 0.0),
        spread_excess=reader.whole(data, "spread_excess", "$.bounds"),
        breaks=reader.whole(data, "breaks", "$.bounds"),
    )


def _object(reader: Reader, root: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    data = root.get(name)
    if isinstance(data, Mapping):
        return data
    reader.fault(f"$.{name}", "missing" if data is None else "not_an_object")
    return {}
