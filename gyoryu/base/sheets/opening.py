"""Open an .xlsx that nobody vouches for.

The file is measured before openpyxl sees it: openpyxl would unpack whatever it is given, and would make one cell object
for each cell of a merged range, however large.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from gyoryu.base.text import typed

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta

MOST_BYTES = 20 << 20
MOST_UNPACKED = 64 << 20
MOST_ENTRIES = 2_000
MOST_RATIO = 400  # of parts above a megabyte; an ordinary sheet packs to a tenth, a very repetitive one to a hundredth
MOST_CELLS = 500_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class RefusedFile(ValueError):
    """A file that is not read, and why: not_found, empty_file, too_large, old_excel, encrypted, html, not_excel,
    opendocument, corrupt, bomb, unsafe_xml."""

    def __init__(self, code: str, detail: object = ""):
        self.code = code
        self.detail = str(detail)
        super().__init__(f"{code}: {detail}")


@dataclass(slots=True)
class Sheet:
    """One worksheet as a sparse grid, rows and columns counted from 1. `upper` leads from the lower cells of a vertical
    merge to its top; `bad` names the cells without a usable value, by code and what they hold: formula_without_value,
    cell_error."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    upper: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    bad: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def rows(self) -> list[int]:
        """Numbers of the rows that hold anything, in order."""
        return sorted({row for row, _ in (*self.cells, *self.bad)})


def open_sheets(source: str | Path | bytes) -> list[Sheet]:
    """All worksheets of an .xlsx, hidden ones too, with formulas as their stored values. Raises `RefusedFile`."""
    data = source if isinstance(source, bytes) else _bytes_of(Path(source))
    has_formulas = refuse_unsafe(data)
    values = _load(data, values=True)
    formulas = _load(data, values=False) if has_formulas else None
    if not values.worksheets:
        raise RefusedFile("corrupt", "no worksheet")
    try:
        return [_grid(sheet, formulas[sheet.title] if formulas else None) for sheet in values.worksheets]
    finally:
        values.close()
        if formulas:
            formulas.close()


def refuse_unsafe(data: bytes) -> bool:
    """Raises `RefusedFile` for what is no .xlsx, or dangerous to open, without opening it. Whether it has formulas."""
    _refuse_other_formats(data)
    return _inspect(data)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedFile("too_large", f"{MOST_BYTES >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        raise RefusedFile("not_found", error.strerror or path.name) from None


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise RefusedFile("empty_file")
    if len(data) > MOST_BYTES:
        raise RefusedFile("too_large", f"{MOST_BYTES >> 20} MB")
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise RefusedFile("encrypted" if is_encrypted else "old_excel")
    if data.startswith(b"PK"):
        return
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    raise RefusedFile("html" if start.startswith(b"<") else "not_excel")


def _inspect(data: bytes) -> bool:
    """Whether any part holds a formula. Raises `RefusedFile` for what would be dangerous to unpack or parse."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts)
            names = {part.filename for part in parts}
            if "mimetype" in names and "content.xml" in names:
                raise RefusedFile("opendocument")
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise RefusedFile("not_excel")
            scan = _Scan()
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    scan.read(archive.read(part))
            return scan.formulas
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise RefusedFile("corrupt", error) from None
    except RuntimeError:  # zipfile's word for a part with a password
        raise RefusedFile("encrypted") from None
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise RefusedFile("corrupt", error) from None


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_ENTRIES:
        raise RefusedFile("bomb", f"{len(parts)} parts")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise RefusedFile("bomb", f"{unpacked >> 20} MB")
    for part in parts:
        if part.file_size > 1 << 20 and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise RefusedFile("bomb", part.filename)


class _Scan:
    """One pass of expat over each part: no document type (hence no entities), not too many cells, no giant merge."""

    def __init__(self) -> None:
        self.formulas = False
        self.cells = 0

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            parser.Parse(part, True)
        except expat.ExpatError as error:
            raise RefusedFile("corrupt", error) from None

    def _doctype(self, *_: object) -> None:
        raise RefusedFile("unsafe_xml")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.cells += 1
        elif local == "f":
            self.formulas = True
        elif local == "mergeCell":
            self.cells += _area(attributes.get("ref", ""))
        if self.cells > MOST_CELLS:
            raise RefusedFile("too_large", f"{MOST_CELLS} cells")


def _area(reference: str) -> int:
    from openpyxl.utils.cell import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
        return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)
    except (ValueError, TypeError):
        raise RefusedFile("corrupt", reference) from None


def _load(data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and extensions, which are not read
            return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers meet: KeyError, TypeError, IndexError, …
        raise RefusedFile("corrupt", type(error).__name__) from None


def _grid(sheet: Worksheet, formulas: Worksheet | None) -> Sheet:
    grid = Sheet(sheet.title)
    # The private mapping, because iter_rows would make a cell for every place up to the farthest one.
    for (row, column), cell in sheet._cells.items():
        value = typed(cell.value) if isinstance(cell.value, str) else cell.value
        if cell.data_type == "e":
            grid.bad[row, column] = ("cell_error", str(value))
        elif value is not None and not (isinstance(value, str) and not value.strip()):
            grid.cells[row, column] = value if isinstance(value, Value) else str(value)
        elif formulas is not None and value is None:
            written = formulas._cells.get((row, column))
            if written is not None and written.data_type == "f":
                grid.bad[row, column] = ("formula_without_value", str(written.value))
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row + 1, area.max_row + 1):
            grid.upper[row, area.min_col] = (area.min_row, area.min_col)
    return grid
