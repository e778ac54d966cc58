"""Many documents: a folder, files, or lines of JSON; read in parallel, in their order, taken up again after a kill."""

from __future__ import annotations

import gzip
import json
import os
import signal
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

import docread
from docread.formats import LIMITS, is_archive
from docread.normalization import writable

# Documents that wait for a worker or for their turn to be written, per worker: keeps memory flat.
AHEAD = 16
SECONDS = 60  # for one document
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class Item:
    """One document to read: a file at `path`, its `data` where it stands within an archive, or `text`. `id` is the same
    in every run; `fault`: why it is neither."""

    id: str
    path: str = ""
    text: str | None = None
    data: bytes | None = None
    url: str = ""
    fetched: str | None = None
    fault: str = ""


def items_of(paths: Iterable[str], *, url: str = "", fetched: str | None = None) -> Iterator[Item]:
    """The documents in these files, folders (with theirs), archives and files of JSON lines (`text`, `url`), in a fixed
    order. What cannot be opened is an item with its fault. Raises `OSError` for a path that is not there."""
    for path in map(Path, paths):
        if path.is_dir():
            for file in _files_in(path):
                yield from _of_file(file, url, fetched)
        else:
            path.stat()
            yield from _of_file(path, url, fetched)


def _files_in(folder: Path) -> list[Path]:
    """The files below a folder; folders that may not be entered are passed over."""
    return sorted(
        Path(parent, name)
        for parent, folders, names in os.walk(folder)
        for name in names
        if not name.startswith(".") and os.path.isfile(os.path.join(parent, name))
    )


def _shown(path: Path) -> str:
    """The name of a file in characters that can be written, whatever bytes it is of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _of_file(path: Path, url: str, fetched: str | None) -> Iterator[Item]:
    if path.name.endswith(_LINES):
        yield from _of_lines(path, url, fetched)
    elif _is_archive(path):
        yield from _of_archive(path, url, fetched)
    else:
        yield Item(_shown(path), path=str(path), url=url, fetched=fetched)


def _of_lines(path: Path, url: str, fetched: str | None) -> Iterator[Item]:
    number = 0
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _of_line(f"{_shown(path)}:{number}", line, path.parent, url, fetched)
    except (OSError, EOFError, zlib.error) as fault:
        yield Item(f"{_shown(path)}:{number + 1}", fault=f"{type(fault).__name__}: {fault}")


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" and path.stat().st_size <= LIMITS.bytes
    except OSError:
        return False


def _of_archive(path: Path, url: str, fetched: str | None) -> Iterator[Item]:
    """The documents of a ZIP of releases, `release.zip!name`; an office file is one document."""
    try:
        data = path.read_bytes()
        members = docread.members_of(data) if is_archive(data) else None
    except OSError:
        members = None
    if not isinstance(members, docread.Members):
        yield Item(_shown(path), path=str(path), url=url, fetched=fetched)
        return
    if not members.documents:
        yield Item(_shown(path), fault="an archive without documents")
    for member in members.documents:
        yield Item(f"{_shown(path)}!{member.name}", path=str(path), data=member.data, url=url, fetched=fetched)


def _of_line(id: str, line: bytes, folder: Path, url: str, fetched: str | None) -> Item:
    try:
        row = json.loads(line.decode("utf-8", "replace"))
        text = writable(str(row.get("text") or ""))
    except (ValueError, AttributeError, RecursionError) as fault:
        return Item(id, fault=f"no object of JSON: {fault}")
    path = "" if text else str(row.get("path") or "")  # a list of files beside it
    item = Item(id, path=str(folder / path)) if path else Item(id, text=text)
    return replace(item, url=str(row.get("url") or url), fetched=str(row.get("fetched") or fetched or "") or None)


def read_one(item: Item) -> dict[str, Any]:
    """One reading as an object of docread/1 with its `id`, or `{"refused": …}`, whatever the file holds. Pure: any
    machine may do it."""
    if item.fault:
        return {"id": item.id, "refused": "damaged", "detail": item.fault}
    try:
        with _no_longer_than(SECONDS):
            outcome = _read(item)
    except TimeoutError:
        outcome = docread.Refusal("too_slow", f"more than {SECONDS} s")
    except OSError as fault:
        outcome = docread.Refusal("damaged", type(fault).__name__)
    except MemoryError:
        outcome = docread.Refusal("too_large", "memory")
    except Exception as fault:  # one document costs nobody else
        outcome = docread.Refusal("damaged", f"{type(fault).__name__}: {fault}"[:200])
    if isinstance(outcome, docread.Refusal):
        return {"id": item.id, "refused": outcome.code, "detail": outcome.detail}
    return {"id": item.id, **outcome.as_json()}


def data_of(item: Item) -> bytes:
    """The bytes of the item. Raises `OSError`; no more is read than a document may have."""
    if item.data is not None:
        return item.data
    with Path(item.path).open("rb") as file:
        return file.read(LIMITS.bytes + 1)


def _read(item: Item) -> docread.Document | docread.Refusal:
    if item.text is None:
        name = item.id.rsplit("!", 1)[-1] if item.data is not None else Path(item.path).name
        return docread.read(data_of(item), name=name, url=item.url, fetched=item.fetched)
    if item.text.strip():
        return docread.read_text(item.text, url=item.url, fetched=item.fetched)
    return docread.Refusal("empty")


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Raises `TimeoutError` within what takes longer; where there is no alarm, nothing is raised."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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
            except (ValueError, KeyError, TypeError, RecursionError):
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
