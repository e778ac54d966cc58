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
    wide_columns,
    wide_records,
)
from gyoryu.meetings.workbook.records import Findings, Record, letter_of, read_cells, read_row, shown
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
    best: list[tuple[int, SheetKind]] = []
    for kind in kinds:
        row, columns = header_of(sheet, kind) if kind.one_of else (0, {})
        codes = {column.code for column in columns.values()}
        if kind.code == "participants":
            if "side" in codes and codes & {"name_ko", "name_zh", "name_en"} and "participants" not in known:
                return kind
        elif row and all(codes & set(group) for group in kind.one_of) and len(columns) >= COLUMNS_FOR_A_GUESS:
            best.append((len(columns), kind))
    if not (sheet.is_delimited or _UNNAMED.fullmatch(normalize_compatibility(sheet.name))) or not best:
        return None
    most = max(count for count, _ in best)
    likely = [kind for count, kind in best if count == most]
    return likely[0] if len(likely) == 1 and likely[0].code not in known else None


def records_of(
    sheet: Sheet, kind: SheetKind, findings: Findings, chosen: Mapping[str, str] | None = None
) -> list[Record]:
    """The rows under the header of a table. A sheet without a header that is understood is one fault. `chosen`: the
    chosen meaning of columns, see `header_of`."""
    header_row, columns = header_of(sheet, kind, chosen)
    if header_row == 0:
        expected_columns = ", ".join(
            kind.column(group[0]).header(_language_of(sheet, findings)) for group in kind.one_of
        )
        findings.faults.append(ImportIssue("no_header", sheet.name, detail=expected_columns))
        return []
    findings.titles.extend(str(v) for (row, _), v in sheet.cells.items() if row < header_row)
    headers = {number: shown(value) for number, value in _cells_of_header(sheet, header_row).items()}
    for column in columns:
        findings.languages.update(_languages_of_header(columns[column], headers.get(column, "")))
    _note_unknown_columns(sheet, header_row, columns, findings)
    present = {column.code for column in columns.values()}
    places = {column.code: (letter_of(number), headers.get(number, "")) for number, column in columns.items()}
    missing = [g for g in [*kind.one_of, *((c.code,) for c in kind.columns if c.required)] if not present & set(g)]
    for group in missing:
        expected = kind.column(group[0]).header(_language_of(sheet, findings))
        findings.faults.append(ImportIssue("column_missing", sheet.name, header_row, detail=expected))
    rows = [row for row in sheet.rows() if row > header_row]
    wide = wide_columns(sheet, rows, columns, headers) if kind.code == "wishes" else []
    if wide:
        records = wide_records(sheet, rows, columns, headers, wide, findings)
    else:
        above: dict[str, Place] = {}
        rows_read = (read_row(sheet, row, columns, places, findings, above) for row in rows)
        records = [record for record in rows_read if record is not None]
    rank_by_stars(records)
    return records


def settings_of(sheet: Sheet, kind: SheetKind, findings: Findings) -> list[Record]:
    """A sheet of label and value side by side, as records of one value each."""
    records = []
    for (row, column), label in sorted(sheet.cells.items()):
        named_column = _column_named(kind, label) if isinstance(label, str) else None
        place = (row, column + 1)
        if named_column is None or (place not in sheet.cells and place not in sheet.bad):
            continue
        if column > 1 and _column_named(kind, sheet.cells.get((row, column - 1), "")):
            continue  # a value that looks like a label
        findings.languages.update(_languages_of_header(named_column, shown(label)))
        places = {named_column.code: (letter_of(place[1]), shown(label))}
        record = read_cells(sheet, row, {named_column.code: (place, named_column)}, places, findings, {})
        records.append(record)
    findings.titles.extend(str(value) for value in sheet.cells.values())
    return records


def header_of(sheet: Sheet, kind: SheetKind, chosen: Mapping[str, str] | None = None) -> tuple[int, dict[int, Column]]:
    """The row of the header and its columns by number; row 0 if there is none. `chosen`: by the letter of a column the
    code of its chosen meaning, "" for nothing; it takes precedence over the header."""
    row, columns = _header(sheet, kind)
    if not chosen:
        return row, columns
    row = row or next((r for r in sheet.rows() if len(_cells_of_header(sheet, r)) > 1), 0)
    chosen_codes = {
        number: chosen[letter_of(number)] for number in _cells_of_header(sheet, row) if letter_of(number) in chosen
    }
    remaining = {
        n: column for n, column in columns.items() if n not in chosen_codes and column.code not in chosen_codes.values()
    }
    known = {column.code: column for column in kind.columns}
    return row, remaining | {number: known[code] for number, code in chosen_codes.items() if code in known}


def heads_of(sheet: Sheet, row: int) -> list[tuple[int, str, str]]:
    """The cells of a header as (number of the column, its letter, text)."""
    return [(number, letter_of(number), shown(value)) for number, value in _cells_of_header(sheet, row).items()]


def _header(sheet: Sheet, kind: SheetKind) -> tuple[int, dict[int, Column]]:
    """The row in which most columns are recognised, and these columns by number; row 0 if there is none."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for row in sheet.rows()[:ROWS_BEFORE_A_HEADER]:
        cells = {number: v for number, v in _cells_of_header(sheet, row).items() if isinstance(v, str)}
        recognised = _columns_named(sheet, row, kind, cells)
        if kind.code == "wishes":
            recognised |= more_ends(kind, cells, recognised)
        codes = {column.code for column in recognised.values()}
        is_header = any(codes & set(group) for group in kind.one_of) and len(recognised) >= min(2, len(cells))
        if is_header and len(recognised) > len(best[1]):
            best = (row, recognised)
    if kind.code == "wishes" and not all({c.code for c in best[1].values()} & set(group) for group in kind.one_of):
        return matrix_columns(sheet, kind, sheet.rows()[:ROWS_BEFORE_A_HEADER], _columns_named) or best
    return best


def _columns_named(sheet: Sheet, row: int, kind: SheetKind, cells: Mapping[int, Value]) -> dict[int, Column]:
    """The columns that the cells of a row name, by number."""
    column_by_number: dict[int, Column] = {}
    used_codes: set[str] = set()
    side = next((column for column in kind.columns if column.code == "side"), None)
    if side is not None:
        numbers = (n for n, v in cells.items() if _may_be_side(side, v) and holds_sides(sheet, row, n))
        column_by_number |= dict.fromkeys(islice(numbers, 1), side)
        used_codes.add("side")  # other lists use the same words for other things
    for exactly in (True, False):  # "기업명(영문)" must not be taken by "기업명"
        for number, value in cells.items():
            column = _column_named(kind, value, used_codes, exactly=exactly) if number not in column_by_number else None
            if column is not None:
                column_by_number[number] = column
                used_codes.add(column.code)
    return column_by_number


def _may_be_side(side: Column, header: Value) -> bool:
    """Under "Category" there are fields in one list, sides in another."""
    full = _header_keys(str(header))[0]
    return side.is_named(full) or full == "category"


def _column_named(
    kind: SheetKind, header: Value, used_codes: set[str] | None = None, *, exactly: bool | None = None
) -> Column | None:
    """The column a header names: with what stands in brackets (exactly), without it, or (None) either."""
    full, bare = _header_keys(str(header))
    candidates = {None: (full, bare), True: (full,), False: (bare,)}[exactly]
    for candidate in filter(None, candidates):
        for column in kind.by_key.get(candidate, ()):
            if column.code not in (used_codes or ()):
                return column
    return None


@lru_cache(maxsize=8_192)
def _header_keys(header: str) -> tuple[str, str]:
    """The key of a header as a whole, and without what stands in brackets."""
    full = normalize_compatibility(header)
    return comparison_key(full), comparison_key(_ASIDE.sub("", full))


def _languages_of_header(column: Column, header: str) -> list[Language]:
    """Languages in which this header is a name of the column; none if it is one in several ("ID")."""
    full = comparison_key(header)
    languages = [language for language in LANGUAGES if full in column.keys[language]]
    return languages if len(languages) == 1 else []


def _language_of(sheet: Sheet, findings: Findings) -> Language:
    return findings.languages.most_common(1)[0][0] if findings.languages else "en"


def _cells_of_header(sheet: Sheet, row: int) -> dict[int, Value]:
    """The cells of a row by column, and those of merges that reach down to it: in a header of two lines the names of
    some columns stand in the upper one."""
    places = sheet.row(row)
    return {column: sheet.cells[places[column]] for column in sorted(places)[:MAX_COLUMNS]}


def _note_unknown_columns(sheet: Sheet, header_row: int, columns: dict[int, Column], findings: Findings) -> None:
    for column, value in _cells_of_header(sheet, header_row).items():
        if column not in columns and comparison_key(str(value)) not in ROW_NUMBERS:
            header = shown(value)
            findings.notes.append(
                ImportIssue("column_ignored", sheet.name, header_row, letter_of(column), header, header)
            )
