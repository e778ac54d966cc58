"""Results of the command palette (Ctrl-K): pages, actions and records that the user may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.base.text import comparison_key
from gyoryu.programmes.queries import load_permissions
from gyoryu.programmes.rules import Permissions, has_workspace
from gyoryu.web.organiser.sidebar import SITE_WORK, address, is_open

MAX_HITS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    url: str
    kind: str = ""


Source = Callable[[str, Permissions], Iterable[Hit]]


def pages(query: str, permissions: Permissions) -> Iterator[Hit]:
    """Find pages of the site. Users without a workspace find the start page only."""
    has_work = has_workspace(permissions)
    for code, name, label in SITE_WORK:
        url = address(name)
        if (
            url
            and (has_work or code == "start")
            and is_open(code, permissions)
            and comparison_key(query) in comparison_key(gettext(label))
        ):
            yield Hit(gettext(label), url, gettext("Page"))
    if permissions.is_operator and comparison_key(query) in comparison_key(gettext("Audit log")):
        yield Hit(gettext("Audit log"), reverse("audit"), gettext("Page"))
    if permissions.is_operator and comparison_key(query) in comparison_key(gettext("Access log")):
        yield Hit(gettext("Access log"), reverse("access-log"), gettext("Page"))


# Other modules add their sources here; each takes the query and the permissions of the user.
SOURCES: list[Source] = [pages]


@require_safe
@never_cache
@login_required
def palette(request: HttpRequest) -> HttpResponse:
    """Return the first hits of every source for `?q=` as JSON."""
    query = request.GET.get("q", "").strip()[:100]
    permissions = load_permissions(request.user)
    hits = [hit for source in SOURCES for hit in source(query, permissions)][:MAX_HITS]
    return JsonResponse({"hits": [asdict(hit) for hit in hits]})
