"""Find the sheets, the header row of each and the columns under it, and return rows as records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice

from gyoryu.base.names import LANGUAGES, Language
from gyoryu.base.sheets import Place, Sheet, Value
from gyoryu.base.text import comparison_key, normalize_compatibility
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook.columns import Column, SheetKind
from gyoryu.meetings.workbook.layouts import (
    MAX_COLUMNS,
    matrix_columns,
    more_ends,
    rank_by_stars,
    texts_in_row,
    wide_columns,
    wide_records,
)
from gyoryu.meetings.workbook.records import Findings, Record, letter_of, places_of, read_cells, read_row, shown
from gyoryu.meetings.workbook.sides import holds_sides

ROWS_BEFORE_A_HEADER = 30
COLUMNS_FOR_A_GUESS = 3
_UNNAMED = re.compile(r"(?:sheet|시트|工作表|表|table|feuil|tabelle)\s*\(?\d*\)?", re.IGNORECASE)
ROW_NUMBERS = frozenset(("no", "연번", "순번", "序号", "번", "연번no"))
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)\s_-]+|\d{1,2}(?=[가-힣一-龥])|[①-⑳ⅠⅡⅢⅣⅤⅥⅦ]\.?\s*|[a-z]\)\s*)", re.IGNORECASE
)
_LIST_WORDS = re.compile(
    r"(?:명단|목록|리스트|현황|내역|정보|양식|배치표|(?<!시간)표|名单|名录|名册|一览表?|信息|明细|汇总|情况|list|sheet|data)$"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|※.*|\*+|<[^<>]*>")


def kind_of_sheet(name: str, kinds: Sequence[SheetKind]) -> tuple[SheetKind, Language] | None:
    """Which kind of sheet a name such as "2. 바이어 명단(확정)" means, and in which language."""
    full = normalize_compatibility(name).casefold()
    bare = _NUMBERING.sub("", _ASIDE.sub("", full)).strip()
    for candidate in (full, bare, _LIST_WORDS.sub("", bare.rstrip("0123456789 ")).strip()):
        for kind in kinds:
            for language in LANGUAGES:
                if comparison_key(candidate) in map(comparison_key, kind.names[language]):
                    return kind, language
    return None


def guessed_kind(sheet: Sheet, kinds: Sequence[SheetKind], known: Set[str]) -> SheetKind | None:
    """What a sheet without a name of its own (Sheet1, a text file) or with a column for the side is, by its header;
    None where it could be more than one thing, or where another sheet of the workbook is that already."""
    both_sides = _list_of_both_sides(sheet, kinds)
    if both_sides is not None and both_sides.code not in known:
        return both_sides
    if _has_own_name(sheet):
        return None
    likely = _likeliest_kinds(sheet, kinds)
    return likely[0] if len(likely) == 1 and likely[0].code not in known else None


def _has_own_name(sheet: Sheet) -> bool:
    return not sheet.is_delimited and not _UNNAMED.fullmatch(normalize_compatibility(sheet.name))


def _list_of_both_sides(sheet: Sheet, kinds: Sequence[SheetKind]) -> SheetKind | None:
    """Return the kind for sellers and buyers in one list, if the header has a column for the side and one for a
    name."""
    for kind in kinds:
        if kind.code == "participants":
            codes = _codes_of(header_of(sheet, kind)[1])
            return kind if "side" in codes and codes & {"name_ko", "name_zh", "name_en"} else None
    return None


def _likeliest_kinds(sheet: Sheet, kinds: Sequence[SheetKind]) -> list[SheetKind]:
    """Return, of the kinds whose required columns are all in the header, those with the most columns in it."""
    columns_of_kind = [(kind, header_of(sheet, kind)[1]) for kind in kinds if kind.one_of]
    counts = [
        (len(columns), kind)
        for kind, columns in columns_of_kind
        if kind.code != "participants" and _is_enough_for_a_guess(kind, columns)
    ]
    highest = max((count for count, _ in counts), default=0)
    return [kind for count, kind in counts if count == highest]


def _is_enough_for_a_guess(kind: SheetKind, columns: Mapping[int, Column]) -> bool:
    return len(columns) >= COLUMNS_FOR_A_GUESS and _has_required(kind, columns)


def _codes_of(columns: Mapping[int, Column]) -> set[str]:
    return {column.code for column in columns.values()}


def _has_required(kind: SheetKind, columns: Mapping[int, Column]) -> bool:
    """Return whether each group of required columns has at least one."""
    codes = _codes_of(columns)
    return all(codes & set(group) for group in kind.one_of)


def records_of(
    sheet: Sheet, kind: SheetKind, findings: Findings, chosen: Mapping[str, str] | None = None
) -> list[Record]:
    """Return the rows under the header of a table. A sheet without a header that is understood is one fault. `chosen`:
    the chosen meaning of columns, see `header_of`."""
    header_row, columns = header_of(sheet, kind, chosen)
    if header_row == 0:
        expected_columns = ", ".join(kind.column(group[0]).header(findings.main_language) for group in kind.one_of)
        findings.faults.append(ImportIssue("no_header", sheet.name, detail=expected_columns))
        return []
    findings.titles.extend(str(v) for (row, _), v in sheet.cells.items() if row < header_row)
    headers = {number: shown(value) for number, value in _cells_of_header(sheet, header_row).items()}
    for number, column in columns.items():
        findings.languages.update(_languages_of_header(column, headers.get(number, "")))
    _note_unknown_columns(sheet, header_row, columns, findings)
    _report_missing_columns(sheet, kind, header_row, columns, findings)
    records = _records_below(sheet, kind, header_row, columns, headers, findings)
    rank_by_stars(records)
    return records


def _report_missing_columns(
    sheet: Sheet, kind: SheetKind, header_row: int, columns: Mapping[int, Column], findings: Findings
) -> None:
    present = _codes_of(columns)
    for group in [*kind.one_of, *((column.code,) for column in kind.columns if column.required)]:
        if not present & set(group):
            expected = kind.column(group[0]).header(findings.main_language)
            findings.faults.append(ImportIssue("column_missing", sheet.name, header_row, detail=expected))


def _records_below(
    sheet: Sheet,
    kind: SheetKind,
    header_row: int,
    columns: dict[int, Column],
    headers: dict[int, str],
    findings: Findings,
) -> list[Record]:
    rows = [row for row in sheet.rows() if row > header_row]
    wide = wide_columns(sheet, rows, columns, headers) if kind.code == "wishes" else []
    if wide:
        return wide_records(sheet, rows, columns, headers, wide, findings)
    places = places_of(columns, headers)
    above: dict[str, Place] = {}
    rows_read = (read_row(sheet, row, columns, places, findings, above) for row in rows)
    return [record for record in rows_read if record is not None]


def settings_of(sheet: Sheet, kind: SheetKind, findings: Findings) -> list[Record]:
    """A sheet of label and value side by side, as records of one value each."""
    records = []
    for (row, column), label in sorted(sheet.cells.items()):
        setting = _setting_labelled(sheet, kind, row, column)
        if setting is None:
            continue
        findings.languages.update(_languages_of_header(setting, shown(label)))
        place = (row, column + 1)
        places = {setting.code: (letter_of(place[1]), shown(label))}
        records.append(read_cells(sheet, row, {setting.code: (place, setting)}, places, findings, {}))
    findings.titles.extend(str(value) for value in sheet.cells.values())
    return records


def _setting_labelled(sheet: Sheet, kind: SheetKind, row: int, column: int) -> Column | None:
    """Return the setting that a cell names, if a value stands beside it."""
    label = sheet.cells[row, column]
    if not isinstance(label, str) or not sheet.is_filled((row, column + 1)):
        return None
    if column > 1 and _column_named(kind, sheet.cells.get((row, column - 1), "")):
        return None  # a value that looks like a label
    return _column_named(kind, label)


def header_of(sheet: Sheet, kind: SheetKind, chosen: Mapping[str, str] | None = None) -> tuple[int, dict[int, Column]]:
    """Return the row of the header and its columns by number; row 0 if there is none. `chosen`: by the letter of a
    column the code of its chosen meaning, "" for nothing; it takes precedence over the header."""
    row, columns = _header(sheet, kind)
    if not chosen:
        return row, columns
    row = row or next((r for r in sheet.rows() if len(_cells_of_header(sheet, r)) > 1), 0)
    chosen_codes = {number: chosen[letter] for number, letter, _ in heads_of(sheet, row) if letter in chosen}
    return row, _with_chosen(kind, columns, chosen_codes)


def _with_chosen(kind: SheetKind, columns: Mapping[int, Column], chosen_codes: Mapping[int, str]) -> dict[int, Column]:
    """Columns with the meanings chosen for some; no other column keeps a meaning that is chosen."""
    remaining = {
        number: column
        for number, column in columns.items()
        if number not in chosen_codes and column.code not in chosen_codes.values()
    }
    known = {column.code: column for column in kind.columns}
    return remaining | {number: known[code] for number, code in chosen_codes.items() if code in known}


def heads_of(sheet: Sheet, row: int) -> list[tuple[int, str, str]]:
    """Return the cells of a header as (number of the column, its letter, text)."""
    return [(number, letter_of(number), shown(value)) for number, value in _cells_of_header(sheet, row).items()]


def _header(sheet: Sheet, kind: SheetKind) -> tuple[int, dict[int, Column]]:
    """Return the row in which most columns are recognised, and these columns by number; row 0 if there is none."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for row in sheet.rows()[:ROWS_BEFORE_A_HEADER]:
        columns = _columns_of_header(sheet, row, kind)
        if len(columns) > len(best[1]):
            best = (row, columns)
    if kind.code == "wishes" and not _has_required(kind, best[1]):
        return matrix_columns(sheet, kind, sheet.rows()[:ROWS_BEFORE_A_HEADER], _columns_named) or best
    return best


def _columns_of_header(sheet: Sheet, row: int, kind: SheetKind) -> dict[int, Column]:
    """Return the columns by number if this row may be the header; none otherwise."""
    cells = texts_in_row(sheet, row)
    recognised = _columns_named(sheet, row, kind, cells)
    if kind.code == "wishes":
        recognised |= more_ends(kind, cells, recognised)
    codes = _codes_of(recognised)
    is_header = any(codes & set(group) for group in kind.one_of) and len(recognised) >= min(2, len(cells))
    return recognised if is_header else {}


def _columns_named(sheet: Sheet, row: int, kind: SheetKind, cells: Mapping[int, Value]) -> dict[int, Column]:
    """Return the columns that the cells of a row name, by number."""
    column_by_number = _column_of_sides(sheet, row, kind, cells)
    used_codes = {"side"}  # other lists use the same words for other things
    for exactly in (True, False):  # "기업명(영문)" must not be taken by "기업명"
        for number, value in cells.items():
            if number in column_by_number:
                continue
            column = _column_named(kind, value, used_codes, exactly=exactly)
            if column is not None:
                column_by_number[number] = column
                used_codes.add(column.code)
    return column_by_number


def _column_of_sides(sheet: Sheet, row: int, kind: SheetKind, cells: Mapping[int, Value]) -> dict[int, Column]:
    """Return the first column whose header may mean the side and whose cells are sides, by its number."""
    side = next((column for column in kind.columns if column.code == "side"), None)
    if side is None:
        return {}
    numbers = (n for n, header in cells.items() if _may_be_side(side, header) and holds_sides(sheet, row, n))
    return dict.fromkeys(islice(numbers, 1), side)


def _may_be_side(side: Column, header: Value) -> bool:
    """Under "Category" there are fields in one list, sides in another."""
    full = _header_keys(str(header))[0]
    return side.is_named(full) or full == "category"


def _column_named(
    kind: SheetKind, header: Value, used_codes: set[str] | None = None, *, exactly: bool | None = None
) -> Column | None:
    """Return the column that a header names: with the text in brackets (exactly), without it, or (None) either."""
    full, bare = _header_keys(str(header))
    candidates = {None: (full, bare), True: (full,), False: (bare,)}[exactly]
    for candidate in filter(None, candidates):
        for column in kind.by_key.get(candidate, ()):
            if column.code not in (used_codes or ()):
                return column
    return None


@lru_cache(maxsize=8_192)
def _header_keys(header: str) -> tuple[str, str]:
    """Return the key of a header as a whole, and without the text in brackets."""
    full = normalize_compatibility(header)
    return comparison_key(full), comparison_key(_ASIDE.sub("", full))


def _languages_of_header(column: Column, header: str) -> list[Language]:
    """Languages in which this header is a name of the column; none if it is one in several ("ID")."""
    full = comparison_key(header)
    languages = [language for language in LANGUAGES if full in column.keys[language]]
    return languages if len(languages) == 1 else []


def _cells_of_header(sheet: Sheet, row: int) -> dict[int, Value]:
    """Return the cells of a row by column, and those of merges that reach down to it: in a header of two lines the
    names of some columns stand in the upper one."""
    places = sheet.row(row)
    return {column: sheet.cells[places[column]] for column in sorted(places)[:MAX_COLUMNS]}


def _note_unknown_columns(sheet: Sheet, header_row: int, columns: dict[int, Column], findings: Findings) -> None:
    for column, value in _cells_of_header(sheet, header_row).items():
        if column not in columns and comparison_key(str(value)) not in ROW_NUMBERS:
            header = shown(value)
            findings.notes.append(
                ImportIssue("column_ignored", sheet.name, header_row, letter_of(column), header, header)
            )
