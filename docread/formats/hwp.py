"""HWP 5 (Hancom Office): the text of its paragraph records (`BodyText/SectionN`).

Source: "Hangul document file structure 5.0", published by Hancom."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from docread.formats.limits import Budget, RefusalError

_PARAGRAPH_TEXT = 67
# Control characters that take eight code units; the others take one.
_WIDE = frozenset([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23])
_COMPRESSED, _ENCRYPTED, _DISTRIBUTED = 1, 2, 4


def read(data: bytes, budget: Budget) -> str:
    import olefile  # here: slow to import, and few documents are HWP 5

    try:
        file = olefile.OleFileIO(io.BytesIO(data))
    except (OSError, struct.error, ValueError, IndexError) as fault:
        raise RefusalError("damaged", str(fault)[:100]) from None
    with file:
        if not file.exists("FileHeader"):
            raise RefusalError("unknown_kind", "an old office file, not of HWP")
        header = file.openstream("FileHeader").read(40)
        if not header.startswith(b"HWP Document File") or len(header) < 40:
            raise RefusalError("damaged", "no header")
        flags = struct.unpack("<I", header[36:40])[0]
        if flags & (_ENCRYPTED | _DISTRIBUTED):
            raise RefusalError("encrypted", "distribution copy" if flags & _DISTRIBUTED else "")
        sections = sorted(
            (path for path in file.listdir() if path[0] == "BodyText"), key=lambda path: (len(path[-1]), path[-1])
        )
        texts = [_section_text(file.openstream(path).read(), bool(flags & _COMPRESSED), budget) for path in sections]
    return "\n".join(texts)


def _section_text(raw: bytes, compressed: bool, budget: Budget) -> str:
    if compressed:
        inflate = zlib.decompressobj(-15)
        try:
            unpacked = inflate.decompress(raw, budget.limits.unpacked)
        except zlib.error as fault:
            raise RefusalError("damaged", str(fault)) from None
        if inflate.unconsumed_tail or len(unpacked) > max(1 << 20, len(raw) * budget.limits.growth):
            raise RefusalError("archive_bomb")
        raw = unpacked
    lines = []
    for tag, payload in _records(raw):
        budget.check_deadline()
        if tag == _PARAGRAPH_TEXT:
            line = _paragraph_text(payload)
            budget.count_characters(len(line))
            lines.append(line)
    return "\n".join(lines)


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and payload of each record: 10 bits tag, 10 bits level, 12 bits size or, if all set, 4 bytes more."""
    offset = 0
    while offset + 4 <= len(raw):
        head = struct.unpack_from("<I", raw, offset)[0]
        size, offset = head >> 20, offset + 4
        if size == 0xFFF:
            if offset + 4 > len(raw):
                return
            size, offset = struct.unpack_from("<I", raw, offset)[0], offset + 4
        yield head & 0x3FF, raw[offset : offset + size]
        offset += size


def _paragraph_text(payload: bytes) -> str:
    """Decode UTF-16 with control characters: tabs and line ends stay, others are dropped with their parameters."""
    unit_count = len(payload) // 2
    units = struct.unpack(f"<{unit_count}H", payload[: unit_count * 2])
    text_units: list[int] = []
    index = 0
    while index < unit_count:
        unit = units[index]
        if unit in _WIDE:
            if unit == 9:
                text_units.append(9)
            index += 8
            continue
        if unit >= 32:
            text_units.append(unit)
        elif unit in (10, 13):
            text_units.append(10)
        index += 1
    return struct.pack(f"<{len(text_units)}H", *text_units).decode("utf-16-le", "replace").strip("\n")
