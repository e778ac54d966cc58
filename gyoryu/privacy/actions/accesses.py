"""The log of who saw personal data of others. Its lines are audit lines of their own kind: no other one is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gyoryu.people.models import User
from gyoryu.privacy.models import AccessEntry

MAX_KEYS = 200


def log_access(
    user: User,
    address: str,
    task: str,
    action: str,
    now: datetime,
    *,
    kind: str,
    keys: Sequence[int] = (),
    filters: str = "",
) -> None:
    """Record that `user` saw or changed data of these rows of `kind`, from the network address `address`."""
    AccessEntry.objects.create(
        at=now, user=user.pk, account=user.email, address=address, task=task, deed=action, kind=kind,
        keys=list(keys[:MAX_KEYS]), count=len(keys), filters=filters[:200],
    )  # fmt: skip


def record_failed_sign_in(email: str, address: str, now: datetime) -> None:
    """Store no address without an account: people type passwords into the wrong field."""
    user = User.objects.filter(email=email.strip().lower()).first()
    AccessEntry.objects.create(
        at=now, user=user.pk if user else None, account=user.email if user else "", address=address, task="sign-in",
        deed=AccessEntry.Deed.FAILED_SIGN_IN, kind="user", keys=[user.pk] if user else [], count=1 if user else 0,
    )  # fmt: skip
