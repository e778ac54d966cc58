"""`gyoryu privacy`: export or erase what is kept about one person, and erase again after a backup was restored."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gyoryu.base.refusals import Refused
from gyoryu.handouts.personal_data import write_personal_data
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.persons import erase_again, erase_person
from gyoryu.web.refusals import sentence_of


class Command(BaseCommand):
    help = "Export or erase what is kept about one person; erase again what a restored backup has brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export", help="write an archive with everything that is kept about an address")
        export.add_argument("email")
        export.add_argument("--out", type=Path, required=True, help="the ZIP file to write")
        export.add_argument("--language", choices=["ko", "zh", "en"], default="ko")
        erase = acts.add_parser("erase", help="erase everything about an address, with its account")
        erase.add_argument("email")
        again = acts.add_parser("erase-again", help="after a restore: erase all who were erased since the backup")
        again.add_argument("list", type=Path, nargs="?", help="the list that was put aside; else that in FILES")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["act"] == "export":
            options["out"].write_bytes(write_personal_data(options["email"], options["language"], now))
            self.stdout.write(str(options["out"]))
        elif options["act"] == "erase":
            try:
                counts = erase_person(options["email"], now, by=None)
            except Refused as refusal:
                raise CommandError(str(sentence_of(refusal))) from None
            for code, count in counts.items():
                self.stdout.write(f"{count:6} {code}")
            self.stdout.write(f"{sum(counts.values())} entries erased")
        else:
            self._erase_again(options["list"] or erasure_list.path())

    def _erase_again(self, source: Path) -> None:
        """A refusal of one person does not keep the others; it is named by the number of the account."""
        entries = erasure_list.read(source)
        if not entries:
            raise CommandError(f"no list of erasures at {source}")
        done, refused = erase_again(entries, timezone.now())
        self.stdout.write(f"{len(entries)} entries in the list, {done} erased again")
        for number, code in refused:
            self.stderr.write(f"account {number} was not erased: {code}")
        if refused:
            raise CommandError("not all were erased again")
