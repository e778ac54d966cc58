"""List of erasures in a file beside the uploads, so that they can be repeated after a backup is restored.

A line contains the time and a keyed digest of an e-mail address, or the number of an application: it names no person.
The database cannot hold this list, since a backup does not contain later erasures."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from gyoryu.base.files import write_whole
from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.refusals import Refused

NAME = "erased.txt"


class Erased(NamedTuple):
    at: datetime
    kind: str  # person, application
    key: str


def digests_of(email: str) -> set[str]:
    """Digests of an address under the present key and those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    address = email.strip().lower()
    return {salted_hmac("gyoryu.privacy.erased", address, secret=key, algorithm="sha256").hexdigest() for key in keys}


def record_person(email: str, now: datetime) -> None:
    digest = salted_hmac("gyoryu.privacy.erased", email.strip().lower(), algorithm="sha256").hexdigest()
    _append_later(f"{now.isoformat()} person {digest}\n")


def record_applications(applications: Iterable[int], now: datetime) -> None:
    lines = [f"{now.isoformat()} application {number}\n" for number in sorted(applications)]
    _append_later("".join(lines))


def _append_later(text: str) -> None:
    """Once the transaction is committed. Refuses `disk_full` before: the list must contain what is erased."""
    if text:
        _refuse_full_disk(text)
        transaction.on_commit(partial(_append, text))


def _refuse_full_disk(text: str) -> None:
    Path(settings.FILES).mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryFile(dir=settings.FILES) as draft:
            draft.write(text.encode())
    except OSError as fault:
        if is_disk_full(fault):
            raise Refused("disk_full") from fault
        raise


def _append(text: str) -> None:
    """Write all of `text` or nothing: a partial line would corrupt the next one."""
    with open(path(), "ab", buffering=0, opener=partial(os.open, mode=0o600)) as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        size_before = out.seek(0, os.SEEK_END)
        try:
            if out.write(text.encode()) < len(text.encode()):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(out.fileno())
        except OSError:
            out.truncate(size_before)
            raise


def path() -> Path:
    return Path(settings.FILES) / NAME


def read(source: Path) -> list[Erased]:
    """Return the entries of a list. A line that was truncated by a crash is omitted."""
    if not source.exists():
        return []
    entries = []
    for line in source.read_text(encoding="utf-8").splitlines():
        moment, _, remainder = line.partition(" ")
        kind, _, key = remainder.partition(" ")
        if kind in ("person", "application") and key:
            entries.append(Erased(datetime.fromisoformat(moment), kind, key))
    return entries


def drop_old(now: datetime) -> None:
    """Remove entries older than the oldest backup: nothing older can come back."""
    oldest = now - timedelta(days=settings.KEPT_DAYS["backups"])
    entries = read(path())
    recent = [entry for entry in entries if entry.at >= oldest]
    if len(recent) < len(entries):
        write_whole(path(), "".join(f"{at.isoformat()} {kind} {key}\n" for at, kind, key in recent).encode())
