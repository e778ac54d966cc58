"""Rows to be written by an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from gyoryu.meetings.workbook.records import Record

NOWHERE = Record("", 0, {}, {})


@dataclass(slots=True, eq=False)
class Item:
    """A row of a table as it should be. `pk` is None until it is created. `values` by the name of the column; the value
    of a key (`…_id`) may be another item, that of `away` a list of slots. For an existing row `values` hold only what
    differs, and `before` the present values."""

    kind: str
    record: Record = field(default_factory=lambda: NOWHERE)
    pk: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    is_new: bool = False

    @property
    def state(self) -> str:
        return "new" if self.is_new else "changed" if self.values else "same"


def new_item(kind: str, record: Record, values: dict[str, Any]) -> Item:
    return Item(kind, record, values=values, is_new=True)


def compare_with_row(kind: str, record: Record, row: Model, values: dict[str, Any]) -> Item:
    """Return an item for an existing row with the values that differ. None and "" change nothing."""
    known = {name: getattr(row, name) for name, value in values.items() if value not in (None, "")}
    differing = {name: values[name] for name, value in known.items() if values[name] != value}
    return Item(kind, record, row.pk, differing, {name: known[name] for name in differing})
