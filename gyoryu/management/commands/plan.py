"""`gyoryu plan`: a workbook or problem file becomes a finished programme."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, override

from gyoryu.base.names import DJANGO_CODES, LANGUAGES, Language
from gyoryu.management import planning, terminal
from meetplan.stop import Stop

TIME_LIMIT = 60.0


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < float("inf"):
        raise ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return value


def whole_number(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 on")
    return int(text)


def at_least_one(text: str) -> int:
    value = whole_number(text)
    if value < 1:
        raise ArgumentTypeError(f"{text!r} is below 1")
    return value


def add_search_arguments(parser: CommandParser) -> None:
    """The options that `plan` and `replan` share."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the results")
    parser.add_argument("--time-limit", type=seconds, default=TIME_LIMIT, metavar="SECONDS", help="default: 60")
    parser.add_argument("--seed", type=whole_number, default=0, metavar="N", help="same seed, same plan (default: 0)")
    workers = os.cpu_count() or 1
    parser.add_argument("--workers", type=at_least_one, default=workers, metavar="N", help="processes (default: all)")
    parser.add_argument("--json", action="store_true", help="a machine-readable summary on standard output")
    parser.add_argument(
        "--language", choices=LANGUAGES, help="of the messages (default: the workbook's own, else LANG)"
    )


class Command(BaseCommand):
    help = "Plan the meetings of a workbook (.xlsx) or problem file (.json), or write an empty workbook."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", type=Path, nargs="?", metavar="INPUT", help="workbook (.xlsx) or problem (.json)")
        parser.add_argument("--template", choices=LANGUAGES, help="write an empty workbook in this language instead")
        parser.add_argument(
            "--hidden", choices=("take", "leave-out"), default="take",
            help="hidden rows, columns and sheets of the workbook (default: take; either way it is said)",
        )  # fmt: skip
        add_search_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        language: Language = options["language"] or terminal.language_of_environment()
        if options["template"]:
            with override(DJANGO_CODES[options["language"] or options["template"]]):
                self._write_template(options["template"], options["out"])
            return
        with override(DJANGO_CODES[language]):
            if options["input"] is None:
                planning.end(self, gettext("Name a workbook (.xlsx) or a problem (.json)."), planning.BAD_INPUT)
            if options["out"] is None:
                planning.end(self, gettext("Give the folder to write to with --out."), planning.BAD_INPUT)
        try:
            input_data = planning.read_input(options["input"], without_hidden=options["hidden"] == "leave-out")
        except planning.BadInput as bad:
            message_language = options["language"] or bad.language or language
            planning.report_bad_input(self, bad, message_language, as_json=options["json"])
        with override(DJANGO_CODES[options["language"] or input_data.language or language]):
            self._plan(input_data, options)

    def _plan(self, input_data: planning.Input, options: dict[str, Any]) -> None:
        from meetplan import solve  # slow: Numba and OR-Tools

        folder: Path = options["out"]
        planning.refuse_bad_folder(self, folder)
        notes = planning.notes_on(input_data.consultation)
        if not options["json"]:
            planning.print_status(self, notes)
        line = terminal.ProgressLine()
        line.begin()
        with planning.interruptible():
            plan = solve(
                input_data.problem,
                Stop(seconds=options["time_limit"]),
                seed=options["seed"],
                workers=options["workers"],
                on_progress=line,
            )
        checked = planning.verified(self, input_data.problem, plan)
        plan = checked.plan
        files = planning.write_results(self, folder, checked, input_data.consultation, on_progress=line.documents)
        line.end()
        if options["json"]:
            self.stdout.write(planning.summary_in_json(plan, folder, files, notes))
        else:
            self._print_summary(input_data, plan, folder)
        if terminal.missed_musts(input_data.problem, plan):
            raise SystemExit(planning.MUST_MISSED)

    def _print_summary(self, input_data: planning.Input, plan: Any, folder: Path) -> None:
        for text in terminal.aligned(terminal.summary(input_data.problem, plan)):
            self.stdout.write(text)
        if plan.status == "optimal":
            self.stdout.write(gettext("Proved to be the best possible."), self.style.SUCCESS)
        missed = terminal.missed_musts(input_data.problem, plan)
        if missed:
            names = ", ".join(terminal.shortened(missed))
            self.stdout.write(gettext("Not every must meeting could be placed: {pairs}").format(pairs=names))
        self.stdout.write(gettext("The plan is in {folder}.").format(folder=folder))

    def _write_template(self, language: Language, out: Path | None) -> None:
        from gyoryu.meetings.workbook.template import write_template  # slow: openpyxl

        path = out or Path(f"gyoryu-template-{language}.xlsx")
        if path.exists():
            message = gettext("{file} exists already. Choose another name.")
            planning.end(self, message.format(file=path), planning.BAD_INPUT)
        if not path.absolute().parent.is_dir():
            message = gettext("The folder of {file} does not exist.")
            planning.end(self, message.format(file=path), planning.BAD_INPUT)
        write_template(language, path)
        self.stdout.write(gettext("The template is in {file}.").format(file=path))
