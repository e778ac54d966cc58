"""Dry run of an import: finds all changes and faults, without changing anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from gyoryu.base.files import MAX_BYTES, store_file
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.base.sheets import RefusedFile, unpacked_size
from gyoryu.meetings.models import ImportBatch
from gyoryu.meetings.queries.incoming import Comparison, compare
from gyoryu.meetings.workbook.incoming import Incoming, read_incoming
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_REPORTED = 500  # of faults, notes and near matches each
OPEN_STATES = (ImportBatch.State.LOOKING, ImportBatch.State.LOOKED)

ReportProgress = Callable[[float, str], object]


@transaction.atomic
def receive(
    event: Event,
    data: bytes,
    name: str,
    by: User,
    *,
    language: Language = "ko",
    with_slots: bool = False,
    without_hidden: bool = False,
) -> ImportBatch:
    """Store a workbook for import. Raises `Refused("bad_workbook")` (reason: the codes of
    `base.sheets.RefusedFile`, detail) for what is no workbook or would be dangerous to open."""
    if len(data) > MAX_BYTES:
        raise Refused("bad_workbook", reason="too_large", detail=f"{MAX_BYTES >> 20} MB")
    try:
        unpacked_size(data)
    except RefusedFile as refusal:
        raise Refused("bad_workbook", reason=refusal.code, detail=refusal.detail) from None
    batch = ImportBatch.objects.create(
        event=event, file=store_file(data, XLSX), name=name[-200:], by=by, language=language, with_slots=with_slots,
        without_hidden=without_hidden,
    )  # fmt: skip
    record("receive_import", "event", event.pk, by=by.pk, batch=batch.pk)
    return batch


@transaction.atomic
def request_validation(batch: ImportBatch, by: User) -> None:
    """Have a worker validate a large workbook."""
    batch.state, batch.failure = ImportBatch.State.LOOKING, ""
    batch.job = enqueue("look_at_import", {"batch": batch.pk}, by=by.pk, unique_key=f"look {batch.pk}").pk
    batch.save(update_fields=["state", "failure", "job"])
    record("request_validation", "event", batch.event_id, by=by.pk, batch=batch.pk)


@transaction.atomic
def choose(
    batch: ImportBatch,
    chosen: Mapping[str, Any],
    decisions: Mapping[str, str],
    by: User,
    *,
    with_slots: bool,
    without_hidden: bool = False,
) -> None:
    """Set the meaning of sheets and columns, and the organisation of a row; the import has to be validated again.

    Raises `Refused("import_is_over")`."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state not in OPEN_STATES:
        raise Refused("import_is_over")
    batch.chosen, batch.decisions = dict(chosen), dict(decisions)
    batch.with_slots, batch.without_hidden = with_slots, without_hidden
    batch.save(update_fields=["chosen", "decisions", "with_slots", "without_hidden"])
    record("choose_for_import", "event", batch.event_id, by=by.pk, batch=batch.pk)


def validate(batch: ImportBatch, report_progress: ReportProgress) -> None:
    """Store what the import would change. `report_progress` is called with the share done and a code of the phase."""
    incoming, comparison = read_and_compare(batch, report_progress)
    summary = {
        "counts": comparison.counts(),
        "faults": [asdict(issue) for issue in comparison.faults[:MAX_REPORTED]],
        "fault_count": len(comparison.faults),
        "notes": [asdict(issue) for issue in comparison.notes[:MAX_REPORTED]],
        "near": [asdict(issue) for issue in comparison.near[:MAX_REPORTED]],
        "renamed": comparison.renamed[:MAX_REPORTED],
        "sheets": [asdict(issue) for issue in incoming.sheets],
        "has_hidden": incoming.has_hidden,
    }
    ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN_STATES).update(
        found=summary, state=ImportBatch.State.LOOKED, failure="", job=None
    )


@transaction.atomic
def fail_import(number: int, code: str) -> None:
    """Mark an import as failed, with nothing changed; `code` is the reason."""
    at_work = ImportBatch.objects.filter(pk=number, state__in=(ImportBatch.State.LOOKING, ImportBatch.State.BRINGING))
    if at_work.update(state=ImportBatch.State.LOOKED, failure=code, job=None):
        record("fail_import", "import", number, by=None, code=code)


def read_and_compare(batch: ImportBatch, report_progress: ReportProgress) -> tuple[Incoming, Comparison]:
    """Read the workbook and compare it with the present database."""
    report_progress(0.05, "reading")
    incoming = read_incoming(batch.file.read(), batch.chosen, name=batch.name, without_hidden=batch.without_hidden)
    report_progress(0.4, "comparing")
    return incoming, compare(batch.event, incoming, batch.decisions, with_slots=batch.with_slots)
