"""Permissions and limits of accounts: named predicates without side effects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal, Protocol

# Proofs of identity. Each is counted separately, so that wrong passwords do not use up the links by e-mail.
Proof = Literal["password", "mail", "code"]

ATTEMPTS_COUNT_FOR = timedelta(minutes=15)
# On one account, by one proof, from one source: a network, or a device on which the account was used before.
MAX_ATTEMPTS_OF_SOURCE = 5
# On one account, by one proof, from all networks together. Devices that are known are not part of it.
MAX_ATTEMPTS_OF_ACCOUNT = 20
# On all accounts. Many officers sit behind one address of their agency.
MAX_ATTEMPTS_OF_NETWORK = 50
# A proxy that is not declared hides where requests come from: everybody shares this limit.
MAX_ATTEMPTS_OF_UNKNOWN_NETWORK = 300
WARN_OWNER_EVERY = timedelta(days=1)
# Staff sign in again after so long without a request. Participants stay signed in until the session ends.
MAX_IDLE_OF_STAFF = timedelta(hours=12)


class Subject(Protocol):
    """A user as far as rules are concerned; an anonymous one has these too."""

    @property
    def is_active(self) -> bool: ...
    @property
    def is_superuser(self) -> bool: ...


def may_read_audit(user: Subject) -> bool:
    return user.is_active and user.is_superuser


def may_read_outbox(user: Subject) -> bool:
    """Read emails about accounts, which may hold links that open them."""
    return user.is_active and user.is_superuser


def may_read_access_log(user: Subject) -> bool:
    """Read the access log: for the person in charge of privacy."""
    return user.is_active and user.is_superuser


def may_handle_personal_data_requests(user: Subject) -> bool:
    """Export and erase personal data on request."""
    return user.is_active and user.is_superuser


@dataclass(frozen=True, slots=True)
class Source:
    """Source of an attempt. `network`: "" if unknown. `device`: the identifier of a browser in which the account was
    signed in before, "" in others."""

    network: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class AttemptCounts:
    """Attempts within `ATTEMPTS_COUNT_FOR`, the present one among them."""

    of_source: int
    of_account: int
    of_network: int


def must_wait(counts: AttemptCounts, source: Source) -> bool:
    """Return whether there were too many attempts. Attempts from elsewhere do not count against a known device."""
    if counts.of_source > MAX_ATTEMPTS_OF_SOURCE:
        return True
    if source.device:
        return False
    limit = MAX_ATTEMPTS_OF_NETWORK if source.network else MAX_ATTEMPTS_OF_UNKNOWN_NETWORK
    return counts.of_account > MAX_ATTEMPTS_OF_ACCOUNT or counts.of_network > limit


def network_of(address: str) -> str:
    """Return the network of one customer: an IPv4 address, or the /64 of an IPv6 address. "" for a loopback address,
    which is a proxy's, and for an invalid address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    if parsed.is_loopback:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(ip_network((int(parsed), 64), strict=False))
    return str(parsed)


# Scopes of tokens. A token never has more rights than its user.
SCOPES = (
    "programmes:read",
    "organisations:read",
    "organisations:write",
    "applications:read",
    "applications:write",
    "wishes:read",
    "wishes:write",
    "timetables:read",
    "timetables:write",
    "logs:read",
    "logs:write",
)
