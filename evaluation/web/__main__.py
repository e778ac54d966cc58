"""Requests a second of pages with the sample data, as a share of what a bare page reaches in the same run.

    python -m evaluation.web [--seconds 10] [--rounds 3] [--out FILE]

`DATABASE_URL` and `FILES` name a database that `gyoryu demo … --only-fill` has filled. Needs `wrk`. Both servers have
one process with the same number of threads; they are requested in turn, by 16 connections, and only one of them at a
time."""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

THREADS = 8
CONNECTIONS = 16
PORTS = {"gyoryu": 8391, "bare": 8392}
# Pages of the sample data; {firm} and {event} are numbers there. Each is requested by an account of the samples, or
# anonymously.
PAGES = {
    "board, list": ("", "/board/"),
    "agenda": ("firm", "/my/{firm}/agenda/"),
    "live board": ("officer", "/events/{event}/live/"),
    "applications": ("officer", "/events/{event}/applications/"),
    "timetable": ("officer", "/events/{event}/timetable/"),
    "check-in": ("gate", "/events/{event}/check-in/"),
}


def addresses() -> dict[str, tuple[str, str]]:
    """By name of the page: the address, and the cookie of the requesting account."""
    code = f"""
import django, json; django.setup()
from django.conf import settings
from django.db.models import Count
from django.test import Client
from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from gyoryu.programmes.models import Event
event = Event.objects.annotate(count=Count("meetings")).order_by("-count").first()
firm = Application.objects.get(event=event, applicant__email="firm@sample.example")
found = {{}}
for name, (role, address) in {PAGES!r}.items():
    cookie = ""
    if role:
        client = Client()
        client.force_login(User.objects.get(email=role + "@sample.example"))
        cookie = settings.SESSION_COOKIE_NAME + "=" + client.cookies[settings.SESSION_COOKIE_NAME].value
    found[name] = (address.format(firm=firm.pk, event=event.pk), cookie)
print(json.dumps(found))
"""
    process = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name: (address, cookie) for name, (address, cookie) in json.loads(process.stdout).items()}


@contextmanager
def served(name: str) -> Iterator[str]:
    port = str(PORTS[name])
    if name == "gyoryu":
        command = ["-m", "gyoryu", "serve", "--port", port, "--processes", "1", "--threads", str(THREADS)]
    else:
        options = ["--interface", "wsgi", "--port", port, "--blocking-threads", str(THREADS), "--backpressure", "512"]
        command = ["-m", "granian", *options, "--log-level", "error", "evaluation.web.bare:application"]
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/robots.txt" if name == "gyoryu" else url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def requests_a_second(url: str, cookie: str, seconds: int) -> tuple[float, float]:
    """Requests a second and the median time of an answer in ms. Raises `RuntimeError` where one was not 200."""
    headers = ["-H", f"Cookie: {cookie}"] if cookie else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency", *headers, url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{url}: {text}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", text)
    assert rate
    assert median
    return float(rate[1]), float(median[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[median[2]]


def measure(seconds: int, rounds: int) -> list[dict[str, Any]]:
    pages = addresses()
    names = ["bare", *pages]
    rates: dict[str, list[float]] = {name: [] for name in names}
    medians: dict[str, list[float]] = {name: [] for name in names}
    with served("bare") as bare, served("gyoryu") as site:
        for _ in range(rounds):
            for name in names:
                address, cookie = pages.get(name, ("/", ""))
                rate, median = requests_a_second((bare if name == "bare" else site) + address, cookie, seconds)
                rates[name].append(rate)
                medians[name].append(median)
    ceiling = statistics.median(rates["bare"])
    return [
        {
            "page": name,
            "requests_a_second": round(statistics.median(values), 1),
            "median_ms": round(statistics.median(medians[name]), 1),
            "share_of_bare": round(statistics.median(values) / ceiling, 3),
        }
        for name, values in rates.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
    rows = measure(options.seconds, options.rounds)
    for row in rows:
        print(
            f"{row['page']:14} {row['requests_a_second']:8.1f}/s {row['median_ms']:8.1f} ms {row['share_of_bare']:7.1%}"
        )
    if options.out:
        options.out.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
