"""Idempotent forms: a second submit shows the result of the first, and a cookie lists the saved drafts that the browser
can delete."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from hashlib import sha256

from django import template
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gyoryu.base.sent_forms import SentForm, claim_form
from gyoryu.web.middleware.form_pages import API, readable_path
from gyoryu.web.notices import add_notice, has_error_notice

KEY = "form_key"
KEPT_AS = "kept_as"  # name of the draft that the browser has saved (form-drafts.js)
COOKIE = "taken"
MAX_NOTED = 8
NAME = re.compile(r"[\w.~%-]{1,300}", re.ASCII)
AWAY = (301, 302, 303)
ACCOUNT = "/account/"

View = Callable[[HttpRequest], HttpResponse]
register = template.Library()


class KeyedTokenNode(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        return next(tokens_of(context))


def tokens_of(context: Context) -> Iterator[SafeString]:
    """Yield the hidden fields of each form of a page, each with another key, without end."""
    token = CsrfTokenNode().render(context)
    # Forms of anonymous visitors are the same for all, and have no key.
    has_key = token and getattr(context.get("user"), "is_authenticated", False)
    while True:
        key = f'<input type="hidden" name="{KEY}" value="{secrets.token_urlsafe(9)}">' if has_key else ""
        yield mark_safe(f"{token}{key}")


@register.tag("csrf_token")
def keyed_token(_parser: object, _token: object) -> KeyedTokenNode:
    """Render Django's CSRF token, and beside it the key of this form."""
    return KeyedTokenNode()


def mark_taken(request: HttpRequest) -> None:
    """Mark the form as accepted, for views that answer it with a page."""
    request.form_is_taken = True  # type: ignore[attr-defined]


def answer_once(get_response: View) -> View:
    """Middleware: the effect of a form and the record that it was sent are one transaction, and the same form sent
    again redirects to where the first did."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path.startswith(API):
            return get_response(request)
        if not request.POST.get(KEY) or not request.user.is_authenticated:
            return _mark_done(request, get_response(request))
        with nullcontext() if _is_noted_before(request) else transaction.atomic():
            row, is_new = claim_form(_digest(request), request.user.pk, timezone.now())
            if not is_new:
                return _mark_done(request, _repeat_result(request, row))
            response = _process(request, get_response, row)
            if response.status_code >= 500 and not _is_noted_before(request):
                transaction.set_rollback(True)
        return _mark_done(request, response)

    return middleware


def _is_noted_before(request: HttpRequest) -> bool:
    """Forms with files take long, and others should not wait for their transaction. Forms of the account count attempts
    at passwords and codes, which other requests must see before this one ends."""
    return bool(request.FILES) or request.path.startswith(ACCOUNT)


def _process(request: HttpRequest, get_response: View, row: SentForm) -> HttpResponse:
    response = get_response(request)
    if response.status_code >= 500:
        if _is_noted_before(request):
            row.delete()
    elif _is_taken(request, response) and response.status_code in AWAY:
        SentForm.objects.filter(pk=row.pk).update(location=response.headers["Location"][:2000])
    else:
        row.delete()
    return response


def _repeat_result(request: HttpRequest, first: SentForm) -> HttpResponse:
    """Answer a repeated form: nothing is done a second time."""
    add_notice(request, gettext("This form was sent twice. It was processed once."), "info")
    request.form_is_taken = bool(first.location)  # type: ignore[attr-defined]
    return HttpResponseRedirect(first.location or readable_path(request))


def _digest(request: HttpRequest) -> str:
    """Digest of all fields and files: a form that was changed and sent again is another one."""
    digest = sha256(f"{request.user.pk} {request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in ("csrfmiddlewaretoken", KEPT_AS):
            digest.update(repr((name, values)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            content = sha256()
            for chunk in upload.chunks():
                content.update(chunk)
            upload.seek(0)
            digest.update(repr((name, upload.name, content.hexdigest())).encode())
    return digest.hexdigest()


def _is_taken(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the form was accepted: the response is a redirect, and nothing was refused."""
    if getattr(request, "form_is_taken", False):
        return True
    if response.status_code not in AWAY or has_error_notice(request):
        return False
    return not response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


def _mark_done(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    name = request.POST.get(KEPT_AS, "")
    if NAME.fullmatch(name) and _is_taken(request, response):
        entries = [entry for entry in request.COOKIES.get(COOKIE, "").split("|") if NAME.fullmatch(entry)]
        response.set_cookie(
            COOKIE, "|".join([*entries[-MAX_NOTED:], name]), max_age=7 * 86_400,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return response
