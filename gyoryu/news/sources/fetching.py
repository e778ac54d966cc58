"""Documents fetched from other hosts: only from those that the operator named, only at public addresses, within limits.

What is checked is what is used: a name is resolved once, every address it has must be public, and the connection goes
to exactly such an address, so that a name that changes its mind between check and use gains nothing. Each redirect is
checked like the first address.

Where the operator set a proxy (`HTTPS_PROXY`, `NO_PROXY`), names are resolved by the proxy, and often by nothing else:
there, addresses cannot be checked here, and which networks the proxy reaches is its own rule. The hosts are still those
that the operator named, and prove by their certificates that they are."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, ProxyManager, make_headers
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from gyoryu.base.refusals import Refused

MAX_BYTES = 20 << 20
MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
_STEP = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
Resolve = Callable[[str], list[str]]
Connect = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    url: str
    media_type: str


def resolve(host: str) -> list[str]:
    """Return every address of a host."""
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to `address`, before anything is said on it."""
    return socket.create_connection((address, port), timeout=seconds)


def proxy_for(host: str) -> str:
    """Return the address of the proxy that the operator set for a host; "" where it is asked directly."""
    return "" if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get("https", "")


def fetch(
    url: str,
    allowed: Iterable[str],
    *,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
    resolve: Resolve = resolve,
    connect: Connect = connect,
    tls: ssl.SSLContext | None = None,
) -> Fetched:
    """Return the bytes at `url` after its redirects: all of them, or a refusal. `allowed`: hosts; one that begins with
    a dot allows what is below it. `max_seconds` is for everything together: names, redirects, the body. `tls`: which
    certificates are believed, by default those that the machine believes.

    Refuses `address_not_https`, `host_not_allowed`, `address_not_public`, `too_many_redirects`, `file_too_large`,
    `host_does_not_answer` (also when it takes too long or breaks off) and `host_answers_otherwise` (with its
    `status`)."""
    hosts = tuple(allowed)
    deadline = time.monotonic() + max_seconds
    for _ in range(MAX_REDIRECTS + 1):
        parts = checked_url(url, hosts)
        host = str(parts.hostname)
        proxy = proxy_for(host)
        # A literal IP address is not resolved.
        address = "" if proxy and not _is_address(host) else _public(host, resolve, deadline)
        exchange = _Exchange(address, proxy, deadline, connect, tls or ssl.create_default_context())
        response = exchange.get(parts, max_bytes)
        if isinstance(response, Fetched):
            return response
        try:
            url = urljoin(url, response)
        except ValueError:
            raise Refused("address_not_https") from None
    raise Refused("too_many_redirects")


def may_fetch(url: str, allowed: Iterable[str]) -> bool:
    """Return whether the address is one that `fetch` would try."""
    try:
        checked_url(url, allowed)
    except Refused:
        return False
    return True


def checked_url(url: str, allowed: Iterable[str]) -> SplitResult:
    """Return the parts of an address that may be fetched. Refuses `address_not_https` and `host_not_allowed`."""
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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(text: str) -> bool:
    """Return whether an address belongs to a host of the public internet: none that a registry reserves for a special
    purpose, nor such an address wrapped in one of IPv6. Python's own `is_global` depends on its version."""
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
# IPv6 prefixes that embed an IPv4 address in the last 32 bits and route to it.
_WRAPPING = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))


class _Connection(HTTPSConnection):
    """Connection to the checked address under the requested host name, which is used in the request and must be proved
    by the certificate."""

    def __init__(self, *args: Any, open_socket: Callable[[str, int], socket.socket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open_socket = open_socket

    def _new_conn(self) -> socket.socket:
        return self._open_socket(self.host, self.port)  # those of the proxy, where there is one


class _Exchange:
    """One request and its response, until a deadline."""

    def __init__(self, address: str, proxy: str, deadline: float, connect: Connect, tls: ssl.SSLContext) -> None:
        self._address = address
        self._proxy = proxy
        self._seconds_left = max(deadline - time.monotonic(), 0.001)
        self._connect = connect
        self._tls = tls
        self._lock = threading.Lock()
        self._opened: list[socket.socket] = []
        self._is_late = False

    def get(self, parts: SplitResult, max_bytes: int) -> Fetched | str:
        """Return the answer, or the address that it sends us to."""
        host = str(parts.hostname)
        # Also ends responses that drip: a socket's timeout restarts with every byte.
        timer = threading.Timer(self._seconds_left, self._end)
        timer.start()
        try:
            with self._manager() as manager, self._response(manager, parts) as response:
                target = response.headers.get("Location")
                if response.status in _REDIRECTS and target:
                    return target
                if response.status != 200 or response.headers.get("Content-Encoding", "identity") != "identity":
                    raise Refused("host_answers_otherwise", status=response.status)
                data = _body(response, max_bytes)
            if self._is_late:  # a connection closed by us looks like a normal end
                raise Refused("host_does_not_answer", host=host)
            media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
            return Fetched(data, parts.geturl(), media_type)
        except (OSError, HTTPError, ValueError):
            raise Refused("host_does_not_answer", host=host) from None
        finally:
            timer.cancel()
            self._close()

    def _manager(self) -> PoolManager:
        if not self._proxy:
            return PoolManager(ssl_context=self._tls)
        auth = parse_url(self._proxy).auth
        headers = make_headers(proxy_basic_auth=unquote(auth)) if auth else None
        return ProxyManager(self._proxy, ssl_context=self._tls, proxy_headers=headers)

    def _response(self, manager: PoolManager, parts: SplitResult) -> BaseHTTPResponse:
        pool = manager.connection_from_host(parts.hostname, 443, scheme="https")
        pool.ConnectionCls = partial(_Connection, open_socket=self._open_socket)  # type: ignore[assignment]
        return pool.urlopen(
            "GET",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers={"Accept-Encoding": "identity", "User-Agent": "Gyoryu"},
            timeout=self._seconds_left,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,  # compressed data could expand without limit
        )

    def _open_socket(self, host: str, port: int) -> socket.socket:
        """Return a connection, and a second handle on it, since TLS takes the first one over."""
        connection = self._connect(host if self._proxy else self._address, port, self._seconds_left)
        with self._lock:
            self._opened.append(connection.dup())
            if self._is_late:
                _shut(self._opened)
        return connection

    def _end(self) -> None:
        with self._lock:
            self._is_late = True
            _shut(self._opened)

    def _close(self) -> None:
        with self._lock:
            _shut(self._opened)
            for connection in self._opened:
                connection.close()
            self._opened.clear()


def _shut(connections: Iterable[socket.socket]) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _body(response: BaseHTTPResponse, max_bytes: int) -> bytes:
    """Read the whole body, at most `max_bytes`, regardless of Content-Length; the library raises if fewer bytes
    arrive."""
    data = bytearray()
    for step in response.stream(_STEP, decode_content=False):
        data += step
        if len(data) > max_bytes:
            raise Refused("file_too_large", most=max_bytes >> 20)
    if not data:
        raise Refused("file_is_empty")
    return bytes(data)
