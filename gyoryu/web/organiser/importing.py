"""Workbooks: choose one, see what it would do, bring it in, take it back."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.names import LANGUAGES
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused
from gyoryu.base.sheets import unpacked_size
from gyoryu.meetings.actions import importing
from gyoryu.meetings.actions.importing.looking import XLSX
from gyoryu.meetings.consultation import Remark
from gyoryu.meetings.models import ImportBatch
from gyoryu.meetings.workbook import write_template
from gyoryu.meetings.workbook.columns import INCOMING
from gyoryu.meetings.workbook.incoming import KINDS
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.failures import failure_text
from gyoryu.web.finding import event_for
from gyoryu.web.looks import reader
from gyoryu.web.notices import tell
from gyoryu.web.organiser.rail import rail_of
from gyoryu.web.refusals import sentence_of
from gyoryu.web.remarks import grouped, sentence
from gyoryu.web.review import Section, Sheet, confirmed
from gyoryu.web.uploads import read_upload, takes_files

log = logging.getLogger(__name__)
# What is larger, as a file or unpacked, is worked on by the worker: it would take longer than a second.
AT_ONCE_BYTES, AT_ONCE_UNPACKED = 100_000, 2_000_000
State = ImportBatch.State
WHAT = {
    "organisation": said("Organisations"),
    "application": said("Applications"),
    "user": said("Accounts"),
    "wish": said("Wishes"),
    "rule": said("Must and forbidden pairs"),
    "interpreter": said("Interpreters"),
    "slot": said("Time slots"),
    "table": said("Tables"),
}
# What keeps an import from being taken back.
USES = {
    "application": said("Applications"),
    "edited_application": said("Applications edited since"),
    "edited_interpreter": said("Interpreters edited since"),
    "edited_organisation": said("Organisations edited since"),
    "edited_rule": said("Rules for pairs changed since"),
    "edited_wish": said("Requests answered or changed since"),
    "checkin": said("Check-ins"),
    "meeting": said("Meetings in the timetable"),
    "placement": said("Meetings in the draft"),
    "wish": said("Requests"),
}
STATES = {
    State.LOOKING: ("busy", said("Being read")),
    State.LOOKED: ("wait", said("Not brought in")),
    State.BRINGING: ("busy", said("Being brought in")),
    State.DONE: ("good", said("Brought in")),
    State.UNDONE: ("plain", said("Taken back")),
}


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: HttpRequest, event: int) -> HttpResponse:
    """The imports so far, the templates, and the form that begins another import."""
    found = event_for(request, event, rules.may_run)
    fault = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        by = cast(User, request.user)
        if upload is None:
            fault = gettext("Choose a workbook.")
        else:
            try:
                batch = importing.receive(
                    found, read_upload(upload), upload.name or "", by, language=reader(),
                    with_slots="with_slots" in request.POST, without_hidden="without_hidden" in request.POST,
                )  # fmt: skip
            except Refused as refusal:
                fault = _why(refusal)
            else:
                _look(batch, by)
                return redirect("import", found.pk, batch.pk)
    batches = ImportBatch.objects.filter(event=found).select_related("by").defer("found", "undo")[:50]
    context = {
        "event": found,
        "rail": rail_of("exchange", event=found),
        "rows": [(one, *STATES[State(one.state)]) for one in batches],
        "fault": fault,
        "fault_at": "id_file",
        "lacks_slots": not found.slots.exists() or not found.tables.exists(),
    }
    return render(request, "officer/imports/list.html", context, status=400 if fault else 200)


def _why(refusal: Refused) -> str:
    if refusal.code == "bad_workbook":
        return sentence(str(refusal.detail["reason"]), str(refusal.detail["detail"]))
    return sentence_of(refusal)


def _look(batch: ImportBatch, by: User) -> None:
    if _is_large(batch):
        importing.request_look(batch, by)
        return
    try:
        importing.look_at(batch, lambda share, code: None)
    except Exception as fault:
        log.exception("import %s could not be looked at", batch.pk)
        importing.fail_import(batch.pk, "disk_full" if is_disk_full(fault) else "fault")


def _is_large(batch: ImportBatch) -> bool:
    return batch.file.size > AT_ONCE_BYTES or unpacked_size(batch.file.read()) > AT_ONCE_UNPACKED


@require_safe
@login_required
def template(request: HttpRequest, event: int, language: str) -> HttpResponse:
    """An empty form to be filled in, in one of our languages."""
    event_for(request, event, rules.may_run)
    wanted = next((known for known in LANGUAGES if known == language), None)
    if wanted is None:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(wanted, path, INCOMING)
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="gyoryu-{wanted}.xlsx"'
    return response


def _batch(request: HttpRequest, event: int, batch: int) -> tuple[Event, ImportBatch]:
    found = event_for(request, event, rules.may_run)
    rows = ImportBatch.objects.select_related("event__programme", "file", "by")
    return found, get_object_or_404(rows, pk=batch, event=found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: HttpRequest, event: int, batch: int) -> HttpResponse:
    """What the workbook would do, or has done. POST: other columns, other organisations; look again."""
    found, one = _batch(request, event, batch)
    if request.method == "POST":
        by = cast(User, request.user)
        try:
            chosen, decisions = _chosen(request, one), _decisions(request, one)
            with_slots, without_hidden = "with_slots" in request.POST, "without_hidden" in request.POST
            importing.choose(one, chosen, decisions, by, with_slots=with_slots, without_hidden=without_hidden)
        except Refused as refusal:
            tell(request, sentence_of(refusal), "error")
        else:
            _look(one, by)
        return redirect("import", found.pk, one.pk)
    return render(request, "officer/imports/show.html", _context(found, one))


def _chosen(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Selects are named by their place in the list of sheets and columns. A sheet whose kind changes forgets its
    columns."""
    found: dict[str, Any] = {}
    for n, sheet in enumerate(batch.found.get("sheets", [])):
        kind = request.POST.get(f"kind-{n}", sheet["kind"])
        if kind not in KINDS:
            kind = ""
        columns = {}
        if kind == sheet["kind"] and kind:
            known = {column.code for column in KINDS[kind].columns}
            for m, (letter, _, code) in enumerate(sheet["columns"]):
                said_so = request.POST.get(f"column-{n}-{m}", code)
                columns[letter] = said_so if said_so in known else ""
        found[sheet["name"]] = {"kind": kind, "columns": columns}
    return found


def _decisions(request: HttpRequest, batch: ImportBatch) -> dict[str, str]:
    found = dict(batch.decisions)
    for n, near in enumerate(batch.found.get("near", [])):
        answer = request.POST.get(f"near-{n}", near["decided"])
        if answer in ("new", *map(str, near["candidates"])):
            found[near["place"]] = answer
        else:
            found.pop(near["place"], None)
    return found


def _context(event: Event, batch: ImportBatch) -> dict[str, Any]:
    told = batch.found
    numbers = {n for near in told.get("near", []) for n in near["candidates"]}
    numbers |= {number for _, number in told.get("renamed", [])}
    known = Organisation.objects.in_bulk(numbers)
    look, word = STATES[State(batch.state)]
    return {
        "event": event,
        "rail": rail_of("exchange", event=event),
        "batch": batch,
        "look": look,
        "word": word,
        "failure": failure_text(batch.failure),
        "progress": _progress(batch),
        "counts": [(WHAT[what], counts) for what, counts in told.get("counts", {}).items()],
        "faults": grouped(map(_remark, told.get("faults", []))),
        "notes": grouped(one for one in map(_remark, told.get("notes", [])) if not one.code.startswith("hidden_")),
        "hidden": grouped(one for one in map(_remark, told.get("notes", [])) if one.code.startswith("hidden_")),
        "near": [
            (near, [(str(n), known[n].names.in_language(reader())) for n in near["candidates"] if n in known])
            for near in told.get("near", [])
        ],
        "renamed": [(name, known[n]) for name, n in told.get("renamed", []) if n in known],
        "sheets": [_sheet(sheet) for sheet in told.get("sheets", [])],
        "kinds": [(code, kind.header(reader())) for code, kind in KINDS.items()],
        "may_bring": batch.state == State.LOOKED and not told.get("fault_count") and told.get("counts"),
        "lacks_slots": not event.slots.exists() or not event.tables.exists(),
    }


def _remark(told: dict[str, Any]) -> Remark:
    return Remark(**told)


def _sheet(told: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS.get(told["kind"])
    choices = [(column.code, column.header(reader())) for column in kind.columns] if kind else []
    return {**told, "choices": choices}


@require_POST
@login_required
def bring(request: HttpRequest, event: int, batch: int) -> HttpResponse:
    found, one = _batch(request, event, batch)
    by = cast(User, request.user)
    try:
        if _is_large(one):
            importing.request_bringing(one, by)
        else:
            importing.bring_in(one, by, timezone.now())
            tell(request, gettext("Brought in."))
    except Refused as refusal:
        tell(request, sentence_of(refusal), "error")
        if refusal.code == "import_has_faults":
            _look(one, by)
    return redirect("import", found.pk, one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def back(request: HttpRequest, event: int, batch: int) -> HttpResponse:
    """First what would be removed and restored; then the whole import is taken back."""
    found, one = _batch(request, event, batch)
    frame = {"event": found, "rail": rail_of("exchange", event=found)}
    return confirmed(request, found, lambda: _back_sheet(found, one), lambda _: _taken_back(request, found, one), frame)


def _back_sheet(event: Event, batch: ImportBatch) -> Sheet:
    removed, restored = Counter[str](), Counter[str]()
    for entry in batch.undo if batch.state == State.DONE else ():
        (removed if entry["before"] is None else restored)[entry["what"]] += 1

    def lines(counts: Counter[str]) -> tuple[str, ...]:
        return tuple(f"{WHAT.get(what, gettext('Other entries'))}: {count}" for what, count in sorted(counts.items()))

    return Sheet(
        title=gettext("Take back the import “{name}”").format(name=batch.name),
        act=gettext("Take back the whole import"),
        back=reverse("import", args=[event.pk, batch.pk]),
        sections=(
            Section(gettext("Removed"), lines(removed), "warning"),
            Section(gettext("Restored as before"), lines(restored)),
        ),
        refusal="" if batch.state == State.DONE else sentence_of(Refused("import_is_not_done")),
        is_danger=True,
    )


def _taken_back(request: HttpRequest, found: Event, one: ImportBatch) -> HttpResponse:
    try:
        importing.take_back(one, cast(User, request.user), timezone.now())
    except Refused as refusal:
        tell(request, _why_not_back(refusal), "error")
    else:
        tell(request, gettext("The whole import was taken back."))
    return redirect("import", found.pk, one.pk)


def _why_not_back(refusal: Refused) -> str:
    if refusal.code != "import_in_use":
        return sentence_of(refusal)
    uses = cast(dict[str, int], refusal.detail["uses"])
    parts = ", ".join(f"{USES.get(what, gettext('Other entries'))}: {count}" for what, count in uses.items())
    return gettext("Nothing was taken back, because what was brought in has been used since. {uses}").format(uses=parts)


def _progress(batch: ImportBatch) -> dict[str, Any]:
    job = Job.objects.filter(pk=batch.job or 0).first()
    return {
        "is_over": batch.state not in (State.LOOKING, State.BRINGING),
        "share": round(100 * job.share) if job else 0,
        "phase": str(STATES[State(batch.state)][1]),
    }


@require_safe
@never_cache
@login_required
def progress(request: HttpRequest, event: int, batch: int) -> HttpResponse:
    _, one = _batch(request, event, batch)
    return JsonResponse(_progress(one))
