"""Wishes in other shapes than one a row: a column for each choice, or a matrix of firms and buyers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gyoryu.base.sheets import ParseError, Place, Sheet, Value
from gyoryu.base.text import comparison_key, normalize_compatibility
from gyoryu.meetings.workbook.columns import Column, SheetKind
from gyoryu.meetings.workbook.records import SUMS, Findings, Record, letter_of, places_of, read_cells, read_row
from gyoryu.meetings.workbook.values import as_kind, as_lines, as_text
from gyoryu.meetings.workbook.vocabulary import is_nothing

OTHER_END = {"seller": "buyer", "buyer": "seller", "asker": "asked", "asked": "asker"}
NAMES_OF_END = {"buyer": ("buyer", "asked")}  # columns whose names an end may have, beside its own
ROW_NUMBERS = frozenset(("no", "연번", "순번", "序号", "번", "연번no", "비고", "备注", "remark", "remarks", "note"))
MAX_COLUMNS = 500  # of a header
MAX_MARK_LENGTH = 12  # in a cell of a matrix
_DIGITS = {digit: str(k) for k, digit in enumerate("一二三四五六七八九", 1)}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_RANK = re.compile(r"(?:제|第|no\.?|#)?\s*(\d{1,2})\s*(?:순위|지망|번째|번|위|志愿|意向|位|选|号|st\b|nd\b|rd\b|th\b)?")
_ABOUT_RANK = re.compile(r"choice|preference|priority|순위|지망|희망|志愿|意向|选择|优先|상담|업체|기업")

NamedColumns = Callable[[Sheet, int, SheetKind, Mapping[int, Value]], dict[int, Column]]


@lru_cache(maxsize=8_192)
def rank_in_header(header: str) -> tuple[str, int | None]:
    """Return a header without its number, and the number: "희망바이어2", "第一志愿", "2nd choice"."""
    text = normalize_compatibility(header).casefold()
    for word, digit in (_DIGITS | _ORDINALS).items():
        text = text.replace(word, digit)
    match = _RANK.search(text)
    if not match or not 1 <= int(match[1]) <= 50:
        return comparison_key(text), None
    return comparison_key(text[: match.start()] + " " + text[match.end() :]), int(match[1])


def more_ends(kind: SheetKind, cells: Mapping[int, Value], columns: Mapping[int, Column]) -> dict[int, Column]:
    """Return the columns of a header that hold one partner each, beside those that are recognised already."""
    codes = [column.code for column in columns.values() if column.code in OTHER_END]
    head = min(codes, key=lambda code: code not in ("seller", "asker"), default="")
    if not head:
        return {}
    partner = kind.column(OTHER_END[head])
    ends = [kind.column(code) for code in NAMES_OF_END.get(partner.code, (partner.code,))]
    new_headers = {number: str(value) for number, value in cells.items() if number not in columns}
    is_repeated = partner.code in codes
    return {n: partner for n, header in new_headers.items() if _names_partner(header, ends, is_repeated=is_repeated)}


def _names_partner(header: str, ends: Sequence[Column], *, is_repeated: bool) -> bool:
    """Return whether a header is that of a partner. `is_repeated`: where there is such a column, its name may come
    again."""
    base = rank_in_header(header)[0]
    return any(_is_choice(header, end) or (is_repeated and end.is_named(base)) for end in ends)


def _is_choice(header: str, end: Column) -> bool:
    """Return whether the number in a header ranks a choice ("희망바이어2", "1순위"), rather than being a participant's
    id ("B2")."""
    base, rank = rank_in_header(header)
    bare = _ABOUT_RANK.sub("", base)
    return rank is not None and (not bare or end.is_named(base) or end.is_named(bare))


class Body:
    """Finds the columns that hold only marks, numbers and words for kinds. Each column is scanned once."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        self._rows: dict[int, tuple[int, int]] = {}

    def holds_marks(self, row: int, column: int) -> bool:
        """Return whether all cells below `row` are marks, and there is at least one."""
        if column not in self._rows:
            cells = self._sheet.column(column)
            last_name = next((r for r, value in reversed(cells) if not _is_mark(value)), 0)
            last_mark = next((r for r, value in reversed(cells) if not is_nothing(as_text(value))), 0)
            self._rows[column] = (last_name, last_mark)
        last_name, last_mark = self._rows[column]
        return last_name <= row < last_mark

    def reaches_below(self, row: int, column: int) -> bool:
        cells = self._sheet.column(column)
        return bool(cells) and cells[-1][0] > row


def _is_mark(value: Value) -> bool:
    text = as_text(value)
    if is_nothing(text):
        return True
    try:
        as_kind(value)
    except ParseError:
        return False
    return len(text) <= MAX_MARK_LENGTH


def matrix_columns(
    sheet: Sheet, kind: SheetKind, rows: Sequence[int], recognise_columns: NamedColumns
) -> tuple[int, dict[int, Column]] | None:
    """Return the header of a matrix: names in a row, names in a column, and marks where they cross; None if it is
    none."""
    body = Body(sheet)
    for row in rows:
        cells = texts_in_row(sheet, row)
        recognised = recognise_columns(sheet, row, kind, cells)
        partners = [
            number
            for number in sorted(cells)
            if number not in recognised and _is_name(cells[number]) and body.holds_marks(row, number)
        ]
        head, code = _head_of_matrix(body, row, recognised, partners)
        if head:
            return row, {head: kind.column(code)} | dict.fromkeys(partners, kind.column(OTHER_END[code]))
    return None


def texts_in_row(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the texts of a row by column, with those of merges that reach down to it."""
    places = sorted(sheet.row(row).items())[:MAX_COLUMNS]
    return {number: value for number, place in places if isinstance(value := sheet.cells[place], str)}


def _head_of_matrix(body: Body, row: int, recognised: Mapping[int, Column], partners: Sequence[int]) -> tuple[int, str]:
    """Return the column in which the names of the rows stand, and its code; 0 where the row is no header of a
    matrix."""
    heads = [(number, column.code) for number, column in recognised.items() if column.code in OTHER_END]
    if len(heads) > 1 or not partners:
        return 0, ""
    return heads[0] if heads else (_head_column(body, row, partners), "asker")


def _is_name(header: Value) -> bool:
    name = comparison_key(str(header))
    return bool(name) and name not in ROW_NUMBERS | SUMS


def _head_column(body: Body, row: int, partners: Sequence[int]) -> int:
    """Return the column before the partners in which the names of the rows stand; 0 if there is none."""
    before = range(1, min(partners, default=1))
    return next((n for n in before if body.reaches_below(row, n) and not body.holds_marks(row, n)), 0)


def wide_columns(
    sheet: Sheet, rows: Sequence[int], columns: Mapping[int, Column], headers: Mapping[int, str]
) -> list[int]:
    """Return numbers of the columns that hold one partner each, or are one partner each; none in an ordinary list."""
    ends = {number: column.code for number, column in columns.items() if column.code in OTHER_END}
    codes = list(ends.values())
    repeated = [number for number, code in ends.items() if codes.count(code) > 1]
    if repeated or len(ends) != 2:
        return sorted(repeated)
    alone = max(ends)
    return [alone] if _is_partner_of_matrix(sheet, rows, alone, columns[alone], headers[alone]) else []


def _is_partner_of_matrix(sheet: Sheet, rows: Sequence[int], number: int, end: Column, header: str) -> bool:
    """Return whether the header of a column is the name of a partner, with marks below."""
    if not rows or end.is_named(comparison_key(header)) or _is_choice(header, end):
        return False
    return Body(sheet).holds_marks(rows[0] - 1, number)


@dataclass(frozen=True, slots=True)
class _Partners:
    """Columns of a sheet that contain, or in a matrix are, one partner each. `end`: the side of the partner."""

    numbers: Sequence[int]
    end: Column
    headers: Mapping[int, str]
    is_matrix: bool


def wide_records(
    sheet: Sheet,
    rows: Sequence[int],
    columns: Mapping[int, Column],
    headers: Mapping[int, str],
    wide: Sequence[int],
    findings: Findings,
) -> list[Record]:
    """Return a record for each partner that a row names."""
    end = columns[wide[0]]
    partners = _Partners(wide, end, headers, _is_matrix(sheet, rows, end, headers, wide))
    common_columns = {number: column for number, column in columns.items() if number not in wide}
    places = places_of(common_columns, headers)
    above: dict[str, Place] = {}
    records: list[Record] = []
    for row in rows:
        base = read_row(sheet, row, common_columns, places, findings, above)
        if base is not None:
            records.extend(_records_of_row(sheet, base, partners, findings))
    return records


def _is_matrix(sheet: Sheet, rows: Sequence[int], end: Column, headers: Mapping[int, str], wide: Sequence[int]) -> bool:
    above = rows[0] - 1 if rows else -1
    body = Body(sheet)
    return all(
        not _is_choice(headers[number], end)
        and (body.holds_marks(above, number) or not body.reaches_below(above, number))
        for number in wide
    )


def _records_of_row(sheet: Sheet, base: Record, partners: _Partners, findings: Findings) -> Iterator[Record]:
    """Yield a record for each partner, with the values that the row states for all."""
    for position, number in enumerate(partners.numbers, 1):
        record = _partner(sheet, base.row, number, partners, findings)
        if record is None:
            continue
        if not partners.is_matrix:
            record.values.setdefault("rank", rank_in_header(partners.headers[number])[1] or position)
        record.values = base.values | record.values
        record.places, record.faulty = base.places | record.places, base.faulty | record.faulty
        if partners.end.code == "seller":
            record.values.setdefault("asked_by", ("buyer",))
        yield record


def _partner(sheet: Sheet, row: int, number: int, partners: _Partners, findings: Findings) -> Record | None:
    place, end, header = (row, number), partners.end, partners.headers[number]
    if not sheet.is_filled(place):
        return None
    places = {end.code: (letter_of(number), header), "kind": (letter_of(number), header)}
    if not partners.is_matrix or place in sheet.bad:
        record = read_cells(sheet, row, {end.code: (place, end)}, {end.code: places[end.code]}, findings, {})
        return record if record.values else None
    value = sheet.cells[place]
    if is_nothing(as_text(value)):
        return None
    return Record(sheet.name, row, {end.code: as_lines(header), "kind": as_kind(value)}, places)


_APART = (r"[\n;；、，,]", r"[/|]", r"\s*(?:[·・&+]|\band\b|\s및\s|和|与)\s*")
_NUMBERED = re.compile(r"^\(?(\d{1,2})[.)]\s*(?=\D)|^([①-⑳])\s*")


def split_partners(records: Sequence[Record], find: Callable[[str, str], object]) -> list[Record]:
    """Return a record for each partner that a cell names: "B001, B002". `find` returns whether a text identifies a
    participant in a column; a cell that does, or of which no part does, is not split."""
    return [part for record in records for part in _split_partners(record, find)]


def _split_partners(record: Record, find: Callable[[str, str], object]) -> list[Record]:
    for code in OTHER_END:
        if code not in record.values or find(code, record.values[code]):
            continue
        partners = _parts(record.values[code], code, find)
        if partners:
            return [_with_partner(record, code, name, rank) for name, rank in partners]
    return [record]


def _with_partner(record: Record, code: str, name: str, rank: int | None) -> Record:
    values = record.values | {code: name}
    if rank:
        values.setdefault("rank", rank)
    values.pop("id", None)  # it can name only one of them
    return Record(record.sheet, record.row, values, record.places, record.faulty, record.links)


def _parts(text: str, code: str, find: Callable[[str, str], object]) -> list[tuple[str, int | None]]:
    for separator in _APART:
        pieces = filter(None, map(str.strip, re.split(separator, text)))
        partners = [(_NUMBERED.sub("", piece), _number_before(piece)) for piece in pieces]
        if len(partners) > 1 and any(find(code, name) for name, _ in partners):
            return partners
    return []


def _number_before(piece: str) -> int | None:
    match = _NUMBERED.match(piece)
    return int(normalize_compatibility(match[1] or match[2])) if match else None


def rank_by_stars(records: Sequence[Record]) -> None:
    """Make ranks of numbers of stars: the most stars of a sheet are the first choice."""
    for code in ("rank", "kind"):
        starred = [r for r in records if isinstance(r.values.get(code), int) and r.values[code] < 0]
        most = max((-r.values[code] for r in starred), default=0)
        for record in starred:
            record.values[code] = most + record.values[code] + 1
