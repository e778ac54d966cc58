"""Prints and exports: requested here, made by the worker, downloaded here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.base.files import Output
from gyoryu.base.names import LANGUAGES
from gyoryu.base.queue import Job
from gyoryu.exports.outputs import KINDS, request_output
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.programmes import rules
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.progress import Progress, progress_of
from gyoryu.web.texts.failures import failure_text
from gyoryu.web.texts.import_messages import format_issue
from gyoryu.web.texts.languages import reader

LABELS = {
    "export": (
        _("Everything as a workbook"),
        _("Participants, wishes, timetable, logs and figures, a sheet each."),
    ),
    "summary": (_("Result summary"), _("One or two pages with the figures, to be printed.")),
    "signs": (_("Table signs"), _("A page for each table, with who meets there.")),
    "wall": (_("Wall timetable"), _("A3 sheets for the venue.")),
    "booklets_sellers": (_("Timetables of the sellers"), _("A page for each, in its own language.")),
    "booklets_buyers": (_("Timetables of the buyers"), _("A page for each, in its own language.")),
    "booklets_interpreters": (_("Timetables of the interpreters"), _("A page for each, in its own language.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    if request.method == "POST":
        kind, requested_language = request.POST.get("kind", ""), request.POST.get("language", "")
        if kind not in KINDS:
            raise Http404
        language = next((code for code in LANGUAGES if code == requested_language), reader())
        output = request_output(event, kind, language, request.user)
        return redirect("output", event.pk, output.pk)
    outputs = Output.objects.filter(event=event.pk).select_related("file")[:30]
    context = {
        "event": event,
        "sidebar": build_sidebar("outputs", event=event),
        "kinds": [(kind, *LABELS[kind]) for kind in KINDS],
        "made": [(output, LABELS[output.kind][0], failure_text(output.failure)) for output in outputs],
    }
    return render(request, "officer/results/outputs.html", context)


def _get_output_or_404(request: HttpRequest, event_id: int, output_id: int) -> tuple[Any, Output]:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    return event, get_object_or_404(Output.objects.select_related("file"), pk=output_id, event=event.pk)


@require_safe
@login_required
def show(request: SignedInRequest, event_id: int, output_id: int) -> HttpResponse:
    event, output = _get_output_or_404(request, event_id, output_id)
    context = {
        "event": event,
        "sidebar": build_sidebar("outputs", event=event),
        "output": output,
        "word": LABELS[output.kind][0],
        "progress": _progress(output),
        "failure": failure_text(output.failure),
        "notes": [format_issue(ImportIssue(**note)) for note in output.notes],
    }
    return render(request, "officer/results/output.html", context)


def _progress(output: Output) -> Progress:
    job = Job.objects.filter(pk=output.job or 0).first()
    return progress_of(job, str(_("Being made")), is_over=output.file_id is not None or bool(output.failure))


@require_safe
@never_cache
@login_required
def progress(request: SignedInRequest, event_id: int, output_id: int) -> HttpResponse:
    _, output = _get_output_or_404(request, event_id, output_id)
    return JsonResponse(_progress(output))


@require_safe
@login_required
def download(request: SignedInRequest, event_id: int, output_id: int) -> HttpResponse:
    """Return the file as a download."""
    _, output = _get_output_or_404(request, event_id, output_id)
    if output.file is None:
        raise Http404
    response = HttpResponse(output.file.read(), content_type=output.file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{output.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
