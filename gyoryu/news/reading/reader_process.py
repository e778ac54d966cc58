"""Documents are read in a process apart with limits of memory and time; one that breaks them is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docread
from docread.document import Refusal
from gyoryu.base.child_process import ChildProcess, Died, serve

MAX_MEMORY = 1 << 30  # bytes of address space


MAX_SECONDS = 60


_REFUSALS = {"too_slow": "too_slow", "memory": "too_large", "fault": "damaged"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`values`: an object of the format docread/1, whose spans count characters of `text`."""

    text: str
    values: dict[str, Any]

    @property
    def article(self) -> str:
        return "\n\n".join(self.text[start:end] for start, end in (block["span"] for block in self.values["body"]))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive: the documents in it by their names, and the names of the files that are none."""

    documents: tuple[tuple[str, bytes], ...]
    others: tuple[str, ...]


class ReaderProcess(ChildProcess):
    """One process that reads."""

    def __init__(self, seconds: int = MAX_SECONDS, memory: int = MAX_MEMORY):
        super().__init__("gyoryu.news.reading.reader_process", seconds, memory)

    def read(self, data: bytes, *, name: str, url: str, fetched: str) -> Reading | Unpacked | Refusal:
        """Read a document. Refuses what `docread` refuses, `too_slow` and `too_large` where limits are exceeded, and
        `damaged` where the process ends."""
        about = json.dumps({"name": name, "url": url, "fetched": fetched}).encode()
        try:
            header, *documents = self.ask(about, data)
        except Died as died:
            return Refusal(_REFUSALS[died.code], died.detail or died.code)
        outcome = json.loads(header)
        if "refused" in outcome:
            return Refusal(outcome["refused"], outcome["detail"])
        if "documents" in outcome:
            return Unpacked(tuple(zip(outcome["documents"], documents, strict=True)), tuple(outcome["others"]))
        return Reading(outcome["text"], outcome["values"])


READER = ReaderProcess()


def _read(about: bytes, data: bytes) -> Iterator[bytes]:
    """The answer: JSON, then the bytes of each document of an archive."""
    outcome: docread.Document | docread.ArchiveMembers | Refusal = docread.read(data, **json.loads(about))
    if isinstance(outcome, Refusal) and outcome.code == "archive":
        outcome = docread.extract_members(data)
    if isinstance(outcome, Refusal):
        yield json.dumps({"refused": outcome.code, "detail": outcome.detail}).encode()
    elif isinstance(outcome, docread.ArchiveMembers):
        names = [member.name for member in outcome.documents]
        yield json.dumps({"documents": names, "others": outcome.others}).encode("utf-8", "replace")
        yield from (member.data for member in outcome.documents)
    else:
        yield json.dumps({"text": outcome.text, "values": outcome.as_json()}).encode()


if __name__ == "__main__":
    serve(_read)
