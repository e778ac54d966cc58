"""A proof in a process of its own."""

import os
import signal
import time

from meetplan import Participant, Problem, Slot
from meetplan.model import build_model
from meetplan.proof.core_guided import BreaksAtLeast
from meetplan.proof.process import ProofProcess

PATIENCE = 60.0  # seconds; a machine may be busy
MODEL = build_model(Problem((Slot("s", "2026-05-12"),), (), (Participant("A"),), ()))


def count(model, solver):
    for breaks in range(3):
        yield BreaksAtLeast(breaks, len(solver))


def rise_for_ever(model, solver):
    yield BreaksAtLeast(0, None)
    while True:
        time.sleep(0.01)


def die(model, solver):
    yield BreaksAtLeast(7, None)
    os.kill(os.getpid(), signal.SIGKILL)


def collect(process):
    events, end = [], time.monotonic() + PATIENCE
    while process.is_running and time.monotonic() < end:
        events += process.events(wait=0.1)
    return events


def test_all_events_arrive_in_order():
    process = ProofProcess(count, MODEL, "five5")
    assert collect(process) == [BreaksAtLeast(breaks, 5) for breaks in range(3)]
    assert not process.is_running
    process.end()


def test_a_proof_that_dies_keeps_what_it_proved():
    process = ProofProcess(die, MODEL, "")
    assert collect(process) == [BreaksAtLeast(7, None)]
    process.end()


def test_a_proof_can_be_ended_at_any_time_and_twice():
    process = ProofProcess(rise_for_ever, MODEL, "")
    assert process.events(wait=PATIENCE) == [BreaksAtLeast(0, None)]
    assert process.events() == []
    process.end()
    process.end()
    assert not process.process.is_alive()
