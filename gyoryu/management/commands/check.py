"""`gyoryu check PROBLEM PLAN`: is this plan right? Without two files it is Django's own command of that name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.check import Command as SystemCheck
from django.utils.translation import gettext, override

from gyoryu.base.names import DJANGO_CODES, LANGUAGES
from gyoryu.management import planning, terminal
from gyoryu.web.texts.import_messages import format_fault
from meetplan.checking import check
from meetplan.faults import Fault
from meetplan.plan import Plan

WRONG = 1  # status; 2 is for files that cannot be read
FILES = (".json", ".xlsx", ".xlsm")


class Command(SystemCheck):
    help = "Verify a plan against its problem: gyoryu check PROBLEM PLAN. Without files: Django's check of the project."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="the result as one JSON object on standard output")
        parser.add_argument("--language", choices=LANGUAGES, help="of the messages (default: LANG)")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if len(app_labels) == 2 and all(Path(label).suffix.lower() in FILES for label in app_labels):
            self._check_plan(Path(app_labels[0]), Path(app_labels[1]), options)
        else:
            super().handle(*app_labels, **options)

    def _check_plan(self, problem_path: Path, plan_path: Path, options: dict[str, Any]) -> None:
        requested_language, as_json = options.get("language"), bool(options.get("json"))
        usual_language = terminal.language_of_environment()
        try:
            input_data = planning.read_input(problem_path)
            plan = planning.read_json(plan_path, Plan.from_json)
        except planning.BadInput as bad:
            planning.report_bad_input(self, bad, requested_language or bad.language or usual_language, as_json=as_json)
        with override(DJANGO_CODES[requested_language or input_data.language or usual_language]):
            self._write_result(check(input_data.problem, plan), plan, as_json=as_json)

    def _write_result(self, faults: Sequence[Fault], plan: Plan, *, as_json: bool) -> None:
        if as_json:
            faults_json = [planning.fault_in_json(fault) for fault in faults]
            result = {"status": "wrong" if faults else "right", "faults": faults_json}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        for fault in faults:
            self.stderr.write(f"  {format_fault(fault)}")
        if faults:
            planning.end(self, gettext("The plan breaks {count} rules.").format(count=len(faults)), WRONG)
        elif not as_json:
            message = gettext("The plan is valid: {meetings} meetings, every rule kept.")
            self.stdout.write(message.format(meetings=len(plan.meetings)), self.style.SUCCESS)
