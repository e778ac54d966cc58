"""How one timetable differs from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacementCell:
    """Where and with whose help a pair meets: numbers of rows."""

    slot: int | None
    table: int | None = None
    interpreter: int | None = None


class CellValues(TypedDict):
    """A `PlacementCell` as it is stored."""

    slot: int | None
    table: int | None
    interpreter: int | None


class ChangedMeeting(TypedDict):
    """A pair and its place before and after; None where it has none."""

    seller: int
    buyer: int
    before: CellValues | None
    after: CellValues | None


MeetingChanges = dict[str, list[ChangedMeeting]]  # added, moved, dropped


def participants_of(changes: MeetingChanges) -> set[int]:
    """Return the numbers of all participants whose meetings change."""
    return {number for rows in changes.values() for row in rows for number in (row["seller"], row["buyer"])}


def difference(before: Mapping[Pair, PlacementCell], after: Mapping[Pair, PlacementCell]) -> MeetingChanges:
    """`added`, `moved` and `dropped` pairs, each with `seller`, `buyer`, `before` and `after`. A pair with another
    table or interpreter at the same time counts as moved: its people have to know."""
    rows: MeetingChanges = {"added": [], "moved": [], "dropped": []}
    for pair in sorted({*before, *after}):
        old_cell, new_cell = before.get(pair), after.get(pair)
        if old_cell == new_cell:
            continue
        name = "added" if old_cell is None else "dropped" if new_cell is None else "moved"
        rows[name].append(
            {
                "seller": pair[0],
                "buyer": pair[1],
                "before": _values(old_cell),
                "after": _values(new_cell),
            }
        )
    return rows


def _values(cell: PlacementCell | None) -> CellValues | None:
    return {"slot": cell.slot, "table": cell.table, "interpreter": cell.interpreter} if cell else None
