"""The list of documents: search and filter, suggestions, duplicates."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.news import rules
from gyoryu.news.desk.queries import names_like
from gyoryu.news.documents.duplicates import difference
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.reading.actions import request_rereading_of_all
from gyoryu.news.watches.actions import mark_hits_seen
from gyoryu.programmes.models import Programme
from gyoryu.programmes.rules import may_manage
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_programme_or_404, require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.news.document_list import article_text, render_list
from gyoryu.web.parameters import Query


@require_safe
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    """List documents. `?q=` searches; `state`, `kind`, `name`, `since`, `until` filter; `page` pages."""
    permissions = require_permission(request, rules.may_read_documents)
    return render_list(request, permissions)


@require_safe
@login_required
def suggest(request: SignedInRequest) -> JsonResponse:
    """Suggest names of organisations, persons, places and agreements that contain `q`, as JSON; `kind` filters."""
    permissions = require_permission(request, rules.may_read_documents)
    names = names_like(Query(request).text("q"), permissions, Query(request).text("kind", 20))
    return JsonResponse({"names": [name for name, _ in names]}, json_dumps_params={"ensure_ascii": False})


@require_POST
@login_required
def all_again(request: SignedInRequest) -> HttpResponse:
    """Queue a new reading of all documents read by an older version."""
    require_permission(request, rules.may_reprocess_all)
    request_rereading_of_all(by=request.user)
    add_notice(request, gettext("They are being read again. What you decided stays."))
    return redirect("documents")


@require_safe
@login_required
def compare(request: SignedInRequest, number: int) -> HttpResponse:
    """Show what a copy lost and added against its original."""
    visible = visible_documents(require_permission(request, rules.may_read_documents))
    copy = get_object_or_404(visible.select_related("original").filter(original__in=visible), pk=number)
    original = cast(Document, copy.original)
    differences = difference(article_text(original), article_text(copy))
    names = {
        "comma": gettext("commas"),
        "stop": gettext("full stops"),
        "dot": gettext("middle dots"),
        "quote": gettext("quotation marks"),
    }
    punctuation = [(names[kind], count) for kind, count in sorted(differences.signs_lost.items())]
    context = {
        "sidebar": build_sidebar("documents"),
        "copy": copy,
        "original": original,
        "found": differences,
        "signs": punctuation,
    }
    return render(request, "news/difference.html", context)


@require_POST
@login_required
def see_hits(request: SignedInRequest, number: int) -> HttpResponse:
    """Mark the watch hits of a programme as seen."""
    programme: Programme = get_programme_or_404(request, number, may_manage)
    mark_hits_seen(programme.pk, now=timezone.now(), by=request.user)
    return redirect("programme", programme.pk)
