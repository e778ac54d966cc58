"""Client address, choice of language and start page. Signing in is in `sign_in/`."""

from __future__ import annotations

from ipaddress import ip_address
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.names import LANGUAGES
from gyoryu.people import actions
from gyoryu.people.models import User
from gyoryu.programmes.rules import has_workspace
from gyoryu.web.languages import DJANGO_CODES, language_of
from gyoryu.web.lookup import permissions_for
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.todo import tasks_for


def address_of(request: HttpRequest) -> str:
    """Return the IP address of the client, "" where it is unknown (a proxy's own would stand for all its users).
    Behind a proxy it is the last entry of X-Forwarded-For, which that proxy wrote."""
    raw_address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        raw_address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        address = ip_address(raw_address)
    except ValueError:
        return ""
    return "" if address.is_loopback else str(address)


def remember_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the user or visitor, and redirect back."""
    language = next((code for code in LANGUAGES if code == request.POST.get("language")), None)
    if language is None:
        return HttpResponseBadRequest("language: ko, zh or en", content_type="text/plain")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = resolve_url("front")
    if isinstance(request.user, User):
        actions.change_language(request.user, language, by=request.user)
    response = HttpResponseRedirect(back)
    remember_language(response, DJANGO_CODES[language])
    return response


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Show today's tasks of the user, in the layout of their workspace."""
    user = cast(User, request.user)
    permissions = permissions_for(request)
    works = has_workspace(permissions)
    context = {
        "name": user.shown_name(language_of(get_language())),
        "duties": tasks_for(user, permissions),
        "shell": "officer/shell.html" if works else "participant/shell.html",
        "rail": build_sidebar("start") if works else None,
        "works": works,
    }
    return render(request, "start.html", context)
