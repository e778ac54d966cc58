"""Documents that are ZIP containers (DOCX, HWPX, OFD), told from archives of files."""

from __future__ import annotations

import re
from collections.abc import Callable

from docread.formats import docx, hwpx, ofd
from docread.formats.limits import Budget, RefusalError
from docread.formats.zip_container import open_zip, read_member

# An archive with one of these is a file of some program, not a folder of files.
_APPLICATION_FILES = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "AndroidManifest.xml"}  # fmt: skip


def find_reader(data: bytes, budget: Budget) -> tuple[str, Callable[[bytes, Budget], str]]:
    """The reader for this archive. Raises `RefusalError`: `archive` for files that were put together (`docread.extract_members`
    gives them), `unknown_kind` for archives of other things."""
    with open_zip(data, budget) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx", docx.read
        if "OFD.xml" in names:
            return "ofd", ofd.read
        if any(re.fullmatch(r"Contents/section\d+\.xml", name) for name in names):
            manifest = (
                b"".join(read_member(archive, "META-INF/manifest.xml", budget))[:200_000]
                if "META-INF/manifest.xml" in names
                else b""
            )
            if b"encryption-data" in manifest:
                raise RefusalError("encrypted")
            return "hwpx", hwpx.read
    raise RefusalError("unknown_kind" if names & _APPLICATION_FILES else "archive", f"{len(names)} members")
