"""What came of a form: a second press of its button shows the result of the first, and the browser is told which of the
texts that it keeps can go."""

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
from gyoryu.web.form_pages import API, readable_path
from gyoryu.web.notices import add_notice, has_error_notice

KEY = "form_key"
KEPT_AS = "kept_as"  # the name under which the browser keeps what was typed (keep.js)
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
    """Without end: the fields that each form of a page has beside its own, with another key for each form."""
    token = CsrfTokenNode().render(context)
    # Strangers' forms are alike for all, and nobody's twice.
    has_key = token and getattr(context.get("user"), "is_authenticated", False)
    while True:
        key = f'<input type="hidden" name="{KEY}" value="{secrets.token_urlsafe(9)}">' if has_key else ""
        yield mark_safe(f"{token}{key}")


@register.tag("csrf_token")
def keyed_token(_parser: object, _token: object) -> KeyedTokenNode:
    """Django's token against foreign forms, and beside it a key of this one form."""
    return KeyedTokenNode()


def mark_taken(request: HttpRequest) -> None:
    """For views that answer a form they have taken with a page."""
    request.form_is_taken = True  # type: ignore[attr-defined]


def answer_once(get_response: View) -> View:
    """Middleware: what a form does and the note that it was sent are one transaction, and the same form sent again
    leads to where the first led."""

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
    """Forms with files take long, and nobody should wait for their transaction. Those about one's account count
    attempts at passwords and codes, which other requests must see before this one ends."""
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
    """The same form as before: nothing is done a second time."""
    add_notice(request, gettext("This form was sent twice. It was taken once."), "info")
    request.form_is_taken = bool(first.location)  # type: ignore[attr-defined]
    return HttpResponseRedirect(first.location or readable_path(request))


def _digest(request: HttpRequest) -> str:
    """Of everything that was sent: who goes back, changes a word and sends again means it."""
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
    """Whether the form did what it was sent for: it leads on, and nothing was refused."""
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
