"""Open an untrusted workbook: detect its type from its bytes and its unpacked size before it is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from gyoryu.base.sheets.grid import RefusedFile, Sheet

MAX_BYTES = 20 << 20
MAX_UNPACKED = 64 << 20
MAX_ENTRIES = 2_000
MAX_RATIO = 400  # of parts above a megabyte; an ordinary sheet packs to a tenth, a very repetitive one to a hundredth
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def open_sheets(source: str | Path | bytes, name: str = "") -> list[Sheet]:
    """Return all sheets of an .xlsx, hidden ones too, with formulas as their stored values; of a text file with commas
    or tabs its one sheet, called after the file. Raises `RefusedFile`."""
    data = source if isinstance(source, bytes) else _bytes_of(Path(source))
    if not unpacked_size(data):
        from gyoryu.base.sheets.delimited import read_delimited  # slow: openpyxl, for the process that opens only

        return [read_delimited(data, Path(name if isinstance(source, bytes) else source).stem or "CSV")]
    from gyoryu.base.sheets.spreadsheetml import read_sheets  # slow, too

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_sheets(archive)
    except RefusedFile:
        raise
    except NotImplementedError as error:  # a way of packing that Excel does not use
        raise RefusedFile("corrupt", error) from None
    except RuntimeError:  # zipfile's word for a part with a password
        raise RefusedFile("encrypted") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise RefusedFile("corrupt", error) from None


def unpacked_size(data: bytes) -> int:
    """Return how many bytes an .xlsx would unpack to; 0 for a file of text. Raises `RefusedFile` for what is neither,
    or dangerous to unpack, without unpacking it."""
    if not data:
        raise RefusedFile("empty_file")
    if len(data) > MAX_BYTES:
        raise RefusedFile("too_large", f"{MAX_BYTES >> 20} MB")
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise RefusedFile("encrypted" if is_encrypted else "old_excel")
    if data.startswith(b"PK"):
        return _unpacked_size(data)
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<"):
        raise RefusedFile("html")
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        is_too_large = path.stat().st_size > MAX_BYTES
        data = b"" if is_too_large else path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        raise RefusedFile("not_found", getattr(error, "strerror", None) or path.name) from None
    if is_too_large:
        raise RefusedFile("too_large", f"{MAX_BYTES >> 20} MB")
    return data


def _unpacked_size(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RefusedFile("corrupt", error) from None
    size = _refuse_bombs(parts)
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise RefusedFile("opendocument")
    if any(name.lower() == "xl/workbook.bin" for name in names):
        raise RefusedFile("binary_excel")
    if "[Content_Types].xml" not in names or not any(name.lower().startswith("xl/") for name in names):
        raise RefusedFile("not_excel")
    return size


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> int:
    if len(parts) > MAX_ENTRIES:
        raise RefusedFile("bomb", f"{len(parts)} parts")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise RefusedFile("bomb", f"{unpacked >> 20} MB")
    for part in parts:
        if part.file_size > 1 << 20 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise RefusedFile("bomb", part.filename)
    return max(1, unpacked)
