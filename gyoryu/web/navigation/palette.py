"""Results of the command palette (Ctrl-K): pages, actions and records that the user may open."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.programmes.queries import load_permissions
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.navigation.palette_hits import SOURCES

MAX_HITS = 12


@require_safe
@never_cache
@login_required
def palette(request: SignedInRequest) -> HttpResponse:
    """Return the first hits of every source for `?q=` as JSON."""
    query = request.GET.get("q", "").strip()[:100]
    permissions = load_permissions(request.user)
    hits = [hit for source in SOURCES for hit in source(query, permissions)][:MAX_HITS]
    return JsonResponse({"hits": [asdict(hit) for hit in hits]})
