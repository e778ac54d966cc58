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


def _figures(reader: Reader, root: Mapping[str, Any], name: str) -> dict[str, float]:
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
