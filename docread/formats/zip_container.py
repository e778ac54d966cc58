"""Untrusted ZIP containers, with limits of members, size and compression ratio."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from docread.formats.limits import Budget, RefusalError

_CHUNK_BYTES = 65_536


def open_zip(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """Open a container within the limits. Raises `RefusalError` (`damaged`, `archive_bomb`, `encrypted`)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as fault:
        raise RefusalError("damaged", str(fault)[:100]) from None
    members = archive.infolist()
    if len(members) > budget.limits.members:
        raise RefusalError("archive_bomb", f"{len(members)} members")
    size = sum(member.file_size for member in members)
    if size > budget.limits.unpacked or size > max(1 << 20, len(data) * budget.limits.growth):
        raise RefusalError("archive_bomb", f"{size} bytes unpacked")
    if any(member.flag_bits & 1 for member in members):
        raise RefusalError("encrypted")
    return archive


def read_member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Yield the bytes of a member in chunks, and count them: the size in its header may be wrong."""
    size = 0
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > budget.limits.unpacked:
                raise RefusalError("archive_bomb", str(name))
            budget.check_deadline()
            yield chunk
