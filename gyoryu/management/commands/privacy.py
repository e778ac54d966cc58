"""`gyoryu privacy`: export or erase the data of one person, and repeat erasures after a backup was restored."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gyoryu.base.refusals import Refused
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.persons import erase_again, erase_person
from gyoryu.web.privacy.personal_archive import write_personal_data
from gyoryu.web.texts.refusals import sentence_for_refusal


class Command(BaseCommand):
    help = "Export or erase what is kept about one person; erase again what a restored backup has brought back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "act",
            choices=["export", "erase", "erase-again"],
            help="export: write an archive with everything about an address; erase: everything about an address, with "
            "its account; erase-again: after a restore, all who were erased since the backup",
        )
        parser.add_argument("what", nargs="?", default="", help="the address; or the list that was put aside")
        parser.add_argument("--out", type=Path, help="export: the ZIP file to write")
        parser.add_argument("--language", choices=["ko", "zh", "en"], default="ko", help="export: of its page")

    def handle(self, *args: Any, **options: Any) -> None:
        act, argument = options["act"], options["what"]
        if act == "erase-again":
            self._erase_again(Path(argument) if argument else erasure_list.path())
        elif not argument:
            raise CommandError("whose? give an e-mail address")
        elif act == "erase":
            self._erase(argument)
        elif options["out"] is None:
            raise CommandError("where to? give --out")
        else:
            options["out"].write_bytes(write_personal_data(argument, options["language"], timezone.now()))
            self.stdout.write(str(options["out"]))

    def _erase(self, email: str) -> None:
        try:
            counts = erase_person(email, timezone.now(), by=None)
        except Refused as refusal:
            raise CommandError(str(sentence_for_refusal(refusal))) from None
        for code, count in counts.items():
            self.stdout.write(f"{count:6} {code}")
        self.stdout.write(f"{sum(counts.values())} entries erased")

    def _erase_again(self, source: Path) -> None:
        """A refusal for one person does not affect the others; it is reported by the number of the account."""
        entries = erasure_list.read(source)
        if not entries:
            raise CommandError(f"no list of erasures at {source}")
        count, refused = erase_again(entries, timezone.now())
        self.stdout.write(f"{len(entries)} entries in the list, {count} erased again")
        for number, code in refused:
            self.stderr.write(f"account {number} was not erased: {code}")
        if refused:
            raise CommandError("not all were erased again")
