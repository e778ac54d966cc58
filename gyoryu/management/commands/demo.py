"""`gyoryu demo`: a site with sample programmes, and the program to look at it with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from gyoryu.management.demo.site import PASSWORD, SignIn, make_site
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme

STEPS = {
    "reading": "reading the example workbook",
    "filling": "filling the database with sample organisations, applications and wishes",
    "preparing": "making the planner ready (about 40 seconds at the very first time)",
    "placing": "planning: finding the meetings that fit",
    "improving": "planning: searching for a better timetable",
    "proving": "planning: proving how good it is",
    "finishing": "planning: giving tables and interpreters",
}
ROLES = ("operator", "editor", "officer", "viewer", "gate", "firm", "buyer", "interpreter")


class Command(BaseCommand):
    help = "Fill an empty database with sample programmes, and run the website and a worker on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workbook", type=Path, help="the example workbook")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--only-fill", action="store_true", help="fill the database, and do not run anything")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if Programme.objects.exists():
            sign_ins = [SignIn(role, f"{role}@sample.example") for role in ROLES]
        else:
            sign_ins = make_site(options["workbook"], timezone.now(), self._step_reporter())
            call_command("reindex", verbosity=0)
        if not User.objects.filter(email__endswith="@sample.example").exists():
            self.stderr.write("This database holds something else than the demo. Set DATABASE_URL to another one.")
            raise SystemExit(2)
        if not options["only_fill"]:
            self._run(options["port"], sign_ins)

    def _step_reporter(self) -> Any:
        """Return a function that prints each step once, when it begins."""
        last_step = ""

        def report(step: str) -> None:
            nonlocal last_step
            if step != last_step:
                last_step = step
                self.stdout.write(f"  {STEPS.get(step, step)} …")
                self.stdout.flush()

        return report

    def _run(self, port: int, sign_ins: list[SignIn]) -> None:
        """The website and a worker, until Ctrl-C or until one of them ends."""
        environment = {**os.environ, "SITE_URL": f"http://localhost:{port}"}
        commands = (["serve", "--host", "127.0.0.1", "--port", str(port)], ["work"])
        running = [subprocess.Popen([sys.executable, "-m", "gyoryu", *words], env=environment) for words in commands]
        signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        try:
            self._wait(f"http://127.0.0.1:{port}/healthz/web", running[0])
            self._print_sign_ins(port, sign_ins)
            while all(process.poll() is None for process in running):
                try:
                    running[0].wait(1)
                except subprocess.TimeoutExpired:
                    continue
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(10)

    def _wait(self, url: str, server: subprocess.Popen[bytes]) -> None:
        """Wait until the website answers, or has ended (its port is taken, say)."""
        for _ in range(120):
            try:
                urlopen(url, timeout=2).close()
                return
            except OSError:
                if server.poll() is not None:
                    raise SystemExit("The website did not start.") from None
                time.sleep(0.5)

    def _print_sign_ins(self, port: int, sign_ins: list[SignIn]) -> None:
        lines = ["", f"Gyoryu runs on http://localhost:{port}  (Ctrl-C stops it)", "", "Sign in with the password"]
        lines += [f"    {PASSWORD}", "as"]
        lines += [f"    {role:<12} {email}" for role, email in sign_ins]
        lines += ["", f"Data: {settings.DATABASES['default']['NAME']}. All organisations and people in it are samples."]
        self.stdout.write("\n".join(lines) + "\n")
        self.stdout.flush()
