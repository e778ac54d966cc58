"""Many documents: a folder, files, or lines of JSON; read in parallel, in their order, taken up again after a kill."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import docread

# Documents that wait for a worker or for their turn to be written, per worker: keeps memory flat.
AHEAD = 16
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class Item:
    """One document to read: a file at `path`, or `text`. `id` is the same in every run; `fault`: why it is neither."""

    id: str
    path: str = ""
    text: str | None = None
    url: str = ""
    fetched: str | None = None
    fault: str = ""


def items_of(paths: Iterable[str], *, url: str = "", fetched: str | None = None) -> Iterator[Item]:
    """The documents in these files, folders (with theirs) and files of JSON lines (`text`, `url`), in a fixed order.
    Raises `OSError` for a path that is not there."""
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith(".")):
                yield from _of_file(file, url, fetched)
        else:
            path.stat()
            yield from _of_file(path, url, fetched)


def _of_file(path: Path, url: str, fetched: str | None) -> Iterator[Item]:
    if not path.name.endswith(_LINES):
        yield Item(str(path), path=str(path), url=url, fetched=fetched)
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.name.endswith(".gz") else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield _of_line(f"{path}:{number}", line, path.parent, url, fetched)


def _of_line(id: str, line: str, folder: Path, url: str, fetched: str | None) -> Item:
    try:
        row = json.loads(line)
        text = str(row.get("text") or "")
    except (ValueError, AttributeError) as fault:
        return Item(id, fault=f"no object of JSON: {fault}")
    if not text and row.get("path"):  # a list of files beside it
        beside = str(folder / str(row["path"]))
        return Item(id, path=beside, url=str(row.get("url") or url), fetched=row.get("fetched") or fetched)
    return Item(id, text=text, url=str(row.get("url") or url), fetched=row.get("fetched") or fetched)


def read_one(item: Item) -> dict[str, Any]:
    """One reading as an object of docread/1 with its `id`, or `{"refused": …}`. Pure: any machine may do it."""
    if item.fault:
        return {"id": item.id, "refused": "damaged", "detail": item.fault}
    try:
        if item.text is None:
            found = docread.read(
                Path(item.path).read_bytes(), name=Path(item.path).name, url=item.url, fetched=item.fetched
            )
        elif item.text.strip():
            found = docread.read_text(item.text, url=item.url, fetched=item.fetched)
        else:
            found = docread.Refusal("empty")
    except OSError as fault:
        found = docread.Refusal("damaged", str(fault))
    if isinstance(found, docread.Refusal):
        return {"id": item.id, "refused": found.code, "detail": found.detail}
    return {"id": item.id, **found.as_json()}


def read_all(items: Iterable[Item], workers: int, told: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Readings in the order of `items`. `told` hears how many are done."""
    if workers <= 1:
        for done, item in enumerate(items, 1):
            yield read_one(item)
            told(done)
        return
    for done, reading in enumerate(_in_turn(iter(items), workers), 1):
        yield reading
        told(done)


def _in_turn(items: Iterator[Item], workers: int) -> Iterator[dict[str, Any]]:
    """Readings by several processes. Where one dies, each document that was under way is read once more in a process of
    its own: the one that kills it is refused, the others are not lost."""
    waiting: list[tuple[Item, Future[dict[str, Any]]]] = []
    pool = ProcessPoolExecutor(workers)
    try:
        ended = False
        while waiting or not ended:
            while not ended and len(waiting) < workers * AHEAD:
                item = next(items, None)
                if item is None:
                    ended = True
                else:
                    waiting.append((item, pool.submit(read_one, item)))
            if not waiting:
                break
            item, future = waiting[0]
            try:
                reading = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                yield from (_alone(each) for each, _ in waiting)
                waiting, pool = [], ProcessPoolExecutor(workers)
                continue
            waiting.pop(0)
            yield reading
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(item: Item) -> dict[str, Any]:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(read_one, item).result()
        except BrokenProcessPool:
            return {"id": item.id, "refused": "damaged", "detail": "the process that read it died"}


def already_in(out: Path) -> set[str]:
    """Ids of the whole lines in `out`; a last line that a kill cut off is taken away."""
    if not out.exists():
        return set()
    found, good = set(), 0
    with out.open("rb+") as file:
        for line in file:
            try:
                found.add(json.loads(line)["id"])
            except (ValueError, KeyError):
                break
            if not line.endswith(b"\n"):
                break
            good += len(line)
        file.truncate(good)
    return found


def write(readings: Iterable[dict[str, Any]], to: TextIO) -> int:
    """Write one line for each reading, at once; the number of refusals."""
    refused = 0
    for reading in readings:
        to.write(json.dumps(reading, ensure_ascii=False) + "\n")
        to.flush()
        refused += "refused" in reading
    return refused
