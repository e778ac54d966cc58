"""Documents in ZIP containers (DOCX, HWPX, OFD) as opposed to archives of documents."""

from __future__ import annotations

import re
from collections.abc import Callable

from docread.formats import docx, hwpx, ofd
from docread.formats.limits import Budget, RefusalError
from docread.formats.zip_container import open_zip, read_member

# Members that mark the file of an application, not an archive of documents.
_APPLICATION_FILES = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "AndroidManifest.xml"}  # fmt: skip


def find_reader(data: bytes, budget: Budget) -> tuple[str, Callable[[bytes, Budget], str]]:
    """Return the kind and the reader of a document in a ZIP container.

    Raises
    ------
    RefusalError
        `archive` for an archive of documents, `unknown_kind` for the file of another application, `encrypted`, and as
        `open_zip`.
    """
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
