"""Reading of many documents: files, folders, archives or JSON lines; parallel, in order, resumable."""

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
from docread.normalization import replace_unwritable

# Documents per worker that wait to be read or written; bounds memory.
PENDING_PER_WORKER = 16
TIMEOUT_SECONDS = 60  # per document
_JSON_LINES_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One document to read.

    Attributes
    ----------
    id : str
        The same in every run.
    path : str
        The file; of a member of an archive, the archive.
    text : str or None
        The text, if the document is not a file.
    data : bytes or None
        The bytes of a member of an archive.
    fault : str
        Why the document cannot be opened.
    """

    id: str
    path: str = ""
    text: str | None = None
    data: bytes | None = None
    url: str = ""
    fetched: str | None = None
    fault: str = ""


def iter_items(paths: Iterable[str], *, url: str = "", fetched: str | None = None) -> Iterator[BatchItem]:
    """Yield the documents in files, folders, archives and files of JSON lines, in a fixed order.

    Parameters
    ----------
    paths : iterable of str
        Files and folders; folders are searched recursively.
    url, fetched : str
        Address and ISO date of fetching of every document that states none.

    Yields
    ------
    BatchItem
        A file that cannot be opened is an item with its `fault`.

    Raises
    ------
    OSError
        A path does not exist.
    """
    for path in map(Path, paths):
        if path.is_dir():
            for file in _list_files(path):
                yield from _items_of_file(file, url, fetched)
        else:
            path.stat()
            yield from _items_of_file(path, url, fetched)


def _list_files(folder: Path) -> list[Path]:
    """List the files below a folder; folders without permission are skipped."""
    return sorted(
        Path(parent, name)
        for parent, folders, names in os.walk(folder)
        for name in names
        if not name.startswith(".") and os.path.isfile(os.path.join(parent, name))
    )


def _printable_path(path: Path) -> str:
    """Return a file name that can be encoded, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")


def _items_of_file(path: Path, url: str, fetched: str | None) -> Iterator[BatchItem]:
    if path.name.endswith(_JSON_LINES_SUFFIXES):
        yield from _items_of_json_lines(path, url, fetched)
    elif _is_archive(path):
        yield from _items_of_archive(path, url, fetched)
    else:
        yield BatchItem(_printable_path(path), path=str(path), url=url, fetched=fetched)


def _items_of_json_lines(path: Path, url: str, fetched: str | None) -> Iterator[BatchItem]:
    number = 0
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _parse_json_line(f"{_printable_path(path)}:{number}", line, path.parent, url, fetched)
    except (OSError, EOFError, zlib.error) as fault:
        yield BatchItem(f"{_printable_path(path)}:{number + 1}", fault=f"{type(fault).__name__}: {fault}")


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" and path.stat().st_size <= LIMITS.bytes
    except OSError:
        return False


def _items_of_archive(path: Path, url: str, fetched: str | None) -> Iterator[BatchItem]:
    """Yield the documents of a ZIP, with ids such as `release.zip!name`; an office file is one document."""
    try:
        data = path.read_bytes()
        members = docread.extract_members(data) if is_archive(data) else None
    except OSError:
        members = None
    if not isinstance(members, docread.ArchiveMembers):
        yield BatchItem(_printable_path(path), path=str(path), url=url, fetched=fetched)
        return
    if not members.documents:
        yield BatchItem(_printable_path(path), fault="an archive without documents")
    for member in members.documents:
        yield BatchItem(
            f"{_printable_path(path)}!{member.name}", path=str(path), data=member.data, url=url, fetched=fetched
        )


def _parse_json_line(id: str, line: bytes, folder: Path, url: str, fetched: str | None) -> BatchItem:
    try:
        row = json.loads(line.decode("utf-8", "replace"))
        text = replace_unwritable(str(row.get("text") or ""))
    except (ValueError, AttributeError, RecursionError) as fault:
        return BatchItem(id, fault=f"no object of JSON: {fault}")
    path = "" if text else str(row.get("path") or "")  # relative to the list
    item = BatchItem(id, path=str(folder / path)) if path else BatchItem(id, text=text)
    return replace(item, url=str(row.get("url") or url), fetched=str(row.get("fetched") or fetched or "") or None)


def read_item(item: BatchItem) -> dict[str, Any]:
    """Read one document; never raises.

    Returns
    -------
    dict
        An object of docread/1 with its `id`, or `{"id": …, "refused": code, "detail": …}`.
    """
    if item.fault:
        return {"id": item.id, "refused": "damaged", "detail": item.fault}
    try:
        with _time_limit(TIMEOUT_SECONDS):
            outcome = _read(item)
    except TimeoutError:
        outcome = docread.Refusal("too_slow", f"more than {TIMEOUT_SECONDS} s")
    except OSError as fault:
        outcome = docread.Refusal("damaged", type(fault).__name__)
    except MemoryError:
        outcome = docread.Refusal("too_large", "memory")
    except Exception as fault:  # one document must not stop the batch
        outcome = docread.Refusal("damaged", f"{type(fault).__name__}: {fault}"[:200])
    if isinstance(outcome, docread.Refusal):
        return {"id": item.id, "refused": outcome.code, "detail": outcome.detail}
    return {"id": item.id, **outcome.as_json()}


def load_bytes(item: BatchItem) -> bytes:
    """Return the bytes of a document, at most one more than the limit. Raises `OSError`."""
    if item.data is not None:
        return item.data
    with Path(item.path).open("rb") as file:
        return file.read(LIMITS.bytes + 1)


def _read(item: BatchItem) -> docread.Document | docread.Refusal:
    if item.text is None:
        name = item.id.rsplit("!", 1)[-1] if item.data is not None else Path(item.path).name
        return docread.read(load_bytes(item), name=name, url=item.url, fetched=item.fetched)
    if item.text.strip():
        return docread.read_text(item.text, url=item.url, fetched=item.fetched)
    return docread.Refusal("empty")


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` in a block that takes longer, where the platform and thread have `SIGALRM`."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def raise_timeout(*_: object) -> None:
        raise TimeoutError

    previous_handler = signal.signal(signal.SIGALRM, raise_timeout)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous_handler)


def read_all(
    items: Iterable[BatchItem], workers: int, report_progress: Callable[[int], None]
) -> Iterator[dict[str, Any]]:
    """Read documents in parallel.

    Parameters
    ----------
    items : iterable of BatchItem
        Consumed no faster than they are read.
    workers : int
        Processes; 1 reads in this one.
    report_progress : callable
        Called with the number of documents read so far.

    Yields
    ------
    dict
        Readings as of `read_item`, in the order of `items`.
    """
    if workers <= 1:
        for done, item in enumerate(items, 1):
            yield read_item(item)
            report_progress(done)
        return
    for done, reading in enumerate(_read_in_order(iter(items), workers), 1):
        yield reading
        report_progress(done)


def _read_in_order(items: Iterator[BatchItem], workers: int) -> Iterator[dict[str, Any]]:
    """Read with several processes. If one dies, every pending document is read again in its own process, so that only
    the one that kills it is refused."""
    pending: list[tuple[BatchItem, Future[dict[str, Any]]]] = []
    pool = ProcessPoolExecutor(workers)
    try:
        is_exhausted = False
        while pending or not is_exhausted:
            while not is_exhausted and len(pending) < workers * PENDING_PER_WORKER:
                item = next(items, None)
                if item is None:
                    is_exhausted = True
                else:
                    pending.append((item, pool.submit(read_item, item)))
            if not pending:
                break
            item, future = pending[0]
            try:
                reading = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                yield from (_read_in_own_process(item) for item, _ in pending)
                pending, pool = [], ProcessPoolExecutor(workers)
                continue
            pending.pop(0)
            yield reading
    finally:
        pool.shutdown(cancel_futures=True)


def _read_in_own_process(item: BatchItem) -> dict[str, Any]:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(read_item, item).result()
        except BrokenProcessPool:
            return {"id": item.id, "refused": "damaged", "detail": "the process that read it died"}


def completed_ids(out: Path) -> set[str]:
    """Return the ids of the complete lines in `out`, and truncate a last line that was cut off."""
    if not out.exists():
        return set()
    ids, complete_bytes = set(), 0
    with out.open("rb+") as file:
        for line in file:
            try:
                ids.add(json.loads(line)["id"])
            except (ValueError, KeyError, TypeError, RecursionError):
                break
            if not line.endswith(b"\n"):
                break
            complete_bytes += len(line)
        file.truncate(complete_bytes)
    return ids


def write_readings(readings: Iterable[dict[str, Any]], file: TextIO) -> int:
    """Write one line per reading, flushed, and return the number of refusals."""
    refused = 0
    for reading in readings:
        file.write(json.dumps(reading, ensure_ascii=False) + "\n")
        file.flush()
        refused += "refused" in reading
    return refused
