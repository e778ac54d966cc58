"""The website as a separate process, and concurrent requests."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

from tests.gyoryu.jobs.running_workers import PATIENCE, wait_until


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(url, **more):
    """Return the environment of a production site without a proxy, on the database at `url`."""
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return inherited | {"DATABASE_URL": url, "SECRET_KEY": "only-for-tests", "HTTPS": "0"} | more


@contextmanager
def serving(url, *options, log, **settings):
    """The port at which `gyoryu serve` answers; its output is in `log`."""
    port = free_port()
    with log.open("w") as output:
        site = subprocess.Popen(
            [sys.executable, "-m", "gyoryu", "serve", "--port", str(port), *options],
            env=environment(url, FILES=str(log.parent / "files"), **settings), stdout=output, stderr=output,
        )  # fmt: skip
        try:
            wait_until(lambda: answers(port) or site.poll() is not None, seconds=PATIENCE)
            assert site.poll() is None, log.read_text()
            yield port
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(PATIENCE)


def answers(port):
    try:
        urlopen(f"http://127.0.0.1:{port}/healthz/web", timeout=10).close()
    except OSError:  # not there yet, or too busy to answer in time
        return False
    return True


async def status_of(port, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0


def burst(port, path, readers, meanwhile=lambda: None):
    """The statuses of `readers` who ask at once; `meanwhile` runs once they have asked."""

    async def all_of_them():
        asking = [asyncio.ensure_future(status_of(port, path)) for _ in range(readers)]
        await asyncio.sleep(0.3)
        await asyncio.to_thread(meanwhile)
        return await asyncio.gather(*asking)

    return asyncio.run(all_of_them())
