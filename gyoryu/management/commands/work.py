"""`gyoryu work`: the worker, beside the website. Ends on SIGTERM, and gives back what it was doing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from gyoryu.jobs.stopping import StopSignal
from gyoryu.jobs.supervisor import supervise
from gyoryu.jobs.worker import LANES, drain
from gyoryu.management.readiness import require_tables


class Command(BaseCommand):
    help = "Do the jobs in the queue and send emails, for as long as the program runs: one process for each lane."
    requires_system_checks = ()  # some open the database, whose absence is reported in a sentence first

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")
        parser.add_argument("--only", nargs="+", choices=LANES, default=LANES, help="only these lanes")

    def handle(self, *args: Any, **options: Any) -> None:
        require_tables()
        self.check()
        if options["once"]:
            self.stdout.write(f"{drain()} jobs and emails")
            return
        stopping = StopSignal()
        stopping.listen()
        supervise(options["only"], stopping)
