"""ZIP containers opened without trust: bounded in members, size and growth."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from docread.formats.limits import Budget, RefusalError

_CHUNK_BYTES = 65_536


def open_zip(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """The archive, if it is none that overwhelms. Raises `RefusalError` (`damaged`, `archive_bomb`, `encrypted`)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as fault:
        raise RefusalError("damaged", str(fault)[:100]) from None
    members = archive.infolist()
    if len(members) > budget.limits.members:
        raise RefusalError("archive_bomb", f"{len(members)} members")
    size = sum(each.file_size for each in members)
    if size > budget.limits.unpacked or size > max(1 << 20, len(data) * budget.limits.growth):
        raise RefusalError("archive_bomb", f"{size} bytes unpacked")
    if any(each.flag_bits & 1 for each in members):
        raise RefusalError("encrypted")
    return archive


def read_member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """The bytes of a member in steps. The size in the header is not believed."""
    got = 0
    with archive.open(name) as stream:
        while step := stream.read(_CHUNK_BYTES):
            got += len(step)
            if got > budget.limits.unpacked:
                raise RefusalError("archive_bomb", str(name))
            budget.check_deadline()
            yield step
