"""The parts of an .xlsx that hold cells, read in one pass each; pictures, pivots, comments and styles are not read.

Everything is bounded while it is read: no part is trusted to be as small as it says, and a reference to a range costs
nothing until it is known how large it is. Both the usual namespaces and those of Strict Open XML are understood,
because elements are known by their local names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601
from openpyxl.utils.escape import unescape

from gyoryu.base.sheets.grid import MAX_COLUMN, MAX_ROW, Place, RefusedFile, Sheet, Value

MAX_CELLS = 500_000  # with a value, or covered by a merge or a link, in all sheets together
MAX_ELEMENTS = 4_000_000  # of XML, in all parts together
MAX_STYLES = 70_000  # Excel's own limit is 65,490
_CHUNK = 1 << 18
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_DIGITS = re.compile(r"-?\d{1,15}")
_MASK = re.compile(r"[0#][0#\- ()]*0[0#\- ()]*")
_HYPERLINK = re.compile(r"\s*HYPERLINK\(\s*\"([^\"]{1,2000})\"", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:mailto:|https?://)\S+", re.IGNORECASE)
# Characters that neither XML nor a database should hold; `_x0000_` and `_xD800_` bring them in.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
_SURROGATES = re.compile("[\ud800-\udfff]")

Attributes = dict[str, str]


@dataclass(slots=True)
class Budget:
    """What may still be read of the file."""

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
    """A part of the archive as a stream of elements. Subclasses say what they make of them."""

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
    """Where the relations of a part lead: target and kind (the last word of its type) by id."""

    def __init__(self, budget: Budget):
        super().__init__(budget)
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (attributes.get("Target", ""), kind)


class SharedStrings(Part):
    """Texts that cells refer to by number. How a word is read aloud (`rPh`) is no part of it."""

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
    """The format of numbers by the number of a cell's style."""

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
            if _is_true(attributes.get("quotePrefix")):
                self.quoted.add(len(self.formats))
            self.formats.append(self._custom.get(number, builtin))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


@dataclass(slots=True)
class Shared:
    """What all sheets of a workbook refer to."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    is_1904: bool = False
    _dates: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def format_of(self, style: str) -> str:
        number = _number_of(style)
        return self.formats[number] if number < len(self.formats) else ""

    def is_date(self, style: str) -> tuple[bool, bool]:
        """Whether numbers of this style are dates or times, and whether they are durations."""
        number = _number_of(style)
        if number not in self._dates:
            code = self.format_of(style)
            self._dates[number] = (bool(code) and bool(is_date_format(code)), bool(is_timedelta_format(code)))
        return self._dates[number]


class Worksheet(Part):
    """The cells of one sheet. `relations` give the targets of its links."""

    def __init__(self, budget: Budget, name: str, shared: Shared, relations: Relations):
        super().__init__(budget)
        self.sheet = Sheet(name)
        self._shared, self._relations = shared, relations
        self._row = self._column = 0
        self._kind = self._style = self._content = ""
        self._formula: str | None = None
        self._has_value = False
        self._aloud = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "f", "t"):
            self._text = [] if not self._aloud else None
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aloud += 1
        elif name == "col":
            self._note_columns(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "hyperlink":
            self._link(attributes)

    def end(self, name: str) -> None:
        if name in ("v", "f", "t"):
            text = "".join(self._text or ())
            self._text = None
            if name == "f":
                self._formula = text
            else:
                self._content += text
                self._has_value = True
        elif name == "rPh":
            self._aloud -= 1
        elif name == "c":
            self._end_cell()
        elif name == "worksheet":
            self.sheet.hidden_rows = frozenset(self._hidden_rows)
            self.sheet.hidden_columns = frozenset(self._hidden_columns)

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        if not 1 <= self._row <= MAX_ROW:
            raise RefusedFile("corrupt", f"row {number[:20]}")
        self._column = 0
        if _is_true(attributes.get("hidden")) or (attributes.get("ht") == "0" and "customHeight" in attributes):
            self._hidden_rows.add(self._row)

    def _note_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if _is_true(attributes.get("hidden")) and first.isdecimal() and last.isdecimal():
            columns = range(int(first[:6]), min(int(last[:6]), MAX_COLUMN) + 1)
            self._budget.take_cells(len(columns))
            self._hidden_columns.update(columns)

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = place_of(reference)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._content, self._formula, self._has_value = "", None, False

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        content, formula = self._content, self._formula
        if self._kind == "e":
            self._budget.take_cells(1)
            self.sheet.bad[place] = ("cell_error", clean(content))
        elif content:
            self._budget.take_cells(1)
            self._keep(place, content)
        elif formula is not None and not (self._kind == "str" and self._has_value):
            self._budget.take_cells(1)
            self.sheet.bad[place] = ("formula_without_value", clean("=" + formula))
        if formula and (found := _HYPERLINK.match(formula)) and _ADDRESS.fullmatch(found[1]):
            self.sheet.links[place] = clean(found[1])

    def _keep(self, place: Place, content: str) -> None:
        try:
            value = self._value(content)
        except (ValueError, OverflowError, IndexError):
            self.sheet.bad[place] = ("cell_error", clean(content)[:100])
            return
        if isinstance(value, str) and not value.strip():
            return
        self.sheet.cells[place] = value
        if isinstance(value, int | float) and not isinstance(value, bool):
            mask = self._shared.format_of(self._style)
            if _MASK.fullmatch(mask):
                self.sheet.masks[place] = mask
        elif _number_of(self._style) in self._shared.quoted:
            self.sheet.literal.add(place)

    def _value(self, content: str) -> Value:
        match self._kind:
            case "s":
                return self._shared.strings[int(content)] if content.isdecimal() else _raise(content)
            case "str" | "inlineStr":
                return clean(unescape(content))
            case "b":
                return content.strip() in ("1", "true")
            case "d":
                return from_ISO8601(content)
            case _:
                return self._number(content.strip())

    def _number(self, content: str) -> Value:
        number: int | float = int(content) if _DIGITS.fullmatch(content) else float(content)
        if number != number or abs(number) == float("inf"):
            raise ValueError(content)
        is_date, is_duration = self._shared.is_date(self._style)
        if not is_date:
            return number
        epoch = CALENDAR_MAC_1904 if self._shared.is_1904 else CALENDAR_WINDOWS_1900
        moment = from_excel(number, epoch, timedelta=is_duration)
        return moment if moment is not None else number

    def _merge(self, reference: str) -> None:
        (top, left), (bottom, right) = corners_of(reference)
        self._budget.take_cells((bottom - top + 1) * (right - left + 1))
        for row in range(top + 1, bottom + 1):
            self.sheet.upper[row, left] = (top, left)

    def _link(self, attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        try:
            (top, left), (bottom, right) = corners_of(attributes.get("ref", ""))
        except RefusedFile:
            return  # a link to nowhere costs only itself
        self._budget.take_cells((bottom - top + 1) * (right - left + 1))
        target = clean(unescape(self._relations.targets.get(relation, ("", ""))[0])).strip()
        if not _ADDRESS.fullmatch(target):
            return  # within the workbook, or a file on somebody's disk
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.sheet.links[row, column] = target


def _number_of(style: str) -> int:
    return int(style) if style.isdecimal() and len(style) < 9 else 0


def _raise(content: str) -> str:
    raise ValueError(content)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")


def clean(text: str) -> str:
    """Without characters that cannot be stored."""
    return _SURROGATES.sub("", text.translate(_FORBIDDEN))


def place_of(reference: str) -> Place:
    """Row and column of "B3". Raises `RefusedFile`: corrupt."""
    found = _CELL.fullmatch(reference)
    if found:
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(found[2])
        if row <= MAX_ROW and column <= MAX_COLUMN:
            return row, column
    raise RefusedFile("corrupt", reference[:40])


def corners_of(reference: str) -> tuple[Place, Place]:
    """First and last cell of "A1:C3" or "A1". Raises `RefusedFile`: corrupt."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return (min(top, bottom), min(left, right)), (max(top, bottom), max(left, right))


def read_sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """All worksheets in order, hidden ones too. Raises `RefusedFile`."""
    budget = Budget()
    names = {name.lower(): name for name in archive.namelist()}
    book_part = next((target for target, kind in _related(archive, names, "", budget) if kind == "officeDocument"), "")
    book_part = book_part if book_part.lower() in names else "xl/workbook.xml"
    if book_part.lower() not in names:
        raise RefusedFile("corrupt", "no workbook")
    book = Workbook(budget)
    book.read(archive, names[book_part.lower()])
    relations = Relations(budget)
    _read_part(relations, archive, names, _relations_of(book_part))
    targets = {id: (_resolve(book_part, target), kind) for id, (target, kind) in relations.targets.items()}
    shared = _shared(archive, names, [*targets.values()], budget)
    shared.is_1904 = book.is_1904
    found = []
    for name, is_hidden, relation in book.sheets:
        part, kind = targets.get(relation, ("", ""))
        if kind == "worksheet" and part.lower() in names:
            links = Relations(budget)
            _read_part(links, archive, names, _relations_of(part))
            worksheet = Worksheet(budget, name, shared, links)
            worksheet.read(archive, names[part.lower()])
            worksheet.sheet.is_hidden = is_hidden
            found.append(worksheet.sheet)
    if not found:
        raise RefusedFile("corrupt", "no worksheet")
    return found


def _shared(archive: zipfile.ZipFile, names: dict[str, str], targets: list[tuple[str, str]], budget: Budget) -> Shared:
    strings, styles = SharedStrings(budget), Styles(budget)
    for part, kind in targets:
        if kind == "sharedStrings":
            _read_part(strings, archive, names, part)
        elif kind == "styles":
            _read_part(styles, archive, names, part)
    return Shared(strings.strings, styles.formats, styles.quoted)


def _related(archive: zipfile.ZipFile, names: dict[str, str], part: str, budget: Budget) -> Iterator[tuple[str, str]]:
    relations = Relations(budget)
    _read_part(relations, archive, names, _relations_of(part))
    for target, kind in relations.targets.values():
        yield _resolve(part, target), kind


def _read_part(reader: Part, archive: zipfile.ZipFile, names: dict[str, str], part: str) -> None:
    if part.lower() in names:
        reader.read(archive, names[part.lower()])


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")


def _resolve(part: str, target: str) -> str:
    return normpath(join("/", dirname(part), target)).lstrip("/")
