"""Documents fetched from other hosts: only from those that the operator named, only at public addresses, within limits.

What is checked is what is used: a name is resolved once, every address it has must be public, and the connection goes
to exactly such an address, so that a name that changes its mind between check and use gains nothing. Each redirect is
checked like the first address."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from gyoryu.base.refusals import Refused

MAX_BYTES = 20 << 20


MAX_SECONDS = 20.0


MAX_REDIRECTS = 5


_STEP = 65_536


_REDIRECTS = {301, 302, 303, 307, 308}


Resolve = Callable[[str], list[str]]


Connect = Callable[[str, str, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    url: str
    media_type: str


def resolve(host: str) -> list[str]:
    """Every address of a host."""
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def connect(address: str, host: str, seconds: float) -> socket.socket:
    """A connection to `address` that proves to be `host`."""
    connection = socket.create_connection((address, 443), timeout=seconds)
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)


def fetch(
    url: str,
    allowed: Iterable[str],
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
    resolve: Resolve = resolve,
    connect: Connect = connect,
) -> Fetched:
    """The bytes at `url` after its redirects: all of them, or a refusal. `allowed`: hosts; one that begins with a dot
    allows what is below it. `max_seconds` is for everything together: names, redirects, the body.

    Refuses `address_not_https`, `host_not_allowed`, `address_not_public`, `too_many_redirects`, `file_too_large`,
    `host_does_not_answer` (also when it takes too long or breaks off) and `host_answers_otherwise` (with its
    `status`)."""
    hosts = tuple(allowed)
    deadline = time.monotonic() + max_seconds
    for _ in range(MAX_REDIRECTS + 1):
        parts = checked_url(url, hosts)
        address = _public(str(parts.hostname), resolve, deadline)
        response = _resolve_with_limit(parts, address, max_bytes, deadline, connect)
        if isinstance(response, Fetched):
            return response
        try:
            url = urljoin(url, response)
        except ValueError:
            raise Refused("address_not_https") from None
    raise Refused("too_many_redirects")


def may_fetch(url: str, allowed: Iterable[str]) -> bool:
    """Whether the address is one that `fetch` would try."""
    try:
        checked_url(url, allowed)
    except Refused:
        return False
    return True


def checked_url(url: str, allowed: Iterable[str]) -> SplitResult:
    """The parts of an address that may be fetched. Refuses `address_not_https` and `host_not_allowed`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("address_not_https") from None
    has_invalid_character = any(character <= " " or character in "\\\x7f" for character in url)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.username is not None
        or port not in {None, 443}
        or has_invalid_character
    ):
        raise Refused("address_not_https")
    host = parts.hostname
    # A scope (`%eth0`) names a network card of this machine; no public address has one.
    if (
        not host.isascii()
        or "%" in host
        or not any(
            host == allowed_host or (allowed_host.startswith(".") and host.endswith(allowed_host))
            for allowed_host in allowed
        )
    ):
        raise Refused("host_not_allowed", host=host[:100])
    return parts


def _public(host: str, resolve: Resolve, deadline: float) -> str:
    """One address of the host, if all of them are public."""
    addresses = _resolved(host, resolve, deadline)
    if not addresses:
        raise Refused("host_does_not_answer", host=host)
    if not all(is_public(address) for address in addresses):
        raise Refused("address_not_public", host=host)
    return addresses[0]


def _resolved(host: str, resolve: Resolve, deadline: float) -> list[str]:
    """Resolve a host within a deadline; no addresses after it. The operating system's own look-up has no limit."""
    addresses: list[str] = []

    def ask() -> None:
        # UnicodeError: a name that cannot be one.
        with suppress(OSError, UnicodeError):
            addresses.extend(resolve(host))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(deadline - time.monotonic(), 0))
    return [] if asking.is_alive() else addresses


def is_public(text: str) -> bool:
    """Whether an address belongs to a host of the public internet: none that a registry reserves for a special purpose,
    nor such an address wrapped in one of IPv6. Python's own `is_global` depends on its version."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        if any(address in network for network in _WRAPPING):
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_6)
    return not any(address in network for network in _SPECIAL_4)


# IANA's registries of special-purpose addresses, and multicast.
_SPECIAL_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip


_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


# Within it: protocols (Teredo among them), 6to4, documentation, anycast of AS112.
_SPECIAL_6 = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"))
)


# What carries an address of IPv4 in its last 32 bits and leads there.
_WRAPPING = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))


def _resolve_with_limit(
    parts: SplitResult, address: str, max_bytes: int, deadline: float, connect: Connect
) -> Fetched | str:
    """The answer, or the address that it sends us to."""
    host = str(parts.hostname)
    opened: list[socket.socket] = []
    is_late = threading.Event()

    def end() -> None:
        is_late.set()
        _close(opened)

    seconds_left = max(deadline - time.monotonic(), 0.001)
    # Also ends responses that drip: a socket's timeout restarts with every byte.
    timer = threading.Timer(seconds_left, end)
    timer.start()
    try:
        opened.append(connect(address, host, seconds_left))
        response = _get_response(opened[0], parts, seconds_left)
        target = response.getheader("Location")
        if response.status in _REDIRECTS and target:
            return target
        if response.status != 200 or response.getheader("Content-Encoding", "identity") != "identity":
            raise Refused("host_answers_otherwise", status=response.status)
        data = _body(response, max_bytes, host)
        if is_late.is_set():  # what was closed here looks like an end
            raise Refused("host_does_not_answer", host=host)
        return Fetched(data, parts.geturl(), response.getheader("Content-Type", "").split(";")[0].strip().lower())
    except (OSError, http.client.HTTPException, ValueError):
        raise Refused("host_does_not_answer", host=host) from None
    finally:
        timer.cancel()
        _close(opened)


def _get_response(opened: socket.socket, parts: SplitResult, seconds: float) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(str(parts.hostname), timeout=seconds)
    connection.sock = opened
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", path, headers={"Accept-Encoding": "identity", "User-Agent": "Gyoryu"})
    return connection.getresponse()


def _close(connections: list[socket.socket]) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            connection.close()


def _body(response: http.client.HTTPResponse, max_bytes: int, host: str) -> bytes:
    """Read the whole body, at most `max_bytes`, whatever Content-Length says; less than that was broken off.
    (A chunked body marks its own end, and the library raises without one.)"""
    data = bytearray()
    while step := response.read(_STEP):
        data += step
        if len(data) > max_bytes:
            raise Refused("file_too_large", most=max_bytes >> 20)
    if response.length:
        raise Refused("host_does_not_answer", host=host)
    if not data:
        raise Refused("file_is_empty")
    return bytes(data)
