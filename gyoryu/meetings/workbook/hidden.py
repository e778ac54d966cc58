"""Rows, columns and sheets that are not shown: read or left out, and noted either way."""

from __future__ import annotations

from collections.abc import Sequence

from gyoryu.base.sheets import Sheet
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook.records import Findings


def select_visible(sheets: Sequence[Sheet], findings: Findings, *, without_hidden: bool) -> list[Sheet]:
    """The sheets as they are to be read, with a note for each in which something is hidden."""
    findings.notes.extend(issue for sheet in sheets for issue in hidden_issues(sheet, left_out=without_hidden))
    if not without_hidden:
        return list(sheets)
    return [sheet.without_hidden() for sheet in sheets if not sheet.is_hidden]


def hidden_issues(sheet: Sheet, *, left_out: bool) -> list[ImportIssue]:
    hidden = sheet.hidden()
    outcome = "left_out" if left_out else "taken"
    counted = (("sheet", int(hidden.sheet)), ("rows", hidden.rows), ("columns", hidden.columns))
    return [ImportIssue(f"hidden_{part}_{outcome}", sheet.name, detail=str(count)) for part, count in counted if count]
