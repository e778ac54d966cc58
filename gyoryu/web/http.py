"""The signed-in user and the client of a request."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


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
