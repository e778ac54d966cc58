"""Requests of signed-in users, and the client of a request."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Concatenate, ParamSpec, TypeGuard, TypeVar, cast

from django.conf import settings
from django.contrib.auth import decorators
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gyoryu.people.models import User

P = ParamSpec("P")
Response = TypeVar("Response", bound=HttpResponseBase)


class SignedInRequest(HttpRequest):
    """A request behind `login_required`, or with a token of the API."""

    user: User


def login_required(
    view: Callable[Concatenate[SignedInRequest, P], Response],
) -> Callable[Concatenate[HttpRequest, P], Response]:
    """Redirect visitors to the page where they sign in."""
    return cast(Callable[Concatenate[HttpRequest, P], Response], decorators.login_required(view))


def is_signed_in(request: HttpRequest) -> TypeGuard[SignedInRequest]:
    """Return whether the user is signed in, for pages that visitors may open as well."""
    return request.user.is_authenticated


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
