"""Detection of errors caused by a full disk: that of files, of temporary files or of the database."""

from __future__ import annotations

import errno
import sqlite3

from gyoryu.base.refusals import Refused

_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
_IN_RUST = tuple(f"(os error {number})" for number in _NUMBERS)  # libraries that set no errno
_SQLSTATE = "53100"  # disk_full of PostgreSQL


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether a full disk caused the error, also where a library or Django's database layer wrapped it."""
    while error is not None:
        if isinstance(error, OSError) and (error.errno in _NUMBERS or str(error).endswith(_IN_RUST)):
            return True
        if isinstance(error, Refused) and error.code == "disk_full":
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == _SQLSTATE:
            return True
        error = error.__cause__ or error.__context__
    return False
