"""Import of workbooks: upload, preview, commit, revert."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.names import LANGUAGES
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.base.sheets import unpacked_size
from gyoryu.meetings.actions import importing
from gyoryu.meetings.actions.importing.validating import XLSX
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.models import ImportBatch
from gyoryu.meetings.workbook.columns import INCOMING
from gyoryu.meetings.workbook.incoming import KINDS
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.middleware.uploads import read_upload, takes_files
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.progress import Progress, progress_of
from gyoryu.web.review.sheet import Section, Sheet, confirmed
from gyoryu.web.texts.failures import failure_text
from gyoryu.web.texts.import_messages import group_issues, issue_text
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import sentence_for_refusal

log = logging.getLogger(__name__)
# Larger files (packed or unpacked) take longer than a second and are processed by the worker.
AT_ONCE_BYTES, AT_ONCE_UNPACKED = 100_000, 2_000_000
State = ImportBatch.State
KIND_LABELS = {
    "organisation": _("Organisations"),
    "application": _("Applications"),
    "user": _("Accounts"),
    "wish": _("Wishes"),
    "rule": _("Must and forbidden pairs"),
    "interpreter": _("Interpreters"),
    "slot": _("Time slots"),
    "table": _("Tables"),
}
# Later uses of imported rows, which prevent a revert.
USE_LABELS = {
    "application": _("Applications"),
    "edited_application": _("Applications edited since"),
    "edited_interpreter": _("Interpreters edited since"),
    "edited_organisation": _("Organisations edited since"),
    "edited_rule": _("Rules for pairs changed since"),
    "edited_wish": _("Requests answered or changed since"),
    "checkin": _("Check-ins"),
    "meeting": _("Meetings in the timetable"),
    "placement": _("Meetings in the draft"),
    "wish": _("Requests"),
}
STATES = {
    State.LOOKING: ("active", _("Being read")),
    State.LOOKED: ("pending", _("Not brought in")),
    State.BRINGING: ("active", _("Being brought in")),
    State.DONE: ("success", _("Brought in")),
    State.UNDONE: ("plain", _("Taken back")),
}


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: SignedInRequest, event_id: int) -> HttpResponse:
    """List the imports and templates, and upload a workbook."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    fault = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        by = request.user
        if upload is None:
            fault = gettext("Choose a workbook.")
        else:
            try:
                batch = importing.receive(
                    event, read_upload(upload), upload.name or "", by, language=reader(),
                    with_slots="with_slots" in request.POST, without_hidden="without_hidden" in request.POST,
                )  # fmt: skip
            except Refused as refusal:
                fault = _refusal_text(refusal)
            else:
                _validate(batch, by)
                return redirect("import", event.pk, batch.pk)
    batches = ImportBatch.objects.filter(event=event).select_related("by").defer("found", "undo")[:50]
    context = {
        "event": event,
        "sidebar": build_sidebar("exchange", event=event),
        "rows": [(import_batch, *STATES[State(import_batch.state)]) for import_batch in batches],
        "fault": fault,
        "fault_at": "id_file",
        "lacks_slots": not event.slots.exists() or not event.tables.exists(),
    }
    return render(request, "officer/imports/list.html", context, status=400 if fault else 200)


def _refusal_text(refusal: Refused) -> str:
    if refusal.code == "bad_workbook":
        return issue_text(str(refusal.detail["reason"]), str(refusal.detail["detail"]))
    return sentence_for_refusal(refusal)


def _validate(batch: ImportBatch, by: User) -> None:
    if _is_large(batch):
        importing.request_validation(batch, by)
        return
    try:
        importing.validate(batch, lambda share, code: None)
    except Exception as fault:
        log.exception("import %s could not be looked at", batch.pk)
        importing.fail_import(batch.pk, "disk_full" if is_disk_full(fault) else "fault")


def _is_large(batch: ImportBatch) -> bool:
    return batch.file.size > AT_ONCE_BYTES or unpacked_size(batch.file.read()) > AT_ONCE_UNPACKED


@require_safe
@login_required
def template(request: SignedInRequest, event_id: int, language: str) -> HttpResponse:
    """Return an empty workbook template in one of the languages."""
    from gyoryu.meetings.workbook.template import write_template  # slow: openpyxl

    get_event_or_404(request, event_id, rules.may_manage)
    template_language = next((code for code in LANGUAGES if code == language), None)
    if template_language is None:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(template_language, path, INCOMING)
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="gyoryu-{template_language}.xlsx"'
    return response


def _get_batch_or_404(request: HttpRequest, event_id: int, batch: int) -> tuple[Event, ImportBatch]:
    event = get_event_or_404(request, event_id, rules.may_manage)
    rows = ImportBatch.objects.select_related("event__programme", "file", "by")
    return event, get_object_or_404(rows, pk=batch, event=event)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: SignedInRequest, event_id: int, batch: int) -> HttpResponse:
    """Preview an import, or show its result. POST changes columns and organisations, and validates again."""
    event, import_batch = _get_batch_or_404(request, event_id, batch)
    if request.method == "POST":
        by = request.user
        with RefusalAsNotice(request):
            chosen, decisions = _chosen(request, import_batch), _decisions(request, import_batch)
            with_slots, without_hidden = "with_slots" in request.POST, "without_hidden" in request.POST
            importing.choose(import_batch, chosen, decisions, by, with_slots=with_slots, without_hidden=without_hidden)
            _validate(import_batch, by)
        return redirect("import", event.pk, import_batch.pk)
    return render(request, "officer/imports/show.html", _context(event, import_batch))


def _chosen(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Return the kind and columns chosen for each sheet. Selects are named by their index in the lists of sheets and
    columns. A sheet whose kind changes loses its columns."""
    choices: dict[str, Any] = {}
    for n, sheet in enumerate(batch.found.get("sheets", [])):
        kind = request.POST.get(f"kind-{n}", sheet["kind"])
        if kind not in KINDS:
            kind = ""
        columns = {}
        if kind == sheet["kind"] and kind:
            column_codes = {column.code for column in KINDS[kind].columns}
            for m, (column_letter, _, code) in enumerate(sheet["columns"]):
                chosen_code = request.POST.get(f"column-{n}-{m}", code)
                columns[column_letter] = chosen_code if chosen_code in column_codes else ""
        choices[sheet["name"]] = {"kind": kind, "columns": columns}
    return choices


def _decisions(request: HttpRequest, batch: ImportBatch) -> dict[str, str]:
    decisions = dict(batch.decisions)
    for n, near in enumerate(batch.found.get("near", [])):
        decision = request.POST.get(f"near-{n}", near["decided"])
        if decision in ("new", *map(str, near["candidates"])):
            decisions[near["place"]] = decision
        else:
            decisions.pop(near["place"], None)
    return decisions


def _context(event: Event, batch: ImportBatch) -> dict[str, Any]:
    report = batch.found
    numbers = {n for near in report.get("near", []) for n in near["candidates"]}
    numbers |= {number for _, number in report.get("renamed", [])}
    organisations = Organisation.objects.in_bulk(numbers)
    style, label = STATES[State(batch.state)]
    return {
        "event": event,
        "sidebar": build_sidebar("exchange", event=event),
        "batch": batch,
        "chip_style": style,
        "word": label,
        "failure": failure_text(batch.failure),
        "progress": _progress(batch),
        "counts": [(KIND_LABELS[kind], counts) for kind, counts in report.get("counts", {}).items()],
        "faults": group_issues(map(_import_issue, report.get("faults", []))),
        "notes": group_issues(
            issue for issue in map(_import_issue, report.get("notes", [])) if not issue.code.startswith("hidden_")
        ),
        "hidden": group_issues(
            issue for issue in map(_import_issue, report.get("notes", [])) if issue.code.startswith("hidden_")
        ),
        "near": [
            (
                near,
                [
                    (str(n), organisations[n].names.in_language(reader()))
                    for n in near["candidates"]
                    if n in organisations
                ],
            )
            for near in report.get("near", [])
        ],
        "renamed": [(name, organisations[n]) for name, n in report.get("renamed", []) if n in organisations],
        "sheets": [_sheet(sheet) for sheet in report.get("sheets", [])],
        "kinds": [(code, kind.header(reader())) for code, kind in KINDS.items()],
        "may_bring": batch.state == State.LOOKED and not report.get("fault_count") and report.get("counts"),
        "lacks_slots": not event.slots.exists() or not event.tables.exists(),
    }


def _import_issue(values: dict[str, Any]) -> ImportIssue:
    return ImportIssue(**values)


def _sheet(values: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS.get(values["kind"])
    choices = [(column.code, column.header(reader())) for column in kind.columns] if kind else []
    return {**values, "choices": choices}


@require_POST
@login_required
def commit(request: SignedInRequest, event_id: int, batch: int) -> HttpResponse:
    event, import_batch = _get_batch_or_404(request, event_id, batch)
    by = request.user
    try:
        if _is_large(import_batch):
            importing.request_commit(import_batch, by)
        else:
            importing.commit(import_batch, by, timezone.now())
            add_notice(request, gettext("Brought in."))
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
        if refusal.code == "import_has_faults":
            _validate(import_batch, by)
    return redirect("import", event.pk, import_batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revert(request: SignedInRequest, event_id: int, batch: int) -> HttpResponse:
    """Preview what would be removed and restored; after confirmation, revert the whole import."""
    event, import_batch = _get_batch_or_404(request, event_id, batch)
    context = {"event": event, "sidebar": build_sidebar("exchange", event=event)}
    return confirmed(
        request,
        event,
        lambda: _revert_sheet(event, import_batch),
        lambda _: _revert(request, event, import_batch),
        context,
    )


def _revert_sheet(event: Event, batch: ImportBatch) -> Sheet:
    removed, restored = Counter[str](), Counter[str]()
    for entry in batch.undo if batch.state == State.DONE else ():
        (removed if entry["before"] is None else restored)[entry["what"]] += 1

    def lines(counts: Counter[str]) -> tuple[str, ...]:
        return tuple(
            f"{KIND_LABELS.get(kind, gettext('Other entries'))}: {count}" for kind, count in sorted(counts.items())
        )

    return Sheet(
        title=gettext("Take back the import “{name}”").format(name=batch.name),
        act=gettext("Take back the whole import"),
        back=reverse("import", args=[event.pk, batch.pk]),
        sections=(
            Section(gettext("Removed"), lines(removed), "warning"),
            Section(gettext("Restored as before"), lines(restored)),
        ),
        refusal="" if batch.state == State.DONE else sentence_for_refusal(Refused("import_is_not_done")),
        is_danger=True,
    )


def _revert(request: SignedInRequest, event: Event, batch: ImportBatch) -> HttpResponse:
    with RefusalAsNotice(request, _revert_refusal_text):
        importing.revert(batch, request.user, timezone.now())
        add_notice(request, gettext("The whole import was taken back."))
    return redirect("import", event.pk, batch.pk)


def _revert_refusal_text(refusal: Refused) -> str:
    if refusal.code != "import_in_use":
        return sentence_for_refusal(refusal)
    uses = cast(dict[str, int], refusal.detail["uses"])
    usage = ", ".join(f"{USE_LABELS.get(kind, gettext('Other entries'))}: {count}" for kind, count in uses.items())
    return gettext("Nothing was taken back, because what was brought in has been used since. {uses}").format(uses=usage)


def _progress(batch: ImportBatch) -> Progress:
    job = Job.objects.filter(pk=batch.job or 0).first()
    is_over = batch.state not in (State.LOOKING, State.BRINGING)
    return progress_of(job, str(STATES[State(batch.state)][1]), is_over=is_over)


@require_safe
@never_cache
@login_required
def progress(request: SignedInRequest, event_id: int, batch: int) -> HttpResponse:
    _, import_batch = _get_batch_or_404(request, event_id, batch)
    return JsonResponse(_progress(import_batch))
