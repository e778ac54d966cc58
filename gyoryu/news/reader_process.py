"""Documents are read in a process apart, whose memory and time the operating system limits: one that breaks the limits
is refused, and neither the worker nor the machine suffers.

The process is begun with the first document and reads one after another; one that died or met its limit of memory is
followed by a new one. Between the two goes JSON and bytes, never pickled objects."""

from __future__ import annotations

import atexit
import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from docread.document import Refusal

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_SECONDS = 60
_GRACE = 10  # seconds until a process that did not end itself is killed
_MOST_ANSWER = 512 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """`values`: an object of the format docread/1, whose spans count characters of `text`."""

    text: str
    values: dict[str, Any]

    @property
    def article(self) -> str:
        return "\n\n".join(self.text[start:end] for start, end in (piece["span"] for piece in self.values["body"]))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive: the documents in it by their names, and the names of the files that are none."""

    documents: tuple[tuple[str, bytes], ...]
    others: tuple[str, ...]


class ReaderProcess:
    """One process that reads. Threads take turns."""

    def __init__(self, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY):
        self.seconds, self.memory = seconds, memory
        self.process: subprocess.Popen[bytes] | None = None
        self.connection: Connection | None = None
        self.lock = Lock()

    def read(self, data: bytes, *, name: str, url: str, fetched: str) -> Reading | Unpacked | Refusal:
        """Read a document. Refuses what `docread` refuses, `too_slow` and `too_large` for what breaks the limits,
        and `damaged` for what ends the process."""
        about = json.dumps({"name": name, "url": url, "fetched": fetched}).encode()
        with self.lock:
            connection = self._begun()
            try:
                connection.send_bytes(about)
                connection.send_bytes(data)
                if not connection.poll(self.seconds + _GRACE):
                    self.end()
                    return Refusal("too_slow", f"more than {self.seconds} s")
                return self._answer(connection)
            except (EOFError, OSError):
                return self._post_mortem()

    def _begun(self) -> Connection:
        if self.connection is not None and self.process is not None and self.process.poll() is None:
            return self.connection
        self.end()
        parent_socket, child_socket = socket.socketpair()
        with child_socket:
            command = [sys.executable, "-m", __name__, str(child_socket.fileno()), str(self.seconds), str(self.memory)]
            self.process = subprocess.Popen(command, pass_fds=[child_socket.fileno()], stdin=subprocess.DEVNULL)
        self.connection = Connection(parent_socket.detach())
        return self.connection

    def _answer(self, connection: Connection) -> Reading | Unpacked | Refusal:
        answer = json.loads(connection.recv_bytes(_MOST_ANSWER))
        if "refused" in answer:
            return Refusal(answer["refused"], answer["detail"])
        if "documents" in answer:
            documents = [(name, connection.recv_bytes(_MOST_ANSWER)) for name in answer["documents"]]
            return Unpacked(tuple(documents), tuple(answer["others"]))
        return Reading(answer["text"], answer["values"])

    def _post_mortem(self) -> Refusal:
        """Why the process ended: its own alarm, its limit of memory, or a fault of a parser."""
        process = self.process
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
        code = process.returncode if process is not None else None
        self.end()
        if code == -signal.SIGALRM:
            return Refusal("too_slow", f"more than {self.seconds} s")
        return Refusal("too_large", "memory") if code == -signal.SIGKILL else Refusal("damaged", f"status {code}")

    def end(self) -> None:
        """End the process, if there is one. May be called twice."""
        if self.connection is not None:
            self.connection.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = self.connection = None


READER = ReaderProcess()
atexit.register(READER.end)


def _frames(about: dict[str, str], data: bytes) -> Iterator[bytes]:
    """The answer: JSON, then the bytes of each document of an archive."""
    import docread

    outcome: docread.Document | docread.Members | Refusal = docread.read(data, **about)
    if isinstance(outcome, Refusal) and outcome.code == "archive":
        outcome = docread.members_of(data)
    if isinstance(outcome, Refusal):
        yield json.dumps({"refused": outcome.code, "detail": outcome.detail}).encode()
    elif isinstance(outcome, docread.Members):
        names = [member.name for member in outcome.documents]
        yield json.dumps({"documents": names, "others": outcome.others}).encode("utf-8", "replace")
        yield from (member.data for member in outcome.documents)
    else:
        yield json.dumps({"text": outcome.text, "values": outcome.as_json()}).encode()


def _serve(connection: Connection, seconds: int) -> None:
    """Read until nobody asks any more. An alarm ends the process even within a library."""
    while True:
        try:
            about, data = json.loads(connection.recv_bytes()), connection.recv_bytes()
        except EOFError:
            return
        signal.alarm(seconds)
        try:
            for frame in _frames(about, data):
                connection.send_bytes(frame)
        except MemoryError:
            connection.send_bytes(b'{"refused": "too_large", "detail": "memory"}')
            return  # what is left of memory may be in pieces
        except Exception as fault:
            detail = json.dumps({"refused": "damaged", "detail": type(fault).__name__})
            connection.send_bytes(detail.encode())
        signal.alarm(0)


def _main(descriptor: int, seconds: int, memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the worker decides when to end
    with Connection(descriptor) as connection:
        _serve(connection, seconds)


if __name__ == "__main__":
    _main(*(int(word) for word in sys.argv[1:]))
