"""The same reading on many machines: over a data set of Ray (the extra `cluster`). The function is pure, so that any
node may do any document, and what comes back is what one machine would have written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docread.batch import Item, read_one

if TYPE_CHECKING:
    from ray.data import Dataset


def read_dataset(rows: Dataset, at_once: int = 32) -> Dataset:
    """`rows` with `id`, `text` and perhaps `url` and `fetched` become rows with `id` and `reading`, a line of docread/1
    as JSON. Its order is that of `rows`. `at_once`: documents of one task."""
    return rows.map_batches(_read_batch, batch_size=at_once, batch_format="numpy")


def _item(row: dict[str, str]) -> Item:
    return Item(row["id"], text=row["text"], url=row.get("url", ""), fetched=row.get("fetched"))


def _read_batch(batch: dict[str, Any]) -> dict[str, Any]:
    import numpy  # here: comes with the optional extra `cluster`

    columns = [name for name in ("id", "text", "url", "fetched") if name in batch]
    found = []
    for values in zip(*(batch[name] for name in columns), strict=True):
        row: dict[str, str] = {
            name: str(value) for name, value in zip(columns, values, strict=True) if value is not None
        }
        found.append(json.dumps(read_one(_item(row)), ensure_ascii=False))
    return {"id": batch["id"], "reading": numpy.array(found, dtype=object)}
