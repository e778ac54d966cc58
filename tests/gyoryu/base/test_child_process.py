"""Work in a child process; the replies are given by a stand-in at the other end of the connection."""

import socket
import subprocess
import threading
from multiprocessing.connection import Connection

import pytest

from gyoryu.base import child_process
from gyoryu.base.child_process import ChildProcess, Died


class Process:
    """A process that is running, or has ended with `returncode`."""

    def __init__(self, returncode=None):
        self.returncode, self.killed = returncode, False

    def poll(self):
        return self.returncode

    def wait(self, timeout=None):
        return self.returncode

    def kill(self):
        self.killed = True


@pytest.fixture
def child(monkeypatch):
    """`child(answer)`: a ChildProcess whose process is `answer`, called with the connection in a thread."""

    def begin(answer, returncode=None):
        child = ChildProcess("sample", seconds=1, memory=1)

        def popen(command, pass_fds, **_):
            duplicate = Connection(socket.fromfd(pass_fds[0], socket.AF_UNIX, socket.SOCK_STREAM).detach())

            def run():
                with duplicate:
                    answer(duplicate)

            threading.Thread(target=run, daemon=True).start()
            return Process(returncode)

        monkeypatch.setattr(subprocess, "Popen", popen)
        return child

    return begin


def echo(connection):
    frames = child_process._received(connection)
    child_process._send(connection, [b"done", *reversed(frames)])


def test_frames_go_there_and_back_as_bytes(child):
    assert child(echo).ask(b"a", b"", b"\x00" * 70_000) == [b"\x00" * 70_000, b"", b"a"]


@pytest.mark.parametrize(
    ("frames", "code", "detail"), [([b"memory"], "memory", ""), ([b"fault", b"ValueError"], "fault", "ValueError")]
)
def test_a_fault_in_the_process_is_named(child, frames, code, detail):
    def answer(connection):
        child_process._received(connection)
        child_process._send(connection, frames)

    with pytest.raises(Died) as died:
        child(answer).ask(b"a")
    assert (died.value.code, died.value.detail) == (code, detail)


@pytest.mark.parametrize(
    ("returncode", "code", "detail"),
    [(-14, "too_slow", "more than 1 s"), (-9, "memory", ""), (-11, "fault", "status -11")],
)
def test_how_a_process_ended_says_why(child, returncode, code, detail):
    process = child(child_process._received, returncode)
    with pytest.raises(Died) as died:
        process.ask(b"a")
    assert (died.value.code, died.value.detail) == (code, detail)
    assert process.process is process.connection is None, "the next request begins a new one"


def test_a_process_that_does_not_answer_is_ended(child, monkeypatch):
    monkeypatch.setattr(child_process, "_GRACE", -0.95)
    silence = threading.Event()
    process = child(lambda connection: silence.wait(5))
    with pytest.raises(Died, match="too_slow"):
        process.ask(b"a")
    silence.set()
    assert process.process is None
    process.end()  # twice does no harm
