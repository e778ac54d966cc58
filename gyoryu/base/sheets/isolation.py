"""Opening of workbooks in a separate process with limits of memory and time; neither a request nor the worker opens one
itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, cast

from gyoryu.base.child_process import ChildProcess, Died, serve
from gyoryu.base.sheets.grid import Place, RefusedFile, Sheet, Value
from gyoryu.base.sheets.opening import open_sheets

MAX_MEMORY = 1 << 30  # bytes of address space
MAX_SECONDS = 60
_REFUSALS = {"too_slow": "too_large", "memory": "too_large", "fault": "corrupt"}
_PLACED = ("cells", "upper", "bad", "links", "masks")
# Kinds of values that JSON does not know. A moment is a day as well, so it comes first.
_KINDS: dict[str, Any] = {"moment": dt.datetime, "day": dt.date, "clock": dt.time}


class OpenerProcess(ChildProcess):
    """One process that opens workbooks."""

    def __init__(self, seconds: int = MAX_SECONDS, memory: int = MAX_MEMORY):
        super().__init__("gyoryu.base.sheets.isolation", seconds, memory)

    def open_sheets(self, data: bytes, name: str = "") -> list[Sheet]:
        """As `opening.open_sheets`. Raises `RefusedFile` also for what breaks the limits: too_large."""
        try:
            status, *sheets = self.ask(name.encode(errors="replace"), data)
        except Died as died:
            raise RefusedFile(_REFUSALS[died.code], died.detail) from None
        if status:
            raise RefusedFile(*json.loads(status))
        return [_sheet_from_json(json.loads(sheet)) for sheet in sheets]


OPENER = OpenerProcess()


def _open(name: bytes, data: bytes) -> Iterator[bytes]:
    """The answer: why it is refused, if it is, as JSON; then each sheet."""
    try:
        sheets = open_sheets(data, name.decode())
    except RefusedFile as refusal:
        yield json.dumps([refusal.code, refusal.detail]).encode()
        return
    yield b""
    for sheet in sheets:
        yield json.dumps(_sheet_to_json(sheet)).encode()


def _sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        **{
            name: [[*place, _value_to_json(value)] for place, value in getattr(sheet, name).items()] for name in _PLACED
        },
        "literal": sorted(sheet.literal),
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "is_hidden": sheet.is_hidden,
        "is_delimited": sheet.is_delimited,
    }


def _value_to_json(value: Any) -> Any:
    if isinstance(value, dt.timedelta):
        return {"span": [value.days, value.seconds, value.microseconds]}
    kind = next((kind for kind, types in _KINDS.items() if isinstance(value, types)), None)
    return value if kind is None else {kind: value.isoformat()}


def _sheet_from_json(data: dict[str, Any]) -> Sheet:
    placed = {
        name: {(row, column): _value_from_json(value) for row, column, value in data.pop(name)} for name in _PLACED
    }
    literal: set[Place] = {(row, column) for row, column in data.pop("literal")}
    rows, columns = frozenset(data.pop("hidden_rows")), frozenset(data.pop("hidden_columns"))
    return Sheet(**data, **cast(Any, placed), literal=literal, hidden_rows=rows, hidden_columns=columns)


def _value_from_json(data: Any) -> Value | tuple[Any, ...]:
    if isinstance(data, list):  # a place, or a code with what it is about
        return tuple(data)
    if not isinstance(data, dict):
        return cast(Value, data)
    ((kind, content),) = data.items()
    return dt.timedelta(*content) if kind == "span" else cast(Value, _KINDS[kind].fromisoformat(content))


if __name__ == "__main__":
    serve(_open)
