"""Response headers: content security policy and cache control."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

# Everything comes from this host, and nothing is inline: pages work inside China, and injected code does not run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

# URL arguments that are credentials themselves.
SECRETS = {"token", "badge", "key"}

View = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: View) -> View:
    """Middleware that sets the policy on every response."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return middleware


def forbid_private_caching(get_response: View) -> View:
    """Middleware: responses for signed-in users (session or token) and secret URLs are stored in no cache, neither of a
    proxy nor of the browser, whose next user may be another. (The offline agenda is cached by a service worker,
    `agenda-worker.js`.) Responses with an ETag, such as calendars, set their own policy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        is_secret = match is not None and not SECRETS.isdisjoint(match.kwargs)
        is_identified = SESSION_KEY in request.session or "Authorization" in request.headers
        if (
            (is_identified or is_secret)
            and "no-store" not in response.get("Cache-Control", "")
            and not response.has_header("ETag")
        ):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware
