"""Lists of both sides in one sheet: which row is a seller, which a buyer, and which is neither."""

from __future__ import annotations

from collections.abc import Sequence

from gyoryu.base.sheets import Sheet
from gyoryu.meetings.consultation import ImportIssue, Side
from gyoryu.meetings.workbook import vocabulary
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.values import as_text

MAX_ROWS_SAMPLED = 200
CODE: dict[Side, str] = {"seller": "sellers", "buyer": "buyers"}
LISTS: dict[str, Side] = {"sellers": "seller", "buyers": "buyer", "participants": "seller"}


def holds_sides(sheet: Sheet, header_row: int, column: int) -> bool:
    """Return whether under this header stand words such as 참가기업 and 바이어: at least in half of the cells."""
    below = [value for row, value in sheet.column(column)[: header_row + MAX_ROWS_SAMPLED] if row > header_row]
    texts = [as_text(value) for value in below]
    filled_texts = [text for text in texts if not vocabulary.is_ditto(text)]
    return bool(filled_texts) and 2 * sum(
        vocabulary.look_up(vocabulary.SIDES, text) is not None for text in filled_texts
    ) >= len(filled_texts)


def split_by_side(records: Sequence[Record], kind: str, findings: Findings) -> dict[str, list[Record]]:
    """Return the rows of a list by the code of the kind of sheet to which they belong. Without a column that says so,
    they are on the side of their sheet. Rows that are neither (hosts, interpreters) are left out, with a note."""
    records_by_kind: dict[str, list[Record]] = {kind: []}
    if kind == "participants":
        records_by_kind = {"sellers": [], "buyers": []}
        _note_missing_column(records, findings)
    for record in records:
        if "side" not in record.faulty:  # which was noted when its cell was read
            code = CODE[_side_of(record, LISTS[kind], findings)]
            records_by_kind.setdefault(code, []).append(record)
    return records_by_kind


def _note_missing_column(records: Sequence[Record], findings: Findings) -> None:
    if records and "side" not in records[0].places:
        findings.notes.append(ImportIssue("side_assumed", records[0].sheet))


def _side_of(record: Record, usual: Side, findings: Findings) -> Side:
    """Return the side that a row states; where it states none or both, that of its list."""
    sides: tuple[Side, ...] = record.get("side", ())
    if len(sides) == 1:
        return sides[0]
    if "side" in record.places:
        findings.notes.append(record.issue("side_of_row_assumed", "side", CODE[usual]))
    return usual
