"""Stop requests to a process."""

from __future__ import annotations

import os
import select
import signal
from threading import Event


class StopSignal(Event):
    """Set by SIGTERM and SIGINT, as often as they come.

    The lock of an ordinary event may be held by the waiting thread just when the signal interrupts it, which would
    then wait for itself. A pipe needs no lock."""

    def __init__(self) -> None:
        super().__init__()
        self._is_set = False
        self._readable, self._writable = os.pipe()

    def listen(self) -> None:
        """Install the signal handlers. Must be called in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.set())

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        if not self._is_set:
            self._is_set = True
            os.write(self._writable, b".")

    def wait(self, timeout: float | None = None) -> bool:
        select.select([self._readable], [], [], timeout)
        return self._is_set
