"""Whether something failed because a disk is full: that of files, of temporary files or of the database."""

from __future__ import annotations

import errno
import sqlite3

from gyoryu.base.refusals import Refused

_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
_IN_RUST = tuple(f"(os error {number})" for number in _NUMBERS)  # libraries that set no number
_SQLSTATE = "53100"  # disk_full of PostgreSQL


def is_disk_full(fault: BaseException | None) -> bool:
    """Also where a library, or Django for its databases, raised something else because of it."""
    while fault is not None:
        if isinstance(fault, OSError) and (fault.errno in _NUMBERS or str(fault).endswith(_IN_RUST)):
            return True
        if isinstance(fault, Refused) and fault.code == "disk_full":
            return True
        if isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(fault, "sqlstate", None) == _SQLSTATE:
            return True
        fault = fault.__cause__ or fault.__context__
    return False
