"""Office files that are archives of XML: DOCX and HWPX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from docread.formats.limits import Budget, Refused

_STEP = 65_536


def reader_of(data: bytes, budget: Budget) -> tuple[str, Callable[[bytes, Budget], str]]:
    """The reader for this archive. Raises `Refused` (`unknown_kind`) for archives of other things."""
    with _opened(data, budget) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx", read_docx
        if any(re.fullmatch(r"Contents/section\d+\.xml", name) for name in names):
            manifest = archive.read("META-INF/manifest.xml")[:200_000] if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in manifest:
                raise Refused("encrypted")
            return "hwpx", read_hwpx
    raise Refused("unknown_kind", "an archive of something else")


def _opened(data: bytes, budget: Budget) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct_error()) as fault:
        raise Refused("damaged", str(fault)[:100]) from None
    members = archive.infolist()
    if len(members) > budget.limits.members:
        raise Refused("archive_bomb", f"{len(members)} members")
    size = sum(member.file_size for member in members)
    if size > budget.limits.unpacked or size > max(1 << 20, len(data) * budget.limits.growth):
        raise Refused("archive_bomb", f"{size} bytes unpacked")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("encrypted")
    return archive


def struct_error() -> type[Exception]:
    import struct

    return struct.error


def read_docx(data: bytes, budget: Budget) -> str:
    """Paragraphs, tables row by row, footnotes at the end."""
    with _opened(data, budget) as archive:
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
        return "\n".join(_Sheet(budget, _DOCX).read(_member(archive, part, budget)) for part in parts)


def read_hwpx(data: bytes, budget: Budget) -> str:
    """The sections in order."""
    with _opened(data, budget) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return "\n".join(_Sheet(budget, _HWPX).read(_member(archive, name, budget)) for name in names)


def _member(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[bytes]:
    """The bytes of a member in steps. The size in the header is not believed."""
    got = 0
    with archive.open(name) as stream:
        while step := stream.read(_STEP):
            got += len(step)
            if got > budget.limits.unpacked:
                raise Refused("archive_bomb", name)
            budget.tick()
            yield step


# What elements mean, by their local names: text, paragraph, cell, row, line break, tab; and what is skipped with all it holds.
_DOCX = {"t": "text", "p": "paragraph", "tc": "cell", "tr": "row", "br": "break", "cr": "break", "tab": "tab",
         "instrText": "skip", "delText": "skip", "del": "skip", "Fallback": "skip"}  # fmt: skip
_HWPX = {
    "t": "text",
    "p": "paragraph",
    "tc": "cell",
    "tr": "row",
    "lineBreak": "break",
    "tab": "tab",
    "hiddenComment": "skip",
}


class _Sheet:
    """Reads one XML part without entities, external or internal."""

    def __init__(self, budget: Budget, meanings: dict[str, str]) -> None:
        self.budget, self.meanings = budget, meanings
        self.parts: list[str] = []
        self.depth = self.skipped = self.text = self.rows = 0

    def read(self, steps: Iterator[bytes]) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            for step in steps:
                parser.Parse(step, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, EOFError) as fault:
            raise Refused("damaged", str(fault)[:100]) from None
        lines = [re.sub(r"[ \t]+$", "", line) for line in "".join(self.parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def _doctype(self, *_: object) -> None:
        raise Refused("damaged", "a document type, which office files never have")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.budget.limits.depth:
            raise Refused("too_deep")
        meaning = self.meanings.get(name.rpartition(" ")[2], "")
        if self.skipped or meaning == "skip":
            self.skipped += 1
        elif meaning == "text":
            self.text += 1
        elif meaning == "row":
            self.rows += 1
        elif meaning in ("break", "tab"):
            self.parts.append("\n" if meaning == "break" else "\t")

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        meaning = self.meanings.get(name.rpartition(" ")[2], "")
        if meaning == "text":
            self.text -= 1
        elif meaning == "paragraph":
            self.parts.append(" " if self.rows else "\n")
        elif meaning == "cell":
            self.parts.append("\t")
        elif meaning == "row":
            self.rows -= 1
            self.parts.append("\n")

    def _data(self, data: str) -> None:
        if self.text and not self.skipped:
            self.budget.count(len(data))
            self.parts.append(data)
