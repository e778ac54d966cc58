"""Transactions that may conflict with concurrent ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction

from gyoryu.base.refusals import Refused

# Of PostgreSQL: deadlock_detected, serialization_failure, lock_not_available.
CONFLICTS = {"40P01", "40001", "55P03"}


@contextmanager
def conflicts_refused(code: str) -> Iterator[None]:
    """Run the block in one transaction. A violated database constraint, also one checked at the end, raises
    `Refused(code)`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(code) from None
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in CONFLICTS:
            raise
        raise Refused(code) from None
