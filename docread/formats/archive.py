"""The documents in a ZIP archive."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass

from docread.document import Refusal
from docread.formats.extraction import detect_kind
from docread.formats.limits import LIMITS, Budget, Limits, RefusalError
from docread.formats.plain_text import decode
from docread.formats.zip_container import open_zip, read_member
from docread.formats.zip_documents import find_reader

_MAX_DEPTH = 3  # archives within archives
_MAX_DOCUMENTS = 300
_SYSTEM_FILES = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)|/$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """One document of an archive. `name` is without folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ArchiveMembers:
    """The documents of an archive in its order, and the names of its other files (images, spreadsheets)."""

    documents: tuple[ArchiveMember, ...]
    others: tuple[str, ...]


def extract_members(data: bytes, limits: Limits = LIMITS) -> ArchiveMembers | Refusal:
    """Extract the documents of a ZIP and of the archives in it.

    Parameters
    ----------
    data : bytes
        The archive.
    limits : Limits
        Resources it may use.

    Returns
    -------
    ArchiveMembers or Refusal
        `damaged`, `archive_bomb`, `encrypted` or `unknown_kind` as of `extract`.
    """
    documents: list[ArchiveMember] = []
    others: list[str] = []
    try:
        _collect(data, Budget(limits), documents, others, 0)
    except RefusalError as error:
        return Refusal(error.code, error.detail)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as error:
        return Refusal("damaged", str(error)[:100])
    return ArchiveMembers(tuple(documents), tuple(others))


def is_archive(data: bytes, limits: Limits = LIMITS) -> bool:
    """Whether the bytes are a ZIP archive of documents, not the file of an application."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return _detect_zip_kind(data, Budget(limits)) == "archive"
    except (RefusalError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return False


def _collect(data: bytes, budget: Budget, documents: list[ArchiveMember], others: list[str], depth: int) -> None:
    if depth >= _MAX_DEPTH:
        raise RefusalError("archive_bomb", "archives within archives")
    with open_zip(data, budget) as archive:
        for info in archive.infolist():
            path = _member_name(info)
            if _SYSTEM_FILES.search(path):
                continue
            content = b"".join(read_member(archive, info, budget))
            budget.count_unpacked(len(content))
            kind = detect_kind(content)
            name = path.replace("\\", "/").rsplit("/", 1)[-1]
            if kind == "zip":
                kind = _detect_zip_kind(content, budget)
            if kind == "archive":
                _collect(content, budget, documents, others, depth + 1)
            elif kind is None or not content.strip():
                others.append(name)
            elif len(documents) >= _MAX_DOCUMENTS:
                raise RefusalError("archive_bomb", f"more than {_MAX_DOCUMENTS} documents")
            else:
                documents.append(ArchiveMember(name, content))


def _detect_zip_kind(data: bytes, budget: Budget) -> str | None:
    """Return `archive`, the kind of a document, or None for the file of another application."""
    try:
        return find_reader(data, budget)[0]
    except RefusalError as error:
        if error.code == "archive_bomb":
            raise
        # A damaged or encrypted document is returned, so that reading it reports why.
        return {"archive": "archive", "unknown_kind": None}.get(error.code, "zip")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member, whose encoding may not be declared."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decode(info.orig_filename.encode("cp437"))
    except (UnicodeEncodeError, RefusalError):
        return info.filename
