"""A proof in a process of its own: the solver is one long call that nothing but the end of its process can stop."""

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
    """Runs a proof beside the search. `events` gives what has been proved since the last look. A process that dies or
    is killed ends the proof and nothing else."""

    def __init__(self, prove: Prove, model: Model, solver: str):
        # A fork starts in milliseconds and shares the model; where there is none, a fresh process does the same work.
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
        """Events since the last call; waits up to `wait` seconds for the first."""
        found: list[Event] = []
        while self.is_running and self.receiver.poll(0.0 if found else wait):
            try:
                found.append(self.receiver.recv())
            except (EOFError, OSError, UnpicklingError):  # the process is gone, perhaps in the middle of a word
                self.is_running = False
        return found

    def end(self) -> None:
        """Stop the proof. May be called twice."""
        self.is_running = False
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.receiver.close()
