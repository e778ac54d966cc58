"""A full disk is recognised whatever raises it: the operating system, a library, a database."""

import errno
import sqlite3
import zipfile

import pytest
from django.db import DatabaseError

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.refusals import Refused


def raised(action):
    try:
        action()
    except Exception as fault:
        return fault
    return None


def test_what_a_full_disk_raises(small_disk):
    database = sqlite3.connect(small_disk.folder / "db.sqlite3")
    database.execute("CREATE TABLE a (b)")
    database.commit()
    small_disk.fill()

    def archive():
        with zipfile.ZipFile(small_disk.folder / "a.zip", "w") as into:
            into.writestr("a", bytes(1 << 16))

    errors = {
        "file": raised(lambda: (small_disk.folder / "a").write_bytes(bytes(1 << 16))),
        "archive": raised(archive),
        "database": raised(lambda: database.execute("INSERT INTO a VALUES (zeroblob(1000000))")),
    }
    assert {name: is_disk_full(error) for name, error in errors.items()} == dict.fromkeys(errors, True), errors


class DiskFull(Exception):
    """As psycopg raises it."""

    sqlstate = "53100"


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.EDQUOT, ""), OSError("No space left on device (os error 28)"), Refused("disk_full"),
        caused(DatabaseError(), DiskFull()),
        caused(ValueError(), caused(RuntimeError(), OSError(errno.ENOSPC, ""))),
    ],
)  # fmt: skip
def test_what_was_raised_because_of_a_full_disk(fault):
    assert is_disk_full(fault)


@pytest.mark.parametrize(
    "fault", [OSError(errno.EIO, ""), Refused("file_is_empty"), DatabaseError(), sqlite3.OperationalError(), None]
)
def test_other_faults(fault):
    assert not is_disk_full(fault)
