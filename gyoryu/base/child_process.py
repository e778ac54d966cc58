"""Process untrusted data in a child process whose memory and time the operating system limits: an input that exceeds
the limits fails alone, without harm to the web server, the worker or the machine.

The process starts with the first request and serves one after another; one that died or reached its memory limit is
replaced by a new one. The protocol carries bytes, never pickled objects."""

from __future__ import annotations

import atexit
import contextlib
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from threading import Lock

_GRACE = 10  # seconds until a process that did not end itself is killed
_MAX_ANSWER = 512 << 20
_NO_MEMORY, _FAULT = b"memory", b"fault"


class Died(Exception):
    """The child process ended without a result. `code`: too_slow, memory, or fault; `detail`: seconds, or the error."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code = code
        self.detail = detail


class ChildProcess:
    """Child process that runs `module`, which calls `serve`. Threads take turns."""

    def __init__(self, module: str, seconds: int, memory: int):
        self.module, self.seconds, self.memory = module, seconds, memory
        self.process: subprocess.Popen[bytes] | None = None
        self.connection: Connection | None = None
        self.lock = Lock()
        atexit.register(self.end)

    def ask(self, *frames: bytes) -> list[bytes]:
        """Send the frames to the process and return its response. Raises `Died`."""
        with self.lock:
            connection = self._begun()
            try:
                _send(connection, frames)
                if not connection.poll(self.seconds + _GRACE):
                    self.end()
                    raise Died("too_slow", f"more than {self.seconds} s")
                status, *response = _received(connection)
            except (EOFError, OSError):
                raise self._post_mortem() from None
        if status == _NO_MEMORY:
            raise Died("memory")
        if status == _FAULT:
            raise Died("fault", response[0].decode())
        return response

    def _begun(self) -> Connection:
        if self.connection is not None and self.process is not None and self.process.poll() is None:
            return self.connection
        self.end()
        parent_socket, child_socket = socket.socketpair()
        with child_socket:
            words = (child_socket.fileno(), self.seconds, self.memory)
            command = [sys.executable, "-m", self.module, *map(str, words)]
            self.process = subprocess.Popen(command, pass_fds=[child_socket.fileno()], stdin=subprocess.DEVNULL)
        self.connection = Connection(parent_socket.detach())
        return self.connection

    def _post_mortem(self) -> Died:
        """Return why the process ended: its own alarm, its limit of memory, or an error of a parser."""
        process = self.process
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
        code = process.returncode if process is not None else None
        self.end()
        if code == -signal.SIGALRM:
            return Died("too_slow", f"more than {self.seconds} s")
        return Died("memory") if code == -signal.SIGKILL else Died("fault", f"status {code}")

    def end(self) -> None:
        """End the process, if there is one. May be called twice."""
        if self.connection is not None:
            self.connection.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = self.connection = None


def _send(connection: Connection, frames: Iterable[bytes]) -> None:
    messages = list(frames)
    connection.send_bytes(str(len(messages)).encode())
    for frame in messages:
        connection.send_bytes(frame)


def _received(connection: Connection) -> list[bytes]:
    return [connection.recv_bytes(_MAX_ANSWER) for _ in range(int(connection.recv_bytes()))]


def serve(handle: Callable[..., Iterable[bytes]]) -> None:
    """In the child process: call `handle` with the frames of each request until the parent closes the connection. An
    alarm ends the process even within a library."""
    descriptor, seconds, memory = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    with Connection(descriptor) as connection:
        while True:
            try:
                question = _received(connection)
            except EOFError:
                return
            signal.alarm(seconds)
            try:
                _send(connection, [b"done", *handle(*question)])
            except MemoryError:
                _send(connection, [_NO_MEMORY])
                return  # what is left of memory may be in pieces
            except Exception as fault:
                _send(connection, [_FAULT, type(fault).__name__.encode()])
            signal.alarm(0)
