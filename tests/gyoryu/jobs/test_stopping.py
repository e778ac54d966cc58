"""A process that is told to end, as often as it is told and wherever it is."""

import os
import signal
import subprocess
import sys
import time

import pytest

from gyoryu.jobs.stopping import StopSignal

# Waits again and again, so that signals come at every place of the waiting.
WAITING = """
from gyoryu.jobs.stopping import StopSignal
stopping = StopSignal()
stopping.listen()
print("ready", flush=True)
while not stopping.wait(0.0001):
    pass
"""


def test_it_is_waited_for_and_found_set():
    stopping = StopSignal()
    assert (stopping.wait(0.01), stopping.is_set()) == (False, False)
    stopping.set()
    stopping.set()
    assert (stopping.wait(10), stopping.is_set()) == (True, True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_burst_of_signals_ends_the_process_once(number):
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        end = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < end:
            os.kill(process.pid, number)
        assert process.wait(60) in (0, -number)  # the interpreter, while it ends, knows no handler any more
