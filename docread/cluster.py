"""Reading on many machines over a Ray data set (the extra `cluster`). The result is that of one machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docread.batch import BatchItem, read_item

if TYPE_CHECKING:
    from ray.data import Dataset


def read_dataset(rows: Dataset, batch_size: int = 32) -> Dataset:
    """Read every row of a data set.

    Parameters
    ----------
    rows : ray.data.Dataset
        Columns `id` and `text`, optionally `url` and `fetched`.
    batch_size : int
        Documents of one task.

    Returns
    -------
    ray.data.Dataset
        Columns `id` and `reading`, a line of docread/1 as JSON, in the order of `rows`.
    """
    return rows.map_batches(_read_batch, batch_size=batch_size, batch_format="numpy")


def _batch_item(row: dict[str, str]) -> BatchItem:
    return BatchItem(row["id"], text=row["text"], url=row.get("url", ""), fetched=row.get("fetched"))


def _read_batch(batch: dict[str, Any]) -> dict[str, Any]:
    import numpy  # here: comes with the optional extra `cluster`

    columns = [name for name in ("id", "text", "url", "fetched") if name in batch]
    readings = []
    for values in zip(*(batch[name] for name in columns), strict=True):
        row: dict[str, str] = {
            name: str(value) for name, value in zip(columns, values, strict=True) if value is not None
        }
        readings.append(json.dumps(read_item(_batch_item(row)), ensure_ascii=False))
    return {"id": batch["id"], "reading": numpy.array(readings, dtype=object)}
