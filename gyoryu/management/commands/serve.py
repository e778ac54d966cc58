"""`gyoryu serve`: the website, in a bounded number of processes, threads and connections to the database."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from gyoryu.management.readiness import require_connections, require_key, require_tables

# Connections that a process accepts. A browser that says nothing holds one for 30 seconds, so this must be far above
# the number of threads; requests wait for a free thread. Below the usual limit of 1,024 open files.
OPEN_CONNECTIONS = 512
# Those that the machine accepts before the process does.
BACKLOG = 2048
# Idle threads, and their connections to the database with them, end after this.
SECONDS_IDLE = 600
SECONDS_TO_END = 30


def positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= (number := int(text[:6])) <= 65_535:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to 65535")
    return number


class Command(BaseCommand):
    help = "Run the website."
    requires_system_checks = ()  # some open the database, whose absence is reported in a sentence first

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.WEB_HOST, help="address to listen at (WEB_HOST)")
        parser.add_argument("--port", type=positive, default=settings.WEB_PORT, help="port to listen at (WEB_PORT)")
        parser.add_argument("--processes", type=positive, default=settings.WEB_PROCESSES, help="WEB_PROCESSES")
        parser.add_argument(
            "--threads", type=positive, default=settings.WEB_THREADS, help="threads of each process (WEB_THREADS)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        processes, threads = options["processes"], options["threads"]
        require_key()
        require_tables()
        self.check()
        require_connections(processes, threads)
        connection.close()  # the processes of the website are forked from this one
        self.stdout.write(
            f"Gyoryu listens at http://{options['host']}:{options['port']} "
            f"with {processes} processes of {threads} threads."
        )
        self.stdout.flush()
        Server(
            "gyoryu.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=threads,
            blocking_threads_idle_timeout=SECONDS_IDLE,
            backlog=BACKLOG,
            backpressure=OPEN_CONNECTIONS,
            websockets=False,
            log_level=LogLevels.error,
            log_dictconfig=settings.LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=SECONDS_TO_END,
        ).serve()
