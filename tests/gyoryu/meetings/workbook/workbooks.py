"""Workbooks for tests, made from plain lists."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from gyoryu.base.sheets import Sheet
from gyoryu.meetings.workbook.columns import IMPORTED_COLUMNS
from gyoryu.meetings.workbook.header_detection import kind_of_sheet, records_of
from gyoryu.meetings.workbook.incoming import Incoming, MatchedSheet

Sheets = Mapping[str, Sequence[Sequence[Any]]]

DAY = "2026-05-12"


def plain_sheets() -> dict[str, list[list[Any]]]:
    """Two firms, two buyers, three slots: nothing unusual."""
    return {
        "행사": [["행사명", "작은 상담회"], ["시간대", "Asia/Seoul"]],
        "참가기업": [
            ["번호", "기업명", "언어", "불참시간", "최소", "최대"],
            ["S1", "㈜가람", "한국어", None, 1, None],
            ["S2", "누리", "한국어, 영어", "5/12 오전", None, 3],
        ],
        "바이어": [
            ["번호", "기업명", "기업명(중문)", "국가", "언어", "테이블", "온라인"],
            ["B1", "칭허", "清禾", "중국", "중국어", "T1", "X"],
            ["B2", "란하이", "岚海", "중국", "중국어", None, "O"],
        ],
        "상담신청": [
            ["참가기업", "바이어", "신청구분", "구분", "순위", "먼저 할 상담", "확정 시간", "가능 시간"],
            ["가람", "칭허", "기업", "필수", 1, None, None, None],
            ["S2", "B1", "바이어", "희망", 2, "S1-B1", None, "13:00~14:00"],
            ["누리", "岚海", "기업", "희망", None, None, "5/12 13:30", None],
        ],
        "통역": [["번호", "성명", "언어"], ["I1", "견본통역", "한국어, 중국어"]],
        "상담시간": [
            ["날짜", "시작", "종료"],
            [DAY, "11:00", "11:30"],
            [DAY, "13:00", "13:30"],
            [DAY, "13:30", "14:00"],
        ],
        "테이블": [["번호", "사용불가"], ["T1", None], ["T2", "11:00~11:30"]],
    }


def packed(sheets: Sheets, merges: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """An .xlsx; `merges` names ranges by sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def grid(rows: Sequence[Sequence[Any]], name: str = "Sheet1") -> Sheet:
    """A sheet as it is read; None: an empty cell."""
    places = ((r, c, value) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1))
    return Sheet(name, {(r, c): value for r, c, value in places if value is not None})


def incoming_of(sheets: Sheets) -> Incoming:
    """What stands in these sheets, as `read_incoming` understands a file of them, without a process that opens it."""
    incoming = Incoming()
    for name, rows in sheets.items():
        matched = kind_of_sheet(name, IMPORTED_COLUMNS)
        assert matched is not None, name
        kind, language = matched
        incoming.findings.languages[language] += 1
        incoming.sheets.append(MatchedSheet(name, kind.code))
        incoming.records[kind.code] = records_of(grid(rows, name), kind, incoming.findings)
    return incoming
