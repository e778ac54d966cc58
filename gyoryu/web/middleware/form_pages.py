"""The page of each form: the redirect target for a GET of a URL that takes POST only, and after signing in when the
session had expired before a form was sent."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

# URL name that takes POST only: URL name of the page with its form, and the URL arguments which that needs.
FORM_PAGES: dict[str, tuple[str, ...]] = {
    "choose-language": ("front",),
    "sign-out": ("front",),
    "sign-out-elsewhere": ("account",),
    "token-revoke": ("tokens",),
    "programme-hits-seen": ("programme", "number"),
    "party-add": ("programme", "programme_id"),
    "party-remove": ("programme", "programme_id"),
    "role-take": ("programme-people", "programme_id"),
    "event-terms": ("event-details", "event_id"),
    "slot-remove": ("event-slots", "event_id"),
    "tables-add": ("event-slots", "event_id"),
    "table-remove": ("table", "event_id", "table_id"),
    "interpreter-remove": ("interpreter", "event_id", "interpreter_id"),
    "invitation-resend": ("event-invitations", "event_id"),
    "invitation-withdraw": ("event-invitations", "event_id"),
    "application-decide": ("application", "number"),
    "application-settings": ("application", "number"),
    "import-bring-in": ("import", "event_id", "batch"),
    "forbid-met-before": ("event-wishes", "event_id"),
    "plan-cancel": ("plan-run", "event_id", "run"),
    "timetable-lock": ("timetable-move", "event_id", "seller", "buyer"),
    "timetable-remove": ("timetable-move", "event_id", "seller", "buyer"),
    "check-in": ("event-checkin", "event_id"),
    "check-in-undo": ("event-checkin", "event_id"),
    "note-meeting": ("event-board", "event_id"),
    "answer-log": ("meeting-log", "meeting_id"),
    "remove-log": ("meeting-log", "meeting_id"),
    "my-apply-copy": ("my-apply", "application"),
    "my-file-remove": ("my-apply", "application"),
    "my-calendar-new": ("my-agenda", "application"),
    "my-wishes-order": ("my-wishes", "application"),
    "my-wish-request": ("my-counterpart", "application", "other"),
    "my-wish-withdraw": ("my-wishes", "application"),
    "my-wish-answer": ("my-wishes", "application"),
    "organisation-identifiers": ("organisation", "number"),
    "organisation-identifier-remove": ("organisation", "number"),
    "organisation-contacts": ("organisation", "number"),
    "organisation-contact-remove": ("organisation", "number"),
    "documents-upload": ("documents",),
    "documents-fetch": ("documents",),
    "documents-reread": ("documents",),
    "source": ("sources",),
    "document-reread": ("desk", "number"),
    "desk-accept-confident": ("desk", "number"),
    "desk-reopen": ("desk", "number"),
    "proposal": ("documents",),
    "post-show": ("posts",),
    "watch-end": ("watches",),
    "event-emails-resend": ("event-emails", "event_id"),
    "event-email-resend": ("event-email", "event_id", "email"),
    "event-emails-withdraw": ("event-emails", "event_id"),
    "outbox-resend": ("outbox",),
    "outbox-email-resend": ("outbox-email", "email"),
    "editor-dismiss": ("editors",),
    "own-data-archive": ("own-data",),
    "undo": ("start",),
}
API = "/api/"
READING = ("GET", "HEAD")

View = Callable[[HttpRequest], HttpResponse]


def page_for(match: ResolverMatch) -> str:
    """Return the path of the page with the form for a URL; "" where the URL is a page itself."""
    page, *parts = FORM_PAGES.get(match.url_name or "", ("",))
    return reverse(page, args=[match.kwargs[part] for part in parts]) if page else ""


def readable_path(request: HttpRequest) -> str:
    """Return a path that can be read by GET: the page from which the form was sent, where the browser states it and it
    is one of ours; otherwise the page declared for the URL; otherwise the URL itself."""
    if request.method in READING:
        form_page = page_for(request.resolver_match) if request.resolver_match else ""
        return form_page or request.get_full_path()
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        url = urlsplit(referer)
        try:
            match = resolve(url.path)
        except Resolver404:
            pass
        else:
            return page_for(match) or (f"{url.path}?{url.query}" if url.query else url.path)
    declared = page_for(request.resolver_match) if request.resolver_match else ""
    return declared or request.get_full_path()


def redirect_to_form_pages(get_response: View) -> View:
    """Middleware: a GET of a URL that takes POST only redirects to the page of its form, and signing in never redirects
    to such a URL."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(API):
            return response
        if response.status_code == 405:
            return _not_allowed(request, response)
        if response.status_code == 302 and _redirects_to_sign_in(response):
            _rewrite_next(request, response)
        return response

    return middleware


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    allowed = response.headers.get("Allow", "")
    page = readable_path(request)
    if request.method in READING and page != request.get_full_path():
        result: HttpResponse = HttpResponseRedirect(page)
    else:
        next_path = request.path if "GET" in allowed else resolve_url("front")
        result = render(request, "405.html", {"way": next_path}, status=405)
    result.headers["Allow"] = allowed  # so that clients see that the URL is no page
    return result


def _redirects_to_sign_in(response: HttpResponse) -> bool:
    return urlsplit(response.headers.get("Location", "")).path == resolve_url(settings.LOGIN_URL)


def _rewrite_next(request: HttpRequest, response: HttpResponse) -> None:
    target = urlsplit(response.headers["Location"])
    query = dict(parse_qsl(target.query))
    if "next" not in query:
        return
    is_sent = request.method not in READING
    if is_sent or settings.SESSION_COOKIE_NAME in request.COOKIES:
        query["ended"] = "1"
    if is_sent or (request.resolver_match and page_for(request.resolver_match)):
        query["next"] = readable_path(request)
    response.headers["Location"] = target._replace(query=urlencode(query, safe="/")).geturl()
