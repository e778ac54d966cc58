"""Pages for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.web.site.open_calls import open_calls
from gyoryu.web.texts.languages import reader


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "front.html", {"calls": open_calls(timezone.now())})


THEME = "#0b50d0"  # --primary-60 of tokens.css
ICONS = {"any": (192, 512), "maskable": (512,)}


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return the web app manifest, in the reader's language."""
    icons = [
        {
            "src": static(f"gyoryu/icons/{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose, sizes in ICONS.items()
        for size in sizes
    ]
    document = {
        "name": gettext("Gyoryu: international business consultations"),
        "short_name": gettext("Gyoryu"),
        "lang": LANGUAGE_TAGS[reader()],
        "id": "/",
        "start_url": reverse("start"),
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": "#ffffff",
        "icons": [{"src": static("gyoryu/logo.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return JsonResponse(document, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this URL beside files that are no pages."""
    return redirect(static("gyoryu/icons/any-48.png"))
