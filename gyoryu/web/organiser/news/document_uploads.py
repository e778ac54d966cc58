"""Upload documents (many files at once, e-mail files, pasted text), and follow their reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.news import rules
from gyoryu.news.documents.actions import Received, ingest, ingest_mail
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.middleware.uploads import read_upload, takes_files
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.news.document_list import render_list
from gyoryu.web.organiser.news.labels import refusal_text
from gyoryu.web.organiser.news.programme_choice import chosen_programme
from gyoryu.web.parameters import Query
from gyoryu.web.texts.refusals import sentence_for_refusal

MAX_PER_REQUEST = 50
MAX_WATCHED = 500  # documents whose reading a page follows


@dataclass(slots=True)
class UploadResult:
    """The outcome of an upload: numbers of new and known documents, and a message for each refused one."""

    new: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@takes_files(many=10)
@require_POST
@login_required
def upload(request: SignedInRequest) -> HttpResponse:
    """Ingest files and a pasted text. With `Accept: application/json`, return the numbers of the documents as JSON."""
    permissions = require_permission(request, rules.may_edit_news)
    pasted = request.POST.get("text", "")
    result = _upload_result(request, pasted, chosen_programme(request, permissions))
    if request.headers.get("Accept", "").startswith("application/json"):
        content = {"new": result.new, "known": result.known, "faults": result.faults}
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    _notify_result(request, result)
    if result.faults and pasted.strip():
        return render_list(request, permissions, 422, text=pasted, url=request.POST.get("url", ""))
    return redirect("documents")


def _upload_result(request: SignedInRequest, pasted: str, programme_id: int | None) -> UploadResult:
    """Ingest each file by itself, so that a refused one does not affect the others."""
    result = UploadResult()
    files = request.FILES.getlist("files")
    if len(files) > MAX_PER_REQUEST:
        result.faults.append(gettext("At most {most} at once.").format(most=MAX_PER_REQUEST))
        files = []
    for file in files:
        _ingest_source(request, result, file.name or "file", file, Document.IngestMethod.UPLOAD, programme_id)
    if pasted.strip():
        _ingest_source(request, result, "paste.txt", pasted.encode(), Document.IngestMethod.PASTE, programme_id)
    elif not files and not result.faults:
        result.faults.append(gettext("Choose files, or paste a text."))
    return result


def _ingest_source(
    request: SignedInRequest,
    result: UploadResult,
    name: str,
    source: UploadedFile[bytes] | bytes,
    ingest_method: str,
    programme_id: int | None,
) -> None:
    try:
        data = source if isinstance(source, bytes) else read_upload(source)
        received = _ingest(request, name, data, ingest_method, programme_id)
    except Refused as refused:
        result.faults.append(f"{name}: {sentence_for_refusal(refused)}")
        return
    result.new += [item.document.pk for item in received if item.is_new]
    result.known += [item.document.pk for item in received if not item.is_new]


def _ingest(
    request: SignedInRequest, name: str, data: bytes, ingest_method: str, programme_id: int | None
) -> list[Received]:
    now = timezone.now()
    if name.lower().endswith(".eml"):
        return ingest_mail(data, now=now, by=request.user, programme=programme_id)
    url = request.POST.get("url", "").strip()
    url = url if ingest_method == Document.IngestMethod.PASTE and url.startswith(("https://", "http://")) else ""
    return [ingest(data, name, ingest_method, now=now, by=request.user, url=url, programme=programme_id)]


def _notify_result(request: HttpRequest, result: UploadResult) -> None:
    if result.new:
        add_notice(request, gettext("Received: {count}. They are being read.").format(count=len(result.new)))
    if result.known:
        message = gettext("Already here, and not taken again: {count}")
        add_notice(request, message.format(count=len(result.known)), "info")
    for fault in result.faults:
        add_notice(request, fault, "error")


@never_cache
@require_safe
@login_required
def reading(request: SignedInRequest) -> JsonResponse:
    """Return, as JSON, how many of the documents `?of=1,2,3` are read, and which were refused and why."""
    visible = visible_documents(require_permission(request, rules.may_read_documents))
    numbers = Query(request).numbers("of", MAX_WATCHED)
    matches = visible.filter(pk__in=numbers).values_list("pk", "name", "state", "refusal")
    rows = list(matches.order_by("pk"))
    refused = [
        {"name": name, "why": refusal_text(code), "address": reverse("desk", args=[pk])}
        for pk, name, state, code in rows
        if state == Document.State.REFUSED
    ]
    waiting_count = sum(state == Document.State.WAITING for _, _, state, _ in rows)
    content = {"of": len(rows), "done": len(rows) - waiting_count, "refused": refused}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
