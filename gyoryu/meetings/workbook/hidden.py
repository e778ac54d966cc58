"""Rows, columns and sheets that are not shown: taken or left out, and said either way."""

from __future__ import annotations

from collections.abc import Sequence

from gyoryu.base.sheets import Sheet
from gyoryu.meetings.consultation import Remark
from gyoryu.meetings.workbook.records import Findings


def as_shown(sheets: Sequence[Sheet], findings: Findings, *, without_hidden: bool) -> list[Sheet]:
    """The sheets as they are to be read, with a note for each in which something is hidden."""
    findings.notes.extend(remark for sheet in sheets for remark in hidden_remarks(sheet, left_out=without_hidden))
    if not without_hidden:
        return list(sheets)
    return [sheet.without_hidden() for sheet in sheets if not sheet.is_hidden]


def hidden_remarks(sheet: Sheet, *, left_out: bool) -> list[Remark]:
    hidden = sheet.hidden()
    done = "left_out" if left_out else "taken"
    counted = (("sheet", int(hidden.sheet)), ("rows", hidden.rows), ("columns", hidden.columns))
    return [Remark(f"hidden_{what}_{done}", sheet.name, detail=str(count)) for what, count in counted if count]
