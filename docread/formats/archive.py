"""The documents in a ZIP of releases."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass

from docread.document import Refusal
from docread.formats.extraction import kind_of
from docread.formats.limits import LIMITS, Budget, Limits, Refused
from docread.formats.plain_text import decoded
from docread.formats.zip_container import member, opened
from docread.formats.zip_documents import reader_of

_MOST_DEEP = 3  # archives within archives
_MOST_DOCUMENTS = 300
_NO_FILES = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)|/$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One document of an archive. `name` has no folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Members:
    """The documents of an archive in its order, and the names of the files that are none (pictures, tables)."""

    documents: tuple[Member, ...]
    others: tuple[str, ...]


def members_of(data: bytes, limits: Limits = LIMITS) -> Members | Refusal:
    """The documents of a ZIP, those of archives within it among them. Refuses what `extract` refuses of archives."""
    documents: list[Member] = []
    others: list[str] = []
    try:
        _collect(data, Budget(limits), documents, others, 0)
    except Refused as refused:
        return Refusal(refused.code, refused.detail)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as fault:
        return Refusal("damaged", str(fault)[:100])
    return Members(tuple(documents), tuple(others))


def is_archive(data: bytes, limits: Limits = LIMITS) -> bool:
    """Whether the bytes are a ZIP of files, not a file of some program."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return _kind_of_archive(data, Budget(limits)) == "archive"
    except (Refused, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return False


def _collect(data: bytes, budget: Budget, documents: list[Member], others: list[str], depth: int) -> None:
    if depth >= _MOST_DEEP:
        raise Refused("archive_bomb", "archives within archives")
    with opened(data, budget) as archive:
        for info in archive.infolist():
            path = _name(info)
            if _NO_FILES.search(path):
                continue
            content = b"".join(member(archive, info, budget))
            budget.unpacked(len(content))
            kind = kind_of(content)
            name = path.replace("\\", "/").rsplit("/", 1)[-1]
            if kind == "zip":
                kind = _kind_of_archive(content, budget)
            if kind == "archive":
                _collect(content, budget, documents, others, depth + 1)
            elif kind is None or not content.strip():
                others.append(name)
            elif len(documents) >= _MOST_DOCUMENTS:
                raise Refused("archive_bomb", f"more than {_MOST_DOCUMENTS} documents")
            else:
                documents.append(Member(name, content))


def _kind_of_archive(data: bytes, budget: Budget) -> str | None:
    """`archive` for files that were put together, None for files of programs whose text is not read."""
    try:
        return reader_of(data, budget)[0]
    except Refused as refused:
        if refused.code == "archive_bomb":
            raise
        # One that is damaged or protected is brought all the same, so that it says so itself.
        return {"archive": "archive", "unknown_kind": None}.get(refused.code, "zip")


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member in whatever encoding its program wrote it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decoded(info.orig_filename.encode("cp437"))
    except (UnicodeEncodeError, Refused):
        return info.filename
