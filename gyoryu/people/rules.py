"""Who may do what: named predicates without side effects."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

ATTEMPTS_COUNT_FOR = timedelta(minutes=15)
MOST_ATTEMPTS_OF_ACCOUNT = 5
# Many officers sit behind one address of their agency.
MOST_ATTEMPTS_OF_ADDRESS = 50


class Someone(Protocol):
    """A user as far as rules are concerned; an anonymous one has these too."""

    @property
    def is_active(self) -> bool: ...
    @property
    def is_superuser(self) -> bool: ...


def may_read_audit(someone: Someone) -> bool:
    return someone.is_active and someone.is_superuser


def may_read_outbox(someone: Someone) -> bool:
    """Letters about accounts, which may hold keys to them."""
    return someone.is_active and someone.is_superuser


def must_wait(of_account: int, of_address: int) -> bool:
    """Whether so many attempts within `ATTEMPTS_COUNT_FOR`, the present one among them, are too many."""
    return of_account > MOST_ATTEMPTS_OF_ACCOUNT or of_address > MOST_ATTEMPTS_OF_ADDRESS


# What a token may be made for. It never may more than its user.
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
