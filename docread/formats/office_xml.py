"""The text of one XML part of an office file, without entities, external or internal."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from docread.formats.limits import Budget, RefusalError


def feed_parser(chunks: Iterator[bytes], parser: expat.XMLParserType) -> None:
    """Feed an XML part to a parser without entities. Raises `RefusalError` (`damaged`)."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError) as fault:
        raise RefusalError("damaged", str(fault)[:100]) from None


def _refuse_doctype(*_: object) -> None:
    raise RefusalError("damaged", "a document type, which office files never have")


class XmlTextReader:
    """Reads the text of one XML part. `roles`: roles of elements by local name."""

    def __init__(self, budget: Budget, roles: dict[str, str]) -> None:
        self.budget, self.roles = budget, roles
        self.parts: list[str] = []
        self.depth = self.skipped = self.text = self.rows = 0

    def read(self, chunks: Iterator[bytes]) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        feed_parser(chunks, parser)
        lines = [line.rstrip(" \t") for line in "".join(self.parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def is_hidden(self) -> bool:
        """Whether text at the current position is hidden."""
        return False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.budget.limits.depth:
            raise RefusalError("too_deep")
        role = self.roles.get(name.rpartition(" ")[2], "")
        if self.skipped or role == "skip":
            self.skipped += 1
        elif role == "text":
            self.text += 1
        elif role == "row":
            self.rows += 1
        elif role in ("break", "tab") and not self.is_hidden():
            self.parts.append("\n" if role == "break" else "\t")

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        role = self.roles.get(name.rpartition(" ")[2], "")
        if role == "text":
            self.text -= 1
        elif role == "paragraph":
            self.parts.append(" " if self.rows else "\n")
        elif role == "cell":
            self.parts.append("\t")
        elif role == "row":
            self.rows -= 1
            self.parts.append("\n")

    def _data(self, data: str) -> None:
        if self.text and not self.skipped and not self.is_hidden():
            self.budget.count_characters(len(data))
            self.parts.append(data)
