"""The documents in a ZIP of releases."""

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
    """One document of an archive. `name` has no folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ArchiveMembers:
    """The documents of an archive in its order, and the names of the files that are none (pictures, tables)."""

    documents: tuple[ArchiveMember, ...]
    others: tuple[str, ...]


def extract_members(data: bytes, limits: Limits = LIMITS) -> ArchiveMembers | Refusal:
    """The documents of a ZIP, those of archives within it among them. Refuses what `extract` refuses of archives."""
    documents: list[ArchiveMember] = []
    others: list[str] = []
    try:
        _collect(data, Budget(limits), documents, others, 0)
    except RefusalError as refused:
        return Refusal(refused.code, refused.detail)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as fault:
        return Refusal("damaged", str(fault)[:100])
    return ArchiveMembers(tuple(documents), tuple(others))


def is_archive(data: bytes, limits: Limits = LIMITS) -> bool:
    """Whether the bytes are a ZIP of files, not a file of some program."""
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
    """`archive` for files that were put together, None for files of programs whose text is not read."""
    try:
        return find_reader(data, budget)[0]
    except RefusalError as refused:
        if refused.code == "archive_bomb":
            raise
        # One that is damaged or protected is brought all the same, so that it says so itself.
        return {"archive": "archive", "unknown_kind": None}.get(refused.code, "zip")


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member in whatever encoding its program wrote it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decode(info.orig_filename.encode("cp437"))
    except (UnicodeEncodeError, RefusalError):
        return info.filename
