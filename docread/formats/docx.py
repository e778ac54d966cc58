"""DOCX: the text that Word shows, without text hidden directly or by a style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from docread.formats.limits import Budget
from docread.formats.office_xml import XmlTextReader, feed_parser
from docread.formats.zip_container import open_zip, read_member

_ELEMENT_ROLES = {
    "t": "text",
    "p": "paragraph",
    "tc": "cell",
    "tr": "row",
    "br": "break",
    "cr": "break",
    "tab": "tab",
    "instrText": "skip",
    "delText": "skip",
    "del": "skip",
    "moveFrom": "skip",
    "Fallback": "skip",
    "rt": "skip",  # ruby text
    "rPrChange": "skip",  # properties before a tracked change
    "pPrChange": "skip",
    "trPrChange": "skip",
    "tblPrChange": "skip",
}
_FALSE_VALUES = {"0", "false", "off", "none"}
_MAX_STYLE_CHAIN = 30  # styles based on one another


def _local_name(name: str) -> str:
    return name.rpartition(" ")[2]


def _value(attributes: dict[str, str], wanted: str = "val") -> str | None:
    return next((value for name, value in attributes.items() if _local_name(name) == wanted), None)


def _is_on(attributes: dict[str, str]) -> bool:
    return (_value(attributes) or "true").lower() not in _FALSE_VALUES


@dataclass(slots=True)
class Styles:
    """`hidden`: whether a style hides text, by its id; `based_on`: the parent of a style."""

    hidden: dict[str, bool] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    paragraph: str = ""  # default paragraph style
    all_hidden: bool = False

    def hides(self, style: str) -> bool:
        """Whether the style or the styles it is based on hide text."""
        for _ in range(_MAX_STYLE_CHAIN):
            if style in self.hidden:
                return self.hidden[style]
            if style not in self.based_on:
                break
            style = self.based_on[style]
        return False


def parse_styles(chunks: Iterator[bytes]) -> Styles:
    """Parse the hidden property of the styles in `word/styles.xml`. Raises `RefusalError` (`damaged`)."""
    styles = Styles()
    path: list[str] = []
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        local = _local_name(name)
        path.append(local)
        if local == "style":
            style = _value(attributes, "styleId") or ""
            is_default = (_value(attributes, "default") or "0").lower() not in _FALSE_VALUES
            if is_default and _value(attributes, "type") == "paragraph":
                styles.paragraph = style
        elif local == "basedOn":
            styles.based_on[style] = _value(attributes) or ""
        elif local == "vanish" and path[-3:-1] == ["style", "rPr"]:
            styles.hidden[style] = _is_on(attributes)
        elif local == "vanish" and path[-3:-1] == ["rPrDefault", "rPr"]:
            styles.all_hidden = _is_on(attributes)

    def end(_: str) -> None:
        path.pop()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed_parser(chunks, parser)
    return styles


@dataclass(slots=True)
class _Run:
    style: str = ""
    hidden: bool | None = None  # direct formatting


class DocxTextReader(XmlTextReader):
    """Reads one part of a DOCX."""

    def __init__(self, budget: Budget, styles: Styles | None) -> None:
        super().__init__(budget, _ELEMENT_ROLES)
        self.styles = styles or Styles()
        self.path: list[str] = []
        self.paragraphs: list[str] = []  # styles of open paragraphs
        self.tables: list[str] = []
        self.runs: list[_Run] = []
        self.rows_hidden: list[bool] = []

    def is_hidden(self) -> bool:
        """Hidden directly, else by an odd number of its styles (ISO 29500-1, 17.7.3)."""
        if any(self.rows_hidden):
            return True
        run = self.runs[-1] if self.runs else _Run()
        if run.hidden is not None or self.styles.all_hidden:
            return self.styles.all_hidden if run.hidden is None else run.hidden
        styles = [run.style, *self.paragraphs[-1:], *self.tables[-1:]]
        return sum(self.styles.hides(style) for style in styles if style) % 2 == 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        local = _local_name(name)
        self.path.append(local)
        if self.skipped:
            return
        parents = self.path[-3:-1]
        if local == "p":
            self.paragraphs.append(self.styles.paragraph)
        elif local == "r":
            self.runs.append(_Run())
        elif local == "tbl":
            self.tables.append("")
        elif local == "tr":
            self.rows_hidden.append(False)
        elif local == "pStyle" and parents == ["p", "pPr"]:
            self.paragraphs[-1] = _value(attributes) or ""
        elif local == "tblStyle" and parents == ["tbl", "tblPr"]:
            self.tables[-1] = _value(attributes) or ""
        elif local == "rStyle" and parents == ["r", "rPr"]:
            self.runs[-1].style = _value(attributes) or ""
        elif local == "vanish" and parents == ["r", "rPr"]:
            self.runs[-1].hidden = _is_on(attributes)
        elif local == "hidden" and parents == ["tr", "trPr"]:
            self.rows_hidden[-1] = _is_on(attributes)

    def _end(self, name: str) -> None:
        is_skipped = bool(self.skipped)
        super()._end(name)
        local = self.path.pop()
        stacks: dict[str, list[Any]] = {
            "p": self.paragraphs,
            "r": self.runs,
            "tbl": self.tables,
            "tr": self.rows_hidden,
        }
        stack = stacks.get(local)
        if stack and not is_skipped:
            stack.pop()


def read(data: bytes, budget: Budget) -> str:
    """Return paragraphs, tables row by row, and footnotes at the end."""
    with open_zip(data, budget) as archive:
        names = archive.namelist()
        styles = parse_styles(read_member(archive, "word/styles.xml", budget)) if "word/styles.xml" in names else None
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in names]
        return "\n".join(DocxTextReader(budget, styles).read(read_member(archive, part, budget)) for part in parts)
