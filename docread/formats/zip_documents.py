"""Archives: office files of XML within them (DOCX, HWPX, OFD), and releases that are sent as one ZIP."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from docread.formats.limits import Budget, Refused

_STEP = 65_536
# An archive with one of these is a file of some program, not a folder of files.
_OF_A_PROGRAM = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml", "AndroidManifest.xml"}  # fmt: skip


def reader_of(data: bytes, budget: Budget) -> tuple[str, Callable[[bytes, Budget], str]]:
    """The reader for this archive. Raises `Refused`: `archive` for files that were put together (`docread.members_of`
    gives them), `unknown_kind` for archives of other things."""
    with opened(data, budget) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx", read_docx
        if "OFD.xml" in names:
            from docread.formats import ofd

            return "ofd", ofd.read
        if any(re.fullmatch(r"Contents/section\d+\.xml", name) for name in names):
            manifest = (
                b"".join(member(archive, "META-INF/manifest.xml", budget))[:200_000]
                if "META-INF/manifest.xml" in names
                else b""
            )
            if b"encryption-data" in manifest:
                raise Refused("encrypted")
            return "hwpx", read_hwpx
    raise Refused("unknown_kind" if names & _OF_A_PROGRAM else "archive", f"{len(names)} members")


def opened(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """The archive, if it is none that overwhelms. Raises `Refused` (`damaged`, `archive_bomb`, `encrypted`)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as fault:
        raise Refused("damaged", str(fault)[:100]) from None
    members = archive.infolist()
    if len(members) > budget.limits.members:
        raise Refused("archive_bomb", f"{len(members)} members")
    size = sum(each.file_size for each in members)
    if size > budget.limits.unpacked or size > max(1 << 20, len(data) * budget.limits.growth):
        raise Refused("archive_bomb", f"{size} bytes unpacked")
    if any(each.flag_bits & 1 for each in members):
        raise Refused("encrypted")
    return archive


def member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """The bytes of a member in steps. The size in the header is not believed."""
    got = 0
    with archive.open(name) as stream:
        while step := stream.read(_STEP):
            got += len(step)
            if got > budget.limits.unpacked:
                raise Refused("archive_bomb", str(name))
            budget.tick()
            yield step


def read_docx(data: bytes, budget: Budget) -> str:
    """Paragraphs, tables row by row, footnotes at the end. What the document hides is left out."""
    from docread.formats.docx import DocxSheet, styles_of

    with opened(data, budget) as archive:
        names = archive.namelist()
        styles = styles_of(member(archive, "word/styles.xml", budget)) if "word/styles.xml" in names else None
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in names]
        return "\n".join(DocxSheet(budget, styles).read(member(archive, part, budget)) for part in parts)


def read_hwpx(data: bytes, budget: Budget) -> str:
    """The sections in order."""
    with opened(data, budget) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return "\n".join(Sheet(budget, _HWPX).read(member(archive, name, budget)) for name in names)


# What elements mean, by their local names: text, paragraph, cell, row, line break, tab; and what is skipped with all it
# holds. Of text with small text above it (`dutmal`) the small one is left out.
_HWPX = {
    "t": "text",
    "mainText": "text",
    "p": "paragraph",
    "tc": "cell",
    "tr": "row",
    "lineBreak": "break",
    "tab": "tab",
    "subText": "skip",
    "hiddenComment": "skip",
}


def parse(steps: Iterator[bytes], parser: expat.XMLParserType) -> None:
    """Feed a part to a parser that knows no entities. Raises `Refused` (`damaged`)."""
    parser.StartDoctypeDeclHandler = _doctype
    try:
        for step in steps:
            parser.Parse(step, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError) as fault:
        raise Refused("damaged", str(fault)[:100]) from None


def _doctype(*_: object) -> None:
    raise Refused("damaged", "a document type, which office files never have")


class Sheet:
    """Reads one XML part without entities, external or internal."""

    def __init__(self, budget: Budget, meanings: dict[str, str]) -> None:
        self.budget, self.meanings = budget, meanings
        self.parts: list[str] = []
        self.depth = self.skipped = self.text = self.rows = 0

    def read(self, steps: Iterator[bytes]) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        parse(steps, parser)
        lines = [line.rstrip(" \t") for line in "".join(self.parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def is_hidden(self) -> bool:
        """Whether the text that stands here is not shown."""
        return False

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
        elif meaning in ("break", "tab") and not self.is_hidden():
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
        if self.text and not self.skipped and not self.is_hidden():
            self.budget.count(len(data))
            self.parts.append(data)
