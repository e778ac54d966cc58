"""Bodies that are too large, sent to a running site: refused by their headers and not stored."""

import os
import re
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.jobs.running_workers import PATIENCE, url_of_test_database
from tests.gyoryu.running_site import burst, serving

MB = 1 << 20
MAX_GROWTH = 60 * MB
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


def processes():
    """Return the memory of the child processes, by process id."""
    output = subprocess.run(["ps", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in output.splitlines()]
    pids, size = {os.getpid()}, 0
    while len(pids) > size:
        size = len(pids)
        pids |= {pid for pid, parent, _ in rows if parent in pids}
    return {pid: rss << 10 for pid, _, rss in rows if pid in pids - {os.getpid()}}


def talk(port, head, piece, limit):
    """The status of the answer, "closed" if there was none, and how much of the body was taken until then."""
    sent, answer = 0, b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(head.encode() + b"\r\n\r\n")
        connection.settimeout(0.02)
        with suppress(ConnectionError):
            while sent < limit and not answer:
                with suppress(TimeoutError):
                    connection.settimeout(2)
                    connection.sendall(piece)
                    sent += len(piece)
                connection.settimeout(0.001)
                with suppress(TimeoutError):
                    answer = connection.recv(4096)
                    if not answer:
                        break
            connection.settimeout(25)
            answer = answer or connection.recv(4096)
    match = re.match(rb"HTTP/1.. (\d+)", answer)
    return (int(match[1]) if match else "closed"), sent


def post(path, *headers):
    kind = "Content-Type: multipart/form-data; boundary=x"
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: localhost", kind, *headers])


@pytest.fixture
def site(transactional_db, tmp_path):
    event = consultation()
    client = Client()
    client.force_login(person("o@agency.example", event.programme, "officer"))
    spool = tmp_path / "temporary"
    spool.mkdir()
    options = ("--processes", "1", "--threads", "2")
    with serving(url_of_test_database(), *options, log=tmp_path / "site.log", TMPDIR=str(spool)) as port:
        burst(port, "/board/", 6)
        name = settings.SESSION_COOKIE_NAME
        yield port, tmp_path, f"Cookie: {name}={client.cookies[name].value}", event
    assert "Traceback" not in (tmp_path / "site.log").read_text()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc to look at processes in")
def test_bodies_that_are_too_large_are_refused_and_kept_nowhere(site):
    port, folder, cookie, event = site
    before = processes()
    importing = reverse("event-exchange", args=[event.pk])
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n' + b"x" * MB
    chunk = b"%x\r\n" % len(part) + part + b"\r\n"
    # The first sends no more than the server took in anyway, so that it is answered; who goes on sending is cut off.
    for head, piece, limit, status in (
        (post("/sign-in/", f"Content-Length: {600 * MB}"), part, MB, {413}),
        (post("/sign-in/", "Transfer-Encoding: chunked"), chunk, 300 * MB, {411, "closed"}),
        (post(importing, cookie, "Transfer-Encoding: chunked"), chunk, 300 * MB, {411, "closed"}),
        (post(importing, cookie, f"Content-Length: {300 * MB}"), part, 300 * MB, {413, "closed"}),
    ):
        started = time.monotonic()
        answer, taken = talk(port, head, piece, limit)
        grown = sum(rss - before.get(pid, 0) for pid, rss in processes().items())
        assert answer in status, (head, answer, taken)
        assert time.monotonic() - started < PATIENCE
        assert taken < 20 * MB, "the site went on reading"
        assert grown < MAX_GROWTH
        files = [file for file in folder.rglob("*") if file.is_file() and file.suffix not in (".log",)]
        assert sum(file.stat().st_size for file in files) < MB, files
        assert burst(port, "/board/", 4) == [200] * 4
