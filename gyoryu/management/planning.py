"""Steps that `plan`, `check` and `replan` share: read the files, call the library, write a folder of results."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, override

from gyoryu.base.names import DJANGO_CODES, Language
from gyoryu.exports.notes import names_not_drawn
from gyoryu.management.folders import CONTENTS, RefusedFolder, refuse_foreign_files, written_whole
from gyoryu.management.terminal import figures, shortened
from gyoryu.meetings.consultation import Consultation, ImportIssue
from gyoryu.meetings.contacts import with_one_person_groups
from gyoryu.meetings.workbook import BadWorkbook, read_workbook
from gyoryu.web.texts.import_messages import format_fault, format_group, group_issues, issue_location, issue_text
from meetplan.checking import CheckedPlan, InvalidPlan, verify
from meetplan.plan import Plan
from meetplan.problem import BadProblem, Fault, Problem

T = TypeVar("T")
PLANNED, MUST_MISSED, BAD_INPUT, WRONG_PLAN = 0, 1, 2, 3
MAX_JSON_BYTES = 256 << 20


@dataclass(frozen=True)
class Input:
    """What was read: always a problem, and the consultation around it if it came as a workbook."""

    problem: Problem
    consultation: Consultation | None = None

    @property
    def language(self) -> Language | None:
        return self.consultation.language if self.consultation else None


class BadInput(ValueError):
    """The input cannot be used. `faults` are all faults in it; `language` is the file's own, if it has one."""

    def __init__(self, faults: list[ImportIssue | Fault], language: Language | None = None):
        self.faults, self.language = faults, language
        super().__init__(f"{len(faults)} faults")


def read_input(path: Path, *, without_hidden: bool = False) -> Input:
    """A workbook, with its hidden rows, columns and sheets or without, or a problem file. Raises `BadInput`."""
    if path.suffix.lower() == ".json":
        return Input(read_json(path, Problem.from_json))
    try:
        consultation = with_one_person_groups(read_workbook(path, without_hidden=without_hidden))
    except BadWorkbook as bad:
        raise BadInput(list(bad.faults), bad.language if any(fault.sheet for fault in bad.faults) else None) from None
    return Input(consultation.problem, consultation)


def read_json(path: Path, parse: Callable[[bytes], T]) -> T:
    """What `read` makes of a file. Raises `BadInput`, each fault with the path in the file."""
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise BadInput([ImportIssue("too_large", detail=f"{MAX_JSON_BYTES >> 20} MB")])
        data = path.read_bytes()
    except OSError as error:
        raise BadInput([ImportIssue("not_found", detail=f"{path}: {error.strerror}")]) from None
    try:
        return parse(data)
    except BadProblem as bad:
        raise BadInput(list(bad.faults)) from None


def write_results(
    command: BaseCommand,
    folder: Path,
    checked: CheckedPlan,
    consultation: Consultation | None,
    *,
    on_progress: Callable[[float], None] | None = None,
) -> list[str]:
    """Write plan.json, problem.json and, for a consultation, all documents. Returns the paths within the folder.
    Handouts that cannot be made, or that Ctrl-C leaves out, are named; the plan is there in any case. Ends the command
    where the folder cannot be written."""
    try:
        with written_whole(folder) as draft:
            for name, data in (("problem.json", checked.problem.to_json()), ("plan.json", checked.plan.to_json())):
                (draft / name).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            if consultation is not None:
                from gyoryu.exports.documents import write_documents  # slow: openpyxl

                missing = write_documents(consultation, checked.plan, draft, on_progress).failed
                if missing:
                    text = gettext("The plan is complete, but these files could not be made: {files}")
                    command.stderr.write(text.format(files=", ".join(missing)))
    except RefusedFolder as refused:
        end(command, _folder_reason(folder, refused), BAD_INPUT)
    except OSError as error:
        message = gettext("The results cannot be written to {folder} ({reason}).")
        end(command, message.format(folder=folder, reason=error.strerror or error), BAD_INPUT)
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != CONTENTS
    )


def print_status(command: BaseCommand, notes: tuple[ImportIssue, ...]) -> None:
    if notes:
        lines = shortened([format_group(group) for group in group_issues(notes)])
        command.stderr.write("\n  ".join([gettext("For your information"), *lines]))


def notes_on(consultation: Consultation | None) -> tuple[ImportIssue, ...]:
    """What the reader of the workbook noted, and whose names the documents cannot draw."""
    if consultation is None:
        return ()
    return (*consultation.notes, *names_not_drawn(consultation))


def end(command: BaseCommand, text: str, status: int) -> NoReturn:
    """Print why and end. Not by Django's `CommandError`, which would put its own English word in front."""
    command.stderr.write(command.style.ERROR(text))
    raise SystemExit(status)


def refuse_bad_folder(command: BaseCommand, folder: Path) -> None:
    """Refuse before the work begins if its result could not be written."""
    try:
        refuse_foreign_files(folder)
    except RefusedFolder as refused:
        end(command, _folder_reason(folder, refused), BAD_INPUT)


def _folder_reason(folder: Path, error: RefusedFolder) -> str:
    text = {
        "foreign_files": gettext("{folder} holds files that were not made here ({names}). Choose another folder."),
        "is_a_file": gettext("{folder} is a file, not a folder."),
    }[error.code]
    return text.format(folder=folder, names=", ".join(error.names))


def verified(command: BaseCommand, problem: Problem, plan: Plan) -> CheckedPlan:
    """Check the plan independently of its solver. A bound that it beats is left out and named.

    A plan that breaks a rule ends the command."""
    try:
        checked = verify(problem, plan)
    except InvalidPlan as invalid:
        text = gettext("The new plan did not pass its own check, so nothing was written. Please report this.")
        lines = "\n".join(f"  {fault}" for fault in invalid.faults[:20])
        end(command, f"{text}\n{lines}", WRONG_PLAN)
    if checked.doubtful:
        text = gettext("Every rule is kept, but some proved limits were contradicted and left out. Please report this.")
        command.stderr.write("\n".join([text, *(f"  {fault}" for fault in checked.doubtful)]))
    return checked


@contextmanager
def interruptible() -> Iterator[None]:
    """Treat the request to terminate (SIGTERM) like Ctrl-C: the best plan so far is returned."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def report_bad_input(command: BaseCommand, bad: BadInput, language: Language, *, as_json: bool) -> NoReturn:
    """List every fault in words (and as one JSON object on standard output), and end with status 2."""
    with override(DJANGO_CODES[language]):
        if as_json:
            report = {"status": "bad_input", "faults": [fault_in_json(fault) for fault in bad.faults]}
            command.stdout.write(json.dumps(report, ensure_ascii=False))
        for line in _lines_of(bad.faults):
            command.stderr.write(command.style.ERROR(f"  {line}"))
        message = gettext("{count} problems must be corrected; nothing was written.").format(count=len(bad.faults))
        end(command, message, BAD_INPUT)


def _lines_of(faults: list[ImportIssue | Fault]) -> list[str]:
    """Faults of one kind in one column share a line."""
    issues = group_issues(fault for fault in faults if isinstance(fault, ImportIssue))
    return [*map(format_group, issues), *(format_fault(fault) for fault in faults if isinstance(fault, Fault))]


def fault_in_json(fault: ImportIssue | Fault) -> dict[str, Any]:
    if isinstance(fault, Fault):
        text = issue_text(fault.code, fault.detail)
        return {"path": fault.path, "code": fault.code, "detail": fault.detail, "text": text}
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "header": fault.header,
        "code": fault.code,
        "detail": fault.detail,
        "place": issue_location(fault),
        "text": issue_text(fault.code, fault.detail, fault.hint),
    }


def summary_in_json(plan: Plan, folder: Path, files: list[str], notes: tuple[ImportIssue, ...]) -> str:
    summary = {**figures(plan), "out": str(folder), "files": files, "notes": [fault_in_json(note) for note in notes]}
    return json.dumps(summary, ensure_ascii=False)
