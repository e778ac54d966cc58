"""`gyoryu replan`: after a change, a plan that differs from the former one as little as can be."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, override

from gyoryu.base.names import DJANGO_CODES
from gyoryu.management import planning, terminal
from gyoryu.management.commands.plan import add_search_arguments
from meetplan.changes import Changes
from meetplan.checking import InvalidPlan, verify
from meetplan.plan import Plan
from meetplan.stop import Stop


@dataclass(frozen=True)
class Difference:
    """Ids of pairs by what happened to their meeting."""

    moved: list[str]
    dropped: list[str]
    added: list[str]

    @classmethod
    def between(cls, former: Plan, new: Plan) -> Difference:
        before = {meeting.pair: meeting.slot for meeting in former.meetings}
        after = {meeting.pair: meeting.slot for meeting in new.meetings}
        return cls(
            moved=[pair for pair in before if pair in after and after[pair] != before[pair]],
            dropped=[pair for pair in before if pair not in after],
            added=[pair for pair in after if pair not in before],
        )


class Command(BaseCommand):
    help = "Repair a plan after changes: gyoryu replan PROBLEM PLAN CHANGES --out DIR."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("problem", type=Path, metavar="PROBLEM", help="workbook (.xlsx) or problem (.json)")
        parser.add_argument("plan", type=Path, metavar="PLAN", help="plan.json")
        parser.add_argument("changes", type=Path, metavar="CHANGES", help="changes.json")
        add_search_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or terminal.language_of_environment()
        try:
            input_data = planning.read_input(options["problem"])
            former = planning.read_json(options["plan"], Plan.from_json)
            changes = planning.read_json(options["changes"], lambda data: Changes.from_json(data, input_data.problem))
            self._refuse_unfit(input_data, former)
        except planning.BadInput as bad:
            message_language = options["language"] or bad.language or language
            planning.report_bad_input(self, bad, message_language, as_json=options["json"])
        with override(DJANGO_CODES[options["language"] or input_data.language or language]):
            self._replan(input_data, former, changes, options)

    def _refuse_unfit(self, input_data: planning.Input, former: Plan) -> None:
        """A plan that is wrong for its problem cannot be repaired, only replaced. What it claims of itself may be
        wrong: a repair is scored again."""
        try:
            verify(input_data.problem, former)
        except InvalidPlan as invalid:
            raise planning.BadInput(list(invalid.faults), input_data.language) from None

    def _replan(self, input_data: planning.Input, former: Plan, changes: Changes, options: dict[str, Any]) -> None:
        from meetplan import replan  # slow: Numba and OR-Tools

        folder: Path = options["out"]
        if folder is None:
            planning.end(self, gettext("Give the folder to write to with --out."), planning.BAD_INPUT)
        planning.refuse_bad_folder(self, folder)
        line = terminal.ProgressLine()
        stop = Stop(seconds=options["time_limit"])
        search = {"seed": options["seed"], "workers": options["workers"], "on_progress": line}
        with planning.interruptible():
            repair = replan(input_data.problem, former, changes, stop, **search)
        problem = repair.problem
        checked = planning.verified(self, problem, repair.plan)
        plan = checked.plan
        consultation = replace(input_data.consultation, problem=problem) if input_data.consultation else None
        files = planning.write_results(self, folder, checked, consultation, on_progress=line.documents)
        line.end()
        notes = planning.notes_on(input_data.consultation)
        difference = Difference.between(former, plan)
        if options["json"]:
            summary = json.loads(planning.summary_in_json(plan, folder, files, notes))
            changed = {**vars(difference), "fewest_moves": repair.fewest_moves}
            self.stdout.write(json.dumps({**summary, "changed": changed}, ensure_ascii=False))
        else:
            planning.print_status(self, notes)
            self._print_summary(terminal.summary(problem, plan), difference, repair.fewest_moves, folder)
        if terminal.missed_musts(problem, plan):
            raise SystemExit(planning.MUST_MISSED)

    def _print_summary(self, lines: list[tuple[str, str]], difference: Difference, fewest: int, folder: Path) -> None:
        names = (
            (gettext("Moved"), difference.moved),
            (gettext("Dropped"), difference.dropped),
            (gettext("Added"), difference.added),
        )
        changed = [(label, f"{len(pairs)}  {', '.join(terminal.shortened(pairs))}".rstrip()) for label, pairs in names]
        changed.insert(1, (gettext("Fewest moves that are possible"), str(fewest)))
        for text in terminal.aligned([*lines, *changed]):
            self.stdout.write(text)
        self.stdout.write(gettext("The plan is in {folder}.").format(folder=folder))
