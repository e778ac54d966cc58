"""`gyoryu read`: documents in, one JSON object each out (docread/1)."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, override

import docread
from docread import batch
from docread.formats import extract
from gyoryu.base.names import DJANGO_CODES, LANGUAGES
from gyoryu.management import planning, terminal
from gyoryu.management.commands.plan import at_least_one

REPORT_SECONDS = 0.5  # seconds
LOG_REPORT_SECONDS = 10.0


def _iso_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-05-12") from None


class Command(BaseCommand):
    help = (
        "Read policy news (text, HTML, HWPX, HWP, PDF, DOCX, RTF, OFD, MHT, e-mails; ZIP files and folders of them; "
        ".jsonl and .jsonl.gz) and print what they say."
    )
    requires_system_checks = ()
    replaced = 0  # characters that the terminal could not show

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a document, a folder, or lines of JSON with a text"
        )
        parser.add_argument("--url", default="", help="address of the document: it may hold its date")
        parser.add_argument("--fetched", type=_iso_day, metavar="DATE", help="day on which it was fetched")
        parser.add_argument("--jsonl", action="store_true", help="one object a line (default: indented)")
        parser.add_argument("--text", action="store_true", help="print the extracted text, which spans count, instead")
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="write lines here; goes on where a killed run stopped"
        )
        parser.add_argument(
            "--jobs", type=at_least_one, default=os.cpu_count() or 1, metavar="N", help="processes (default: all)"
        )
        parser.add_argument("--language", choices=LANGUAGES, help="of the messages (default: LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or terminal.language_of_environment()
        with override(DJANGO_CODES[language]):
            missing = [name for name in options["files"] if not Path(name).exists()]
            if missing:
                text = gettext("The file cannot be opened ({detail}). Check its name and place.")
                planning.end(self, text.format(detail=missing[0]), planning.BAD_INPUT)
            if options["text"]:
                self._print_texts(options)
            else:
                self._read(options)

    def _print_texts(self, options: dict[str, Any]) -> None:
        refused_count = 0
        for item in batch.iter_items(options["files"]):
            if item.text is not None and not item.fault:
                self._write(item.text)
                continue
            try:
                extracted = (
                    docread.Refusal("damaged", item.fault) if item.fault else extract(batch.load_bytes(item), item.id)
                )
            except OSError as fault:
                extracted = docread.Refusal("damaged", type(fault).__name__)
            if isinstance(extracted, docread.Refusal):
                refused_count += 1
                self.stderr.write(terminal.writable(f"{item.id}: {extracted.code} {extracted.detail}", sys.stderr))
            else:
                self._write(extracted.text)
        self._report_replaced()
        if refused_count:
            sys.exit(1)

    def _write(self, text: str) -> None:
        """Print a text; what this terminal cannot show is replaced, and counted for the report at the end."""
        writable = terminal.writable(text, self.stdout)
        self.replaced += sum(original != written for original, written in zip(text, writable, strict=True))
        self.stdout.write(writable)

    def _report_replaced(self) -> None:
        if self.replaced:
            message = gettext(
                "Characters that this terminal cannot show, printed as a question mark: {count}. Set PYTHONUTF8=1."
            )
            self.stderr.write(terminal.writable(message.format(count=self.replaced), sys.stderr))

    def _read(self, options: dict[str, Any]) -> None:
        out: Path | None = options["out"]
        try:
            refused_count = (
                self._write_lines(out, options) if out else self._print(self._readings(options, set()), options)
            )
        except BrokenPipeError:  # the reader of the pipe has closed it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if sys.stderr.isatty():
            sys.stderr.write("\n")
        if refused_count:
            text = gettext("Documents that could not be read: {count}. Each line says why.")
            self.stderr.write(terminal.writable(text.format(count=refused_count), sys.stderr))
            sys.exit(1)

    def _write_lines(self, out: Path, options: dict[str, Any]) -> int:
        try:
            completed = batch.completed_ids(out)
            file = out.open("a", encoding="utf-8")
        except OSError as fault:
            text = gettext("The file cannot be opened ({detail}). Check its name and place.")
            planning.end(self, text.format(detail=f"{out}: {fault.strerror}"), planning.BAD_INPUT)
        with file:
            return batch.write_readings(self._readings(options, completed), file)

    def _readings(self, options: dict[str, Any], completed: set[str]) -> Iterator[dict[str, Any]]:
        items = (
            item
            for item in batch.iter_items(options["files"], url=options["url"], fetched=options["fetched"])
            if item.id not in completed
        )
        return batch.read_all(items, options["jobs"], _progress(len(completed)))

    def _print(self, readings: Iterator[dict[str, Any]], options: dict[str, Any]) -> int:
        """One object after the other, as JSON that any terminal can show."""
        refused_count = 0
        for reading in readings:
            refused_count += "refused" in reading
            line = json.dumps(reading, ensure_ascii=False, indent=None if options["jsonl"] else 1)
            if terminal.writable(line, self.stdout) != line:
                line = json.dumps(reading, indent=None if options["jsonl"] else 1)
            self.stdout.write(line)
            self.stdout.flush()
        return refused_count


def _progress(completed: int) -> Any:
    """Return a function that reports count and rate on standard error; as rare log lines without a terminal."""
    started = time.monotonic()
    last_report = [started]
    is_terminal = sys.stderr.isatty()

    def report(done: int) -> None:
        now = time.monotonic()
        if now - last_report[0] > (REPORT_SECONDS if is_terminal else LOG_REPORT_SECONDS):
            last_report[0] = now
            message = gettext("Read: {count} ({rate} a second)").format(
                count=completed + done, rate=f"{done / (now - started):.0f}"
            )
            message = terminal.writable(message, sys.stderr)
            sys.stderr.write(f"\r{message}" if is_terminal else f"{message}\n")
            sys.stderr.flush()

    return report
