"""Workbooks are opened in a process apart with limits of memory and time: neither a page nor the worker opens one
itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, cast

from gyoryu.base.child_process import ChildProcess, Died, serve
from gyoryu.base.sheets.grid import Place, RefusedFile, Sheet, Value

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
            told, *sheets = self.ask(name.encode(errors="replace"), data)
        except Died as died:
            raise RefusedFile(_REFUSALS[died.code], died.detail) from None
        if told:
            raise RefusedFile(*json.loads(told))
        return [_sheet(json.loads(one)) for one in sheets]


OPENER = OpenerProcess()


def _open(name: bytes, data: bytes) -> Iterator[bytes]:
    """The answer: why it is refused, if it is, as JSON; then each sheet."""
    from gyoryu.base.sheets.opening import open_sheets

    try:
        sheets = open_sheets(data, name.decode())
    except RefusedFile as refusal:
        yield json.dumps([refusal.code, refusal.detail]).encode()
        return
    yield b""
    for sheet in sheets:
        yield json.dumps(_told(sheet)).encode()


def _told(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        **{name: [[*place, _written(value)] for place, value in getattr(sheet, name).items()] for name in _PLACED},
        "literal": sorted(sheet.literal),
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "is_hidden": sheet.is_hidden,
        "is_delimited": sheet.is_delimited,
    }


def _written(value: Any) -> Any:
    if isinstance(value, dt.timedelta):
        return {"span": [value.days, value.seconds, value.microseconds]}
    kind = next((kind for kind, known in _KINDS.items() if isinstance(value, known)), None)
    return value if kind is None else {kind: value.isoformat()}


def _sheet(told: dict[str, Any]) -> Sheet:
    placed = {name: {(row, column): _value(value) for row, column, value in told.pop(name)} for name in _PLACED}
    literal: set[Place] = {(row, column) for row, column in told.pop("literal")}
    rows, columns = frozenset(told.pop("hidden_rows")), frozenset(told.pop("hidden_columns"))
    return Sheet(**told, **cast(Any, placed), literal=literal, hidden_rows=rows, hidden_columns=columns)


def _value(told: Any) -> Value | tuple[Any, ...]:
    if isinstance(told, list):  # a place, or a code with what it is about
        return tuple(told)
    if not isinstance(told, dict):
        return cast(Value, told)
    ((kind, said),) = told.items()
    return dt.timedelta(*said) if kind == "span" else cast(Value, _KINDS[kind].fromisoformat(said))


if __name__ == "__main__":
    serve(_open)
