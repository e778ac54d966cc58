"""Files that officers request on the website: their kinds, and how a worker makes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, cast

from django.db import transaction

from gyoryu.base.files import Output, store_file
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.queue import enqueue
from gyoryu.exports import print as paper
from gyoryu.exports.notes import names_not_drawn, note_about
from gyoryu.exports.summary import write_summary
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.queries.published import published
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ReportProgress = Callable[[float], None]


class Kind(NamedTuple):
    suffix: str
    media_type: str
    write: Callable[[Event, Language, Path, ReportProgress], list[ImportIssue]]  # returns what its reader has to know


@transaction.atomic
def request_output(event: Event, kind: str, language: Language, by: User) -> Output:
    """Have a file made. `kind`: one of `KINDS`."""
    name = f"gyoryu-{event.pk}-{kind}-{language}.{KINDS[kind].suffix}"
    output = Output.objects.create(event=event.pk, kind=kind, language=language, by=by.pk, name=name)
    output.job = enqueue("make_output", {"output": output.pk}, by=by.pk).pk
    output.save(update_fields=["job"])
    record("request_output", "event", event.pk, by=by.pk, what=kind, language=language)
    return output


def make_output(output: Output, report_progress: ReportProgress) -> None:
    """Make the file, in the worker. `report_progress` receives the share done."""
    kind, event = KINDS[output.kind], Event.objects.get(pk=output.event)
    with TemporaryDirectory() as folder:
        path = Path(folder) / output.name
        notes = kind.write(event, cast(Language, output.language), path, report_progress)
        output.file, output.failure = store_file(path.read_bytes(), kind.media_type), ""
        output.notes = [asdict(note) for note in notes]
    output.save(update_fields=["file", "failure", "notes"])


@transaction.atomic
def mark_output_failed(number: int, code: str) -> None:
    """Record that the file could not be made; `code`: why."""
    if Output.objects.filter(pk=number, file=None).update(failure=code):
        record("fail_output", "output", number, by=None, code=code)


def _print(document: str) -> Callable[[Event, Language, Path, ReportProgress], list[ImportIssue]]:
    def write(event: Event, language: Language, path: Path, report_progress: ReportProgress) -> list[ImportIssue]:
        timetable = Timetable(*published(event, language))
        report_progress(0.3)
        if document == "signs":
            paper.write_table_signs(timetable, path)
        elif document == "wall":
            paper.write_wall_timetable(timetable, path)
        elif document == "interpreters":
            paper.write_booklets_of_interpreters(timetable, path)
        else:
            people = timetable.firms if document == "firms" else timetable.buyers
            paper.write_booklets_of_attendees(timetable, people, f"booklets_{document}", path)
        return names_not_drawn(timetable.consultation)

    return write


def _export(event: Event, language: Language, path: Path, report_progress: ReportProgress) -> list[ImportIssue]:
    from gyoryu.exports.event_workbook import write_export  # slow: openpyxl

    write_export(event, language, path, report_progress)
    return []


def _summary(event: Event, language: Language, path: Path, report_progress: ReportProgress) -> list[ImportIssue]:
    write_summary(event, language, path)
    texts = dict.fromkeys((event.names.in_language(language), event.venue.in_language(language)))
    return [note for text in texts if (note := note_about("", text))]


KINDS: dict[str, Kind] = {
    "export": Kind("xlsx", XLSX, _export),
    "summary": Kind("pdf", PDF, _summary),
    "signs": Kind("pdf", PDF, _print("signs")),
    "wall": Kind("pdf", PDF, _print("wall")),
    "booklets_sellers": Kind("pdf", PDF, _print("firms")),
    "booklets_buyers": Kind("pdf", PDF, _print("buyers")),
    "booklets_interpreters": Kind("pdf", PDF, _print("interpreters")),
}
