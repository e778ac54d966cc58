"""Prints and exports: asked for here, made by the worker, fetched here."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as said
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gyoryu.base.files import Output
from gyoryu.base.names import LANGUAGES
from gyoryu.base.queue import Job
from gyoryu.exports.outputs import KINDS, request_output
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.web.failures import failure_text
from gyoryu.web.import_messages import format_issue
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.template_tags import reader

WORDS = {
    "export": (
        said("Everything as a workbook"),
        said("Participants, wishes, timetable, logs and figures, a sheet each."),
    ),
    "summary": (said("Result summary"), said("One or two pages with the figures, to be printed.")),
    "signs": (said("Table signs"), said("A page for each table, with who meets there.")),
    "wall": (said("Wall timetable"), said("A3 sheets for the venue.")),
    "booklets_sellers": (said("Timetables of the sellers"), said("A page for each, in its own language.")),
    "booklets_buyers": (said("Timetables of the buyers"), said("A page for each, in its own language.")),
    "booklets_interpreters": (said("Timetables of the interpreters"), said("A page for each, in its own language.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_view_programme)
    if request.method == "POST":
        kind, asked = request.POST.get("kind", ""), request.POST.get("language", "")
        if kind not in KINDS:
            raise Http404
        language = next((known for known in LANGUAGES if known == asked), reader())
        output = request_output(found, kind, language, cast(User, request.user))
        return redirect("output", found.pk, output.pk)
    made = Output.objects.filter(event=found.pk).select_related("file")[:30]
    context = {
        "event": found,
        "rail": build_sidebar("outputs", event=found),
        "kinds": [(kind, *WORDS[kind]) for kind in KINDS],
        "made": [(output, WORDS[output.kind][0], failure_text(output.failure)) for output in made],
    }
    return render(request, "officer/results/outputs.html", context)


def _output(request: HttpRequest, event: int, output: int) -> tuple[Any, Output]:
    found = get_event_or_404(request, event, rules.may_view_programme)
    return found, get_object_or_404(Output.objects.select_related("file"), pk=output, event=found.pk)


@require_safe
@login_required
def show(request: HttpRequest, event: int, output: int) -> HttpResponse:
    found, one = _output(request, event, output)
    context = {
        "event": found,
        "rail": build_sidebar("outputs", event=found),
        "output": one,
        "word": WORDS[one.kind][0],
        "progress": _progress(one),
        "failure": failure_text(one.failure),
        "notes": [format_issue(ImportIssue(**note)) for note in one.notes],
    }
    return render(request, "officer/results/output.html", context)


def _progress(output: Output) -> dict[str, Any]:
    job = Job.objects.filter(pk=output.job or 0).first()
    return {
        "is_over": output.file_id is not None or bool(output.failure),
        "share": round(100 * job.share) if job else 0,
        "phase": str(said("Being made")),
    }


@require_safe
@never_cache
@login_required
def progress(request: HttpRequest, event: int, output: int) -> HttpResponse:
    _, one = _output(request, event, output)
    return JsonResponse(_progress(one))


@require_safe
@login_required
def download(request: HttpRequest, event: int, output: int) -> HttpResponse:
    """The file, never shown within a page of ours: its name and type are ours as well."""
    _, one = _output(request, event, output)
    if one.file is None:
        raise Http404
    response = HttpResponse(one.file.read(), content_type=one.file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{one.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
