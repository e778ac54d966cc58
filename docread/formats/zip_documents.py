"""Documents that are ZIP containers (DOCX, HWPX, OFD), told from archives of files."""

from __future__ import annotations

import re
from collections.abc import Callable

from docread.formats import docx, hwpx, ofd
from docread.formats.limits import Budget, Refused
from docread.formats.zip_container import member, opened

# An archive with one of these is a file of some program, not a folder of files.
_OF_A_PROGRAM = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "AndroidManifest.xml"}  # fmt: skip


def reader_of(data: bytes, budget: Budget) -> tuple[str, Callable[[bytes, Budget], str]]:
    """The reader for this archive. Raises `Refused`: `archive` for files that were put together (`docread.members_of`
    gives them), `unknown_kind` for archives of other things."""
    with opened(data, budget) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx", docx.read
        if "OFD.xml" in names:
            return "ofd", ofd.read
        if any(re.fullmatch(r"Contents/section\d+\.xml", name) for name in names):
            manifest = (
                b"".join(member(archive, "META-INF/manifest.xml", budget))[:200_000]
                if "META-INF/manifest.xml" in names
                else b""
            )
            if b"encryption-data" in manifest:
                raise Refused("encrypted")
            return "hwpx", hwpx.read
    raise Refused("unknown_kind" if names & _OF_A_PROGRAM else "archive", f"{len(names)} members")
