"""An .xlsx as its sheets. Everything is bounded while it is read: no part is trusted to be as small as it says, and a
reference to a range costs nothing until it is known how large it is. Both the usual namespaces and those of Strict Open
XML are understood, because elements are known by their local names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from gyoryu.base.sheets.grid import RefusedFile, Sheet
from gyoryu.base.sheets.parts import Budget, Part, Relations, Shared, SharedStrings, Styles, Workbook
from gyoryu.base.sheets.worksheet import Worksheet


def read_sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """Return all worksheets in order, hidden ones too. Raises `RefusedFile`."""
    budget = Budget()
    names = {name.lower(): name for name in archive.namelist()}
    book_part = _book_part(archive, names, budget)
    workbook = Workbook(budget)
    workbook.read(archive, names[book_part.lower()])
    relations = Relations(budget)
    _read_part(relations, archive, names, _relations_of(book_part))
    targets = {id: (_resolve(book_part, target), kind) for id, (target, kind) in relations.targets.items()}
    shared = _shared(archive, names, [*targets.values()], budget)
    shared.is_1904 = workbook.is_1904
    sheets = []
    for name, is_hidden, relation in workbook.sheets:
        part, kind = targets.get(relation, ("", ""))
        if kind == "worksheet" and part.lower() in names:
            links = Relations(budget)
            _read_part(links, archive, names, _relations_of(part))
            worksheet = Worksheet(budget, name, shared, links)
            worksheet.read(archive, names[part.lower()])
            worksheet.sheet.is_hidden = is_hidden
            sheets.append(worksheet.sheet)
    if not sheets:
        raise RefusedFile("corrupt", "no worksheet")
    return sheets


def _book_part(archive: zipfile.ZipFile, names: dict[str, str], budget: Budget) -> str:
    """Return the part that lists the sheets: the one that relations name, else the usual one."""
    related = (target for target, kind in _related(archive, names, "", budget) if kind == "officeDocument")
    for part in (next(related, ""), "xl/workbook.xml"):
        if part.lower() in names:
            return part
    raise RefusedFile("corrupt", "no workbook")


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
