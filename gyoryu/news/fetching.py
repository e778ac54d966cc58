"""Documents fetched from other hosts: only from those that the operator named, only at public addresses, within limits.

What is checked is what is used: a name is resolved once, every address it has must be public, and the connection goes
to exactly such an address, so that a name that changes its mind between check and use gains nothing. Each redirect is
judged like the first address."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from gyoryu.base.refusals import Refused

MOST_BYTES = 20 << 20
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5
_STEP = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
Resolve = Callable[[str], list[str]]
Dial = Callable[[str, str, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    url: str
    media_type: str


def resolve(host: str) -> list[str]:
    """Every address of a host."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def dial(address: str, host: str, seconds: float) -> socket.socket:
    """A connection to `address` that proves to be `host`."""
    plain = socket.create_connection((address, 443), timeout=seconds)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def fetch(
    url: str,
    allowed: Iterable[str],
    *,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    resolve: Resolve = resolve,
    dial: Dial = dial,
) -> Fetched:
    """The bytes at `url` after its redirects. `allowed`: hosts; one that begins with a dot allows what is below it.

    Refuses `address_not_https`, `host_not_allowed`, `address_not_public`, `too_many_redirects`, `file_too_large`,
    `host_does_not_answer` (also when it takes too long) and `host_answers_otherwise` (with its `status`)."""
    hosts = tuple(allowed)
    for _ in range(MOST_REDIRECTS + 1):
        parts = judged(url, hosts)
        host = str(parts.hostname)
        address = _public(host, resolve)
        answer = _ask(parts, host, address, most_bytes, most_seconds, dial)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise Refused("too_many_redirects")


def may_fetch(url: str, allowed: Iterable[str]) -> bool:
    """Whether the address is one that `fetch` would try."""
    try:
        judged(url, allowed)
    except Refused:
        return False
    return True


def judged(url: str, allowed: Iterable[str]) -> SplitResult:
    """The parts of an address that may be fetched. Refuses `address_not_https` and `host_not_allowed`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("address_not_https") from None
    odd = any(character <= " " or character in "\\\x7f" for character in url)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or port not in {None, 443} or odd:
        raise Refused("address_not_https")
    host = parts.hostname
    if not host.isascii() or not any(
        host == each or (each.startswith(".") and host.endswith(each)) for each in allowed
    ):
        raise Refused("host_not_allowed", host=host[:100])
    return parts


def _public(host: str, resolve: Resolve) -> str:
    """One address of the host, if all of them are public."""
    try:
        found = resolve(host)
    except OSError:
        raise Refused("host_does_not_answer", host=host) from None
    if not found:
        raise Refused("host_does_not_answer", host=host)
    if not all(_is_public(each) for each in found):
        raise Refused("address_not_public", host=host)
    return found[0]


def _is_public(text: str) -> bool:
    """Neither private, local, reserved nor multicast; nor such an address wrapped in one of IPv6."""
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if within is None and address in ipaddress.ip_network("64:ff9b::/96"):
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return _is_public(str(within))
    return address.is_global and not address.is_multicast


def _ask(
    parts: SplitResult, host: str, address: str, most_bytes: int, most_seconds: float, dial: Dial
) -> Fetched | str:
    """The answer, or the address that it sends us to."""
    opened: list[socket.socket] = []
    # Ends also what drips: a timeout of the socket alone begins anew with every byte.
    end = threading.Timer(most_seconds, _close, [opened])
    end.start()
    try:
        opened.append(dial(address, host, most_seconds))
        connection = http.client.HTTPConnection(host, timeout=most_seconds)
        connection.sock = opened[0]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Accept-Encoding": "identity", "User-Agent": "Gyoryu"})
        answer = connection.getresponse()
        target = answer.getheader("Location")
        if answer.status in _REDIRECTS and target:
            return target
        if answer.status != 200 or answer.getheader("Content-Encoding", "identity") != "identity":
            raise Refused("host_answers_otherwise", status=answer.status)
        data = _body(answer, most_bytes)
        return Fetched(data, parts.geturl(), answer.getheader("Content-Type", "").split(";")[0].strip().lower())
    except (OSError, http.client.HTTPException, ValueError):
        raise Refused("host_does_not_answer", host=host) from None
    finally:
        end.cancel()
        _close(opened)


def _close(opened: list[socket.socket]) -> None:
    for each in opened:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            each.close()


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """All of the body; the length that the header tells is not believed."""
    kept = bytearray()
    while step := answer.read(_STEP):
        kept += step
        if len(kept) > most:
            raise Refused("file_too_large", most=most >> 20)
    if not kept:
        raise Refused("file_is_empty")
    return bytes(kept)
