"""Detection of file types by content: names and browsers are not trusted. Archives are measured before they are
opened."""

from __future__ import annotations

import zipfile
from io import BytesIO

from gyoryu.base.refusals import Refused

MAGIC = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
OFFICE = "application/vnd.openxmlformats-officedocument."
# A part that each kind of document has.
DOCUMENTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
    "Contents/header.xml": "application/hwp+zip",
}
MAX_PARTS = 5_000
MAX_UNPACKED = 300 << 20
MAX_RATIO = 400
SMALL = 1 << 20  # a part below this may pack as well as it likes
ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".hwpx")


def type_of(data: bytes) -> str:
    """Return the media type. Raises `Refused`: `file_type_unknown`, `file_is_suspicious` (a broken or oversized
    archive, or one that holds programs)."""
    for magic, media_type in MAGIC.items():
        if data.startswith(magic):
            return media_type
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("file_type_unknown")
    return _type_of_archive(data)


def _type_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("file_is_suspicious") from None
    if _is_suspicious(parts):
        raise Refused("file_is_suspicious")
    names = {part.filename for part in parts}
    document_type = next((media_type for name, media_type in DOCUMENTS.items() if name in names), None)
    if document_type is None:
        raise Refused("file_type_unknown")
    return document_type


def _is_suspicious(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return True
    if any(part.file_size > SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size) for part in parts):
        return True
    return any(part.filename.lower().endswith("vbaproject.bin") for part in parts)
