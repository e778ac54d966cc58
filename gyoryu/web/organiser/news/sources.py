"""Sources of documents: single URLs, feeds, the open press-release service."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.refusals import Refused
from gyoryu.news import rules
from gyoryu.news.sources.actions import add_source, request_fetch, request_poll, set_source_on
from gyoryu.news.sources.models import Source
from gyoryu.news.sources.visibility import visible_sources
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.news.labels import refusal_text
from gyoryu.web.organiser.news.programme_choice import chosen_programme, programme_choices
from gyoryu.web.parameters import whole
from gyoryu.web.texts.refusals import sentence_for_refusal

KINDS = {
    Source.Kind.FEED: _("Feed (RSS, Atom)"),
    Source.Kind.RELEASES: _("Press releases of the Korean government"),
}
HOURS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    """List the sources, and add one. Refused input is kept."""
    is_post = request.method == "POST"
    permissions = require_permission(request, rules.may_edit_news if is_post else rules.may_read_documents)
    form_values = {
        name: request.POST.get(name, "").strip()[:1000] for name in ("kind", "name", "address", "hours", "programme")
    }
    fault = ""
    if is_post:
        kind = form_values["kind"] if form_values["kind"] in Source.Kind.values else Source.Kind.FEED
        hours = whole(form_values["hours"], maximum=9999) or 0
        programme = chosen_programme(request, permissions)
        try:
            if not rules.may_edit_source(permissions, programme):
                raise Refused("choose_a_programme")
            source = add_source(
                kind, form_values["name"], form_values["address"], hours,
                now=timezone.now(), by=request.user, programme=programme,
            )  # fmt: skip
        except Refused as refused:
            fault = sentence_for_refusal(refused)
        else:
            add_notice(request, gettext("{name} is being visited.").format(name=source.name))
            return redirect("sources")
    rows = visible_sources(permissions).select_related("programme").annotate(taken=Count("items"))
    context = {
        "sidebar": build_sidebar("sources"),
        "rows": [
            (
                source,
                KINDS[Source.Kind(source.kind)],
                refusal_text(source.last_error),
                rules.may_edit_source(permissions, source.programme_id),
            )
            for source in rows
        ],
        "kinds": list(KINDS.items()),
        "hosts": settings.NEWS_HOSTS,
        "has_key": bool(settings.PRESS_RELEASE_KEY),
        "may_work": rules.may_edit_news(permissions),
        "may_keep_all": rules.may_edit_source(permissions, None),
        "programmes": programme_choices(permissions),
        "typed": form_values if is_post else {"hours": HOURS},
        "fault": fault,
        "fault_at": "name",
    }
    return render(request, "news/sources.html", context, status=422 if fault else 200)


@require_POST
@login_required
def turn(request: SignedInRequest, number: int) -> HttpResponse:
    """Apply `act` to a source: `visit` now, `pause` or `resume`."""
    permissions = require_permission(request, rules.may_edit_news)
    source = get_object_or_404(visible_sources(permissions), pk=number)
    if not rules.may_edit_source(permissions, source.programme_id):
        raise PermissionDenied
    act = request.POST.get("act")
    if act in {"pause", "resume"}:
        set_source_on(number, act == "resume", now=timezone.now(), by=request.user)
    elif source.is_on:
        request_poll(number, now=timezone.now(), by=request.user)
    if act != "pause":
        add_notice(request, gettext("{name} is being visited.").format(name=source.name))
    return redirect("sources")


@require_POST
@login_required
def fetch(request: SignedInRequest) -> HttpResponse:
    """Request one document by its URL."""
    permissions = require_permission(request, rules.may_edit_news)
    with RefusalAsNotice(request):
        request_fetch(
            request.POST.get("address", "")[:1000], now=timezone.now(), by=request.user,
            programme=chosen_programme(request, permissions),
        )  # fmt: skip
        add_notice(request, gettext("The document is being fetched."))
    return redirect("documents")
