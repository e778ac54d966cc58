"""The parts of an .xlsx beside its sheets that cells refer to; pictures, pivots and comments are not read."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.escape import unescape

from gyoryu.base.sheets.grid import RefusedFile
from gyoryu.base.text import normalize_input

MAX_CELLS = 500_000  # with a value, or covered by a merge or a link, in all sheets together
MAX_ELEMENTS = 4_000_000  # of XML, in all parts together
MAX_STYLES = 70_000  # Excel's own limit is 65,490
_CHUNK = 1 << 18
# Characters that neither XML nor a database should hold; `_x0000_` and `_xD800_` bring them in.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
_SURROGATES = re.compile("[\ud800-\udfff]")

Attributes = dict[str, str]


@dataclass(slots=True)
class Budget:
    """Remaining limits on cells and bytes of a file that is being read."""

    cells: int = MAX_CELLS
    elements: int = MAX_ELEMENTS

    def take_cells(self, count: int) -> None:
        self.cells -= count
        if self.cells < 0:
            raise RefusedFile("too_large", f"{MAX_CELLS} cells")

    def take_element(self) -> None:
        self.elements -= 1
        if self.elements < 0:
            raise RefusedFile("too_large", f"{MAX_ELEMENTS} elements")


class Part:
    """A part of the archive as a stream of elements. Subclasses handle the elements."""

    def __init__(self, budget: Budget):
        self._budget = budget
        self._text: list[str] | None = None

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        """Raises `RefusedFile`: corrupt, unsafe_xml, too_large."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            with archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise RefusedFile("corrupt", error) from None

    def _start(self, name: str, attributes: Attributes) -> None:
        self._budget.take_element()
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...


def _refuse_doctype(*_: object) -> None:
    raise RefusedFile("unsafe_xml")


class Workbook(Part):
    """Names of the sheets, whether they are hidden, the relation that leads to each, and the epoch of dates."""

    def __init__(self, budget: Budget):
        super().__init__(budget)
        self.sheets: list[tuple[str, bool, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            state = attributes.get("state", "visible")
            self.sheets.append((clean(attributes.get("name", "")), state != "visible", relation))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")


class Relations(Part):
    """Relations of a part: target and kind (the last word of its type) by id."""

    def __init__(self, budget: Budget):
        super().__init__(budget)
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (attributes.get("Target", ""), kind)


class SharedStrings(Part):
    """Texts that cells refer to by number, without phonetic readings (`rPh`)."""

    def __init__(self, budget: Budget):
        super().__init__(budget)
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._aloud = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aloud += 1
        elif name == "t" and not self._aloud:
            self._text = []

    def end(self, name: str) -> None:
        if name == "t" and self._text is not None:
            self._parts.append("".join(self._text))
            self._text = None
        elif name == "rPh":
            self._aloud -= 1
        elif name == "si":
            self.strings.append(clean(unescape("".join(self._parts))))


class Styles(Part):
    """Number formats by style number."""

    def __init__(self, budget: Budget):
        super().__init__(budget)
        self.formats: list[str] = []
        self.quoted: set[int] = set()
        self._custom: dict[str, str] = {}
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells and len(self.formats) < MAX_STYLES:
            number = attributes.get("numFmtId", "0")
            builtin = BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() and len(number) < 9 else ""
            if is_true(attributes.get("quotePrefix")):
                self.quoted.add(len(self.formats))
            self.formats.append(self._custom.get(number, builtin))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


@dataclass(slots=True)
class Shared:
    """Data shared by all sheets of a workbook."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    is_1904: bool = False
    _dates: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def format_of(self, style: str) -> str:
        number = style_number(style)
        return self.formats[number] if number < len(self.formats) else ""

    def is_date(self, style: str) -> tuple[bool, bool]:
        """Return whether numbers of this style are dates or times, and whether they are durations."""
        number = style_number(style)
        if number not in self._dates:
            code = self.format_of(style)
            self._dates[number] = (bool(code) and bool(is_date_format(code)), bool(is_timedelta_format(code)))
        return self._dates[number]


def style_number(style: str) -> int:
    return int(style) if style.isdecimal() and len(style) < 9 else 0


def is_true(text: str | None) -> bool:
    return text in ("1", "true")


def clean(text: str) -> str:
    """As typed, without characters that cannot be stored."""
    return normalize_input(_SURROGATES.sub("", text.translate(_FORBIDDEN)))
