"""Walks over a JSON object: every fault is noted with its path, and reading goes on with a harmless value."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from meetplan.problem import BadProblem, Fault

T = TypeVar("T")
MOST_TABLES = 10_000
MOST_WHOLE = 1_000_000  # far above any event, far below where sums lose their precision
MOST_WEIGHT = 1e9


class Reader:
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


def root_object(data: object, expected: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BadProblem([Fault("$", "not_an_object")])
    if data.get("format") != expected:
        raise BadProblem([Fault("$.format", "unknown_format", f"{data.get('format')!r}, expected {expected!r}")])
    return data
