"""A proof in a process of its own: the SAT solver is one long call that only the end of its process can stop."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pickle import UnpicklingError

from meetplan.model import Model
from meetplan.proof.core_guided import Event

Prove = Callable[[Model, str], Iterable[Event]]  # a model and the name of a SAT solver


def _work(sender: Connection, prove: Prove, model: Model, solver: str) -> None:
    try:
        for event in prove(model, solver):
            sender.send(event)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        sender.close()


class ProofProcess:
    """Runs a proof beside the search. If the process dies or is killed, only the proof ends."""

    def __init__(self, prove: Prove, model: Model, solver: str):
        # A fork starts in milliseconds and shares the model; other systems start a new interpreter.
        if sys.platform == "linux":
            process, pipe = multiprocessing.get_context("fork").Process, multiprocessing.Pipe
        else:
            process, pipe = multiprocessing.get_context("spawn").Process, multiprocessing.Pipe
        self.receiver, sender = pipe(duplex=False)
        self.process: BaseProcess = process(target=_work, args=(sender, prove, model, solver), daemon=True)
        self.process.start()
        sender.close()
        self.is_running = True

    def events(self, wait: float = 0.0) -> list[Event]:
        """Return the events since the last call; wait up to `wait` seconds for the first."""
        events: list[Event] = []
        while self.is_running and self.receiver.poll(0.0 if events else wait):
            try:
                events.append(self.receiver.recv())
            except (EOFError, OSError, UnpicklingError):  # the process has ended, perhaps while it sent an event
                self.is_running = False
        return events

    def end(self) -> None:
        """Kill the process. May be called twice."""
        self.is_running = False
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.receiver.close()
