"""Typed access to the fields of JSON objects. Every fault is recorded with its path, and a neutral value returned."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from meetplan.faults import BadProblem, Fault

T = TypeVar("T")
MAX_TABLES = 10_000
MAX_WHOLE = 1_000_000  # far above any event, far below where sums lose their precision
MAX_WEIGHT = 1e9


class Reader:
    """Reads fields of JSON objects and collects their faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: str, code: str, detail: object = "") -> None:
        """Record a fault; at most 200 characters of its detail."""
        self.faults.append(Fault(path, code, str(detail)[:200]))

    def raise_faults(self) -> None:
        """Raise one `BadProblem` with all faults, if there are any."""
        if self.faults:
            raise BadProblem(self.faults)

    def objects(self, data: Mapping[str, Any], key: str, path: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the path and value of every object in the list under `key`; [] where it is absent or null."""
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"{path}.{key}", "not_a_list")
            return []
        objects = []
        for k, item in enumerate(value):
            item_path = f"{path}.{key}[{k}]"
            if isinstance(item, Mapping):
                objects.append((item_path, item))
            else:
                self.fault(item_path, "not_an_object")
        return objects

    def section(self, data: Mapping[str, Any], key: str, path: str) -> Mapping[str, Any]:
        """Return the object under `key`, which is required; {} where it is missing."""
        value = data.get(key)
        if isinstance(value, Mapping):
            return value
        self.fault(f"{path}.{key}", "missing" if value is None else "not_an_object")
        return {}

    def text(self, data: Mapping[str, Any], key: str, path: str, *, required: bool = False) -> str:
        """Return a text, "" by default."""
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
        """Return a text, None where it is absent or empty."""
        return self.text(data, key, path) or None

    def whole(self, data: Mapping[str, Any], key: str, path: str, *, minimum: int = 0) -> int | None:
        """Return a whole number from `minimum` to `MAX_WHOLE`, None by default."""
        value = data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value % 1:
            self.fault(f"{path}.{key}", "not_a_whole_number", value)
            return None
        if value < minimum:
            self.fault(f"{path}.{key}", "too_small", value)
            return None
        if value > MAX_WHOLE:
            self.fault(f"{path}.{key}", "too_large", value)
            return None
        return int(value)

    def number(self, data: Mapping[str, Any], key: str, path: str, default: float) -> float:
        """Return a number from 0 to `MAX_WEIGHT`."""
        value = data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fault(f"{path}.{key}", "not_a_number", value)
            return default
        if value < 0:
            self.fault(f"{path}.{key}", "negative", value)
            return default
        if value > MAX_WEIGHT:
            self.fault(f"{path}.{key}", "too_large", value)
            return default
        return float(value)

    def boolean(self, data: Mapping[str, Any], key: str, path: str) -> bool:
        """Return true or false, False by default."""
        value = data.get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.fault(f"{path}.{key}", "not_true_or_false", value)
            return False
        return value

    def texts(self, data: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        """Return a list of texts, () by default."""
        value = data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(f"{path}.{key}", "not_a_list")
            return ()
        texts = []
        for k, item in enumerate(value):
            if isinstance(item, str) and item:
                texts.append(item)
            else:
                self.fault(f"{path}.{key}[{k}]", "not_text", item)
        return tuple(texts)

    def ids(
        self, data: Mapping[str, Any], key: str, path: str, known: Mapping[str, object], code: str
    ) -> tuple[str, ...]:
        """Return the texts under `key` that are ids in `known`; others are faults with `code`."""
        values = self.texts(data, key, path)
        for k, value in enumerate(values):
            if value not in known:
                self.fault(f"{path}.{key}[{k}]", code, value)
        return tuple(value for value in values if value in known)

    def id(self, data: Mapping[str, Any], key: str, path: str, known: Mapping[str, object], code: str) -> str | None:
        """Return the text under `key` if it is an id in `known`; another text is a fault with `code`."""
        value = self.optional_text(data, key, path)
        if value is not None and value not in known:
            self.fault(f"{path}.{key}", code, value)
            return None
        return value

    def unique(self, items: Sequence[tuple[str, T]], key: Callable[[T], str]) -> dict[str, T]:
        """Return the items (path, item) by id; a second item with the same id is a fault."""
        by_id: dict[str, T] = {}
        for path, item in items:
            if key(item) in by_id:
                self.fault(f"{path}.id", "duplicate_id", key(item))
            elif key(item):
                by_id[key(item)] = item
        return by_id


def parse_json(data: str | bytes | Mapping[str, Any]) -> object:
    """Parse a text; return what is parsed already. Raises `BadProblem` for a text that is not JSON."""
    if not isinstance(data, str | bytes):
        return data
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadProblem([Fault("$", "not_json", str(error))]) from None


def root_object(data: object, expected_format: str | None = None) -> Mapping[str, Any]:
    """Return the object if it has the expected format (None: any). Raises `BadProblem` otherwise."""
    if not isinstance(data, Mapping):
        raise BadProblem([Fault("$", "not_an_object")])
    if expected_format is not None and data.get("format") != expected_format:
        detail = f"{data.get('format')!r}, expected {expected_format!r}"
        raise BadProblem([Fault("$.format", "unknown_format", detail)])
    return data
