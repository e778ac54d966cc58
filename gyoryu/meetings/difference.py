"""How one timetable differs from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacementCell:
    """Where and with whose help a pair meets: numbers of rows."""

    slot: int | None
    table: int | None = None
    interpreter: int | None = None


def difference(
    before: Mapping[Pair, PlacementCell], after: Mapping[Pair, PlacementCell]
) -> dict[str, list[dict[str, Any]]]:
    """`added`, `moved` and `dropped` pairs, each with `seller`, `buyer`, `before` and `after`. A pair with another
    table or interpreter at the same time counts as moved: its people have to know."""
    rows: dict[str, list[dict[str, Any]]] = {"added": [], "moved": [], "dropped": []}
    for pair in sorted({*before, *after}):
        old_cell, new_cell = before.get(pair), after.get(pair)
        if old_cell == new_cell:
            continue
        name = "added" if old_cell is None else "dropped" if new_cell is None else "moved"
        rows[name].append(
            {
                "seller": pair[0],
                "buyer": pair[1],
                "before": asdict(old_cell) if old_cell else None,
                "after": asdict(new_cell) if new_cell else None,
            }
        )
    return rows
