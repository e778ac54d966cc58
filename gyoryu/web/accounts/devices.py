"""Known devices: browsers in which an account was signed in before. Password guessing elsewhere cannot lock these out.

A signed cookie holds an identifier of the browser and keyed digests of the accounts; it grants no access by itself."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from gyoryu.people.models import User
from gyoryu.people.rules import Source, network_of
from gyoryu.web.http import address_of

COOKIE = "device"
SALT = "gyoryu.device"
SECONDS = 365 * 24 * 3600
MAX_ACCOUNTS = 5


def source_of(request: HttpRequest, email: str) -> Source:
    """Return the source of a sign-in attempt for the account `email`."""
    mark, accounts = _read(request)
    is_known = _digest(email) in accounts
    return Source(network=network_of(address_of(request)), device=mark if is_known else "")


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Store in the browser that `user` was signed in. The least recently used account beyond the limit is dropped."""
    mark, accounts = _read(request)
    digest = _digest(user.email)
    accounts = [digest, *(account for account in accounts if account != digest)][:MAX_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps([mark or secrets.token_urlsafe(16), *accounts], salt=SALT),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        stored: list[Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return "", []
    mark, *accounts = map(str, stored)
    return mark, accounts


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
