"""Results of the command palette (Ctrl-K): pages, actions and records that the user may open."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.programmes.queries import load_permissions
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.navigation.sources import PALETTE
from gyoryu.web.parameters import Query

MAX_HITS = 12


@require_safe
@never_cache
@login_required
def palette(request: SignedInRequest) -> HttpResponse:
    """Return the first hits of every source for `?q=` as JSON."""
    query = Query(request).text("q")
    permissions = load_permissions(request.user)
    hits = [hit for source in PALETTE for hit in source(query, permissions)][:MAX_HITS]
    return JsonResponse({"hits": [asdict(hit) for hit in hits]})
